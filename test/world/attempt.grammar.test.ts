import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FORMS,
  type Form,
  formsOf,
  parseLine,
  printAttempt,
  type ShapePart,
} from '../../src/world/attempt.ts';
import { CLAIM_KEYS } from '../../src/world/claim.ts';
import type { Slot } from '../../src/world/verb.ts';

const name = fc
  .stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
  .filter((word) => !['to', 'via', 'with', 'from', 'for', 'of', 'on', 'by', 'through'].includes(word));
const digest = fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => `sha256:${hex}`);
const repo = fc.tuple(name, name).map(([left, right]) => `${left}/${right}`);

const SLOT_WORDS: Readonly<Partial<Record<Slot, fc.Arbitrary<string>>>> = {
  repo,
  tag: fc.tuple(repo, name).map(([place, tag]) => `${place}:${tag}`),
  part: fc.tuple(repo, digest).map(([place, one]) => `${place}@${one}`),
  digest,
  run: fc.tuple(name, fc.nat(9999)).map(([pipeline, number]) => `${pipeline}#${number}`),
  control: fc.tuple(name, repo).map(([kind, place]) => `${kind}:${place}`),
  claim: fc.tuple(fc.constantFrom(...Object.keys(CLAIM_KEYS)), name).map(([key, value]) => `${key}=${value}`),
  text: fc
    .array(fc.stringMatching(/^[!-~]{1,8}$/), { minLength: 1, maxLength: 5 })
    .map((words) => words.join(' ')),
};

function wordsOf(part: ShapePart): fc.Arbitrary<readonly string[]> {
  if (part.is === 'word') return fc.constant([part.word]);
  const one = fc.oneof(...part.slots.map((slot) => SLOT_WORDS[slot] ?? name));
  if (part.repeats) return fc.array(one, { minLength: 1, maxLength: 4 });
  return one.map((word) => [word]);
}

/** Lines of one form. An optional group is left out or said whole: a keyword before an optional slot goes with it. */
function linesOf(form: Form): fc.Arbitrary<string> {
  return fc.boolean().chain((says) => {
    const parts = form.parts.filter((part, index) => {
      const next = form.parts[index + 1];
      const isOptional = part.is === 'slot' ? part.optional : next?.is === 'slot' && next.optional;
      return says || !isOptional || (part.is === 'word' && index === 0);
    });
    return fc.tuple(...parts.map(wordsOf)).map((words) => words.flat().join(' '));
  });
}

describe('a line', () => {
  test.each(FORMS.map((form) => [form.shape, form] as const))(
    'of the form "%s" parses, and prints as it was',
    (_shape, form) => {
      fc.assert(
        fc.property(linesOf(form), (line) => {
          const parsed = parseLine(line);
          expect(parsed.ok && parsed.form.shape).toBe(form.shape);
          if (parsed.ok) expect(printAttempt(parsed.attempt)).toBe(line);
        }),
        { numRuns: 60 },
      );
    },
  );

  test('may have more white space than it needs', () => {
    const parsed = parseLine('  repoint \t a/b:c   to  sha256:00000000 ');
    expect(parsed.ok && printAttempt(parsed.attempt)).toBe('repoint a/b:c to sha256:00000000');
  });

  test('puts each word where it belongs', () => {
    const parsed = parseLine('notify consumers via mail with digest=a tag=b');
    expect(parsed).toMatchObject({
      ok: true,
      attempt: {
        verb: 'notify',
        targets: ['consumers'],
        via: 'mail',
        claims: ['digest=a', 'tag=b'],
        to: null,
      },
    });
    expect(parseLine('ask vendor for block sha256:00000000')).toMatchObject({
      ok: true,
      attempt: { aspect: 'block', targets: ['vendor', 'sha256:00000000'] },
    });
    expect(parseLine('mint a from b')).toMatchObject({ ok: true, attempt: { targets: ['a'], from: 'b' } });
    expect(parseLine('purge mirror')).toMatchObject({ ok: true, attempt: { targets: ['mirror'] } });
    expect(parseLine('note key=value is text too')).toMatchObject({
      ok: true,
      attempt: { text: 'key=value is text too' },
    });
  });

  test.each([
    ['', 'empty', 0],
    ['   ', 'empty', 0],
    ['dance', 'unknown-verb', 0],
    ['revoke', 'wrong-form', 1],
    ['revoke a b', 'wrong-form', 2],
    ['inspect everything', 'wrong-form', 1],
    ['repoint a/b:c', 'wrong-form', 2],
    ['repoint a/b:c onto d', 'wrong-form', 2],
    ['notify consumers', 'wrong-form', 2],
    ['notify consumers with', 'wrong-form', 3],
    ['notify consumers with hello', 'wrong-form', 3],
    ['note', 'wrong-form', 1],
  ] as const)('"%s" is none: %s at word %i', (line, reason, at) => {
    expect(parseLine(line)).toMatchObject({ ok: false, reason, at });
  });

  test('that is none says what could stand there', () => {
    expect(parseLine('inspect everything')).toMatchObject({
      expected: expect.arrayContaining(['tags', 'audit-log', 'cloud-log']),
    });
    expect(parseLine('revoke')).toMatchObject({ expected: ['credential'] });
    expect(parseLine('revoke a b')).toMatchObject({ expected: ['end of line'] });
  });

  test('of any characters is judged, never thrown at', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const parsed = parseLine(text);
        if (parsed.ok) expect(parseLine(printAttempt(parsed.attempt))).toEqual(parsed);
      }),
      { numRuns: 2000 },
    );
    expect(parseLine('constructor x').ok).toBe(false);
    expect(formsOf('__proto__')).toEqual([]);
  });
});

test('no two forms of one verb accept the same line', () => {
  for (const form of FORMS) {
    const others = formsOf(form.verb).filter((other) => other !== form);
    const second = form.parts[1];
    for (const other of others) {
      const its = other.parts[1];
      expect(second?.is === 'word' && its?.is === 'word' && second.word !== its.word).toBe(true);
    }
  }
});
