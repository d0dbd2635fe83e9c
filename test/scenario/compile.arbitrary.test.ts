import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDiagnostics } from '../../src/scenario/diagnostic.ts';
import { unsafeKind } from '../../src/scenario/visible-text.ts';
import { load, SMALL } from './small.ts';

// Words that mean something somewhere: swapped in at random, they reach deeper than random letters.
const WORDS = [
  'constructor',
  '__proto__',
  'toString',
  'image:good',
  'image:bad/arm64',
  'good',
  'crew',
  '{}',
  '[]',
  'null',
  '-1',
  '1e9',
  'true',
  'T+999h',
  'T-999h59m',
  '00:00',
  '~',
  '*again',
  '&x',
  'all: []',
  'not: {}',
  'final: true',
  'acme/base:stable',
  'sha256:00000000',
  "'",
  '"',
  ': ',
  '- ',
  '\n',
  '  ',
  ', ',
  '}',
  '{',
  ']',
  '[',
  '#',
  '{digest:',
  '\u202e',
  '\t',
  '0',
  'api-build',
  '9999999h',
];

type Edit = readonly ['delete' | 'insert' | 'replace' | 'copy', number, number, string];

const edit: fc.Arbitrary<Edit> = fc.tuple(
  fc.constantFrom('delete', 'insert', 'replace', 'copy'),
  fc.nat(SMALL.length),
  fc.integer({ min: 0, max: 40 }),
  fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 6 })),
);

// Edits hit whole words more often than the middle of one.
function apply(text: string, [kind, at, length, word]: Edit): string {
  const words = [...text.matchAll(/[A-Za-z0-9_:./-]+/g)];
  const found = words[at % words.length];
  switch (kind) {
    case 'delete':
      return text.slice(0, at) + text.slice(at + length);
    case 'insert':
      return text.slice(0, at) + word + text.slice(at);
    case 'replace':
      return found === undefined
        ? text
        : text.slice(0, found.index) + word + text.slice(found.index + found[0].length);
    case 'copy': {
      const other = words[(at * 7 + length) % words.length]?.[0] ?? '';
      return found === undefined
        ? text
        : text.slice(0, found.index) + other + text.slice(found.index + found[0].length);
    }
  }
}

function expectSound(text: string): void {
  const { scenario, diagnostics } = load(text);
  expect(scenario === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
  const lines = text.split('\n').length;
  for (const { line, column, file, message, mend } of diagnostics) {
    if (file === 'small.yaml') expect(line).toBeLessThanOrEqual(lines);
    expect(Math.min(line, column)).toBeGreaterThan(0);
    expect(message).toMatch(/[.?]$/);
    expect(mend).not.toBe('');
  }
  for (const character of formatDiagnostics(diagnostics, { sourceOf: () => text })) {
    expect(unsafeKind(character.codePointAt(0) ?? 0)).toBeUndefined();
  }
}

test('a changed scenario compiles or says why not', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) =>
      expectSound(edits.reduce(apply, SMALL)),
    ),
    { numRuns: 400 },
  );
});

test('a scenario with flipped bytes compiles or says why not', () => {
  const bytes = new TextEncoder().encode(SMALL);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(7)), { minLength: 1, maxLength: 3 }),
      (flips) => {
        const changed = bytes.slice();
        for (const [at, bit] of flips) changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expectSound(new TextDecoder().decode(changed));
      },
    ),
    { numRuns: 150 },
  );
});

test('any JSON value compiles or says why not', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => expectSound(JSON.stringify(value))),
    { numRuns: 200 },
  );
});
