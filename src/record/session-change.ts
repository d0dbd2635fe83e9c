import type { JournalRecord } from '../exercise/journal.ts';

/** What those who listen to a session are told once it has moved. */
export interface SessionChange {
  /** By this process, by another one, or (without a record) the journal has come into the hands of this process. */
  readonly from: 'here' | 'elsewhere' | 'taken over';
  readonly records: readonly JournalRecord[];
}

/** The running clock of assess mode, as a front end keeps it. */
export interface SessionClock {
  /** Lets the session's time pass up to the clock: to its second, or only where somebody would see a difference. */
  readonly catchUp: (isExact: boolean) => void;
  /** Simulated minutes in a real one, where somebody here chose that; null for the scenario's pace. */
  readonly speed: number | null;
}
