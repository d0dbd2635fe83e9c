import { lined } from '../output.ts';

/** Columns some blanks apart and at least so wide. Nothing stands behind the last. */
export function tableText(rows: readonly (readonly string[])[], gap: number, least = 0): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries())
      widths[column] = Math.max(widths[column] ?? 0, [...cell].length + gap, least);
  const padded = (cell: string, column: number, row: readonly string[]): string =>
    column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - [...cell].length);
  return lined(rows.map((row) => row.map((cell, column) => padded(cell, column, row)).join('')));
}
