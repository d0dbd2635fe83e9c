import { runOnClock } from '../plain/running-clock.ts';
import type { RecordedSession } from '../record/recorded-session.ts';

const LOOK_EVERY_MS = 500;

/** The running clock of a session that is served in assess mode. Answers how to stop it. */
export function runServedClock(recorded: RecordedSession, speed: number | null): () => void {
  const { stop } = runOnClock(recorded, { speed, ticker: () => performance.now() });
  const timer = setInterval(() => recorded.catchUp(false), LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    stop();
  };
}
