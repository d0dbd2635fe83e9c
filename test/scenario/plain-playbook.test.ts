import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseText } from '../../src/scenario/parse.ts';
import { readPlainPlaybook } from '../../src/scenario/plain-playbook.ts';
import { checkText } from '../../src/scenario/source-text.ts';
import { check } from '../../src/schema/check.ts';
import { playbookFile } from '../../src/schema/playbook.ts';

const ROOT = join(import.meta.dirname, '..', '..', 'scenarios');

/** Whatever the short way reads, the parser and the schema read just so, places included. */
function agree(text: string): boolean {
  if (checkText(text, 'book.yaml').length > 0) return false;
  const plain = readPlainPlaybook(text);
  if (plain === null) return false;
  const parsed = parseText(text, 'book.yaml');
  expect(parsed.diagnostics).toEqual([]);
  const { places, ...document } = plain;
  expect(check(playbookFile, parsed.value)).toEqual({ ok: true, value: document });
  expect(places).toEqual(plain.decisions.map((_, index) => parsed.positionOf(['decisions', index])));
  return true;
}

const shipped = readdirSync(ROOT).flatMap((id) => {
  const folder = join(ROOT, id, 'playbooks');
  return readdirSync(folder).map(
    (name) => [`${id}/${name}`, readFileSync(join(folder, name), 'utf8')] as const,
  );
});

describe('the short way to read a playbook', () => {
  test.each(shipped)('reads %s as the parser does', (_, text) => {
    expect(agree(text)).toBe(true);
  });

  test('gives what the parser gives, or nothing, whatever is done to a playbook', () => {
    const marks = [
      '"',
      "'",
      '\\',
      '#',
      ' #',
      ':',
      ': ',
      ' ',
      '  ',
      '\n',
      '\n ',
      '\r',
      '\t',
      '-',
      '- ',
      '{',
      '}',
      ',',
      '[',
      ']',
    ];
    const words = [
      '&a',
      '*a',
      '!!str',
      '|',
      '>',
      '~',
      'null',
      'true',
      '0x1f',
      '1e3',
      '---',
      '...',
      '%',
      '?',
      '@',
      '`',
      'do: ',
      'at: ',
    ];
    const piece = fc.oneof(
      fc.constantFrom(...marks),
      fc.constantFrom(...words),
      fc.string({ maxLength: 3, unit: 'binary' }),
    );
    const book = fc.constantFrom(
      ...shipped.map(([, text]) => text.split('\n').slice(0, 9).join('\n')),
      'scenario: x\ndecisions:\n- hint\n- wait landed\n',
      'scenario: x\ndecisions:\n    - { do: "wait 5m" }\n    - { by: ci, do: "a # b" }',
    );
    let read = 0;
    fc.assert(
      fc.property(book, fc.array(fc.tuple(fc.nat(), fc.nat(4), piece), { maxLength: 3 }), (text, changes) => {
        const changed = changes.reduce((before, [place, cut, put]) => {
          const at = place % (before.length + 1);
          return before.slice(0, at) + put + before.slice(at + cut);
        }, text);
        if (agree(changed)) read += 1;
      }),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(300);
  });

  test('leaves what is unusual to the parser', () => {
    const unusual = [
      '',
      'scenario: x\ndecisions:\n',
      'scenario: x\ndecisions: []\n- hint\n',
      'decisions:\n- hint\nscenario: x\n',
      'scenario: null\ndecisions:\n- hint\n',
      'scenario: x\ndecisions:\n- hint # now\n',
      'scenario: x\ndecisions:\n- hint\n  more\n',
      'scenario: x\ndecisions:\n- hint\n - hint\n',
      'scenario: x\ndecisions:\n- { at: 10:00, do: "hint" }\n',
      'scenario: x\ndecisions:\n- { do: "a\\tb" }\n',
      `scenario: x\ndecisions:\n${'- hint\n'.repeat(5001)}`,
      `${'#\n'.repeat(30_001)}scenario: x\ndecisions:\n- hint\n`,
    ];
    expect(unusual.filter((text) => readPlainPlaybook(text) !== null)).toEqual([]);
  });
});
