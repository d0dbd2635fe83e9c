import type { RecordedSession } from '../record/recorded-session.ts';
import type { SessionChange } from '../record/session-change.ts';
import { LiveClock, type Ticker, visibleTime } from './live-clock.ts';
import type { Pace } from './pace.ts';

/** How the clock of assess mode runs: `speed` is what a person chose here, in simulated minutes in a real one, or null. */
export interface ClockOptions {
  readonly speed: number | null;
  readonly ticker: Ticker;
}

/** A clock that runs, and how to end it. */
export interface RunningClock {
  readonly clock: LiveClock;
  readonly stop: () => void;
}

/** Lets a session of assess mode run on a clock, which stays with the session when others move or pause it. */
export function runOnClock(recorded: RecordedSession, { speed, ticker }: ClockOptions): RunningClock {
  const clock = new LiveClock(paceOf(recorded, speed), recorded.session.now, ticker);
  const catchUp = (isExact: boolean): void => {
    const at = clock.now();
    const until = isExact ? at : visibleTime(recorded.session, at);
    if (until !== null) recorded.pass(until);
  };
  recorded.runOn({ catchUp, speed });
  // The owner's pause holds for whoever joins later.
  if (recorded.isJoined && recorded.folded().pauses.at(-1)?.on === true) clock.pause();
  const stopFollowing = recorded.onChange((change) => keepUp(recorded, clock, change));
  const stop = (): void => {
    stopFollowing();
    recorded.runOn(null);
  };
  return { clock, stop };
}

function keepUp(recorded: RecordedSession, clock: LiveClock, { from, records }: SessionChange): void {
  if (from === 'taken over') clock.restart(recorded.session.now, paceOf(recorded, recorded.speed));
  clock.setTo(recorded.session.now);
  if (from === 'here') return;
  for (const record of records) {
    if (record.kind !== 'pause') continue;
    if (record.on) clock.pause();
    else clock.resume();
  }
}

function paceOf(recorded: RecordedSession, speed: number | null): Pace {
  return speed === null ? recorded.session.engine.scenario.pace : [{ until: null, rate: speed }];
}
