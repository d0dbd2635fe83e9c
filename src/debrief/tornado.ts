import type { Engine } from '../exercise/advance.ts';
import { drain, type InSteps } from '../exercise/in-steps.ts';
import { playLines } from '../exercise/playbook.ts';
import { openSession, type Session } from '../exercise/session.ts';
import { makeMeter } from '../scoring/measure.ts';
import { scoreInSteps } from '../scoring/score.ts';
import { walkInSteps } from '../scoring/walk.ts';
import { openWorld } from '../world/opening.ts';
import type { Seconds } from '../world/time.ts';
import {
  applyChanges,
  type Change,
  closedAtRest,
  type Intervention,
  type PastDecision,
  playWishesInSteps,
  type Replayed,
} from './what-if.ts';

/** What one decision was worth: the score and harm without it, or at the expert's time, minus the real ones. */
export interface Worth {
  readonly seq: number;
  readonly at: Seconds;
  readonly do: string;
  readonly change: Change;
  readonly points: number;
  readonly exposedConsumerHours: number;
}

export interface TornadoBounds {
  /** At most so many sessions are played. */
  readonly most: number;
}

/** A decision with one change to it, still to be played. */
export interface Question {
  readonly decision: PastDecision;
  readonly change: Change;
}

/**
 * Plays the journal again without each decision, and with each at the expert's time where the scenario's first playbook has the
 * same line, and gives what that changes, the largest first. Long journals are sampled evenly, so that the bound holds.
 */
export function tornado(
  engine: Engine,
  decisions: readonly PastDecision[],
  bounds: TornadoBounds,
  interventions: readonly Intervention[] = [],
): readonly Worth[] {
  const questions = sample(droppedOrAtExpertTime(openSession(engine), decisions), bounds.most);
  return drain(worthsInSteps(engine, decisions, questions, () => undefined, interventions));
}

/** Answers one question after the other, in small steps, and hands each answer on as it comes; in the end all, the largest first. */
export function* worthsInSteps(
  engine: Engine,
  decisions: readonly PastDecision[],
  questions: readonly Question[],
  onWorth: (worth: Worth) => void,
  interventions: readonly Intervention[] = [],
): InSteps<readonly Worth[]> {
  const opening = openSession(engine);
  const played = yield* playWishesInSteps(decisions, opening, interventions);
  const { taken } = played.session;
  const real = yield* outcomeInSteps(played);
  const worths: Worth[] = [];
  for (const { decision, change } of questions) {
    const changed = applyChanges(decisions, [change], engine.scenario.estate.clock.endEx);
    const wishes = changed.ok ? closedAtRest(changed.wishes, [change], taken) : null;
    const other =
      wishes === null
        ? real
        : yield* outcomeInSteps(yield* playWishesInSteps(wishes, opening, interventions));
    const worth: Worth = {
      seq: decision.seq,
      at: decision.at,
      do: decision.do,
      change,
      points: round(other.points - real.points),
      exposedConsumerHours: round(other.hours - real.hours),
    };
    worths.push(worth);
    onWorth(worth);
  }
  return worths.sort((left, right) => Math.abs(right.points) - Math.abs(left.points) || left.seq - right.seq);
}

/** What is asked of each decision: the play without it, and with it at the expert's time. */
export function droppedOrAtExpertTime(
  opening: Session,
  decisions: readonly PastDecision[],
): readonly Question[] {
  return drain(droppedOrAtExpertTimeInSteps(opening, decisions));
}

/** As `droppedOrAtExpertTime`, a decision of the playbook at a time. */
export function* droppedOrAtExpertTimeInSteps(
  opening: Session,
  decisions: readonly PastDecision[],
): InSteps<readonly Question[]> {
  const expert = yield* expertTimesInSteps(opening);
  return decisions.flatMap((decision): readonly Question[] => {
    const drop = { decision, change: { kind: 'drop' as const, seq: decision.seq } };
    const at = expert.get(decision.do);
    if (at === undefined || Math.abs(at - decision.at) < 60) return [drop];
    return [drop, { decision, change: { kind: 'move' as const, seq: decision.seq, to: at } }];
  });
}

interface Outcome {
  readonly points: number;
  readonly hours: number;
}

function* outcomeInSteps({ finished }: Replayed): InSteps<Outcome> {
  const { estate } = finished.engine.scenario;
  const meter = makeMeter(estate.clock.aftermath);
  yield* walkInSteps(openWorld(estate), finished.course.history, estate.clock.aftermath, meter.see);
  const hours = meter.read('exposedConsumerHours');
  yield;
  const { points } = yield* scoreInSteps(finished);
  yield;
  return { points, hours };
}

/** When the scenario's first playbook takes each of its lines, the first time. */
export function expertTimes(opening: Session): ReadonlyMap<string, Seconds> {
  return drain(expertTimesInSteps(opening));
}

function* expertTimesInSteps(opening: Session): InSteps<ReadonlyMap<string, Seconds>> {
  let session = opening;
  for (const line of opening.engine.scenario.playbooks[0]?.decisions ?? []) {
    const played = playLines(session, [line]);
    session = played.session;
    if (!played.ok) break;
    yield;
  }
  return new Map([...session.taken].reverse().map((taken) => [taken.line, taken.at]));
}

function sample<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, index) => all[Math.floor((index * all.length) / most)] as T);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
