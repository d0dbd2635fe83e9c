import type { Session, Taken } from '../exercise/session.ts';
import { trackPredicates } from '../scoring/timeline.ts';
import { walk } from '../scoring/walk.ts';
import type { Estate } from '../world/estate.ts';
import type { Fact } from '../world/fact.ts';
import { openWorld } from '../world/opening.ts';
import type { Predicate } from '../world/predicate.ts';
import { tell } from '../world/tell.ts';
import type { Seconds } from '../world/time.ts';
import { plainLine } from './plain-line.ts';

/** Who an entry belongs to: a role of the team by its id, or one of the others who act. */
export type Lane = string;

/** A phase that the team claimed, or that began or ended in truth. */
export interface PhaseMark {
  readonly phase: string;
  readonly is: 'claimed' | 'true';
  readonly holds: boolean;
}

export interface TimelineEntry {
  readonly at: Seconds;
  readonly lane: Lane;
  readonly text: string;
  /** Ids of the facts it tells; more than one when equal things were merged. */
  readonly facts: readonly string[];
  /** When the last of the merged things happened. */
  readonly lastAt: Seconds;
  /** The decision taken here, if this entry is its pin. */
  readonly decision: Taken | null;
  /** Number of the decision behind it. */
  readonly cause: number | null;
  readonly phase: PhaseMark | null;
}

/**
 * Decisions, facts and injects of a session in one order, up to and including `until`. What recurs on a schedule and comes to the
 * same each time is one entry with its facts counted; StartEx and the end of play part what is merged.
 */
export function makeTimeline(session: Session, until: Seconds): readonly TimelineEntry[] {
  const { estate } = session.engine.scenario;
  const endOfPlay = session.course.world.exercise.endedAt ?? estate.clock.endEx;
  const entries: TimelineEntry[] = [];
  const repeated = new Map<string, { readonly what: string; readonly index: number }>();
  for (const fact of session.course.history) {
    if (fact.at > until) break;
    const key = repeatOf(fact);
    const what =
      key === null ? '' : `${key.what} ${fact.at < 0 ? 'before' : fact.at <= endOfPlay ? 'during' : 'after'}`;
    const last = key === null ? undefined : repeated.get(key.stream);
    if (last !== undefined && last.what === what) {
      const entry = entries[last.index] as TimelineEntry;
      entries[last.index] = { ...entry, facts: [...entry.facts, fact.id], lastAt: fact.at };
      continue;
    }
    if (joinsReaders(entries, fact)) continue;
    if (key !== null) repeated.set(key.stream, { what, index: entries.length });
    entries.push(entryOf(fact, session, estate));
  }
  return inOrder([...entries, ...truePhases(session, until)]);
}

function entryOf(fact: Fact, session: Session, estate: Estate): TimelineEntry {
  const decision =
    fact.kind === 'decided' ? (session.taken.find((one) => one.seq === fact.cause) ?? null) : null;
  return {
    at: fact.at,
    lane: laneOf(fact, estate),
    text: plainLine(decision === null ? tell(fact) : decision.line),
    facts: [fact.id],
    lastAt: fact.at,
    decision,
    cause: fact.cause,
    phase:
      fact.kind === 'declared' ? { phase: fact.data.phase, is: 'claimed', holds: fact.data.holds } : null,
  };
}

// A notice reaches many in one second: those who could recognise themselves are told in one line, the others in another.
function joinsReaders(entries: TimelineEntry[], fact: Fact): boolean {
  if (fact.kind !== 'consumer-told') return false;
  const ending = tell(fact).slice(fact.subject.length);
  const index = entries.findLastIndex(
    (one) => one.at === fact.at && one.cause === fact.cause && one.text.endsWith(ending),
  );
  const entry = entries[index];
  if (entry === undefined) return false;
  entries[index] = {
    ...entry,
    text: `${entry.text.slice(0, -ending.length).replace(/ each$/, '')}, ${fact.subject} each${ending}`,
    facts: [...entry.facts, fact.id],
  };
  return true;
}

/** Whose doing a fact is: the lane of a role, or of one of the others who act. */
export function laneOf(fact: Fact, estate: Estate): Lane {
  if (fact.kind === 'inject-delivered' || fact.kind === 'request-fulfilled') return 'message';
  if (fact.kind === 'attacker-warned' || estate.agents[fact.by] !== undefined) return 'attacker';
  if (
    fact.kind === 'pull-failed' ||
    fact.kind.startsWith('consumer-') ||
    estate.consumers[fact.by] !== undefined
  )
    return 'consumer';
  if (fact.cause !== null && estate.roles[fact.by] !== undefined) return fact.by;
  if (estate.pipelines[fact.subject] !== undefined || fact.kind === 'workload-deployed') return 'build';
  if (estate.parties[fact.by] !== undefined) return 'party';
  return 'world';
}

interface Repeat {
  readonly stream: string;
  readonly what: string;
}

/** What recurs without anybody deciding it: entries of one stream with the same outcome can be told once. */
function repeatOf(fact: Fact): Repeat | null {
  if (fact.cause !== null) return null;
  const { subject } = fact;
  switch (fact.kind) {
    case 'consumer-pulled':
      return { stream: `pull ${subject}`, what: `${fact.data.reference} ${fact.data.digest}` };
    case 'pull-failed':
      return { stream: `pull ${subject}`, what: `${fact.data.reference} ${fact.data.code}` };
    case 'run-started':
      return { stream: `start ${subject}`, what: `${fact.data.base}` };
    case 'run-failed':
      return { stream: `end ${subject}`, what: fact.data.reason };
    case 'run-published':
      return { stream: `end ${subject}`, what: fact.data.image.digest };
    case 'runner-fetched':
      return { stream: `runner ${subject}`, what: fact.data.digest };
    case 'cache-fetched':
      return { stream: `fetch ${subject} ${fact.data.tag}`, what: fact.data.digest };
    case 'cache-expired':
      return { stream: `forget ${subject} ${fact.data.tag}`, what: '' };
    case 'credential-used':
      return { stream: `use ${subject} ${fact.data.agent}`, what: fact.data.call };
    case 'refused':
      return { stream: `refused ${fact.by} ${fact.data.do}`, what: fact.data.code };
    default:
      return null;
  }
}

const PHASE_PREDICATES: readonly { readonly phase: string; readonly predicate: Predicate }[] = [
  { phase: 'contained', predicate: { is: 'contained', args: {} } },
  { phase: 'eradicated', predicate: { is: 'eradicated', args: {} } },
  { phase: 'recovered', predicate: { is: 'recovered', args: {} } },
];

/** When each phase began and ended in truth, from StartEx on; beside these the debrief draws what the team claimed. */
export function truePhases(session: Session, until: Seconds): readonly TimelineEntry[] {
  const { estate } = session.engine.scenario;
  const tracker = trackPredicates(PHASE_PREDICATES.map((one) => one.predicate));
  walk(openWorld(estate), session.course.history, until, tracker.see);
  return PHASE_PREDICATES.flatMap(({ phase, predicate }) =>
    tracker
      .changesOf(predicate)
      .filter((change) => change.at >= 0)
      .map((change) => ({
        at: change.at,
        lane: 'truth',
        text: change.holds
          ? `From here on it is ${phase} in truth.`
          : `From here on it is no longer ${phase}.`,
        facts: change.because,
        lastAt: change.at,
        decision: null,
        cause: null,
        phase: { phase, is: 'true' as const, holds: change.holds },
      })),
  );
}

// The sort is stable, so within one second the order of the history stands and what followed in truth comes last.
function inOrder(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  return [...entries].sort((left, right) => left.at - right.at);
}
