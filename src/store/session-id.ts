import { randomBytes } from 'node:crypto';

// Crockford's base32: no i, l, o or u, so that an id read aloud or off a screen is typed right.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** `k3v9-20260512`: the random part first, so that two or three letters are a unique prefix. */
export function newSessionId(created: string, random: (size: number) => Uint8Array = randomBytes): string {
  const letters = [...random(4)].map((byte) => alphabet.charAt(byte % alphabet.length));
  return `${letters.join('')}-${created.slice(0, 10).replaceAll('-', '')}`;
}

/** Whether a text can be a session's id, and so safely a part of a file name. */
export function isSessionId(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,63}$/.test(text);
}

export function journalName(id: string): string {
  return `${id}.jsonl`;
}

/** The id that a file in the sessions directory is named for, or null when it is no journal. */
export function idOfJournal(name: string): string | null {
  if (!name.endsWith('.jsonl')) return null;
  const id = name.slice(0, -'.jsonl'.length);
  return isSessionId(id) ? id : null;
}
