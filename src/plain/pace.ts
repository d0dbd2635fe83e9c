import type { Scenario } from '../exercise/definition.ts';
import type { Seconds } from '../world/time.ts';

/** Simulated minutes in a real one, up to a time; the last entry has no end. */
export type Pace = Scenario['pace'];

/** The simulated second that is reached when real time runs on from `from`: whole seconds, along the pace curve. */
export function timeAfter(pace: Pace, from: Seconds, realMs: number): Seconds {
  let at: number = from;
  let left = realMs / 1000;
  for (const { until, rate } of pace) {
    if (until !== null && at >= until) continue;
    const room = until === null ? Number.POSITIVE_INFINITY : (until - at) / rate;
    if (left <= room) return Math.floor(at + left * rate);
    at = until ?? at;
    left -= room;
  }
  return Math.floor(at);
}
