import { lined } from '../output.ts';

/** Columns some blanks apart. Nothing stands behind the last, unless a tool fills it up too. */
export function tableText(rows: readonly (readonly string[])[], gap: number, fillsLast = false): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries())
      widths[column] = Math.max(widths[column] ?? 0, [...cell].length);
  const padded = (cell: string, column: number, row: readonly string[]): string => {
    if (column === row.length - 1 && !fillsLast) return cell;
    const room = (widths[column] ?? 0) + (column === row.length - 1 ? 0 : gap);
    return cell + ' '.repeat(Math.max(0, room - [...cell].length));
  };
  return lined(rows.map((row) => row.map((cell, column) => padded(cell, column, row)).join('')));
}
