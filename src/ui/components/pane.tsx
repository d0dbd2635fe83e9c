import { BlockOfRows } from '../canvas.tsx';
import { EMPTY_ROW, fitRow, type Row, rowWidth, span } from '../row.ts';
import type { Look } from '../screen.ts';
import { textWidth } from '../terminal/width.ts';

interface PaneProps {
  readonly title: string;
  /** Stands at the right end of the top border, such as `3/12`. */
  readonly note?: string;
  readonly isFocused?: boolean;
  readonly rows: readonly Row[];
  /** The whole area, borders included. */
  readonly look: Look;
}

/** Rows that fit into a pane of this size. */
export function paneRows(rows: number): number {
  return Math.max(0, rows - 2);
}

/** A frame with a title in its top border. The focused one has a pointer before its title, so that colour is not the only sign. */
export function Pane({ title, note = '', isFocused = false, rows, look }: PaneProps) {
  const { size, theme } = look;
  if (size.columns < 4 || size.rows < 2) return null;
  const [leftTop, rightTop, rightBottom, leftBottom, across, down] = theme.glyphs.frame;
  const edge = isFocused ? 'focus' : 'border';
  const inner = size.columns - 2;
  const head: Row = [
    span(isFocused ? `${theme.glyphs.pointer} ` : ' ', edge),
    span(`${title} `, isFocused ? 'title' : 'text'),
  ];
  const noted: Row = note === '' ? [] : [span(` ${note} `, 'dim')];
  // The title goes before the note where both do not fit.
  const tail = rowWidth(head) + rowWidth(noted) + 2 > inner ? [] : noted;
  const fill = inner - 1 - rowWidth(head) - rowWidth(tail) - 1;
  const top: Row =
    fill < 0
      ? [span(leftTop, edge), ...fitRow(head, inner, theme), span(rightTop, edge)]
      : [
          span(`${leftTop}${across}`, edge),
          ...head,
          span(across.repeat(fill), edge),
          ...tail,
          span(`${across}${rightTop}`, edge),
        ];
  const body = Array.from({ length: size.rows - 2 }, (_, index) => rows[index] ?? EMPTY_ROW);
  const text = [
    top,
    ...body.map((line) => [span(down, edge), ...fitRow(line, inner, theme), span(down, edge)]),
    [span(`${leftBottom}${across.repeat(inner)}${rightBottom}`, edge)],
  ];
  return <BlockOfRows rows={text} look={look} />;
}

/** Columns that a pane needs for its title. */
export function titleWidth(title: string): number {
  return textWidth(title) + 6;
}
