import { CLOSING } from '../exercise/closing.ts';
import type { Scenario } from '../exercise/definition.ts';
import { knownDigests, knownNames } from '../exercise/known.ts';
import {
  isOver,
  lastLanding,
  makeEngine,
  openSession,
  passTime,
  readLine,
  type Session,
  takeDecision,
} from '../exercise/session.ts';
import { type Move, take } from '../explore/step.ts';
import { FORMS } from '../world/attempt.ts';
import { openWorld } from '../world/opening.ts';
import { resolveSighting } from '../world/sighting.ts';
import { MINUTE } from '../world/time.ts';
import type { Slot } from '../world/verb.ts';
import { type AskedSighting, askedSightings } from './asked-sightings.ts';
import type { LintContext } from './lint-rule.ts';

const LOOKS: ReadonlySet<string> = new Set(['inspect', 'trace', 'verify']);

/**
 * The sightings that the file asks for, and that nothing shows: no play so far, and not even a team that looks at everything all
 * along each of these lines. That team plays only while something is missing.
 */
export function* lookFor(
  { scenario, source }: LintContext,
  seenSoFar: ReadonlySet<string>,
  lines: readonly { readonly moves: readonly Move[] }[],
): Generator<undefined, readonly AskedSighting[]> {
  const world = openWorld(scenario.estate);
  const isIn = (seen: ReadonlySet<string>, { text }: AskedSighting): boolean =>
    seen.has(resolveSighting(world, text));
  let missing = askedSightings(source).filter((one) => !isIn(seenSoFar, one));
  if (missing.length === 0) return missing;
  for (const seen of lookEverywhere(scenario, lines)) {
    missing = missing.filter((one) => !isIn(seen, one));
    if (missing.length === 0) break;
    yield;
  }
  return missing;
}

/**
 * Plays each line once more with a team that has endless hands: before every decision, and every quarter of an hour after the last
 * one, it looks at all that it knows. What it never sees, no team can. A step is one round of looks, and gives what was seen by then.
 */
function* lookEverywhere(
  scenario: Scenario,
  lines: readonly { readonly moves: readonly Move[] }[],
): Generator<ReadonlySet<string>, void> {
  const engine = makeEngine(withFreeLooks(scenario));
  const seen = new Set<string>();
  for (const { moves } of lines) {
    for (const session of lookingOn(openSession(engine), moves)) {
      for (const text of Object.keys(session.course.world.seen)) seen.add(text);
      yield seen;
    }
  }
}

// Looks at no cost land at once, so that they keep nobody from what the line decides.
function withFreeLooks(scenario: Scenario): Scenario {
  const { costs } = scenario.estate;
  const isFree = (key: string): boolean => {
    const [verb = ''] = key.split(' ');
    return LOOKS.has(verb) || key === 'ask access-details';
  };
  const free = { hands: 0, lands: 0, perClaim: 0, publicExtra: 0 };
  const entries = Object.entries({ ...costs, 'ask access-details': free });
  const cheap = Object.fromEntries(entries.map(([key, cost]) => [key, isFree(key) ? free : cost]));
  return { ...scenario, estate: { ...scenario.estate, costs: cheap } };
}

const PAUSE = 15 * MINUTE;

function* lookingOn(opening: Session, line: readonly Move[]): Generator<Session, void> {
  const moves = line.filter((one) => one.do !== CLOSING);
  const pauses = Math.ceil(opening.engine.scenario.estate.clock.endEx / PAUSE);
  let session = lookAround(opening);
  yield session;
  const every = Math.ceil(((moves.length + pauses) * session.taken.length) / MOST_LOOKS);
  let moment = 0;
  const looked = (at: Session): Session => {
    moment += 1;
    return moment % every === 0 ? lookAround(at) : at;
  };
  for (const move of moves) {
    session = looked(passTime(session, move.at));
    yield session;
    session = take(session, move) ?? session;
  }
  session = passTime(session, lastLanding(session));
  while (!isOver(session)) {
    session = looked(session);
    yield session;
    session = passTime(session, session.now + PAUSE);
  }
}

const ROUNDS = 3;
// For a line. Of a large estate not every moment is looked at, since logs show later what was missed.
const MOST_LOOKS = 1000;

/** Looks at everything, and at what that brought to light. */
function lookAround(opening: Session): Session {
  let session = opening;
  const said = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const line of everyLook(session)) {
      if (said.has(line)) continue;
      said.add(line);
      const read = readLine(session, line, true);
      const result = read.ok ? takeDecision(session, read.decision, null) : null;
      session = result?.ok === true ? result.session : session;
    }
  }
  return session;
}

function everyLook(session: Session): readonly string[] {
  const { party = [], credential = [] } = knownNames(session);
  const asked = party.flatMap((one) => credential.map((two) => `ask ${one} for access-details ${two}`));
  const looks = FORMS.filter(({ verb }) => LOOKS.has(verb)).flatMap(({ parts }) => {
    const words = parts.flatMap((part) => (part.is === 'word' ? [part.word] : []));
    const slots = parts.flatMap((part) => (part.is === 'slot' ? part.slots : []));
    return slots.flatMap((slot) => namesFor(session, slot).map((name) => [...words, name].join(' ')));
  });
  return [...looks, ...asked];
}

function namesFor(session: Session, slot: Slot): readonly string[] {
  const names = knownNames(session);
  if (slot === 'digest') return knownDigests(session);
  if (slot === 'part')
    return (names.repo ?? []).flatMap((repo) => knownDigests(session).map((digest) => `${repo}@${digest}`));
  return names[slot] ?? [];
}
