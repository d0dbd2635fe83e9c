import { describe, expect, it } from 'vitest';
import { parseBytes, parseText } from '../../src/scenario/parse.ts';

function read(text: string): unknown {
  const parsed = parseText(text, 'x.yaml');
  expect(parsed.diagnostics).toEqual([]);
  return parsed.value;
}

describe('values of a file', () => {
  it('times, dates, percentages and words of YAML 1.1 stay texts', () => {
    const lines = [
      'T+3h',
      '09:20',
      '~70%',
      '2026-05-12',
      '2026-05-12T09:20:00Z',
      'yes',
      '1_000',
      'sha256:0123',
    ];
    for (const text of lines) expect(read(`a: ${text}`)).toEqual({ a: text });
  });

  it('numbers, truth values and null follow the YAML 1.2 core schema', () => {
    const text = '[1, -2.5, 1e3, 0x1F, 0o17, 010, true, False, null, ~, ""]';
    expect(read(text)).toEqual([1, -2.5, 1000, 31, 15, 10, true, false, null, null, '']);
  });

  it('minus nought is nought', () => {
    expect(Object.is(read('-0'), 0)).toBe(true);
    expect(Object.is(read('-0.0'), 0)).toBe(true);
  });

  it('names are texts, whatever they look like', () => {
    expect(read('404: a\ntrue: b\n~: c\n"": d\ntoString: e')).toEqual({
      '404': 'a',
      true: 'b',
      '~': 'c',
      '': 'd',
      toString: 'e',
    });
  });

  it('JSON is read as it is', () => {
    const value = { a: [1, { b: null, 'c d': 'x\ny\tz "q" \\ é 😀' }], e: -1.5e-3, f: [], g: {} };
    expect(read(JSON.stringify(value))).toEqual(value);
    expect(read(JSON.stringify(value, null, '\t').replace(/\t/g, '  '))).toEqual(value);
  });

  it('block texts, quotation marks and comments are read', () => {
    const text = "a: |\n  one\n  two\nb: >-\n  one\n  two\nc: 'it''s' # why\nd: \"x # y\"\n";
    expect(read(text)).toEqual({ a: 'one\ntwo\n', b: 'one two', c: "it's", d: 'x # y' });
  });

  it('lines may end in CR LF', () => {
    expect(read('a: |\r\n  one\r\n  two\r\nb: "x\r\n  y"\r\nc: z\r\n')).toEqual({
      a: 'one\ntwo\n',
      b: 'x y',
      c: 'z',
    });
  });

  it('a byte order mark at the beginning is skipped', () => {
    const parsed = parseBytes(new TextEncoder().encode('\u{feff}a: 1'), 'x.yaml');
    expect(parsed).toMatchObject({ value: { a: 1 }, diagnostics: [] });
    expect(parsed.positionOf(['a'], 'key')).toEqual({ line: 1, column: 1 });
  });

  it('an alias stands for the last anchor of its name above it', () => {
    expect(read('a: &x 1\nb: *x\nc: &x [2]\nd: *x')).toEqual({ a: 1, b: 1, c: [2], d: [2] });
  });

  it('one document may have its marks', () => {
    expect(read('# head\n---\na: 1\n...\n# tail\n')).toEqual({ a: 1 });
  });
});
