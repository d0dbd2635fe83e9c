import type { JournalHeader, JournalRecord } from '../exercise/journal.ts';
import type { JournalStep } from '../exercise/journal-fold.ts';
import type { Session } from '../exercise/session.ts';
import type { Outcome } from '../record/outcome.ts';
import type { RecordedSession } from '../record/recorded-session.ts';
import type { CataloguedScenario } from '../record/shelf.ts';
import type { CatalogueEntry } from '../store/catalogue-entry.ts';
import type { Seconds } from '../world/time.ts';
import type { Row } from './row.ts';
import type { OpenScreen } from './screen.ts';

/** A session as hot wash and replay read it, whether it was just played or lies in the store. */
export interface ToldSession {
  readonly header: JournalHeader;
  readonly records: readonly JournalRecord[];
  /** At StartEx; fold `foldUndo(records).steps` over it with `replaySteps`. */
  readonly opening: Session;
}

/** What a stored session comes to: told, and judged if it ended. */
export interface StoredTale {
  readonly told: ToldSession;
  readonly outcome: Outcome;
  readonly isEnded: boolean;
}

export interface StartOptions {
  readonly mode?: 'coach' | 'assess';
}

/** What screens ask of the world outside: files and the catalogue. Each throws a StoreError when it cannot. */
export interface Services {
  readonly scenarios: () => Promise<readonly CataloguedScenario[]>;
  readonly sessions: () => Promise<readonly CatalogueEntry[]>;
  readonly start: (scenarioId: string, options: StartOptions) => Promise<RecordedSession>;
  readonly resume: (sessionId: string) => Promise<RecordedSession>;
  readonly tell: (sessionId: string) => Promise<StoredTale>;
  /** A new coach session on the scenario of a told one, with these steps played already: "go on from here". */
  readonly branch: (told: ToldSession, steps: readonly JournalStep[]) => Promise<RecordedSession>;
}

/** Every screen that another may open; they know each other only through this. */
export interface Screens {
  readonly home: () => Promise<OpenScreen>;
  /** The briefing of a new session, or the play itself where one goes on, or its hot wash when play is over. */
  readonly session: (recorded: RecordedSession, isResumed: boolean) => OpenScreen;
  readonly play: (recorded: RecordedSession) => OpenScreen;
  /** `answer` keeps an answer to a question of the hot wash; null where nothing may be written. */
  readonly hotWash: (
    told: ToldSession,
    outcome: Outcome,
    answer: ((question: string, text: string) => void) | null,
  ) => OpenScreen;
  readonly replay: (told: ToldSession, at: Seconds | null) => OpenScreen;
  /** A long text: page, search, filter, copy. `raw` is what a copy holds, unwrapped. */
  readonly viewer: (title: string, rowsFor: (columns: number) => readonly Row[], raw: string) => OpenScreen;
}

/** How a play is to look and run, from flags and settings. */
export interface PlaySettings {
  /** Simulated minutes a real one in assess mode, instead of the scenario's own pace. */
  readonly speed: number | null;
  /** Milliseconds that only grow. */
  readonly ticker: () => number;
}

/** Handed to every screen. */
export interface Desk {
  readonly services: Services;
  readonly screens: Screens;
  readonly settings: PlaySettings;
}
