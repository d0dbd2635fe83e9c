import { characterWidth } from './width.ts';

/** One column of the screen; the second column of a wide character has an empty text. */
interface Cell {
  readonly text: string;
  readonly sgr: string;
}

export interface PaintSize {
  readonly columns: number;
  readonly rows: number;
}

const BLANK: Cell = { text: ' ', sgr: '' };
const BEGIN = '\u001b[?2026h';
const END = '\u001b[?2026l';
/** Unchanged columns between two changes that are cheaper to write again than to step over. */
const GAP = 8;

/**
 * Turns frames into the fewest bytes that bring the terminal from the last one to the next. It addresses every row by its
 * number and never scrolls or erases more than the rest of a row, so neither scrollback nor stale lines are its business.
 */
export class Painter {
  #shown: readonly (readonly Cell[])[] | null = null;
  #lines: readonly string[] = [];
  #size: PaintSize = { columns: 0, rows: 0 };

  /** The next frame is painted whole: the terminal may hold anything. */
  forget(): void {
    this.#shown = null;
  }

  /** Bytes for the terminal; empty when nothing changed. */
  paint(frame: string, size: PaintSize): string {
    if (size.columns !== this.#size.columns || size.rows !== this.#size.rows) this.forget();
    this.#size = size;
    const lines = frame.split('\n').slice(0, size.rows);
    while (lines.length < size.rows) lines.push('');
    const before = this.#shown;
    const after = lines.map((line, row) =>
      before !== null && line === this.#lines[row] ? (before[row] ?? []) : cellsOf(line, size.columns),
    );
    const out = after.map((cells, row) =>
      cells === before?.[row] ? '' : rowBytes(before?.[row] ?? null, cells, row),
    );
    this.#shown = after;
    this.#lines = lines;
    const bytes = out.join('');
    return bytes === '' ? '' : `${BEGIN}${bytes}\u001b[0m${END}`;
  }
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

/** A line with SGR sequences as cells; what is no SGR sequence and no printable character is dropped. */
function cellsOf(line: string, columns: number): readonly Cell[] {
  const cells: Cell[] = [];
  let active: Active = {};
  let sgr = '';
  for (const match of line.matchAll(TOKENS)) {
    if (match[1] !== undefined) {
      active = applySgr(active, match[1]);
      sgr = Object.values(active).join(';');
      continue;
    }
    const character = match[2];
    if (character === undefined) continue;
    const width = characterWidth(character);
    if (width === 0) {
      const last = cells.length - 1;
      const under = cells[last];
      if (under !== undefined && under.text !== '') cells[last] = { ...under, text: under.text + character };
      continue;
    }
    if (cells.length + width > columns) break;
    cells.push(character === ' ' && sgr === '' ? BLANK : { text: character, sgr });
    if (width === 2) cells.push({ text: '', sgr });
  }
  while (cells.length < columns) cells.push(BLANK);
  return cells;
}

const TOKENS = /\u001b\[([\d;]*)m|\u001b\[[0-?]*[ -/]*[@-~]|([^\u0000-\u001f\u007f-\u009f])/gu;

type Active = Readonly<Record<string, string>>;

/** The active parameters, by what they change, after one more SGR sequence; closing ones take away what they close. */
function applySgr(active: Active, parameters: string): Active {
  const next: Record<string, string> = { ...active };
  const given = parameters === '' ? ['0'] : parameters.split(';');
  for (let index = 0; index < given.length; index++) {
    const code = given[index] ?? '0';
    const closed = CLOSES[code];
    if (code === '0' || code === '') for (const kind of Object.keys(next)) delete next[kind];
    else if (closed !== undefined) delete next[closed];
    else if (code === '38' || code === '48') {
      const length = given[index + 1] === '5' ? 3 : 5;
      next[kindOf(code)] = given.slice(index, index + length).join(';');
      index += length - 1;
    } else next[kindOf(code)] = code;
  }
  return next;
}

const CLOSES: Readonly<Record<string, string>> = {
  '22': 'weight',
  '23': 'italic',
  '24': 'underline',
  '27': 'inverse',
  '29': 'strike',
  '39': 'ink',
  '49': 'paper',
};

function kindOf(code: string): string {
  const number = Number(code);
  if (number === 1 || number === 2) return 'weight';
  if (number === 3) return 'italic';
  if (number === 4) return 'underline';
  if (number === 7) return 'inverse';
  if (number === 9) return 'strike';
  return (number >= 40 && number <= 49) || (number >= 100 && number <= 107) ? 'paper' : 'ink';
}
