import type { JournalRecord } from '../exercise/journal.ts';
import { isPlainLine } from '../exercise/journal-text.ts';
import { type JournalFile, openJournal } from '../store/journal-file.ts';
import { type NoAnswer, OwnerLink } from '../store/owner-link.ts';
import { type Message, readWho } from '../store/owner-socket.ts';
import type { Ownership } from '../store/ownership.ts';
import { inUse, ownerWords, takeOverSession } from '../store/session-lock.ts';
import { StoreError } from '../store/store-error.ts';
import { isSameRecord, readRecords, withoutResult } from './foreign-record.ts';
import type { RecordSink } from './record-sink.ts';
import type { RecordedSession } from './recorded-session.ts';
import { Reception, SessionHost } from './session-host.ts';

const answerWaitMs = 4000;
// While an owner opens its session it has compiled no scenario yet.
const openingWaitMs = 10_000;
const pollMs = 50;
const patienceMs = 30_000;
const maxTries = 20;

interface Owned {
  readonly journal: JournalFile;
  readonly ownership: Ownership;
}

export interface JoinOptions {
  readonly path: string;
  readonly engine: string;
  /** What others are told that this process is doing. */
  readonly runs: string;
}

/**
 * The records of a session that another process owns: they go to it, and come back from it. When it goes, however it
 * goes, this process becomes the owner, or joins the one that was faster.
 */
