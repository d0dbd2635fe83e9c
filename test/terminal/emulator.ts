import xterm from '@xterm/headless';

export interface Cell {
  readonly text: string;
  readonly isBold: boolean;
  readonly isInverse: boolean;
  /** Whether it has a colour of its own, of ink or paper. */
  readonly isColoured: boolean;
  /** Number of the palette, null without one. */
  readonly ink: number | null;
}

const SCROLLBACK = 2000;

/** A terminal without a window: takes the bytes of a program and knows what a person would see. */
export class Emulator {
  readonly #terminal: xterm.Terminal;

  constructor(columns: number, rows: number, answer: (bytes: string) => void) {
    this.#terminal = new xterm.Terminal({
      cols: columns,
      rows,
      scrollback: SCROLLBACK,
      allowProposedApi: true,
    });
    this.#terminal.onData(answer);
  }

  /** Calls back when everything written so far is on the screen. */
  write(bytes: string, done: () => void): void {
    this.#terminal.write(bytes, done);
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
  }

  get isAlternate(): boolean {
    return this.#terminal.buffer.active.type === 'alternate';
  }

  get isBracketing(): boolean {
    return this.#terminal.modes.bracketedPasteMode;
  }

  get columns(): number {
    return this.#terminal.cols;
  }

  get rows(): number {
    return this.#terminal.rows;
  }

  /** The rows that are to be seen now, without the blanks at their ends. */
  screen(): readonly string[] {
    const { active } = this.#terminal.buffer;
    return Array.from({ length: this.rows }, (_, row) => lineOf(active, active.baseY + row, this.columns));
  }

  /** Everything on the normal screen and above it. */
  normal(): readonly string[] {
    const { normal } = this.#terminal.buffer;
    return Array.from({ length: normal.length }, (_, row) => lineOf(normal, row, this.columns));
  }

  cell(column: number, row: number): Cell {
    const { active } = this.#terminal.buffer;
    const cell = active.getLine(active.baseY + row)?.getCell(column);
    if (cell === undefined) throw new Error(`there is no cell ${column}, ${row}`);
    return {
      text: cell.getChars(),
      isBold: cell.isBold() !== 0,
      isInverse: cell.isInverse() !== 0,
      isColoured: !cell.isFgDefault() || !cell.isBgDefault(),
      ink: cell.isFgPalette() ? cell.getFgColor() : null,
    };
  }

  close(): void {
    this.#terminal.dispose();
  }
}

// After a shrink the emulator still holds what stood to the right of its window.
function lineOf(buffer: xterm.IBuffer, row: number, columns: number): string {
  return buffer.getLine(row)?.translateToString(true, 0, columns).trimEnd() ?? '';
}
