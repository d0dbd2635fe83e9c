import type { InSteps } from '../exercise/in-steps.ts';
import type { Fact } from '../world/fact.ts';
import type { World } from '../world/state.ts';
import type { Seconds } from '../world/time.ts';
import { evolve } from '../world/world.ts';

/** The world as it stood from one second up to the next at which anything changed; `facts` are those that made it so. */
export interface Span {
  readonly world: World;
  readonly from: Seconds;
  readonly to: Seconds;
  readonly facts: readonly Fact[];
}

/**
 * Folds a history again and gives every stretch of time in which nothing changed. What happens within one second is one step:
 * nobody is judged by the order of things that were true together.
 */
export function walk(
  opening: World,
  history: readonly Fact[],
  until: Seconds,
  visit: (span: Span) => void,
): void {
  openWalk(opening, history, until, visit)(Number.POSITIVE_INFINITY);
}

const SPANS_A_STEP = 16;

/** As `walk`, a few stretches at a time. */
export function* walkInSteps(
  opening: World,
  history: readonly Fact[],
  until: Seconds,
  visit: (span: Span) => void,
): InSteps<void> {
  const goOn = openWalk(opening, history, until, visit);
  while (!goOn(SPANS_A_STEP)) yield;
}

/** Visits at most so many stretches further; true when the walk is over. */
function openWalk(
  opening: World,
  history: readonly Fact[],
  until: Seconds,
  visit: (span: Span) => void,
): (most: number) => boolean {
  let place = startWalk(opening);
  return (most) => {
    place = goOn(place, history, until, visit, most);
    const next = history[place.index];
    if (next !== undefined && next.at <= until) return false;
    endWalk(place, until, visit);
    return true;
  };
}

/** How far a walk has come: `facts` made the world what it is since `from`, and `index` is the first fact after them. */
export interface WalkPlace {
  readonly world: World;
  readonly from: Seconds;
  readonly facts: readonly Fact[];
  readonly index: number;
}

export function startWalk(opening: World): WalkPlace {
  return { world: opening, from: opening.at, facts: [], index: 0 };
}

/** Visits at most so many stretches that end before `until`. The place may be gone on from with any history that begins alike. */
export function goOn(
  place: WalkPlace,
  history: readonly Fact[],
  until: Seconds,
  visit: (span: Span) => void,
  most: number = Number.POSITIVE_INFINITY,
): WalkPlace {
  let { world, from, index } = place;
  let facts = place.facts;
  for (let visited = 0; index < history.length && visited < most; visited += 1) {
    const { at } = history[index] as Fact;
    if (at > until) break;
    if (at > from) visit({ world, from, to: at, facts });
    const happened: Fact[] = [];
    for (let fact = history[index]; fact !== undefined && fact.at === at; fact = history[++index]) {
      world = evolve(world, fact);
      happened.push(fact);
    }
    [facts, from] = [happened, at];
  }
  return { world, from, facts, index };
}

/** The last stretch, in which nothing happens any more. */
export function endWalk(
  { world, from, facts }: WalkPlace,
  until: Seconds,
  visit: (span: Span) => void,
): void {
  if (until >= from) visit({ world, from, to: Math.max(until, from), facts });
}