export class JoinedSink implements RecordSink {
  readonly #options: JoinOptions;
  readonly #link = new OwnerLink({
    onMessage: (message) => this.#hear(message),
    onLost: () => this.#goOn(),
  });
  readonly #reception = new Reception();
  #recorded: RecordedSession | null = null;
  #owned: Owned | null = null;
  #owner = 'another process';
  #speed: number | null = null;
  // A clock that only wants to be drawn does not wait for a silent owner again and again.
  #asksAgainMs = 0;

  constructor(options: JoinOptions) {
    this.#options = options;
  }

  /** Who owns the session, in words. */
  get owner(): string {
    return this.#owner;
  }

  /** Joins, or takes over at once where the owner has just gone. Refused as in use where it cannot be joined. */
  enter(recorded: RecordedSession): void {
    this.#recorded = recorded;
    recorded.follow(this.#recover());
  }

  isJoined(): boolean {
    return this.#owned === null;
  }

  heardSpeed(): number | null {
    return this.#speed;
  }

  append(record: JournalRecord, after: number): readonly JournalRecord[] | null {
    if (this.#owned !== null) {
      this.#owned.journal.append(record);
      return null;
    }
    const until = Date.now() + answerWaitMs;
    const answer = this.#link.ask(
      { ask: 'append', after, until, record: withoutResult(record) },
      answerWaitMs,
    );
    if (answer === 'lost') return this.#recover();
    if (answer === 'silent') throw this.#silence();
    if (answer.kept === true) return null;
    return this.#recordsOf(answer);
  }

  sync(after: number, isExact: boolean): readonly JournalRecord[] {
    if (this.#owned !== null || (!isExact && performance.now() < this.#asksAgainMs)) return [];
    const answer = this.#link.ask({ ask: 'sync', after, exact: isExact }, answerWaitMs);
    if (answer === 'lost') return this.#recover();
    if (answer === 'silent' && isExact) throw this.#silence();
    if (answer !== 'silent') return this.#newsOf(answer);
    this.#asksAgainMs = performance.now() + patienceMs;
    return [];
  }

  async close(): Promise<void> {
    const owned = this.#owned;
    owned?.journal.close();
    await this.#link.close();
    await owned?.ownership.release();
  }

  /** Comes to an owner or becomes it; answers the records that were not known. */
  #recover(): readonly JournalRecord[] {
    const { path, runs } = this.#options;
    for (let tries = 0; tries < maxTries; tries += 1) {
      const look = (socket: string) => this.#link.connect(socket);
      const ownership = takeOverSession(path, runs, this.#reception.answer, look);
      if (ownership !== null) return this.#own(ownership);
      const records = this.#join();
      if (records !== null) return records;
    }
    throw this.#silence();
  }

  /** The records that were not known, or null when the owner is gone again. */
  #join(): readonly JournalRecord[] | null {
    const { engine } = this.#options;
    const who = this.#link.ask({ ask: 'who' }, answerWaitMs);
    const info = typeof who === 'string' ? null : readWho(who);
    this.#owner = ownerWords(info);
    // A process cannot answer while it sleeps for its own answer.
    if (info?.pid === process.pid) throw inUse('by this very process');
    const end = performance.now() + openingWaitMs;
    for (;;) {
      const request = { ask: 'join', engine, after: this.#known().records.length };
      const answer: Message | NoAnswer = this.#link.ask(request, answerWaitMs);
      if (answer === 'lost') return null;
      if (answer === 'silent') throw this.#silence();
      if (answer.soon !== true) return this.#admitted(answer);
      if (performance.now() > end) throw this.#silence();
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs);
    }
  }

  #admitted(answer: Message): readonly JournalRecord[] {
    const { engine } = answer;
    if (typeof engine === 'string' && isPlainLine(engine) && engine.length <= 100) {
      throw inUse(
        `by ${this.#owner} with hotwash ${engine}, so hotwash ${this.#options.engine} cannot join it`,
      );
    }
    if (typeof answer.error === 'string') throw inUse(`by ${this.#owner}`);
    return this.#newsOf(answer);
  }

  #newsOf(answer: Message): readonly JournalRecord[] {
    const { speed } = answer;
    this.#speed = typeof speed === 'number' && Number.isFinite(speed) && speed > 0 ? speed : null;
    return this.#recordsOf(answer);
  }

  #own(ownership: Ownership): readonly JournalRecord[] {
    const known = this.#known();
    try {
      const { journal, stored } = openJournal(this.#options.path);
      const { records } = stored.reading;
      const count = known.records.length;
      const last = known.records.at(-1);
      if (records.length < count || (last !== undefined && !isSameRecord(records[count - 1], last))) {
        journal.close();
        throw new StoreError('damaged', 'The journal does not hold what its owner said that it had kept.');
      }
      this.#owned = { journal, ownership };
      this.#reception.open(new SessionHost(known, this.#options.engine));
      known.tell({ from: 'taken over', records: [] });
      return records.slice(count);
    } catch (thrown) {
      void ownership.release();
      throw thrown;
    }
  }

  #known(): RecordedSession {
    if (this.#recorded === null) throw new TypeError('a sink is entered before it is used');
    return this.#recorded;
  }

  #recordsOf(answer: Message): readonly JournalRecord[] {
    const { refused } = answer;
    if (typeof refused === 'string' && isPlainLine(refused) && refused.length <= 1000)
      throw new StoreError('owned', refused);
    const records = readRecords(answer.records);
    if (records === null) throw inUse(`by ${this.#owner}, whose answer makes no sense here`);
    return records;
  }

  #silence(): StoreError {
    return new StoreError(
      'owned',
      `The owner of this session, ${this.#owner}, no longer answers.`,
      'Nothing was decided. Go on there, or end that process: then this one takes over.',
    );
  }

  #hear({ after, records }: Message): void {
    const fresh = readRecords(records);
    if (fresh === null || typeof after !== 'number' || this.#owned !== null) return;
    // What came before was told too, or answered to a question since.
    if (after <= this.#known().records.length) this.#known().follow(fresh, after);
  }

  // Whatever stands in the way now is told at the next step that a person takes.
  #goOn(): void {
    try {
      const records = this.#recover();
      this.#known().follow(records);
    } catch (thrown) {
      if (!(thrown instanceof StoreError)) throw thrown;
    }
  }
}
