import type { Fact } from '../world/fact.ts';
import type { Predicate } from '../world/predicate.ts';
import { holds, readsOf } from '../world/predicate.ts';
import type { World } from '../world/state.ts';
import type { Seconds } from '../world/time.ts';
import { evolve } from '../world/world.ts';
import type { Span } from './walk.ts';

/** From this second on the predicate was so, until the next change; `because` are the facts of that second that made it so. */
export interface Change {
  readonly at: Seconds;
  readonly holds: boolean;
  readonly because: readonly string[];
}

/** Truth of predicates over time. Each is asked again only when a table that it reads has changed. */
export interface Tracker {
  readonly see: (span: Span) => void;
  readonly changesOf: (predicate: Predicate) => readonly Change[];
}

interface Tracked {
  readonly predicate: Predicate;
  readonly reads: readonly (keyof World)[];
  readonly changes: Change[];
  world: World | null;
}

export function trackPredicates(predicates: readonly Predicate[]): Tracker {
  const tracked = new Map<Predicate, Tracked>();
  for (const predicate of predicates)
    tracked.set(predicate, { predicate, reads: readsOf(predicate), changes: [], world: null });
  let previous: World | null = null;
  return {
    see: (span) => {
      for (const one of tracked.values()) update(one, span, previous);
      previous = span.world;
    },
    changesOf: (predicate) => tracked.get(predicate)?.changes ?? [],
  };
}

function update(one: Tracked, span: Span, previous: World | null): void {
  const { world } = span;
  const before = one.world;
  if (before !== null && one.reads.every((table) => before[table] === world[table])) return;
  one.world = world;
  const truth = holds(world, one.predicate);
  const last = one.changes.at(-1);
  if (last?.holds === truth) return;
  one.changes.push({
    at: span.from,
    holds: truth,
    because: last === undefined ? [] : relevant(causes(one, span, previous)),
  });
}

// Of all that happened within that second, the facts that changed a table which the predicate reads.
function causes(one: Tracked, span: Span, previous: World | null): readonly Fact[] {
  if (previous === null || span.facts.length < 2) return span.facts;
  const found: Fact[] = [];
  let world = previous;
  for (const fact of span.facts) {
    const next = evolve(world, fact);
    if (one.reads.some((table) => next[table] !== world[table])) found.push(fact);
    world = next;
  }
  return found.length > 0 ? found : span.facts;
}

// Telling facts first: what a decision or an attacker brought about explains a change better than what merely happened beside it.
function relevant(facts: readonly Fact[]): readonly string[] {
  const telling = facts.filter((fact) => !QUIET.has(fact.kind));
  return (telling.length > 0 ? telling : facts).slice(0, 4).map((fact) => fact.id);
}

const QUIET: ReadonlySet<string> = new Set([
  'decided',
  'run-started',
  'consumer-pulled',
  'inject-delivered',
  'cache-fetched',
  'runner-fetched',
]);

/** The change after which it stayed true up to and including `until`; null when it was not true then. */
export function heldFrom(changes: readonly Change[], until: Seconds): Change | null {
  const last = changes.findLast((change) => change.at <= until);
  return last?.holds === true ? last : null;
}

/** The first change to true at or before `until` that still stood at StartEx or came later; null when there is none. */
export function firstTrue(changes: readonly Change[], until: Seconds): Change | null {
  // What was true for a while in the night before play is nobody's achievement.
  const first = changes.find((change, index) => change.holds && (changes[index + 1]?.at ?? Infinity) > 0);
  return first !== undefined && first.at <= until ? first : null;
}
