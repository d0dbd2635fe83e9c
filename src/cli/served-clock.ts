import { nextLanding } from '../exercise/session.ts';
import { LiveClock } from '../plain/live-clock.ts';
import type { Pace } from '../plain/pace.ts';
import type { RecordedSession } from '../record/recorded-session.ts';
import type { SessionChange } from '../record/session-change.ts';

const MINUTE = 60;
const LOOK_EVERY_MS = 500;

/** The running clock of a session that is served in assess mode. Answers how to stop it. */
export function runServedClock(recorded: RecordedSession, pace: Pace): () => void {
  const ticker = (): number => performance.now();
  let clock = new LiveClock(pace, recorded.session.now, ticker);
  const follow = ({ from, records }: SessionChange): void => {
    // While another process owned the session its clock was the one that counted.
    if (from === 'taken over') clock = new LiveClock(pace, recorded.session.now, ticker);
    for (const record of records) {
      if (record.kind !== 'pause') continue;
      if (record.on) clock.pause();
      else clock.resume();
    }
    clock.setTo(recorded.session.now);
  };
  recorded.runOn({ catchUp: (isExact) => passTo(recorded, clock.now(), isExact) });
  const stopFollowing = recorded.onChange(follow);
  const timer = setInterval(() => recorded.catchUp(false), LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    stopFollowing();
    recorded.runOn(null);
  };
}

// Time that nobody can tell from the time before is not written down, so that an idle clock fills no journal.
function passTo(recorded: RecordedSession, at: number, isExact: boolean): void {
  const { session } = recorded;
  if (isExact) {
    recorded.pass(at);
    return;
  }
  const { endEx } = session.engine.scenario.estate.clock;
  const due = Math.min(session.course.agenda.entries[0]?.at ?? endEx, nextLanding(session) ?? endEx, endEx);
  if (due <= at) recorded.pass(at);
  else if (Math.floor(at / MINUTE) > Math.floor(session.now / MINUTE)) recorded.pass(at - (at % MINUTE));
}
