import { concat, utf8 } from './bytes.ts';

/** One element of DER: a tag, the shortest length, the parts behind one another (ITU-T X.690). */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = concat(parts);
  return concat([Uint8Array.of(tag, ...lengthOf(body.length)), body]);
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return der(0x30, ...parts);
}

/** A whole number of at least 0, without leading zero bytes but for a sign. */
export function integer(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  if ((bytes[0] ?? 0x80) >= 0x80) bytes.unshift(0);
  return der(0x02, Uint8Array.from(bytes));
}

/** An object identifier in its dotted form. */
export function objectId(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

export function text(value: string): Uint8Array {
  return der(0x0c, utf8(value));
}

/** Bits that fill whole bytes. */
export function bitString(bytes: Uint8Array): Uint8Array {
  return der(0x03, Uint8Array.of(0), bytes);
}

export function octetString(bytes: Uint8Array): Uint8Array {
  return der(0x04, bytes);
}

export interface DerElement {
  readonly tag: number;
  readonly body: Uint8Array;
}

/** The elements that stand behind one another in a body; refuses one that ends before its length says. */
export function elementsOf(bytes: Uint8Array): readonly DerElement[] {
  const found: DerElement[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? 0;
    const first = bytes[at + 1] ?? 0;
    const more = first < 0x80 ? 0 : first - 0x80;
    let length = more === 0 ? first : 0;
    for (let step = 0; step < more; step += 1) length = length * 256 + (bytes[at + 2 + step] ?? 0);
    const start = at + 2 + more;
    if (start + length > bytes.length) throw new RangeError('cut off');
    found.push({ tag, body: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}

function lengthOf(length: number): readonly number[] {
  if (length < 0x80) return [length];
  if (length < 0x100) return [0x81, length];
  if (length < 0x10000) return [0x82, length >> 8, length & 0xff];
  throw new RangeError('longer than any certificate of ours');
}

function base128(value: number): readonly number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}
