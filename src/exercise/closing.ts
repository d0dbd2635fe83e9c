import type { Taken } from './session.ts';

export const CLOSING = 'declare closed';

/**
 * The decision by which a team closed when nothing was under way any more; null when it closed otherwise, or not at all. Such a
 * team closes because all is done. So where the worth of its decisions is weighed, its closing comes last and waits until everything has
 * landed: at the old minute it would cut off what a change delayed, and a late notice would count as one never sent. A what-if keeps
 * the minute, as of every other decision.
 */
export function closingAtRest(taken: readonly Taken[]): Taken | null {
  const closing = taken.find((one) => one.line === CLOSING);
  return closing !== undefined && taken.every((one) => one.lands <= closing.at) ? closing : null;
}
