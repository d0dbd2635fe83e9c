import { makeFactsDigest } from '../exercise/facts-digest.ts';
import type { JournalHeader, JournalRecord } from '../exercise/journal.ts';
import { type FoldedJournal, foldUndo } from '../exercise/journal-fold.ts';
import type { Replayed } from '../exercise/replay.ts';
import { finish, type Session } from '../exercise/session.ts';
import { scoreSession } from '../scoring/score.ts';
import { findSession } from '../store/find-session.ts';
import { readJournalFile, refuseDamage } from '../store/journal-file.ts';
import type { Places } from '../store/paths.ts';
import { StoreError } from '../store/store-error.ts';
import { type FindKept, replayRecords } from './open-recorded.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { openAsRecorded, type PlayableScenario } from './playable.ts';
import { newRunningHash } from './running-hash.ts';

/** A session as its journal tells it, only looked at: nobody needs to own it for that. */
export interface StoredSession {
  readonly path: string;
  readonly header: JournalHeader;
  readonly records: readonly JournalRecord[];
  readonly folded: FoldedJournal;
  /** Hash of the last line. */
  readonly head: string;
  /** Whether bytes of an unfinished write lie behind the last record. */
  readonly isTorn: boolean;
}

/** Reads the journal that a person means, by id, prefix, file or `last`. Refuses a damaged one. */
export function readStored(places: Places, reference: string): StoredSession {
  const path = findSession(places, reference);
  const { reading } = readJournalFile(path);
  refuseDamage(reading);
  const { header, records, head } = reading;
  if (header === null || head === null) {
    throw new StoreError('damaged', 'This journal ends before its first line does.');
  }
  return { path, header, records, folded: foldUndo(records), head, isTorn: reading.torn !== null };
}

/** A stored session played again by this engine. */
export interface ReplayedSession extends StoredSession {
  readonly playable: PlayableScenario;
  readonly opening: Session;
  /** `divergence` names the first decision before which this engine comes to other facts. */
  readonly replayed: Replayed;
}

export async function replayStored(stored: StoredSession, findKept: FindKept): Promise<ReplayedSession> {
  const playable = await findKept(stored.header);
  const opening = openAsRecorded(playable.scenario, stored.header);
  return { ...stored, playable, opening, replayed: replayRecords(opening, stored.records) };
}

/** Judges a replayed session as it stands now: one that is still going on is judged as if nothing more were decided. */
export function judgeReplayed({ header, replayed }: ReplayedSession): Outcome {
  const finished = finish(replayed.session);
  const factsDigest = makeFactsDigest(newRunningHash)(finished.course.history);
  return outcomeOf(finished, scoreSession(finished), { header, session: header.session, factsDigest });
}
