import { describe, expect, it } from 'vitest';
import { parseText } from '../../src/scenario/parse.ts';

const mebibyte = 1_048_576;

function fill(pattern: string, length = mebibyte): string {
  return pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);
}

function times(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('');
}

function codes(text: string): readonly string[] {
  return [...new Set(parseText(text, 'x.yaml').diagnostics.map(({ code }) => code))];
}

function nested(depth: number): string {
  return `${'['.repeat(depth)}1${']'.repeat(depth)}`;
}

describe('depth', () => {
  it('40 levels are read and 41 are not, in every style', () => {
    const styles: readonly ((depth: number) => string)[] = [
      nested,
      (depth) => `${'{"a": '.repeat(depth)}1${'}'.repeat(depth)}`,
      (depth) => `${times(depth, (level) => `${' '.repeat(level)}a:\n`)}${' '.repeat(depth)}1`,
      (depth) => `${'- '.repeat(depth)}1`,
      (depth) =>
        times(depth / 2 - 0.25, (level) => `${' '.repeat(level)}a:\n${' '.repeat(level)}-\n`) +
        `${' '.repeat(99)}${depth % 2 ? '[1]' : 1}`,
    ];
    for (const style of styles) {
      expect(codes(style(40))).toEqual([]);
      expect(codes(style(41))).toContain('limit/depth');
    }
  });

  it('an alias counts with the depth of what it stands for', () => {
    expect(codes(`a: &a ${nested(20)}\nb: ${'['.repeat(19)}*a${']'.repeat(19)}`)).toEqual([]);
    expect(codes(`a: &a ${nested(20)}\nb: ${'['.repeat(20)}*a${']'.repeat(20)}`)).toEqual(['limit/depth']);
  });

  it.each([
    ['10,000 brackets', '['.repeat(10_000)],
    ['a mebibyte of brackets', '['.repeat(mebibyte)],
    ['a mebibyte of mixed brackets', fill('[{a: ')],
    ['1,000 maps', times(1000, (level) => `${' '.repeat(level)}a:\n`)],
    ['1,000 lists', times(1000, (level) => `${' '.repeat(level)}-\n`)],
    ['list dashes', fill('- ')],
    ['question marks', fill('? ')],
    ['colons', fill(': ')],
    ['names and colons', fill('a: ')],
    ['names and colons in brackets', `[${fill('a: ')}`.slice(0, mebibyte)],
    ['dashes in brackets', `[${fill('- ', 5000)}`],
  ])('%s are refused before anything is built', (_, text) => {
    expect(codes(text)).toContain('limit/depth');
  });
});

describe('number', () => {
  it('2,000 keys of a map are read and 2,001 are not', () => {
    expect(codes(times(2000, (n) => `k${n}: 1\n`))).toEqual([]);
    expect(codes(times(2001, (n) => `k${n}: 1\n`))).toEqual(['limit/keys']);
    expect(codes(times(20_000, (n) => `k${n}: 1\n`))).toEqual(['limit/keys']);
  });

  it('50,000 values are read and 50,001 are not', () => {
    expect(codes(`[${'1,'.repeat(49_999)}]`)).toEqual([]);
    expect(codes(`[${'1,'.repeat(50_000)}]`)).toEqual(['limit/nodes']);
  });

  it('names count like values', () => {
    const map = (entries: number) => `{${times(entries, (n) => `k${n}: 1,`)}}`;
    const list = (rest: number) => `[${`${map(1999)},`.repeat(12)}${'1,'.repeat(rest)}]`;
    expect(codes(list(50_000 - 1 - 12 * 3999))).toEqual([]);
    expect(codes(list(50_000 - 12 * 3999))).toEqual(['limit/nodes']);
  });

  it('20 aliases are read and 21 are not', () => {
    expect(codes(`a: &a 1\nb: [${'*a,'.repeat(20)}]`)).toEqual([]);
    expect(codes(`a: &a 1\nb: [${'*a,'.repeat(21)}]`)).toEqual(['limit/aliases']);
  });

  it('aliases of aliases cannot multiply past the number of values', () => {
    const base = `k0: &k0 [${'1,'.repeat(1000)}]\n`;
    const doubled = times(9, (n) => `k${n + 1}: &k${n + 1} [*k${n},*k${n}]\n`);
    expect(codes(base + doubled)).toEqual(['limit/nodes']);
    expect(codes(`${base}k1: [${'*k0,'.repeat(20)}]`)).toEqual([]);
  });

  it('a text of 20,000 characters is read and a longer one is not', () => {
    expect(codes(`a: ${'x'.repeat(20_000)}`)).toEqual([]);
    expect(codes(`a: ${'x'.repeat(20_001)}`)).toEqual(['limit/text-length']);
    expect(codes(`a: "${'\\u0041'.repeat(20_000)}"`)).toEqual([]);
    expect(codes(`a: ${'x'.repeat(500_000)}`)).toEqual(['limit/text-length']);
  });

  it('a refused file has no value', () => {
    expect(parseText(nested(41), 'x.yaml').value).toBeUndefined();
    expect(parseText(`[${'1,'.repeat(50_000)}]`, 'x.yaml').value).toBeUndefined();
  });
});

describe('a mebibyte of one thing ends in a refusal', () => {
  it.each([
    'a: &a [*a,*a]\n',
    '-',
    '- x\n',
    '-\n',
    '?',
    '?\n',
    ':',
    ':\n',
    '"',
    '"\n',
    "'",
    "'\n",
    '\\"',
    '#',
    '#\n',
    ' #\n',
    '\t',
    '\t\n',
    ' ',
    '\n',
    '\r\n',
    '---\n',
    '...\n',
    'a\n...\n',
    '%a\n',
    '% ',
    '!',
    '!a ',
    '!a\n',
    '&',
    '&a ',
    '&a\n',
    '*',
    '* ',
    ']',
    ']\n',
    '[]',
    '[\n]\n',
    '{',
    ',',
    '|\n',
    '>\n',
    'a\n',
    'a',
    '1',
    'a:',
    'a: "\n',
    "a: '\n",
    '- "\n',
    '@a,',
    '[- a, ',
  ])('%j', (pattern) => {
    const { diagnostics } = parseText(fill(pattern), 'x.yaml');
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.length).toBeLessThanOrEqual(1000);
  });

  it.each([
    ['stray brackets', `a: ${']'.repeat(30_000)}`],
    ['tags', fill('!a ', 60_000)],
    ['dashes between commas', `[${fill('- a, ', 60_000)}]`],
    ['anchors', fill('- &a\n', 60_000)],
  ])('thousands of %s are not composed', (_, text) => {
    expect(codes(text)).toContain('limit/mistakes');
  });
});

it('composing is given up after a thousand mistakes, and nothing is invented about the rest', () => {
  for (const line of ['- "\\q"\n', '- a\nb: - c\n', '- {a: @}\n', 'a: - c\n\t']) {
    const { value, diagnostics } = parseText(line.repeat(5000), 'x.yaml');
    expect(value).toBeUndefined();
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.map(({ code }) => code)).not.toContain('yaml/too-complex');
  }
});
