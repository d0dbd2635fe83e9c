import type { Session } from '../exercise/session.ts';
import { finish } from '../exercise/session.ts';
import { scoreSession } from '../scoring/score.ts';
import type { Seconds } from '../world/time.ts';

/** How a line came out when nothing more was decided. */
export interface Outcome {
  readonly points: number;
  /** The ending, and every other that held beside it. */
  readonly ending: string;
  readonly marks: readonly string[];
  readonly endedAt: Seconds | null;
  readonly refusals: number;
  readonly falseClaims: number;
  /** Decisions that were really taken: what could not be said then was left out. */
  readonly decisions: number;
}

export function outcomeOf(session: Session): Outcome {
  const finished = finish(session);
  const score = scoreSession(finished);
  const { world, history } = finished.course;
  return {
    points: score.points,
    ending: score.ending.id,
    marks: score.marks,
    endedAt: world.exercise.endedAt,
    refusals: history.filter((fact) => fact.kind === 'refused' && fact.cause !== null).length,
    falseClaims: Object.values(world.notices).reduce((sum, notice) => sum + notice.falseClaims.length, 0),
    decisions: finished.taken.length,
  };
}
