import type { Seconds } from '../../world/time.ts';

/** A value that holds from `at` on, up to the next step. */
export interface Step {
  readonly at: Seconds;
  readonly value: number;
}

/** The value at a second; 0 before the first step. */
export function valueAt(steps: readonly Step[], at: Seconds): number {
  return steps.findLast((step) => step.at <= at)?.value ?? 0;
}

/** The most that a stretch of time saw: what a column of a chart shows, so that a short peak is not lost between two columns. */
export function mostWithin(steps: readonly Step[], from: Seconds, to: Seconds): number {
  const within = steps.filter((step) => step.at > from && step.at < to).map((step) => step.value);
  return Math.max(valueAt(steps, from), ...within);
}

/** A curve on a window of time: one step where the window begins, equal neighbours merged. */
export function stepsWithin(steps: readonly Step[], from: Seconds, to: Seconds): readonly Step[] {
  const all = [
    { at: from, value: valueAt(steps, from) },
    ...steps.filter((step) => step.at > from && step.at <= to),
  ];
  return all.filter((step, index) => index === 0 || all[index - 1]?.value !== step.value);
}
