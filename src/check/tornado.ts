import { CLOSING } from '../exercise/closing.ts';
import type { LinePlayer } from '../explore/line-player.ts';
import { type Change, changed } from '../explore/near.ts';
import type { Outcome } from '../explore/outcome.ts';
import type { Move } from '../explore/step.ts';
import type { Seconds } from '../world/time.ts';
import { type LostTask, lostTasks } from './lost-tasks.ts';

/** What one change to one decision of the first playbook does to points and to harm. */
export interface TornadoRow {
  readonly at: Seconds;
  readonly by: string | null;
  readonly do: string;
  readonly change: 'dropped' | 'late' | 'early';
  /** With the change, minus without. */
  readonly points: number;
  readonly consumerHours: number;
  readonly lost: readonly LostTask[];
  readonly moves: readonly Move[];
}

export const LATE: Seconds = 15 * 60;

/**
 * Each decision dropped, a quarter of an hour later, and misplaced before the one that its role takes before it; the largest
 * difference first. A step is one play.
 */
export function* tornadoOf(
  line: readonly Move[],
  real: Outcome,
  player: LinePlayer,
): Generator<undefined, readonly TornadoRow[]> {
  const rows: TornadoRow[] = [];
  for (const [index, move] of line.entries()) {
    for (const { change, moves } of changesOf(line, index)) {
      const { outcome } = player.play(moves);
      rows.push({
        ...move,
        change,
        points: round(outcome.points - real.points),
        consumerHours: round(outcome.consumerHours - real.consumerHours),
        lost: lostTasks(real, outcome),
        moves,
      });
      yield;
    }
  }
  return rows.sort(
    (left, right) =>
      Math.abs(right.points) - Math.abs(left.points) ||
      Math.abs(right.consumerHours) - Math.abs(left.consumerHours) ||
      left.at - right.at,
  );
}

function changesOf(
  line: readonly Move[],
  index: number,
): readonly { readonly change: TornadoRow['change']; readonly moves: readonly Move[] }[] {
  const move = line[index] as Move;
  const single = (one: Change): readonly Move[] => closedLast(changed(line, [one]));
  const before = line.findLastIndex((other, place) => place < index && other.by === move.by);
  return [
    { change: 'dropped', moves: single({ kind: 'drop', index }) },
    { change: 'late', moves: late(line, index) },
    ...(before < 0 ? [] : [{ change: 'early' as const, moves: misplaced(line, index, before) }]),
  ];
}

// A closing at rest comes later by itself; another one would leave out what comes late.
function late(line: readonly Move[], index: number): readonly Move[] {
  const to = (line[index]?.at ?? 0) + LATE;
  const closing = line.findLastIndex((move) => move.do === CLOSING && move.waitsForAll !== true);
  const close: readonly Change[] =
    closing > index && (line[closing]?.at ?? to) <= to + LATE
      ? [{ kind: 'move', index: closing, to: to + LATE }]
      : [];
  return closedLast(changed(line, [{ kind: 'move', index, to }, ...close]));
}

function closedLast(line: readonly Move[]): readonly Move[] {
  const closing = line.filter((move) => move.waitsForAll === true);
  return [...line.filter((move) => move.waitsForAll !== true), ...closing];
}

// It takes the other's time, and the other follows it. A closing too early is tried as such: it waits for nothing.
function misplaced(line: readonly Move[], index: number, before: number): readonly Move[] {
  const move = { ...(line[index] as Move), at: line[before]?.at ?? 0, waitsForAll: false };
  const rest = line.filter((_, place) => place !== index);
  return closedLast([...rest.slice(0, before), move, ...rest.slice(before)]);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
