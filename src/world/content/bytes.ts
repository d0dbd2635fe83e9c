const UTF8 = new TextEncoder();
const TEXT = new TextDecoder('utf-8', { ignoreBOM: true });
const HEX = '0123456789abcdef';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The UTF-8 bytes of a text; a lone surrogate becomes U+FFFD, the same on every Node. */
export function utf8(text: string): Uint8Array {
  return UTF8.encode(text);
}

/** The text that UTF-8 bytes spell; bytes that spell nothing become U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  return TEXT.decode(bytes);
}

/** All parts behind one another, in a new array. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Two lower-case digits a byte. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX.charAt(byte >> 4) + HEX.charAt(byte & 15);
  return text;
}

/** The bytes that a text of hexadecimal digits names; refuses any other text. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) throw new RangeError('not lower-case hexadecimal');
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1)
    bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}

/** The bytes behind standard base64 with padding; refuses any other text. */
export function fromBase64(text: string): Uint8Array {
  const letters = text.replace(/={1,2}$/, '');
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*$/.test(letters)) throw new RangeError('not base64');
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4));
  let bits = 0;
  for (let at = 0, to = 0; at < letters.length; at += 1) {
    bits = ((bits << 6) | BASE64.indexOf(letters.charAt(at))) & 0xffffff;
    if (at % 4 === 0) continue;
    bytes[to] = (bits >> (6 - 2 * (at % 4))) & 0xff;
    to += 1;
  }
  return bytes;
}

/** Standard base64 with padding (RFC 4648 §4). */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += BASE64.charAt(group >> 18) + BASE64.charAt((group >> 12) & 63);
    text += left > 1 ? BASE64.charAt((group >> 6) & 63) : '=';
    text += left > 2 ? BASE64.charAt(group & 63) : '=';
  }
  return text;
}
