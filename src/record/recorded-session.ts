import type { Decision, ReadDecision } from '../exercise/decision.ts';
import type { Hint } from '../exercise/definition.ts';
import { facilitate } from '../exercise/facilitate.ts';
import { makeFactsDigest } from '../exercise/facts-digest.ts';
import type {
  AnswerRecord,
  DecisionRecord,
  EndRecord,
  HintRecord,
  JournalHeader,
  JournalRecord,
} from '../exercise/journal.ts';
import { type FoldedJournal, foldUndo } from '../exercise/journal-fold.ts';
import { replaySteps } from '../exercise/replay.ts';
import {
  finish,
  isOver,
  type Planned,
  passTime,
  planDecision,
  readLine,
  type Session,
  type TakeResult,
  takeDecision,
} from '../exercise/session.ts';
import { reveal, type View } from '../exercise/view.ts';
import { scoreSession } from '../scoring/score.ts';
import { holds } from '../world/predicate.ts';
import type { Seconds } from '../world/time.ts';
import { decisionRecord } from './decision-record.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { newRunningHash } from './running-hash.ts';

/** Where the records go. `append` returns once the record is safe, and throws when it is not. */
export interface RecordSink {
  readonly append: (record: JournalRecord) => void;
  readonly close: () => Promise<void>;
}

/** What is in no journal is in nobody's way: a run that is not kept. */
export const nowhere: RecordSink = { append: () => undefined, close: async () => undefined };

/** What a recorded session begins with: a new one with nothing, a resumed one where its journal ends. */
interface Standing {
  readonly session: Session;
  readonly records: readonly JournalRecord[];
  readonly tornAside: string | null;
}

/**
 * A session joined with its journal: the one driver of every front end. Each method appends its record first and moves
 * the session only then, so that nothing is ever shown which a crash could take back.
 */
export class RecordedSession {
  readonly header: JournalHeader;
  /** Null for a run that is not kept. */
  readonly path: string | null;
  /** Where the torn tail of an interrupted write was put aside when the session was opened, or null. */
  readonly tornAside: string | null;
  /** At StartEx, before the first record. */
  readonly opening: Session;
  readonly #sink: RecordSink;
  readonly #digest = makeFactsDigest(newRunningHash);
  #session: Session;
  #closing: Promise<void> | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #records: JournalRecord[];

  constructor(
    header: JournalHeader,
    path: string | null,
    opening: Session,
    standing: Standing,
    sink: RecordSink,
  ) {
    this.header = header;
    this.path = path;
    this.tornAside = standing.tornAside;
    this.opening = opening;
    this.#sink = sink;
    this.#session = standing.session;
    this.#records = [...standing.records];
  }

  get session(): Session {
    return this.#session;
  }

  get records(): readonly JournalRecord[] {
    return this.#records;
  }

  get isCoach(): boolean {
    return this.header.mode === 'coach';
  }

  get isOver(): boolean {
    return isOver(this.#session);
  }

  /** Calls the listener after every change, once the session has moved. Answers how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  folded(): FoldedJournal {
    return foldUndo(this.#records);
  }

  view(): View {
    return reveal(this.#session);
  }

  read(line: string): ReadDecision {
    return readLine(this.#session, line, this.header.mode === 'headless');
  }

  plan(decision: Decision, by: string | null): Planned {
    return planDecision(this.#session, decision, by);
  }

  /** Takes a decision. When this returns, the decision is on the disk. */
  take(decision: Decision, by: string | null): TakeResult {
    const result = takeDecision(this.#session, decision, by);
    if (!result.ok) return result;
    this.#append(decisionRecord(result.taken, result.before, this.#digest));
    this.#move(result.session);
    return result;
  }

  /** Lets time pass and writes it down before anybody sees the new time. */
  pass(until: Seconds): void {
    const next = passTime(this.#session, until);
    if (next.now === this.#session.now) return;
    this.#append({ kind: 'mark', at: next.now });
    this.#move(next);
  }

  /** Takes the last standing decision back, with the time that passed since; null when there is none. Coach mode only. */
  undo(): DecisionRecord | null {
    if (!this.isCoach) throw new TypeError('only coach mode has an undo');
    const last = this.folded().decisions.at(-1);
    if (last === undefined) return null;
    this.#append({ kind: 'undo', seq: last.seq });
    this.#move(replaySteps(this.opening, this.folded().steps, null).session);
    return last;
  }

  /** The hint that would be given next, or null. What it speaks of depends on what the team has seen only. */
  nextHint(): Hint | null {
    const { scenario } = this.#session.engine;
    const { world } = this.#session.course;
    const taken = new Set(this.hints().map((hint) => hint.id));
    const isFitting = (hint: Hint): boolean =>
      !taken.has(hint.id) && (hint.when === null || holds(world, hint.when));
    return scenario.hints.find(isFitting) ?? null;
  }

  /** Gives the next hint and writes its price down; null when there is none. Coach mode only. */
  takeHint(): Hint | null {
    if (!this.isCoach) throw new TypeError('only coach mode has hints');
    const hint = this.nextHint();
    if (hint === null) return null;
    this.#append({ kind: 'hint', at: this.#session.now, id: hint.id, price: hint.price });
    this.#move(this.#session);
    return hint;
  }

  hints(): readonly HintRecord[] {
    return this.folded().hints;
  }

  /** Real time stood still from now on, or goes on; `seconds` is how long it stood. */
  pause(on: boolean, seconds: number | null): void {
    const at = this.#session.now;
    this.#append({ kind: 'pause', at, on, ...(seconds === null ? {} : { seconds }) });
    this.#move(this.#session);
  }

  /** A facilitator's hand in the course: it marks the run as modified. Answers why not, or null when it is done. */
  facilitate(line: string, text: string): string | null {
    const done = facilitate(this.#session, line);
    if (!done.ok) return done.message;
    const before = this.#session.now;
    this.#append({ kind: 'facilitator', at: before, do: line, text });
    if (done.session.now > before) this.#append({ kind: 'mark', at: done.session.now });
    this.#move(done.session);
    return null;
  }

  answer(question: string, text: string): void {
    this.#append({ kind: 'answer', question, text });
    this.#move(this.#session);
  }

  answers(): readonly AnswerRecord[] {
    return this.folded().answers;
  }

  /** The end as the journal has it, or null while the session goes on. */
  get end(): EndRecord | null {
    return this.folded().end;
  }

  /** Runs the world on to the aftermath, judges, and writes the end with its whole result down. */
  finish(): Outcome {
    const finished = finish(this.#session);
    const score = scoreSession(finished);
    const factsDigest = this.#digest(finished.course.history);
    const session = this.path === null ? null : this.header.session;
    const outcome = outcomeOf(finished, score, { header: this.header, session, factsDigest });
    if (this.end === null) {
      const { ending, percent } = score;
      this.#append({
        kind: 'end',
        at: finished.now,
        ending: ending.id,
        percent,
        factsDigest,
        result: outcome.result,
      });
    }
    this.#move(finished);
    return outcome;
  }

  /** Whoever closes it first does; again changes nothing. */
  close(): Promise<void> {
    this.#closing ??= this.#sink.close();
    return this.#closing;
  }

  #move(session: Session): void {
    this.#session = session;
    for (const listener of [...this.#listeners]) listener();
  }

  #append(record: JournalRecord): void {
    this.#sink.append(record);
    this.#records.push(record);
  }
}
