import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatDiagnostics } from '../../src/scenario/diagnostic.ts';
import { type ParsedFile, parseBytes, parseText } from '../../src/scenario/parse.ts';

const sample = `format: 1
id: "poisoned" # comment
world: &w
  list: [a, {b: 1}, 'c', *n]
  text: |
    one
    two
  folded: >-
    x
others:
  - T+3h
  - ? key
    : *w
`;

const unsafe =
  /[\u{0}-\u{9}\u{b}-\u{1f}\u{7f}-\u{9f}\u{200b}\u{2028}-\u{202e}\u{2066}-\u{2069}\u{feff}\u{d800}-\u{dfff}]/u;

function expectSound(parsed: ParsedFile, text: string): void {
  const lines = text.split('\n');
  for (const { line, column, code, message, mend } of parsed.diagnostics) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
    expect(code).toMatch(/^[a-z]+\/[a-z0-9-]+$/);
    expect(message + mend).not.toMatch(unsafe);
    expect(message).toMatch(/^[^\n]+\.$/);
    expect(mend).toMatch(/^[^\n]+\.$/);
  }
  expect(formatDiagnostics(parsed.diagnostics, { sourceOf: () => text })).not.toMatch(unsafe);
  if (parsed.diagnostics.length === 0) {
    expect(parsed.value).not.toBeUndefined();
    expect(JSON.parse(JSON.stringify(parsed.value))).toEqual(parsed.value);
  }
  expect(parsed.positionOf(['world', 'list', 1]).line).toBeGreaterThanOrEqual(1);
}

const fragment = fc.constantFrom(
  '- ',
  '? ',
  ': ',
  ':',
  '[',
  ']',
  '{',
  '}',
  ',',
  '"',
  "'",
  '#',
  ' #',
  '&a ',
  '*a',
  '!t ',
  '|',
  '>',
  '|2+',
  '%',
  '@',
  '`',
  '---\n',
  '...\n',
  '\n',
  '\n  ',
  '\n ',
  '\t',
  ' ',
  '\r\n',
  '\\',
  '\\u0000',
  '\\e',
  '<<: ',
  'a',
  'a: ',
  '1',
  '.inf',
  '~',
  'é',
  '😀',
  '\u{202e}',
  '\u{1b}[2J',
  '\u{d800}',
  '\u{feff}',
  '__proto__: ',
);

it('arbitrary bytes give sound diagnostics or a value', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expectSound(parseBytes(bytes, 'x.yaml'), new TextDecoder().decode(bytes));
    }),
    { numRuns: 2000 },
  );
});

it('arbitrary texts give sound diagnostics or a value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) =>
      expectSound(parseText(text, 'x.yaml'), text),
    ),
    { numRuns: 2000 },
  );
});

it('arbitrary pieces of YAML give sound diagnostics or a value', () => {
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('');
      expectSound(parseText(text, 'x.yaml'), text);
    }),
    { numRuns: 8000 },
  );
});

it('a mutated file gives sound diagnostics or a value', () => {
  const mutation = fc.record({
    at: fc.nat(sample.length),
    cut: fc.nat(12),
    insert: fc.array(fragment, { maxLength: 4 }),
  });
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 5 }), (mutations) => {
      let text = sample;
      for (const { at, cut, insert } of mutations)
        text = text.slice(0, at) + insert.join('') + text.slice(at + cut);
      expectSound(parseText(text, 'x.yaml'), text);
    }),
    { numRuns: 5000 },
  );
});

it('what JSON can say is read back unchanged', () => {
  const safe = fc
    .string({ unit: 'grapheme' })
    .filter(
      (text) =>
        !unsafe.test(text) &&
        !/[\u{61c}\u{200e}\u{200f}\u{2060}-\u{206f}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}]/u.test(text),
    );
  const key = safe.filter((text) => !['__proto__', 'constructor', 'prototype', '<<'].includes(text));
  const number = fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((n) => !Number.isInteger(n) || Number.isSafeInteger(n))
    .map((n) => n || 0);
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      safe,
      number,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('json')),
      fc.dictionary(key, tie('json'), { noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(json, fc.constantFrom(0, 2), (value, indent) => {
      expect(parseText(JSON.stringify(value, null, indent), 'x.json')).toMatchObject({ diagnostics: [] });
      expect(parseText(JSON.stringify(value, null, indent), 'x.json').value).toEqual(value);
    }),
    { numRuns: 1000 },
  );
});
