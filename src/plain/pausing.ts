import type { RecordedSession } from '../record/recorded-session.ts';
import type { LiveClock } from './live-clock.ts';

/** Stops the clock or lets it run on, which is written down; answers what to say about it. */
export function pausing(recorded: RecordedSession, clock: LiveClock | null, on: boolean): string {
  if (clock === null) return 'Time stands still while you think; it moves when you wait.';
  if (clock.isPaused === on) return on ? 'The clock is paused already.' : 'The clock runs.';
  if (!on) {
    recorded.pause(false, clock.resume());
    return 'The clock runs.';
  }
  recorded.pause(true, null);
  clock.pause();
  return 'The clock is paused; this is written down. It runs on with: continue';
}
