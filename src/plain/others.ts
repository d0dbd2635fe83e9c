import type { JournalRecord } from '../exercise/journal.ts';
import type { RecordedSession } from '../record/recorded-session.ts';
import type { SessionChange } from '../record/session-change.ts';
import { printTime } from '../world/time.ts';
import { shortenDigests } from './show-evidence.ts';

/** What other processes did in a shared session, one sentence each. Time that only went on says nothing. */
export function othersWords(recorded: RecordedSession, { from, records }: SessionChange): readonly string[] {
  if (from === 'here') return [];
  if (from === 'taken over') return ['The process that kept this session is gone; this one keeps it now.'];
  return records.flatMap((record) => recordWords(recorded, record));
}

function recordWords(recorded: RecordedSession, record: JournalRecord): readonly string[] {
  const { session } = recorded;
  switch (record.kind) {
    case 'decision': {
      const lands = session.taken.find((one) => one.seq === record.seq)?.lands ?? record.at;
      const when = lands > session.now ? `, lands ${printTime(lands)}` : '';
      return [`${record.by} decided: ${shortenDigests(record.do)}${when}.`];
    }
    case 'undo':
      return [`Somebody took back decision ${record.seq}. It is ${printTime(session.now)} again.`];
    case 'hint': {
      const text = session.engine.scenario.hints.find((one) => one.id === record.id)?.text ?? '';
      const price = `${record.price} ${record.price === 1 ? 'point' : 'points'}`;
      return [`Somebody took a hint (${price}): ${text.trim().replace(/\s+/g, ' ')}`];
    }
    case 'pause':
      return [record.on ? 'Somebody paused the clock.' : 'The clock runs again.'];
    case 'facilitator':
      return record.do.startsWith('observe') ? [] : ['The facilitator changed the course.'];
    case 'mark':
    case 'answer':
    case 'end':
      return [];
    default:
      return record satisfies never;
  }
}
