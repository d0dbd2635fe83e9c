import { isSuchFact, reachedCount, said, text, texts, told } from './answers.ts';
import { isTrue, parseClaim } from './claim.ts';
import type { Fact } from './fact.ts';
import { type Entry, entry, type Tables } from './predicate-entry.ts';
import { THINGS } from './predicate-things.ts';
import { isContained, isEradicated, isRecovered, outages } from './questions.ts';
import type { World } from './state.ts';

/** What a scenario can ask of the world. One name, one meaning; story guards, tasks, endings and injects all use these. */
export type Predicate =
  | { readonly is: 'all' | 'any'; readonly of: readonly Predicate[] }
  | { readonly is: 'not'; readonly of: Predicate }
  | { readonly is: Name; readonly args: Readonly<Record<string, unknown>> };

export const PREDICATES = {
  ...THINGS,
  told: entry(
    'one notice of the team to one of these audiences, consumers or injects holds all these claims, and they were true; an answer counts under its inject, and under the consumer who wrote it',
    { to: 'audiences', claims: 'claims' },
    ['notices'],
    told,
  ),
  said: entry(
    'one notice of the team to one of these audiences, consumers or injects holds all these claims, true or not; an answer counts under its inject, and under the consumer who wrote it',
    { to: 'audiences', claims: 'claims' },
    ['notices'],
    said,
  ),
  reached: entry(
    'at least this many exposed consumers hold a notice that they can match',
    { atLeast: 'number' },
    ['consumers'],
    (world, args) => reachedCount(world) >= Number(args.atLeast),
  ),
  matched: entry(
    'a consumer holds a notice that it can match',
    { consumer: 'consumer' },
    ['consumers'],
    (world, args) => world.consumers[text(args, 'consumer')]?.matchedAt != null,
  ),
  answered: entry(
    'an inject was answered, and truly',
    { inject: 'inject' },
    ['exercise'],
    (world, args) => world.exercise.injects[text(args, 'inject')]?.answeredTruly === true,
  ),
  warned: entry(
    'an agent was warned while it still held access',
    { agent: 'agent' },
    ['warned'],
    (world, args) => world.warned[text(args, 'agent')] !== undefined,
  ),
  delivered: entry(
    'a delivery went out',
    { delivery: 'delivery' },
    ['deliveries'],
    (world, args) => world.deliveries[text(args, 'delivery')]?.state === 'made',
  ),
  down: entry(
    'something of ours is out of service',
    {},
    ['controls', 'tags', 'credentials', 'deliveries'],
    (world) => outages(world).length > 0,
  ),
  declared: entry(
    'the team declared this phase',
    { phase: 'phase' },
    ['exercise'],
    (world, args) => world.exercise.declared[text(args, 'phase')] !== undefined,
  ),
  'landed-in': entry(
    'a decision of one of these pillars had an effect',
    { pillars: 'pillars' },
    ['exercise'],
    (world, args) => texts(args, 'pillars').some((pillar) => (world.exercise.landed[pillar] ?? 0) > 0),
  ),
  contained: entry(
    'contained in truth',
    {},
    ['credentials', 'tags', 'caches', 'controls', 'pipelines', 'poisonedSince'],
    (world) => isContained(world),
  ),
  eradicated: entry(
    'eradicated in truth',
    {},
    ['credentials', 'tags', 'caches', 'controls', 'pipelines', 'workloads', 'poisonedSince'],
    (world) => isEradicated(world),
  ),
  recovered: entry(
    'recovered in truth',
    {},
    [
      'credentials',
      'tags',
      'caches',
      'controls',
      'pipelines',
      'workloads',
      'consumers',
      'deliveries',
      'poisonedSince',
    ],
    (world) => isRecovered(world),
  ),
  fact: entry(
    'the fact at hand was done by this one, is about one of these subjects and has these data; each may be left out; only in the story',
    { by: 'optional-text', subject: 'optional-texts', data: 'optional-data' },
    [],
    isSuchFact,
  ),
} as const satisfies Readonly<Record<string, Entry>>;

type Name = keyof typeof PREDICATES;
export type PredicateName = Name;

/** What a team can answer of itself: what it has seen, said, set and kept. All that a hint may ask (law 5). */
export const KNOWN_TO_TEAM: ReadonlySet<Name> = new Set<Name>([
  'seen',
  'concluded',
  'said',
  'landed-in',
  'declared',
  'copied',
  'control',
  'gated',
  'denied',
  'log-kept',
  'log-safe',
]);

/** Truth of a predicate in a world; `fact` is the one at hand where a story asks. */
export function holds(world: World, predicate: Predicate, fact: Fact | null = null): boolean {
  switch (predicate.is) {
    case 'all':
      return predicate.of.every((one) => holds(world, one, fact));
    case 'any':
      return predicate.of.some((one) => holds(world, one, fact));
    case 'not':
      return !holds(world, predicate.of, fact);
    default:
      return (PREDICATES[predicate.is] as Entry).holds(world, predicate.args, fact);
  }
}

/** Tables of the world that the answer can depend on. */
export function readsOf(predicate: Predicate): Tables {
  if (predicate.is === 'all' || predicate.is === 'any') return [...new Set(predicate.of.flatMap(readsOf))];
  return predicate.is === 'not' ? readsOf(predicate.of) : (PREDICATES[predicate.is] as Entry).reads;
}

/** Truth of one claim as text, for previews and checks of a scenario. */
export function isTrueClaim(world: World, claims: readonly string[], one: string): boolean {
  const parsed = claims.flatMap((claim) => parseClaim(claim, world.estate.clock.calendar) ?? []);
  const claim = parseClaim(one, world.estate.clock.calendar);
  return claim !== null && isTrue(world, claim, parsed);
}
