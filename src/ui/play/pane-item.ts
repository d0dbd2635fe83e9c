import type { Row } from '../row.ts';

/** One line of a list that can be selected; `id` says what Enter opens, null for headings. */
export interface Item {
  readonly id: string | null;
  readonly row: Row;
}

export function selectable(items: readonly Item[]): readonly string[] {
  return items.flatMap((item) => (item.id === null ? [] : [item.id]));
}
