import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWords } from '../../src/console/words.ts';

function words(line: string): unknown {
  const read = readWords(line);
  return read.ok ? read.pipeline : read.message;
}

describe('a line is cut as a shell cuts it', () => {
  it.each([
    ['crane ls a/b', [['crane', 'ls', 'a/b']]],
    ['  crane\tls  ', [['crane', 'ls']]],
    ["jq '.a | .b'", [['jq', '.a | .b']]],
    ['jq ".a \\"b\\" \\\\ \\n"', [['jq', '.a "b" \\ \\n']]],
    ['a \'b\'"c"d', [['a', 'bcd']]],
    ['a "" b', [['a', '', 'b']]],
    ['a\\ b c', [['a b', 'c']]],
    ['a | b|c', [['a'], ['b'], ['c']]],
    ["--format '{{.Digest}}'", [['--format', '{{.Digest}}']]],
    ['jq .[0].a', [['jq', '.[0].a']]],
    ["grep 'x$'", [['grep', 'x$']]],
    ['grep x$', [['grep', 'x$']]],
    ['a # why', [['a']]],
    ['a b#c', [['a', 'b#c']]],
  ])('%s', (line, pipeline) => {
    expect(words(line)).toEqual(pipeline);
  });

  it('keeps what stands behind a hash as the remark', () => {
    expect(readWords('a b # because')).toMatchObject({ remark: '# because' });
  });
});

describe('what a shell would do beyond that is refused with a sentence', () => {
  it.each([
    'a; b',
    'a && b',
    'a & b',
    'a || b',
    'a > f',
    'a < f',
    'a `b`',
    'a $(b)',
    'a $HOME',
    'a "$(b)"',
    'a "`b`"',
    '(a)',
    "a 'b",
    'a "b',
    'a |',
    '| a',
    'a \\',
  ])('%s', (line) => {
    expect(words(line)).toMatch(/^[A-Z].*\.$/);
  });
});

it('quoting a word in single quotes gives back the word', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string().filter((text) => !text.includes("'")),
        { minLength: 1 },
      ),
      (given) => {
        const line = given.map((word) => `'${word}'`).join(' ');
        expect(words(line)).toEqual([given]);
      },
    ),
  );
});
