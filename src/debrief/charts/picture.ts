import { MINUTE, printSpan, type Seconds } from '../../world/time.ts';

/** What a piece means. Colour may repeat it, and every picture can be read without. */
export type Tone = 'text' | 'dim' | 'title' | 'accent' | 'good' | 'warn' | 'bad';

export interface Piece {
  readonly text: string;
  readonly tone: Tone;
}

export type Line = readonly Piece[];

/** Room for a picture, in columns and rows, and whether only ASCII may be used. */
export interface Room {
  readonly width: number;
  readonly height: number;
  readonly ascii: boolean;
}

export function piece(text: string, tone: Tone = 'text'): Piece {
  return { text, tone };
}

export function line(text: string, tone: Tone = 'text'): Line {
  return [{ text, tone }];
}

/** A line without its tones. */
export function plainText(pieces: Line): string {
  return pieces.map((one) => one.text).join('');
}

/** Exactly so many columns: cut with an ellipsis, or filled with blanks. */
export function cutTo(text: string, width: number, ascii: boolean): string {
  if (width <= 0) return '';
  if (text.length <= width) return text.padEnd(width);
  const mark = ascii ? '...' : '…';
  return width <= mark.length ? text.slice(0, width) : `${text.slice(0, width - mark.length)}${mark}`;
}

/** A row of marks, each with its tone, joined where the tone stays the same. */
export function marks(cells: readonly Piece[]): Line {
  const joined: Piece[] = [];
  for (const cell of cells) {
    const last = joined.at(-1);
    if (last?.tone === cell.tone) joined[joined.length - 1] = { ...last, text: last.text + cell.text };
    else joined.push(cell);
  }
  return joined;
}

/** Nothing that is wider or taller than its room. */
export function within(lines: readonly Line[], { width, height, ascii }: Room): readonly Line[] {
  return lines.slice(0, height).map((one) => {
    const text = plainText(one);
    if (text.length <= width) return one;
    const cut: Piece[] = [];
    let left = width;
    for (const part of one) {
      if (part.text.length >= left) {
        cut.push({ ...part, text: cutTo(part.text + (part.text.length === left ? ' ' : ''), left, ascii) });
        break;
      }
      cut.push(part);
      left -= part.text.length;
    }
    return cut;
  });
}

/** A stretch of simulated time laid over columns. */
export interface TimeScale {
  readonly from: Seconds;
  readonly to: Seconds;
  readonly columns: number;
}

export function columnOf({ from, to, columns }: TimeScale, at: Seconds): number {
  if (to <= from) return 0;
  return Math.max(0, Math.min(columns - 1, Math.floor(((at - from) / (to - from)) * columns)));
}

/** The stretch that a column stands for. */
export function stretchOf({ from, to, columns }: TimeScale, column: number): readonly [Seconds, Seconds] {
  const width = (to - from) / Math.max(1, columns);
  return [from + column * width, from + (column + 1) * width];
}

const TICKS: readonly Seconds[] = [5, 10, 15, 30, 60, 120, 240, 480, 720].map((minutes) => minutes * MINUTE);
const TICK_ROOM = 9;

/** One row of times below a picture, each beginning at its own column. */
export function timeRow(scale: TimeScale, indent: number): string {
  const most = Math.max(1, Math.floor(scale.columns / TICK_ROOM));
  const every = TICKS.find((tick) => (scale.to - scale.from) / tick <= most) ?? (TICKS.at(-1) as Seconds);
  let row = '';
  for (let at = Math.ceil(scale.from / every) * every; at <= scale.to; at += every) {
    const label = at < 0 ? `-${printSpan(-at)}` : printSpan(at);
    const column = columnOf(scale, at);
    if (column < row.length + (row === '' ? 0 : 1) || column + label.length > scale.columns) continue;
    row = row.padEnd(column) + label;
  }
  return `${' '.repeat(indent)}${row}`;
}

export function printNumber(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${printNumber(value)}`;
}
