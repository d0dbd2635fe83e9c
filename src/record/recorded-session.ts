import type { Decision, ReadDecision } from '../exercise/decision.ts';
import type { Hint } from '../exercise/definition.ts';
import type {
  AnswerRecord,
  DecisionRecord,
  EndRecord,
  HintRecord,
  JournalHeader,
  JournalRecord,
} from '../exercise/journal.ts';
import { type FoldedJournal, foldUndo } from '../exercise/journal-fold.ts';
import {
  isOver,
  type Plan,
  type Planned,
  planDecision,
  readLine,
  type Session,
  type TakeResult,
} from '../exercise/session.ts';
import { reveal, type View } from '../exercise/view.ts';
import type { Seconds } from '../world/time.ts';
import {
  answering,
  decide,
  ending,
  intervening,
  nextHint,
  passing,
  pausing,
  takingBack,
  takingHint,
} from './change.ts';
import { isSameRecord } from './foreign-record.ts';
import { KeptCourse, overtaken, type Proposal } from './kept-course.ts';
import type { Outcome } from './outcome.ts';
import { overtakenWords } from './overtaken.ts';
import type { RecordSink } from './record-sink.ts';
import type { SessionChange, SessionClock } from './session-change.ts';

/** What a recorded session begins with: a new one with nothing, a resumed one where its journal ends. */
interface Beginning {
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
  readonly #course: KeptCourse;
  #closing: Promise<void> | null = null;
  #clock: SessionClock | null = null;
  // Once others take part, what was read a moment ago may be gone.
  #isShared = false;

