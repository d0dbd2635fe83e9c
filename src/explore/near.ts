import type { Seconds } from '../world/time.ts';
import { isSpent, type LinePlayer } from './line-player.ts';
import { thinned } from './moments.ts';
import type { Outcome } from './outcome.ts';
import type { Move } from './step.ts';

/** One change to a line: a decision left out, moved, or one of another playbook put in. */
export type Change =
  | { readonly kind: 'drop'; readonly index: number }
  | { readonly kind: 'move'; readonly index: number; readonly to: Seconds }
  | { readonly kind: 'insert'; readonly at: Seconds; readonly do: string };

export interface Neighbour {
  readonly changes: readonly Change[];
  readonly moves: readonly Move[];
  readonly outcome: Outcome;
}

// A foreign decision early, in the middle and late tells what it does; what is one's own matters by the minute.
const FOREIGN_MOMENTS = 4;

/** Every line that differs from this one by one change at a moment that matters. */
export function singleChanges(
  line: readonly Move[],
  moments: readonly Seconds[],
  foreign: readonly string[],
): readonly Change[] {
  const drops = line.map((_, index): Change => ({ kind: 'drop', index }));
  const moves = line.flatMap((move, index) =>
    moments.filter((at) => at !== move.at).map((to): Change => ({ kind: 'move', index, to })),
  );
  const inserts = foreign.flatMap((text) =>
    thinned(moments, FOREIGN_MOMENTS).map((at): Change => ({ kind: 'insert', at, do: text })),
  );
  return [...drops, ...moves, ...inserts];
}

/** The line with the changes made, in order of time; each index is one of the line as it was. */
export function changed(line: readonly Move[], changes: readonly Change[]): readonly Move[] {
  let moves: readonly (Move | null)[] = line;
  const added: Move[] = [];
  for (const change of changes) {
    if (change.kind === 'insert') {
      added.push({ at: change.at, by: null, do: change.do });
      continue;
    }
    const old = line[change.index];
    moves = moves.map((move, index) => (index === change.index ? null : move));
    if (change.kind === 'move' && old !== undefined) added.push({ ...old, at: change.to });
  }
  return added.reduce<readonly Move[]>(
    insertByTime,
    moves.filter((move) => move !== null),
  );
}

// Whoever comes later to the same second stands behind those who were there.
function insertByTime(line: readonly Move[], move: Move): readonly Move[] {
  const place = line.findIndex((other) => other.at > move.at);
  return place < 0 ? [...line, move] : [...line.slice(0, place), move, ...line.slice(place)];
}

/** Plays the line with each of these sets of changes; stops when so many states are spent. */
export function* visit(
  line: readonly Move[],
  sets: Iterable<readonly Change[]>,
  player: LinePlayer,
  most: number,
): Generator<Neighbour, boolean> {
  for (const changes of sets) {
    if (isSpent(player.tally, most)) return false;
    const moves = changed(line, changes);
    yield { changes, moves, outcome: player.play(moves).outcome };
  }
  return true;
}

/** Pairs of the single changes that mattered most, the most telling first: what two mistakes together do. */
export function* pairsOf(singles: readonly Change[]): Generator<readonly Change[]> {
  for (let sum = 1; sum < 2 * singles.length; sum += 1) {
    for (let low = 0; low * 2 < sum; low += 1) {
      const [one, other] = [singles[low], singles[sum - low]];
      if (one !== undefined && other !== undefined && !touchesSame(one, other)) yield [one, other];
    }
  }
}

function touchesSame(one: Change, other: Change): boolean {
  if (one.kind === 'insert' || other.kind === 'insert')
    return one.kind === 'insert' && other.kind === 'insert' && one.do === other.do;
  return one.index === other.index;
}
