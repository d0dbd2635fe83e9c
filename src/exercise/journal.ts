import type { Seconds } from '../world/time.ts';
import { checkShape, inWritingOrder } from './journal-shape.ts';

/** Hexadecimal sha256 of a text's UTF-8 bytes; passed in because the pure floors hold no hashing. */
export type Sha256 = (text: string) => string;

export type JournalMode = 'coach' | 'assess' | 'headless';

/** First line of a journal: what the session was played on, by whom and how. Written before the first prompt. */
export interface JournalHeader {
  readonly kind: 'header';
  readonly format: 1;
  readonly engine: string;
  readonly scenario: { readonly id: string; readonly digest: string };
  readonly seed: number;
  readonly mode: JournalMode;
  readonly team: string | null;
  readonly seats: Readonly<Record<string, string>>;
  readonly facilitator: boolean;
  /** When play ends, if it was asked to end earlier than the scenario says. */
  readonly endEx?: Seconds;
  readonly session: string;
  /** Real time in UTC, `2026-05-12T09:20:00Z` or with milliseconds. */
  readonly created: string;
}

/** A decision as it was accepted: actual start, role, canonical line, and the digest of the history before it was judged. */
export interface DecisionRecord {
  readonly kind: 'decision';
  /** Greater than that of every decision still standing; an undone number may come again. */
  readonly seq: number;
  readonly at: Seconds;
  readonly by: string;
  readonly do: string;
  readonly reason?: string;
  /** Whole per cent, 0 to 100. */
  readonly confidence?: number;
  readonly facts: string;
}

/** Time that the screen has shown: a resumed session is not earlier than this. */
export interface MarkRecord {
  readonly kind: 'mark';
  readonly at: Seconds;
}

/** Takes back the standing decision `seq` and every step after it. */
export interface UndoRecord {
  readonly kind: 'undo';
  readonly seq: number;
}

export interface HintRecord {
  readonly kind: 'hint';
  readonly at: Seconds;
  readonly id: string;
  /** Points. */
  readonly price: number;
}

export interface PauseRecord {
  readonly kind: 'pause';
  readonly at: Seconds;
  readonly on: boolean;
  /** Real seconds that the pause took, told when it ends. */
  readonly seconds?: number;
}

/** An answer to a question of the hot wash; the only kind that may follow the end. */
export interface AnswerRecord {
  readonly kind: 'answer';
  readonly question: string;
  readonly text: string;
}

export interface FacilitatorRecord {
  readonly kind: 'facilitator';
  readonly at: Seconds;
  readonly do: string;
  readonly text: string;
}

/** How the session ended. `result` is the whole result document, so that another engine version can still show it. */
export interface EndRecord {
  readonly kind: 'end';
  readonly at: Seconds;
  readonly ending: string;
  readonly percent: number;
  readonly factsDigest: string;
  readonly result?: unknown;
}

export type JournalRecord =
  | DecisionRecord
  | MarkRecord
  | UndoRecord
  | HintRecord
  | PauseRecord
  | AnswerRecord
  | FacilitatorRecord
  | EndRecord;

export type JournalLine = JournalHeader | JournalRecord;

export const maxDecisions = 5000;
export const maxRecords = 50_000;
/** UTF-16 code units of one line; only an `end` with its result document comes near. */
export const maxLineLength = 4_000_000;

/**
 * One line of a journal, without its newline. `prev` is the hash of the line before (null for the header), and
 * `sum` the hash of the line's own text up to it, so that an edit of the last line shows too. Asserts the record's shape.
 */
export function encodeRecord(record: JournalLine, prev: string | null, sha256: Sha256): string {
  const wrong = checkShape(record);
  if (wrong !== null) throw new TypeError(`a journal cannot hold this ${record.kind}: ${wrong}`);
  const line = seal(record, prev, sha256);
  if (line.length > maxLineLength) throw new TypeError(`a journal line may hold ${maxLineLength} characters`);
  return line;
}

/** What the next line gives as `prev`. */
export function hashOfLine(line: string, sha256: Sha256): string {
  return `sha256:${sha256(line)}`;
}

/** The line of a record whose shape is known to be right; reading compares with it, so there is one spelling only. */
export function seal(record: JournalLine, prev: string | null, sha256: Sha256): string {
  const text = JSON.stringify({ ...inWritingOrder(record), prev });
  return `${text.slice(0, -1)},"sum":"sha256:${sha256(text)}"}`;
}
