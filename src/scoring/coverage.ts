import type { Session } from '../exercise/session.ts';
import { formsOf } from '../world/attempt.ts';

/** Tasks of how many were on a subject that the team decided anything about: an objective counts as tried once a decision of its pillar was taken. */
export function coverageOf(finished: Session): { readonly evaluated: number; readonly declared: number } {
  const tried = new Set(finished.taken.map((one) => formsOf(one.line.split(' ')[0] ?? '')[0]?.pillar));
  const { objectives } = finished.engine.scenario;
  return {
    evaluated: objectives
      .filter((one) => tried.has(one.pillar))
      .reduce((sum, one) => sum + one.tasks.length, 0),
    declared: objectives.reduce((sum, one) => sum + one.tasks.length, 0),
  };
}
