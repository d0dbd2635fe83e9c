import { characterWidth } from './width.ts';

/** One column of the screen; the second column of a wide character has an empty text. */
export interface Cell {
  readonly text: string;
  /** SGR parameters, such as `1;36`; empty for plain. */
  readonly sgr: string;
}

/** A whole screen: as many rows as the terminal has, each as wide as it. */
export type Grid = readonly (readonly Cell[])[];

export const BLANK: Cell = { text: ' ', sgr: '' };

/** Adds a text to a row of cells, up to `columns`; a wide character that would be cut in half is left out. */
export function addCells(cells: Cell[], text: string, sgr: string, columns: number): void {
  for (const character of text) {
    const width = characterWidth(character);
    if (width === 0) {
      const under = cells.at(-1);
      if (under !== undefined && under.text !== '') {
        cells[cells.length - 1] = { text: under.text + character, sgr: under.sgr };
      }
      continue;
    }
    if (cells.length + width > columns) return;
    cells.push(character === ' ' && sgr === '' ? BLANK : { text: character, sgr });
    if (width === 2) cells.push({ text: '', sgr });
  }
}

/** The characters of a screen without how they look. */
export function gridText(grid: Grid): string {
  return grid
    .map((cells) =>
      cells
        .map((cell) => cell.text)
        .join('')
        .trimEnd(),
    )
    .join('\n');
}
