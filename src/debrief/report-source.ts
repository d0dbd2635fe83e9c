import type { JournalMode } from '../exercise/journal.ts';
import type { FoldedJournal } from '../exercise/journal-fold.ts';
import type { Session } from '../exercise/session.ts';
import type { Score } from '../scoring/score.ts';
import type { Result } from './result.ts';
import type { Worth } from './tornado.ts';

/** All that an after-action report is made from. */
export interface ReportSource {
  /** Run on to the aftermath. */
  readonly finished: Session;
  readonly score: Score;
  readonly result: Result;
  readonly header: {
    readonly engine: string;
    readonly session: string;
    /** Real time, UTC. */
    readonly created: string;
    readonly mode: JournalMode;
    readonly team: string | null;
    readonly seats: Readonly<Record<string, string>>;
    readonly facilitator: boolean;
  };
  readonly folded: FoldedJournal;
  /** Hash of the journal's last line. */
  readonly head: string;
  readonly worths: readonly Worth[];
}

/** What a person has still to fill in. */
export const OPEN = 'OPEN';
