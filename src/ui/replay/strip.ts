import type { Marker, MarkKind, Recording } from '../../debrief/replay/recording.ts';
import type { Seconds } from '../../world/time.ts';
import { type Row, type Span, span } from '../row.ts';
import type { Look } from '../screen.ts';
import type { Token } from '../terminal/theme.ts';

/** What stands out most is drawn where several fall into one column. */
const ORDER: readonly MarkKind[] = ['attack', 'claim', 'end', 'inject', 'decision'];

const MARKS: Readonly<Record<MarkKind, { readonly mark: string; readonly token: Token }>> = {
  attack: { mark: '!', token: 'bad' },
  claim: { mark: 'c', token: 'warn' },
  end: { mark: 'e', token: 'strong' },
  inject: { mark: 'm', token: 'notify' },
  decision: { mark: 'd', token: 'accent' },
};

const BEFORE = 0.12;
const AFTER = 0.12;

/** The column of a second: the night before and the day after are pressed together, play has the room. */
export function stripColumn(
  { from, to }: Pick<Recording, 'from' | 'to'>,
  endOfPlay: Seconds,
  columns: number,
  at: Seconds,
): number {
  const before = from < 0 ? BEFORE : 0;
  const after = to > endOfPlay ? AFTER : 0;
  const share = (part: number, whole: number): number =>
    whole <= 0 ? 0 : Math.max(0, Math.min(1, part / whole));
  const place =
    at < 0
      ? before * share(at - from, -from)
      : at <= endOfPlay
        ? before + (1 - before - after) * share(at, endOfPlay)
        : 1 - after + after * share(at - endOfPlay, to - endOfPlay);
  return Math.max(0, Math.min(columns - 1, Math.floor(place * columns)));
}

/** Two rows: what happened where, and the line of time with the moment on it. */
export function stripRows(recording: Recording, endOfPlay: Seconds, at: Seconds, look: Look): readonly Row[] {
  const { columns } = look.size;
  const cells: Span[] = Array.from({ length: columns }, () => span(' '));
  const columnOf = (time: Seconds): number => stripColumn(recording, endOfPlay, columns, time);
  const strongest = new Map<number, Marker>();
  for (const marker of recording.markers) {
    const column = columnOf(marker.at);
    const there = strongest.get(column);
    if (there === undefined || ORDER.indexOf(marker.kind) < ORDER.indexOf(there.kind))
      strongest.set(column, marker);
  }
  for (const [column, { kind }] of strongest) cells[column] = span(MARKS[kind].mark, MARKS[kind].token);
  return [cells, lineOfTime(recording, { endOfPlay, at }, columnOf, look)];
}

function lineOfTime(
  { from, to }: Recording,
  { endOfPlay, at }: { readonly endOfPlay: Seconds; readonly at: Seconds },
  columnOf: (time: Seconds) => number,
  { size, theme }: Look,
): Row {
  const [, , , , across] = theme.glyphs.frame;
  const here = columnOf(at);
  const done = theme.isAscii ? '=' : '━';
  const borders = [...(from < 0 ? [columnOf(0)] : []), ...(to > endOfPlay ? [columnOf(endOfPlay)] : [])];
  return Array.from({ length: size.columns }, (_, column) => {
    if (column === here) return span(theme.isAscii ? '^' : '▲', 'focus');
    if (borders.includes(column)) return span(theme.isAscii ? '|' : '┃', 'strong');
    return column < here ? span(done, 'accent') : span(across, 'border');
  });
}

export const STRIP_WORDS = 'd decision, m message, ! attack, c claim, e end of play';
