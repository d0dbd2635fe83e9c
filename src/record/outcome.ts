import { makeResult, type Result } from '../debrief/result.ts';
import type { JournalHeader } from '../exercise/journal.ts';
import type { Session } from '../exercise/session.ts';
import type { Score } from '../scoring/score.ts';

/** A session judged: the value at the aftermath, its score, and the document that every command shows. */
export interface Outcome {
  readonly finished: Session;
  readonly score: Score;
  readonly result: Result;
}

/** What the header of a session says in its result document; `session` is null for a run that is not kept. */
export function outcomeOf(
  finished: Session,
  score: Score,
  about: { readonly header: JournalHeader; readonly session: string | null; readonly factsDigest: string },
): Outcome {
  const { engine, mode, seed, team } = about.header;
  const { session, factsDigest } = about;
  return {
    finished,
    score,
    result: makeResult(finished, score, { engine, session, mode, seed, team, factsDigest }),
  };
}