  constructor(
    header: JournalHeader,
    path: string | null,
    opening: Session,
    beginning: Beginning,
    sink: RecordSink,
  ) {
    this.header = header;
    this.path = path;
    this.tornAside = beginning.tornAside;
    this.opening = opening;
    this.#sink = sink;
    const { session, records } = beginning;
    this.#course = new KeptCourse({ header, isKept: path !== null, opening, session, records }, sink);
    this.#course.onChange(({ from }) => {
      if (from !== 'here') this.#isShared = true;
    });
  }

  get session(): Session {
    return this.#course.session;
  }

  get records(): readonly JournalRecord[] {
    return this.#course.records;
  }

  get isCoach(): boolean {
    return this.header.mode === 'coach';
  }

  get isOver(): boolean {
    return isOver(this.session);
  }

  /** Whether another process owns the journal; this one takes over when that one goes. */
  get isJoined(): boolean {
    return this.#sink.isJoined();
  }

  /** Calls the listener after every change by this or another process, once the session has moved. Answers how to stop that. */
  onChange(listener: (change: SessionChange) => void): () => void {
    return this.#course.onChange(listener);
  }

  /** Assess mode: the clock of this front end moves time, for those who joined too, as long as this process owns the session. */
  runOn(clock: SessionClock | null): void {
    this.#clock = clock;
  }

  /** Simulated minutes in a real one: chosen here, else by the process that had the session before; null for the scenario's pace. */
  get speed(): number | null {
    return this.#clock?.speed ?? this.#sink.heardSpeed();
  }

  /** Brings time to what the one running clock shows, or, with `isExact`, to its very second, as before a decision. */
  catchUp(isExact: boolean): void {
    if (this.isOver) return;
    if (!this.isJoined) this.#clock?.catchUp(isExact);
    if (!this.isJoined || this.header.mode !== 'assess') return;
    const after = this.records.length;
    this.follow(this.#sink.sync(after, isExact), after);
  }

  folded(): FoldedJournal {
    return foldUndo(this.records);
  }

  view(): View {
    return reveal(this.session);
  }

  read(line: string): ReadDecision {
    return readLine(this.session, line, this.header.mode === 'headless');
  }

  plan(decision: Decision, by: string | null): Planned {
    return planDecision(this.session, decision, by);
  }

  /**
   * Takes a decision. When this returns, the decision is on the disk. `shown` is the plan that a person agreed to: where
   * others were faster and it would now begin otherwise, nothing is taken and the message says so.
   */
  take(decision: Decision, by: string | null, shown: Plan | null = null): TakeResult {
    let expected: { readonly by: string; readonly at: Seconds } | null = shown;
    return this.#course.settle((): Proposal<TakeResult> => {
      const stop = (message: string) => ({ change: null, value: { ok: false as const, message } });
      if (this.#isShared) {
        const read = this.read(decision.line);
        if (!read.ok) return stop(read.rejection.message);
      }
      const decided = decide(this.#course.standing, decision, by);
      if (!decided.ok) return stop(decided.message);
      const { change, result } = decided;
      const words = expected === null ? null : overtakenWords(expected, result.taken, this.session.now);
      if (words !== null) return stop(words);
      expected ??= result.taken;
      return { change, value: result };
    });
  }

  /** Lets time pass and writes it down before anybody sees the new time. */
  pass(until: Seconds): void {
    this.#course.settle(() => ({ change: passing(this.#course.standing, until), value: undefined }));
  }

  /** Takes the last standing decision back, with the time that passed since; null when there is none. Coach mode only. */
  undo(): DecisionRecord | null {
    if (!this.isCoach) throw new TypeError('only coach mode has an undo');
    const meant = this.folded().decisions.at(-1) ?? null;
    return this.#course.settle(() => {
      const change = takingBack(this.#course.standing);
      if (change !== null && meant !== null && !isSameRecord(change.undone, meant)) throw overtaken();
      return { change, value: change?.undone ?? null };
    });
  }

  nextHint(): Hint | null {
    return nextHint(this.#course.standing);
  }

  /** Gives the next hint and writes its price down; null when there is none. Coach mode only. */
  takeHint(): Hint | null {
    if (!this.isCoach) throw new TypeError('only coach mode has hints');
    const meant = this.nextHint();
    return this.#course.settle(() => {
      const change = takingHint(this.#course.standing);
      if (change !== null && change.hint !== meant) throw overtaken();
      return { change, value: change?.hint ?? null };
    });
  }

  hints(): readonly HintRecord[] {
    return this.folded().hints;
  }

  /** Real time stood still from now on, or goes on; `seconds` is how long it stood. */
  pause(on: boolean, seconds: number | null): void {
    this.#course.settle(() => ({ change: pausing(this.#course.standing, on, seconds), value: undefined }));
  }

  /** A facilitator's hand in the course: it marks the run as modified. Answers why not, or null when it is done. */
  facilitate(line: string, text: string): string | null {
    const wrong = this.#course.settle(() => {
      const change = intervening(this.#course.standing, line, text);
      return typeof change === 'string' ? { change: null, value: change } : { change, value: null };
    });
    // A joined one leaves that to the owner.
    if (wrong === null && !this.isJoined) this.#course.markIntervention('here');
    return wrong;
  }

  answer(question: string, text: string): void {
    this.#course.settle(() => ({
      change: answering(this.#course.standing, question, text),
      value: undefined,
    }));
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
    return this.#course.settle(() => {
      const { outcome, ...change } = ending(this.#course.standing);
      if (this.end === null) return { change, value: outcome };
      this.#course.rest(change.session);
      return { change: null, value: outcome };
    });
  }

  /** Records that are safe already, made by another process: the session moves on with them. `after` is how many came before them. */
  follow(records: readonly JournalRecord[], after: number = this.records.length): void {
    this.#course.follow(records, after);
  }

  /** A record that a joined process proposes: taken again by this one, the owner, or the words why not. Null when it is safe. */
  accept(record: JournalRecord): string | null {
    return this.#course.accept(record);
  }

  /** Lets all who listen know. */
  tell(change: SessionChange): void {
    this.#course.tell(change);
  }

  /** Whoever closes it first does; again changes nothing. */
  close(): Promise<void> {
    this.#closing ??= this.#sink.close();
    return this.#closing;
  }
}
