import { crc32 as nodeCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64, concat, fromBase64, fromHex, hex, textOf, utf8 } from '../../../src/world/content/bytes.ts';
import { crc32 } from '../../../src/world/content/crc32.ts';

const anyBytes = fc.uint8Array({ maxLength: 300 });

describe('bytes', () => {
  it('are written as base64 like everybody writes it', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
  });

  it('are read back from base64, and from nothing else', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(fromBase64(base64(bytes))).toEqual(bytes);
      }),
    );
    for (const text of ['a', 'ab', 'abc', 'ab==c', '====', 'a-b_', 'ab c', 'a==='])
      expect(() => fromBase64(text)).toThrow(RangeError);
  });

  it('spell the text that they were made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(textOf(utf8(text))).toBe(text);
      }),
    );
    expect(textOf(utf8('\ufeffmark'))).toBe('\ufeffmark');
  });

  it('are written as lower-case hexadecimal and read back', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(hex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
        expect(fromHex(hex(bytes))).toEqual(bytes);
      }),
    );
  });

  it('refuse a text that is not hexadecimal', () => {
    for (const text of ['a', 'AB', 'zz', ' a']) expect(() => fromHex(text)).toThrow(RangeError);
  });

  it('of a text are its UTF-8, a lone surrogate included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Buffer.from(utf8(text)).equals(Buffer.from(text, 'utf8'))).toBe(true);
      }),
    );
    expect(hex(utf8('\ud800'))).toBe('efbfbd');
  });

  it('are joined in order', () => {
    expect(concat([Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3)])).toEqual(
      Uint8Array.of(1, 2, 3),
    );
  });

  it('have the CRC-32 that gzip expects', () => {
    expect(crc32(utf8('123456789'))).toBe(0xcbf43926);
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(crc32(bytes)).toBe(nodeCrc32(bytes));
      }),
    );
  });
});
