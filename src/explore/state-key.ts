import type { Scenario } from '../exercise/definition.ts';
import type { Session } from '../exercise/session.ts';
import type { Fact } from '../world/fact.ts';
import { rememberedBy } from '../world/remembered.ts';
import { resolveSighting } from '../world/sighting.ts';
import type { World } from '../world/state.ts';
import { type Hasher, makeHasher, type Pair } from './fact-hash.ts';

/**
 * Sums of hashes of all facts so far that anything later can depend on. Addition forgets the order, so that two decisions which
 * have nothing to do with each other come to the same sum either way round.
 */
interface Sums {
  readonly facts: number;
  readonly low: number;
  readonly high: number;
}

export interface KeyMaker {
  /** Equal for two sessions from which every line goes on alike and scores alike; `before` is a session that this one came from. */
  readonly keyOf: (session: Session, before: Session | null) => string;
}

/** What the team does is not judged, what it brings about is: these facts change no world, and no rule asks for them. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['decided', 'noted', 'hinted', 'nothing-changed']);
const SHOWING: ReadonlySet<string> = new Set(['evidence-shown', 'verified', 'request-fulfilled']);

/**
 * Makes keys under which states are merged. A fact counts with its second, since scores rest on times; what was merely looked at
 * counts only where the scenario asks for it, or where it gives a name that a line may then use.
 */
export function makeKeys(scenario: Scenario): KeyMaker {
  const known = new WeakMap<Session, Sums>();
  const hasher = makeHasher();
  const stories = new Map<string, number>();
  const asked = sightingsAskedFor(scenario);
  let resolved: ReadonlySet<string> | null = null;
  const sumsOf = (session: Session, before: Session | null): Sums => {
    const found = known.get(session);
    if (found !== undefined) return found;
    const base = before === null ? { facts: 0, low: 0, high: 0 } : sumsOf(before, null);
    resolved ??= new Set([...asked].map((text) => resolveSighting(session.course.world, text)));
    const sums = addFacts(base, session.course.history, resolved, hasher);
    known.set(session, sums);
    return sums;
  };
  return {
    keyOf: (session, before) => {
      const { low, high } = sumsOf(session, before);
      const { story, world } = session.course;
      if (!stories.has(story)) stories.set(story, stories.size);
      return `${low} ${high} ${session.now} ${ahead(session)} ${logsOf(world)} ${stories.get(story)}`;
    },
  };
}

function addFacts(base: Sums, history: readonly Fact[], asked: ReadonlySet<string>, hasher: Hasher): Sums {
  let { low, high } = base;
  for (let index = base.facts; index < history.length; index += 1) {
    const hash = weight(history[index] as Fact, asked, hasher);
    if (hash === null) continue;
    low = (low + hash.one) | 0;
    high = (high + hash.other) | 0;
  }
  return { facts: history.length, low, high };
}

function weight(fact: Fact, asked: ReadonlySet<string>, { of }: Hasher): Pair | null {
  if (WITHOUT_EFFECT.has(fact.kind)) return null;
  if (fact.kind === 'refused') return fact.cause === null ? of(fact.at, fact.subject, fact.data.code) : null;
  if (SHOWING.has(fact.kind)) {
    const { sightings } = fact.data as { readonly sightings: readonly string[] };
    const counting = sightings.filter((one) => asked.has(one)).join();
    const naming = sightings.filter((one) => /^(name|host|hash-noted|hash-logged) /.test(one)).join();
    if (counting === '') return naming === '' ? null : of(naming);
    return of(fact.at, counting, naming);
  }
  // By whom of the team something was done makes no difference to it.
  const by = fact.cause === null ? fact.by : '';
  return of(fact.at, fact.kind, fact.subject, by, fact.data);
}

// What is under way, and how long each role's hands are busy. All else that is to come follows from the facts.
function ahead({ taken, free, now }: Session): string {
  const landing: string[] = [];
  for (const one of taken) if (one.lands > now) landing.push(`${one.lands} ${one.line}`);
  let text = landing.length > 1 ? landing.sort().join() : (landing[0] ?? '');
  for (const role in free) {
    const until = free[role] ?? 0;
    if (until > now) text += `;${role} ${until}`;
  }
  return text;
}

const logsOf = rememberedBy(
  (world: World) => world.logs,
  ({ logs }) =>
    Object.values(logs)
      .map((log) => (log.read ? '1' : '0'))
      .join(''),
);

/** Every sighting that the scenario's rules, endings, story, hints or conclusions ask for. */
function sightingsAskedFor(scenario: Scenario): ReadonlySet<string> {
  const found = new Set<string>();
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) collect(one);
    else if (typeof value === 'object' && value !== null)
      for (const one of Object.values(value)) collect(one);
    else if (typeof value === 'string' && value.includes(' ')) found.add(value);
  };
  const { objectives, endings, judgements, story, hints } = scenario;
  const { conclusions, injects } = scenario.estate;
  collect([
    objectives,
    endings,
    judgements,
    story.guards,
    hints,
    conclusions,
    Object.values(injects).map((one) => one.when),
  ]);
  return found;
}
