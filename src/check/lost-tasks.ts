import type { Outcome } from '../explore/outcome.ts';

/** A task that a change to a line costs points. */
export interface LostTask {
  readonly id: string;
  readonly points: number;
  /** It was done as before, and counts half only because the critical task of its objective is unmet. */
  readonly isHalved: boolean;
}

/** Which tasks hold fewer points than without the change, in the order of the scenario. */
export function lostTasks(before: Outcome, after: Outcome): readonly LostTask[] {
  return before.tasks.flatMap(({ id, points }, index) => {
    const now = after.tasks[index];
    if (now === undefined || now.points >= points) return [];
    const isHalved = now.isHalved && now.points * 2 === points;
    return [{ id, points: Math.round((points - now.points) * 100) / 100, isHalved }];
  });
}

/** `push-cut 8, rest-dead 5 (halved), customers 13` */
export function lostWords(lost: readonly LostTask[]): string {
  return lost.map(({ id, points, isHalved }) => `${id} ${points}${isHalved ? ' (halved)' : ''}`).join(', ');
}
