import { toAscii } from '../plain/wrap.ts';
import { escapeUnsafe } from '../scenario/visible-text.ts';
import { addCells, BLANK, type Cell } from './terminal/cell.ts';
import type { Theme, Token } from './terminal/theme.ts';
import { headOf, textWidth } from './terminal/width.ts';

/** A piece of one line: plain text and what it means. Only `rowCells` turns it into what a terminal is sent. */
export interface Span {
  readonly text: string;
  readonly token: Token;
}

export type Row = readonly Span[];

export function span(text: string, token: Token = 'text'): Span {
  return { text, token };
}

export function row(text: string, token: Token = 'text'): Row {
  return [{ text, token }];
}

export const EMPTY_ROW: Row = [];

export function rowText(line: Row): string {
  return line.map((one) => one.text).join('');
}

export function rowWidth(line: Row): number {
  return line.reduce((width, one) => width + textWidth(one.text), 0);
}

/** The same words, all of them meaning one thing: a selected line, for instance. */
export function recolored(line: Row, token: Token): Row {
  return line.map((one) => ({ text: one.text, token }));
}

/** Exactly so many columns: cut with an ellipsis, or filled up with spaces. */
export function fitRow(line: Row, columns: number, theme: Theme): Row {
  const clean = line.map((one) => ({ ...one, text: clearText(one.text, theme) }));
  const width = rowWidth(clean);
  if (width <= columns) {
    return width === columns
      ? clean
      : [...clean, { text: ' '.repeat(columns - width), token: tailToken(clean) }];
  }
  const { ellipsis } = theme.glyphs;
  const kept: Span[] = [];
  let left = columns - ellipsis.length;
  if (left < 0) return [{ text: ' '.repeat(Math.max(0, columns)), token: 'text' }];
  let last: Token = 'text';
  for (const one of clean) {
    const head = headOf(one.text, left);
    last = one.token;
    if (head !== '') kept.push({ ...one, text: head });
    left -= textWidth(head);
    if (head !== one.text) break;
  }
  return [...kept, { text: `${ellipsis}${' '.repeat(Math.max(0, left))}`, token: last }];
}

// A selected line stays selected to its end.
function tailToken(line: Row): Token {
  return line.at(-1)?.token === 'selected' ? 'selected' : 'text';
}

/** Two halves of one line, the second at the right edge; the first gives way when both do not fit. */
export function spread(left: Row, right: Row, columns: number, theme: Theme): Row {
  const rightWidth = rowWidth(right);
  if (rightWidth + 1 >= columns) return fitRow(left, columns, theme);
  return [...fitRow(left, columns - rightWidth, theme), ...right];
}

function clearText(text: string, theme: Theme): string {
  const safe = escapeUnsafe(text);
  return theme.isAscii ? toAscii(safe) : safe;
}

/** A row as cells of exactly so many columns. No control character of any data gets past this. */
export function rowCells(line: Row, columns: number, theme: Theme): readonly Cell[] {
  const cells: Cell[] = [];
  for (const { text, token } of fitRow(line, columns, theme))
    addCells(cells, text, theme.sgr[token], columns);
  while (cells.length < columns) cells.push(BLANK);
  return cells;
}
