import { BlockOfRows } from '../canvas.tsx';
import type { Row } from '../row.ts';
import type { Look, Size } from '../screen.ts';

interface LinesProps {
  readonly rows: readonly Row[];
  readonly look: Look;
}

/** Fills `look.size` with rows: cut and padded to its columns, cut or filled up to its rows. */
export function Lines({ rows, look }: LinesProps) {
  return <BlockOfRows rows={rows} look={look} />;
}

/** The look of a smaller area. */
export function within(look: Look, size: Size): Look {
  return { ...look, size };
}
