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

/** Truth of predicates over time. Each part of one is asked again only when a table that it reads has changed. */
export interface Tracker {
  readonly see: (span: Span) => void;
  readonly changesOf: (predicate: Predicate) => readonly Change[];
  /** One that has seen the same, and goes on by itself. */
  readonly fork: () => Tracker;
}

/** When somebody wants to know whether a predicate holds: from a second to another, and perhaps only until it first did in play. */
export interface Window {
  readonly from: Seconds;
  readonly until: Seconds;
  readonly first: boolean;
}

/** A predicate, or a part of one; parts that say the same are one. */
interface Asked {
  readonly index: number;
  readonly predicate: Predicate;
  readonly reads: readonly (keyof World)[];
  readonly parts: readonly Asked[];
}

interface Watched {
  readonly asked: readonly Asked[];
  readonly places: ReadonlyMap<Predicate, number>;
  readonly withCauses: boolean;
  /** By predicate. */
  readonly windows: readonly Window[];
}

interface Seen {
  previous: World | null;
  /** By part: what it was when it was asked last, and of which world. */
  readonly truths: boolean[];
  readonly worlds: (World | null)[];
  /** By predicate. */
  readonly changes: (readonly Change[])[];
  readonly isDone: boolean[];
}

const ALWAYS: Window = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY, first: false };

export function trackPredicates(predicates: readonly Predicate[]): Tracker {
  return openTracker(
    predicates.map((predicate) => ({ predicate, window: ALWAYS })),
    true,
  );
}

/** Tracks each predicate only while it is wanted, and without causes: far quicker where only the truth counts. */
export function trackWithin(
  wanted: readonly { readonly predicate: Predicate; readonly window: Window }[],
): Tracker {
  return openTracker(wanted, false);
}

function openTracker(
  wanted: readonly { readonly predicate: Predicate; readonly window: Window }[],
  withCauses: boolean,
): Tracker {
  const parts = new Map<string, Asked>();
  const whole = new Map<Asked, number>();
  const places = new Map<Predicate, number>();
  const windows: Window[] = [];
  for (const { predicate, window } of wanted) {
    const asked = askedFor(predicate, parts);
    const place = whole.get(asked) ?? whole.size;
    whole.set(asked, place);
    places.set(predicate, place);
    const other = windows[place] ?? window;
    windows[place] = {
      from: Math.min(window.from, other.from),
      until: Math.max(window.until, other.until),
      first: window.first && other.first,
    };
  }
  const asked = [...whole.keys()];
  return tracker(
    { asked, places, withCauses, windows },
    {
      previous: null,
      truths: new Array<boolean>(parts.size).fill(false),
      worlds: new Array<World | null>(parts.size).fill(null),
      changes: asked.map(() => []),
      isDone: asked.map(() => false),
    },
  );
}

function askedFor(predicate: Predicate, known: Map<string, Asked>): Asked {
  const text = JSON.stringify(predicate);
  const found = known.get(text);
  if (found !== undefined) return found;
  const { is } = predicate;
  const inner = is === 'all' || is === 'any' ? predicate.of : is === 'not' ? [predicate.of] : [];
  const parts = inner.map((one) => askedFor(one, known));
  const asked = { index: known.size, predicate, reads: readsOf(predicate), parts };
  known.set(text, asked);
  return asked;
}

function tracker(watched: Watched, seen: Seen): Tracker {
  return {
    see: (span) => {
      for (let place = 0; place < watched.asked.length; place += 1) {
        const { from, until } = watched.windows[place] as Window;
        if (span.to < from || span.from > until || seen.isDone[place] === true) continue;
        update(watched, seen, place, span);
      }
      seen.previous = span.world;
    },
    changesOf: (predicate) => seen.changes[watched.places.get(predicate) ?? -1] ?? [],
    fork: () =>
      tracker(watched, {
        previous: seen.previous,
        truths: seen.truths.slice(),
        worlds: seen.worlds.slice(),
        changes: seen.changes.slice(),
        isDone: seen.isDone.slice(),
      }),
  };
}

function update(watched: Watched, seen: Seen, place: number, span: Span): void {
  const asked = watched.asked[place] as Asked;
  const truth = truthOf(asked, seen, span.world);
  if (truth && span.to > 0 && watched.windows[place]?.first === true) seen.isDone[place] = true;
  const changes = seen.changes[place] as readonly Change[];
  const last = changes.at(-1);
  if (last?.holds === truth) return;
  const isTold = watched.withCauses && last !== undefined;
  const because = isTold ? relevant(causes(asked.reads, span, seen.previous)) : [];
  seen.changes[place] = [...changes, { at: span.from, holds: truth, because }];
}

function truthOf(asked: Asked, seen: Seen, world: World): boolean {
  const { index, predicate, reads, parts } = asked;
  const before = seen.worlds[index] ?? null;
  if (before !== null && isSame(reads, before, world)) return seen.truths[index] === true;
  const truth = ask(predicate, parts, seen, world);
  seen.worlds[index] = world;
  seen.truths[index] = truth;
  return truth;
}

function ask(predicate: Predicate, parts: readonly Asked[], seen: Seen, world: World): boolean {
  switch (predicate.is) {
    case 'all':
      return parts.every((part) => truthOf(part, seen, world));
    case 'any':
      return parts.some((part) => truthOf(part, seen, world));
    case 'not':
      return !truthOf(parts[0] as Asked, seen, world);
    default:
      return holds(world, predicate);
  }
}

function isSame(reads: readonly (keyof World)[], before: World, world: World): boolean {
  if (before === world) return true;
  for (const table of reads) if (before[table] !== world[table]) return false;
  return true;
}

// Of all that happened within that second, the facts that changed a table which the predicate reads.
function causes(reads: readonly (keyof World)[], span: Span, previous: World | null): readonly Fact[] {
  if (previous === null || span.facts.length < 2) return span.facts;
  const found: Fact[] = [];
  let world = previous;
  for (const fact of span.facts) {
    const next = evolve(world, fact);
    if (!isSame(reads, world, next)) found.push(fact);
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
