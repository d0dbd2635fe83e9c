/** Why a character may not stand in a file: it steers a terminal, turns text round, cannot be seen, or is no character. */
export type UnsafeKind = 'control' | 'direction' | 'invisible' | 'surrogate';

type Range = readonly [first: number, last: number, kind: UnsafeKind];

// Explicit ranges instead of \p{…}, whose meaning follows the Unicode version of the running Node.
// U+2028 and U+2029 count as control: some editors break lines there, so line numbers would differ.
const unsafeRanges: readonly Range[] = [
  [0x00, 0x08, 'control'],
  [0x0b, 0x1f, 'control'],
  [0x7f, 0x9f, 'control'],
  [0x061c, 0x061c, 'direction'],
  [0x200b, 0x200b, 'invisible'],
  [0x200e, 0x200f, 'direction'],
  [0x2028, 0x2029, 'control'],
  [0x202a, 0x202e, 'direction'],
  [0x2060, 0x2065, 'invisible'],
  [0x2066, 0x2069, 'direction'],
  [0x206a, 0x206f, 'invisible'],
  [0xd800, 0xdfff, 'surrogate'],
  [0xfeff, 0xfeff, 'invisible'],
  [0xfff9, 0xfffb, 'invisible'],
  [0xe0000, 0xe007f, 'invisible'],
];

// One scan by a regular expression keeps the usual, clean text fast; the u flag makes a paired surrogate one character.
const unsafePattern =
  /[\u{0}-\u{8}\u{b}-\u{1f}\u{7f}-\u{9f}\u{61c}\u{200b}\u{200e}\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{d800}-\u{dfff}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}]/gu;

export interface UnsafeCharacter {
  readonly offset: number;
  readonly codePoint: number;
  readonly kind: UnsafeKind;
}

/** Tells what is wrong with a character, or undefined for an ordinary one; newline and tab are ordinary. */
export function unsafeKind(codePoint: number): UnsafeKind | undefined {
  for (const [first, last, kind] of unsafeRanges) {
    if (codePoint >= first && codePoint <= last) return kind;
  }
  return undefined;
}

/**
 * Finds at most `limit` unsafe characters, with offsets in UTF-16 code units.
 * A carriage return is one of them, unless it ends a line of a file (`lineEnds: 'crlf'`).
 */
export function findUnsafe(text: string, limit: number, lineEnds: 'lf' | 'crlf'): readonly UnsafeCharacter[] {
  const found: UnsafeCharacter[] = [];
  for (const match of text.matchAll(unsafePattern)) {
    if (found.length >= limit) break;
    if (lineEnds === 'crlf' && match[0] === '\r' && text[match.index + 1] === '\n') continue;
    const codePoint = match[0].codePointAt(0) ?? 0;
    found.push({ offset: match.index, codePoint, kind: unsafeKind(codePoint) ?? 'control' });
  }
  return found;
}

/** Text for one line of a terminal: newline, tab and every unsafe character are shown as `\u{…}`, the rest stays. */
export function escapeUnsafe(text: string): string {
  return text.replace(unsafePattern, showCharacter).replace(/[\n\t]/g, showCharacter);
}

/** A name or a text from a file, as a message may show it: escaped, shortened to 60 characters, in quotation marks. */
export function quoted(text: string): string {
  const characters = Array.from(text.slice(0, 200));
  const isShort = text.length <= 200 && characters.length <= 60;
  return `"${escapeUnsafe(isShort ? text : `${characters.slice(0, 59).join('')}…`)}"`;
}

function showCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
