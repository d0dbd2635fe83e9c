import type { Engine } from '../exercise/advance.ts';
import { playLines } from '../exercise/playbook.ts';
import { openSession, type Session } from '../exercise/session.ts';
import { makeMeter } from '../scoring/measure.ts';
import { scoreSession } from '../scoring/score.ts';
import { walk } from '../scoring/walk.ts';
import { openWorld } from '../world/opening.ts';
import type { Seconds } from '../world/time.ts';
import { applyChanges, type Change, type PastDecision, playWishes } from './what-if.ts';

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

/**
 * Plays the journal again without each decision, and with each at the expert's time where the scenario's first playbook has the
 * same line, and gives what that changes, the largest first. Long journals are sampled evenly, so that the bound holds.
 */
export function tornado(
  engine: Engine,
  decisions: readonly PastDecision[],
  bounds: TornadoBounds,
): readonly Worth[] {
  const opening = openSession(engine);
  const real = outcome(playWishes(engine, decisions, opening).finished);
  const expert = expertTimes(opening);
  const changes = decisions.flatMap(
    (decision): readonly { readonly decision: PastDecision; readonly change: Change }[] => {
      const drop = { decision, change: { kind: 'drop' as const, seq: decision.seq } };
      const at = expert.get(decision.do);
      if (at === undefined || Math.abs(at - decision.at) < 60) return [drop];
      return [drop, { decision, change: { kind: 'move' as const, seq: decision.seq, to: at } }];
    },
  );
  const worths = sample(changes, bounds.most).map(({ decision, change }): Worth => {
    const changed = applyChanges(decisions, [change], engine.scenario.estate.clock.endEx);
    const other = changed.ok ? outcome(playWishes(engine, changed.wishes, opening).finished) : real;
    return {
      seq: decision.seq,
      at: decision.at,
      do: decision.do,
      change,
      points: round(other.points - real.points),
      exposedConsumerHours: round(other.hours - real.hours),
    };
  });
  return worths.sort((left, right) => Math.abs(right.points) - Math.abs(left.points) || left.seq - right.seq);
}

function outcome(finished: Session): { readonly points: number; readonly hours: number } {
  const { estate } = finished.engine.scenario;
  const meter = makeMeter(estate.clock.aftermath);
  walk(openWorld(estate), finished.course.history, estate.clock.aftermath, meter.see);
  return { points: scoreSession(finished).points, hours: meter.read('exposedConsumerHours') };
}

function expertTimes(opening: Session): ReadonlyMap<string, Seconds> {
  const playbook = opening.engine.scenario.playbooks[0];
  if (playbook === undefined) return new Map();
  const played = playLines(opening, playbook.decisions);
  return new Map([...played.session.taken].reverse().map((taken) => [taken.line, taken.at]));
}

function sample<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, index) => all[Math.floor((index * all.length) / most)] as T);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
