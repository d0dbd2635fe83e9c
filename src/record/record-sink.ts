import type { JournalRecord } from '../exercise/journal.ts';

/** Where the records go. */
export interface RecordSink {
  /**
   * Returns null once the record is safe, and throws when it is not. `after` is how many records come before it; where
   * others were faster, nothing is appended and theirs are answered.
   */
  readonly append: (record: JournalRecord, after: number) => readonly JournalRecord[] | null;
  /**
   * What came after the first `after` records, once the owner's clock has moved time; nothing for the owner itself. Only an exact
   * question throws when the owner does not answer.
   */
  readonly sync: (after: number, isExact: boolean) => readonly JournalRecord[];
  readonly isJoined: () => boolean;
  /** The speed that the process which owned the session last had, or null for the scenario's pace. */
  readonly heardSpeed: () => number | null;
  readonly close: () => Promise<void>;
}

/** What is in no journal is in nobody's way: a run that is not kept. */
export const nowhere: RecordSink = {
  append: () => null,
  sync: () => [],
  isJoined: () => false,
  heardSpeed: () => null,
  close: async () => undefined,
};
