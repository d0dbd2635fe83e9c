import { Text } from 'ink';
import { fitRow, printRow, type Row } from '../row.ts';
import type { Look, Size } from '../screen.ts';

interface LinesProps {
  readonly rows: readonly Row[];
  readonly look: Look;
}

/** Fills `look.size` with rows: cut and padded to its columns, cut or filled up to its rows. */
export function Lines({ rows, look }: LinesProps) {
  const { size, theme } = look;
  const shown = rows.slice(0, size.rows);
  const blank = Array.from({ length: Math.max(0, size.rows - shown.length) }, () => []);
  const text = [...shown, ...blank]
    .map((line) => printRow(fitRow(line, size.columns, theme), theme))
    .join('\n');
  return size.rows <= 0 || size.columns <= 0 ? null : <Text wrap="truncate-end">{text}</Text>;
}

/** The look of a smaller area. */
export function within(look: Look, size: Size): Look {
  return { ...look, size };
}
