import type { Diagnostic } from './diagnostic.ts';
import { findUnsafe, type UnsafeKind } from './visible-text.ts';

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface SourceText {
  /** The text without its byte order mark, or undefined when the file is refused. */
  readonly text: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The largest file that is read, in bytes; the largest text, in UTF-16 code units. */
export const maxSourceLength = 1_048_576;

// Nobody mends more than these at once, and a binary file would fill the screen with them.
const maxUnsafeReported = 20;

const unsafeMessages: Readonly<Record<UnsafeKind, string>> = {
  control: 'may not stand in a file, because it steers a terminal instead of being text',
  direction: 'may not stand in a file, because it can turn the shown order of the text round',
  invisible: 'may not stand in a file, because nobody can see it',
  surrogate: 'is half of a character',
};

/**
 * Reads the bytes of an authored file as text.
 * Refused, each with its place: more than 1 MiB, bytes that are not UTF-8, and what `checkText` refuses.
 */
export function readSourceText(bytes: Uint8Array, file: string): SourceText {
  if (bytes.length > maxSourceLength) return { text: undefined, diagnostics: [tooLarge(file)] };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { text: undefined, diagnostics: [notUtf8(bytes, file)] };
  }
  const diagnostics = checkText(text, file);
  return { text: diagnostics.length === 0 ? text : undefined, diagnostics };
}

/**
 * Refuses a text that is too long or holds control characters, direction overrides, invisible characters,
 * half surrogates, or a carriage return that does not end a line.
 */
export function checkText(text: string, file: string): readonly Diagnostic[] {
  if (text.length > maxSourceLength) return [tooLarge(file)];
  const refused = findUnsafe(text, maxUnsafeReported, 'crlf');
  if (refused.length === 0) return [];
  const starts = lineStarts(text);
  return refused.map(({ offset, codePoint, kind }) => ({
    severity: 'error',
    code: `source/${kind}-character`,
    file,
    ...positionAt(starts, offset),
    path: [],
    message: `The character ${codePointName(codePoint)} ${unsafeMessages[kind]}.`,
    mend: 'Delete this character; most editors can show it when they display control or hidden characters.',
  }));
}

/** The offset at which each line begins; line 1 is the first entry. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let newline = text.indexOf('\n'); newline !== -1; newline = text.indexOf('\n', newline + 1)) {
    starts.push(newline + 1);
  }
  return starts;
}

/** Line and column of an offset, both from 1, the column in UTF-16 code units. */
export function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: Math.max(0, offset - (starts[low] ?? 0)) + 1 };
}

/** The name by which Unicode lists a character, for instance `U+202E`. */
export function codePointName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

function tooLarge(file: string): Diagnostic {
  return {
    severity: 'error',
    code: 'source/too-large',
    file,
    line: 1,
    column: 1,
    path: [],
    message: 'This file is larger than 1 MiB, the most that is read.',
    mend: 'Check that this is the right file, or make it smaller.',
  };
}

function notUtf8(bytes: Uint8Array, file: string): Diagnostic {
  // The decoder does not say where it failed: what it replaces in the tolerant mode shows the place.
  const tolerant = new TextDecoder('utf-8', { fatal: false });
  const offset = firstInvalid(bytes, tolerant.decode(bytes));
  return {
    severity: 'error',
    code: 'source/not-utf-8',
    file,
    ...offset,
    path: [],
    message: 'The bytes at this place are not UTF-8 text.',
    mend: 'Save the file with the encoding UTF-8.',
  };
}

function firstInvalid(bytes: Uint8Array, decoded: string): Position {
  let consumed = 0;
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (bom) consumed = 3;
  let offset = 0;
  for (const character of decoded) {
    const codePoint = character.codePointAt(0) ?? 0;
    // A replacement character that the file itself holds is encoded as EF BF BD.
    if (codePoint === 0xfffd && !isEncodedReplacement(bytes, consumed)) break;
    consumed += utf8Length(codePoint);
    offset += character.length;
  }
  return positionAt(lineStarts(decoded), offset);
}

function isEncodedReplacement(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd;
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
