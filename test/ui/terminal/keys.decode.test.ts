import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Input, KeyDecoder } from '../../../src/ui/terminal/keys.ts';

const names = (inputs: readonly Input[]): readonly string[] =>
  inputs.map((input) => (input.kind === 'key' ? input.name : `paste:${input.text}`));
const decode = (...chunks: readonly string[]): readonly string[] => {
  const decoder = new KeyDecoder();
  return names([...chunks.flatMap((chunk) => decoder.feed(chunk)), ...decoder.flush()]);
};

test.each([
  ['a', ['a']],
  ['\r', ['enter']],
  ['\t', ['tab']],
  ['\u001b[Z', ['backtab']],
  ['\u001b[A', ['up']],
  ['\u001bOB', ['down']],
  ['\u001b[5~', ['pageup']],
  ['\u001b[1;5C', ['ctrl-right']],
  ['\u007f', ['backspace']],
  ['\u0003', ['ctrl-c']],
  ['\u001bOP', ['f1']],
  ['\u001b', ['escape']],
  ['\u001b\u001b[A', ['escape', 'up']],
  ['\u001bx', ['alt-x']],
  [' ', ['space']],
  ['é漢', ['é', '漢']],
])('%j is read as %j', (bytes, expected) => {
  expect(decode(bytes)).toEqual(expected);
});

test('a sequence cut anywhere is the same key', () => {
  for (const bytes of ['\u001b[A', '\u001b[15~', '\u001b[1;5D', '\u001b[200~hi\u001b[201~'])
    for (let at = 1; at < bytes.length; at++)
      expect(decode(bytes.slice(0, at), bytes.slice(at))).toEqual(decode(bytes));
});

test('what is pasted is never keys, and one line without control characters', () => {
  expect(decode('\u001b[200~q\r\ny\u001b[31m\u0007\u001b[201~x')).toEqual(['paste:q y[31m', 'x']);
});

test('unknown sequences are no keys', () => {
  expect(decode('\u001b[?62;c', '\u001b[<0;3;4M', '\u001b[99~', 'k')).toEqual(['k']);
});

test('no bytes make the decoder fail, and no key types a control character', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 20 })), (chunks) => {
      const decoder = new KeyDecoder();
      for (const input of [...chunks.flatMap((chunk) => decoder.feed(chunk)), ...decoder.flush()])
        expect(input.text).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    }),
  );
});
