const DIGITS = '0123456789';
const HEX = '0123456789abcdef';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

// FNV-1a over UTF-16 units, stirred once more so that names that end alike do not give numbers that end alike.
function hash32(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
}

/** A whole number from 0 up to but not including `below`, always the same for the same name. */
export function fakeNumber(name: string, below: number): number {
  return hash32(name) % below;
}

// One hash of the name, then a generator (mulberry32): a long id costs no more than its letters.
function letters(name: string, size: number, alphabet: string): string {
  let state = hash32(name);
  let text = '';
  for (let at = 0; at < size; at += 1) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    text += alphabet.charAt(((mixed ^ (mixed >>> 14)) >>> 0) % alphabet.length);
  }
  return text;
}

/** Decimal digits, for fractions of seconds. */
export function fakeDigits(name: string, size: number): string {
  return letters(name, size, DIGITS);
}

/** Eight digits that never start with 0, as run and user ids look. */
export function fakeRunId(name: string): number {
  return 10_000_000 + fakeNumber(name, 90_000_000);
}

/** Forty hex digits, as a commit has. */
export function fakeCommit(name: string): string {
  return letters(name, 40, HEX);
}

export function fakeDigest(name: string): string {
  return `sha256:${letters(name, 64, HEX)}`;
}

/** A version 4 UUID. */
export function fakeUuid(name: string): string {
  const hex = letters(name, 31, HEX);
  const variant = '89ab'.charAt(fakeNumber(name, 4));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${variant}${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
}

/** An access key id as AWS prints it, plainly fake: `AKIAEXAMPLE` and nine letters. It is an id, not a secret. */
export function fakeAccessKeyId(name: string): string {
  return `AKIAEXAMPLE${letters(name, 9, BASE32)}`;
}

/** The base64 SHA-256 under which a forge logs a token; the token itself is never shown. */
export function fakeHashedToken(name: string): string {
  return `${letters(name, 43, BASE64)}=`;
}

/** Whose address it is: our own machines, servers on the internet, or clients from anywhere (RFC 5737). */
export type Net = 'ours' | 'servers' | 'clients';

const NETS: Readonly<Record<Net, string>> = { ours: '192.0.2', servers: '198.51.100', clients: '203.0.113' };

/** An address in a documentation range, the same for the same name. */
export function fakeAddress(net: Net, name: string): string {
  return `${NETS[net]}.${1 + fakeNumber(name, 254)}`;
}
