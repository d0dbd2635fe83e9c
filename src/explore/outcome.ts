import type { Session } from '../exercise/session.ts';
import { finish } from '../exercise/session.ts';
import { type Judge, openJudge } from '../scoring/judge.ts';
import type { TaskPoints } from '../scoring/score.ts';
import type { Fact } from '../world/fact.ts';
import type { Seconds } from '../world/time.ts';
import type { Tally } from './line-player.ts';

/** How a line came out when nothing more was decided. */
export interface Outcome {
  readonly points: number;
  readonly percent: number;
  /** Hours that exposed consumers went without being clean and told, to the aftermath. */
  readonly consumerHours: number;
  /** The ending, and every other that held beside it. */
  readonly ending: string;
  readonly marks: readonly string[];
  readonly endedAt: Seconds | null;
  readonly refusals: number;
  readonly falseClaims: number;
  /** Decisions that were really taken: what could not be said then was left out. */
  readonly decisions: number;
  readonly tasks: readonly TaskPoints[];
}

/** What all plays together came to. */
export interface Gathered {
  /** By task, the most points that any play earned with it. */
  readonly earned: ReadonlyMap<string, number>;
  readonly injects: ReadonlySet<string>;
  /** Sightings, as worlds hold them. */
  readonly seen: ReadonlySet<string>;
  /** Digests that somebody pulled, built on, used as a tool or ran. */
  readonly taken: ReadonlySet<string>;
}

export interface Referee {
  /** A judge who has seen nothing yet. */
  readonly judge: Judge;
  /** Runs a session on to the aftermath and scores it; `judge` must have seen nothing but what led to it. */
  readonly outcomeOf: (session: Session, judge?: Judge) => Outcome;
  readonly gathered: Gathered;
}

export function makeReferee(opening: Session, tally: Tally): Referee {
  const start = openJudge(opening.engine.scenario);
  const earned = new Map<string, number>();
  const injects = new Set<string>();
  const seen = new Set<string>();
  const taken = new Set<string>();
  const outcomeOf = (session: Session, judge: Judge = start): Outcome => {
    tally.scored += 1;
    const finished = finish(session);
    const verdict = judge.close(finished);
    for (const { id, points } of verdict.tasks) if (points > (earned.get(id) ?? -1)) earned.set(id, points);
    const { world, history } = finished.course;
    for (const text in world.seen) seen.add(text);
    let refusals = 0;
    for (const fact of history) {
      if (fact.kind === 'inject-delivered') injects.add(fact.subject);
      if (fact.kind === 'refused' && fact.cause !== null) refusals += 1;
      for (const digest of takenIn(fact)) taken.add(digest);
    }
    return {
      points: verdict.points,
      percent: verdict.percent,
      consumerHours: verdict.consumerHours,
      ending: verdict.ending.id,
      marks: verdict.marks,
      endedAt: world.exercise.endedAt,
      refusals,
      falseClaims: Object.values(world.notices).reduce((sum, notice) => sum + notice.falseClaims.length, 0),
      decisions: finished.taken.length,
      tasks: verdict.tasks,
    };
  };
  return { judge: start, outcomeOf, gathered: { earned, injects, seen, taken } };
}

function takenIn(fact: Fact): readonly string[] {
  switch (fact.kind) {
    case 'consumer-pulled':
    case 'cache-fetched':
    case 'runner-fetched':
    case 'workload-deployed':
      return [fact.data.digest];
    case 'run-started': {
      const { base, tools = [] } = fact.data;
      return [...(base === null ? [] : [base]), ...tools.map((tool) => tool.digest)];
    }
    default:
      return NOTHING;
  }
}

const NOTHING: readonly string[] = [];
