/** The first row to show so that the selected one is in sight, moving as little as possible. */
export function scrollTo(top: number, selected: number, rows: number, count: number): number {
  const most = Math.max(0, count - rows);
  const least = selected - rows + 1;
  return Math.max(0, Math.min(most, Math.max(least, Math.min(top, selected))));
}

/** An index moved within a list, never out of it. */
export function moved(index: number, by: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index + by));
}

/** `3-17 of 60`, or nothing when all of it is in sight. */
export function rangeWords(top: number, rows: number, count: number): string {
  return count <= rows ? '' : `${top + 1}-${Math.min(count, top + rows)} of ${count}`;
}
