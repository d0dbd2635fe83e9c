import type { DecisionRecord } from '../exercise/journal.ts';
import type { Session, Taken } from '../exercise/session.ts';

/** The record of a decision, the same from every front end. `before` is the session at its start, before it is judged. */
export function decisionRecord(
  taken: Taken,
  before: Session,
  digest: (history: Session['course']['history']) => string,
): DecisionRecord {
  return {
    kind: 'decision',
    seq: taken.seq,
    at: taken.at,
    by: taken.by,
    do: taken.line,
    ...(taken.reason === null ? {} : { reason: taken.reason }),
    ...(taken.confidence === null ? {} : { confidence: taken.confidence }),
    facts: digest(before.course.history),
  };
}
