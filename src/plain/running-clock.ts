import type { RecordedSession } from '../record/recorded-session.ts';
import type { SessionChange } from '../record/session-change.ts';
import { type LiveClock, visibleTime } from './live-clock.ts';

/** Lets a session run on a clock, and keeps the clock with the session when others move or pause it. */
export function runOnClock(recorded: RecordedSession, clock: LiveClock): void {
  recorded.runOn({
    catchUp: (isExact) => {
      const at = clock.now();
      const until = isExact ? at : visibleTime(recorded.session, at);
      if (until !== null) recorded.pass(until);
    },
  });
  // The owner's pause holds for whoever joins later.
  if (recorded.isJoined && recorded.folded().pauses.at(-1)?.on === true) clock.pause();
  recorded.onChange((change) => keepUp(recorded, clock, change));
}

function keepUp(recorded: RecordedSession, clock: LiveClock, { from, records }: SessionChange): void {
  if (from === 'here') return;
  if (from === 'taken over') clock.restart(recorded.session.now);
  clock.setTo(recorded.session.now);
  for (const record of records) {
    if (record.kind !== 'pause') continue;
    if (record.on) clock.pause();
    else clock.resume();
  }
}
