import type { Line, Room } from '../../debrief/charts/picture.ts';
import type { Row } from '../row.ts';
import type { Look } from '../screen.ts';

/** A picture's lines as rows of a screen: its tones are tokens of the theme. */
export function chartRows(lines: readonly Line[]): readonly Row[] {
  return lines.map((line) => line.map(({ text, tone }) => ({ text, token: tone })));
}

/** The room that a look gives to a picture, less so many rows and columns. */
export function roomOf(
  { size, theme }: Look,
  less: { readonly columns: number; readonly rows: number },
): Room {
  return {
    width: Math.max(10, size.columns - less.columns),
    height: Math.max(1, size.rows - less.rows),
    ascii: theme.isAscii,
  };
}
