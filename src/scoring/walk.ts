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
  let world = opening;
  let from = opening.at;
  let facts: Fact[] = [];
  let index = 0;
  return (most) => {
    for (let visited = 0; index < history.length && visited < most; visited += 1) {
      const { at } = history[index] as Fact;
      if (at > until) break;
      if (at > from) visit({ world, from, to: at, facts });
      facts = [];
      for (let fact = history[index]; fact !== undefined && fact.at === at; fact = history[++index]) {
        world = evolve(world, fact);
        facts.push(fact);
      }
      from = at;
    }
    const next = history[index];
    if (next !== undefined && next.at <= until) return false;
    if (until >= from) visit({ world, from, to: Math.max(until, from), facts });
    return true;
  };
}
