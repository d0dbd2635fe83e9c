import { describe, expect, it } from 'vitest';
import { parseBytes, parseText } from '../../src/scenario/parse.ts';

/** The problems of a text as `line:column code`. */
function problems(text: string): readonly string[] {
  return parseText(text, 'x.yaml').diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

describe('a mistake in YAML is shown at its place in plain words', () => {
  it.each([
    ['a: b: c', '1:4 yaml/nested-on-one-line'],
    ['a:\n\tb: c', '2:1 yaml/tab-indent'],
    ['x: 1\na: "x\nb: 1', '2:4 yaml/unclosed-quote'],
    ["x: 1\na: 'x", '2:4 yaml/unclosed-quote'],
    ['a: [1, 2', '1:9 yaml/bad-indent'],
    ['[1, 2', '1:6 yaml/unclosed-bracket'],
    ['a:\n  b: 1\n c: 2', '3:2 yaml/bad-indent'],
    ['a: @x', '1:4 yaml/bad-start'],
    ['a: 1\n b: 2', '1:4 yaml/key-on-several-lines'],
    ['a: "\\q"', '1:5 yaml/bad-escape'],
    ['? [a]\n: 2', '1:3 yaml/key-not-text'],
    ['b: "x"#y', '1:7 yaml/comment-without-space'],
    [': 3', '1:1 yaml/missing-key'],
    ['a: {x, y: 1}', '1:5 value/missing'],
    ['a: 1\n---\nb: 2', '2:1 yaml/several-documents'],
    ['a: 1\n...\nb: 2', '3:1 yaml/several-documents'],
    ['%YAML 1.2\n---\na: 1', '1:1 yaml/directive'],
    ['a: !!int 3', '1:4 yaml/tag'],
    ['a: !x {}', '1:4 yaml/tag'],
    ['a: *x', '1:4 yaml/unknown-alias'],
    ['a: &x [1, *x]', '1:11 yaml/unknown-alias'],
    ['b: 1\n<<: {a: 1}', '2:1 yaml/merge-key'],
    ['', '1:1 yaml/empty'],
    ['# nothing\n\n', '1:1 yaml/empty'],
  ])('%j', (text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });
});

it('all problems of a file are reported at once, in order', () => {
  expect(problems('a: !x 1\nb: .inf\nb: 2\nc: *no\n__proto__: 1\nd: "\\e"')).toEqual([
    '1:4 yaml/tag',
    '2:4 value/number',
    '3:1 value/duplicate-key',
    '4:4 yaml/unknown-alias',
    '5:1 value/forbidden-key',
    '6:4 value/unsafe-character',
  ]);
});

it('syntax errors do not hide duplicate keys elsewhere', () => {
  expect(problems('a: 1\na: 2\nb: "\\q"')).toEqual(['2:1 value/duplicate-key', '3:5 yaml/bad-escape']);
});

it('a duplicate key is shown at the second one and names the line of the first', () => {
  const { diagnostics, value } = parseText('x:\n  a: 1\n  b: 2\n  "a": 3\n', 'x.yaml');
  expect(diagnostics).toMatchObject([{ line: 4, column: 3, path: ['x'], code: 'value/duplicate-key' }]);
  expect(diagnostics[0]?.message).toContain('line 2');
  expect(value).toEqual({ x: { a: 1, b: 2 } });
});

it.each(['__proto__', 'constructor', 'prototype'])('the name %s is refused and reaches no object', (name) => {
  for (const text of [
    `${name}: {polluted: 1}`,
    `{"${name}": {"polluted": 1}}`,
    `"\\x${name.charCodeAt(0).toString(16)}${name.slice(1)}": 1`,
  ]) {
    const { value, diagnostics } = parseText(text, 'x.yaml');
    expect(diagnostics.map(({ code }) => code)).toEqual(['value/forbidden-key']);
    expect(value).toEqual({});
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  }
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

it.each(['.inf', '-.inf', '.nan', '1e999', '9007199254740993', '12345678901234567890'])(
  'the number %s is refused, because it is not exact',
  (number) => {
    expect(problems(`a: ${number}`)).toEqual(['1:4 value/number']);
  },
);

it.each(['\\e', '\\0', '\\u202e', '\\u2066', '\\x9b', '\\r', '\\ud800', '\\u2028', '\\ufeff', '\\U000e0041'])(
  'the escape %s cannot bring its character into a value or a name',
  (written) => {
    for (const text of [`a: "x${written}y"`, `"x${written}y": a`]) {
      const { diagnostics, value } = parseText(text, 'x.yaml');
      expect(diagnostics.map(({ code }) => code)).toEqual(['value/unsafe-character']);
      expect(JSON.stringify(value)).not.toMatch(
        /\\u[0-9a-f]{4}|[\u{80}-\u{9f}\u{2028}\u{202e}\u{feff}\u{e0041}]/u,
      );
    }
  },
);

describe('the text of a file', () => {
  it.each([
    ['a: 1\nb: \u{1b}[31m', '2:4 source/control-character'],
    ['a: \u{0}', '1:4 source/control-character'],
    ['a: \u{85}', '1:4 source/control-character'],
    ['a: 1\rb: 2', '1:5 source/control-character'],
    ['a: "\u{202e}"', '1:5 source/direction-character'],
    ['a: "😀\u{2067}"', '1:7 source/direction-character'],
    ['a: \u{feff}', '1:4 source/invisible-character'],
    ['a: \u{200b}', '1:4 source/invisible-character'],
    ['a: \u{d800}', '1:4 source/surrogate-character'],
    ['# \u{7f}', '1:3 source/control-character'],
  ])('%j is refused at its place', (text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });

  it('bytes that are not UTF-8 are refused at their place', () => {
    for (const bad of [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x98]]) {
      const bytes = Uint8Array.of(...new TextEncoder().encode('a: é�😀\nbc '), ...bad, 0x20);
      expect(parseBytes(bytes, 'x.yaml')).toMatchObject({
        value: undefined,
        diagnostics: [{ code: 'source/not-utf-8', line: 2, column: 4 }],
      });
    }
  });

  it('more than 1 MiB is refused, and exactly 1 MiB is not', () => {
    const bytes = new Uint8Array(1_048_576).fill(0x20);
    bytes.set(new TextEncoder().encode('a: 1\n#'));
    expect(parseBytes(bytes, 'x.yaml')).toMatchObject({ value: { a: 1 }, diagnostics: [] });
    expect(parseBytes(new Uint8Array(1_048_577), 'x.yaml').diagnostics).toMatchObject([
      { code: 'source/too-large' },
    ]);
  });
});
