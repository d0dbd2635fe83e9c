import { BLANK, type Cell, type Grid } from './cell.ts';

export interface PaintSize {
  readonly columns: number;
  readonly rows: number;
}

const BEGIN = '\u001b[?2026h';
const END = '\u001b[?2026l';
/** Unchanged columns between two changes that are cheaper to write again than to step over. */
const GAP = 8;

/**
 * Turns frames into the fewest bytes that bring the terminal from the last one to the next. It addresses every row by its
 * number and never scrolls or erases more than the rest of a row, so neither scrollback nor stale lines are its business.
 */
export class Painter {
  #shown: Grid | null = null;

  /** The next frame is painted whole: the terminal may hold anything. */
  forget(): void {
    this.#shown = null;
  }

  /** Bytes for the terminal; empty when nothing changed. A grid of another size is painted whole. */
  paint(grid: Grid): string {
    const before = isAlike(this.#shown, grid) ? this.#shown : null;
    this.#shown = grid;
    const bytes = grid.map((cells, row) => rowBytes(before?.[row] ?? null, cells, row)).join('');
    return bytes === '' ? '' : `${BEGIN}${bytes}\u001b[0m${END}`;
  }
}

function isAlike(left: Grid | null, right: Grid): boolean {
  return left?.length === right.length && left[0]?.length === right[0]?.length;
}

function rowBytes(before: readonly Cell[] | null, after: readonly Cell[], row: number): string {
  const end = lastInk(after);
  if (before === null) {
    const erase = end < after.length ? '\u001b[0m\u001b[K' : '';
    return `\u001b[${row + 1};1H${run(after, 0, end)}${erase}`;
  }
  let bytes = '';
  let column = 0;
  while (column < after.length) {
    if (isSame(before[column], after[column])) {
      column += 1;
      continue;
    }
    const from = startOf(before, after, column);
    const to = changeEnd(before, after, column);
    bytes +=
      to > end && to >= after.length
        ? `\u001b[${row + 1};${from + 1}H${run(after, from, Math.max(from, end))}\u001b[0m\u001b[K`
        : `\u001b[${row + 1};${from + 1}H${run(after, from, to)}`;
    column = to;
  }
  return bytes;
}

// A change never begins or ends inside a wide character, of the old frame or the new one.
function startOf(before: readonly Cell[], after: readonly Cell[], column: number): number {
  let from = column;
  while (from > 0 && (after[from]?.text === '' || before[from]?.text === '')) from -= 1;
  return from;
}

function changeEnd(before: readonly Cell[], after: readonly Cell[], column: number): number {
  let end = column + 1;
  let same = 0;
  for (let at = column + 1; at < after.length && same < GAP; at++) {
    if (isSame(before[at], after[at])) same += 1;
    else {
      same = 0;
      end = at + 1;
    }
  }
  while (end < after.length && (after[end]?.text === '' || before[end]?.text === '')) end += 1;
  return end;
}

function lastInk(cells: readonly Cell[]): number {
  let end = cells.length;
  while (end > 0 && isBlank(cells[end - 1])) end -= 1;
  return end;
}

function run(cells: readonly Cell[], from: number, to: number): string {
  let bytes = '';
  let sgr: string | null = null;
  for (let at = from; at < to; at++) {
    const cell = cells[at] ?? BLANK;
    if (cell.sgr !== sgr) {
      bytes += cell.sgr === '' ? '\u001b[0m' : `\u001b[0;${cell.sgr}m`;
      sgr = cell.sgr;
    }
    bytes += cell.text;
  }
  return bytes;
}

function isSame(left: Cell | undefined, right: Cell | undefined): boolean {
  return left === right || (left?.text === right?.text && left?.sgr === right?.sgr);
}

function isBlank(cell: Cell | undefined): boolean {
  return cell === undefined || (cell.text === ' ' && cell.sgr === '');
}
