import { makeFactsDigest } from '../exercise/facts-digest.ts';
import type { JournalHeader, JournalRecord } from '../exercise/journal.ts';
import type { Session } from '../exercise/session.ts';
import { StoreError } from '../store/store-error.ts';
import type { Change, Standing } from './change.ts';
import { followed, isSameRecord, proposedChange } from './foreign-record.ts';
import type { RecordSink } from './record-sink.ts';
import { newRunningHash } from './running-hash.ts';
import type { SessionChange } from './session-change.ts';

/** What a step would change, made anew whenever another process was faster; without a change it is done already. */
export interface Proposal<T> {
  readonly change: Change | null;
  readonly value: T;
}

interface Beginning {
  readonly header: JournalHeader;
  readonly isKept: boolean;
  readonly opening: Session;
  readonly session: Session;
  readonly records: readonly JournalRecord[];
}

const maxTries = 100;

/** The records of a session and the session they fold to. It moves only once a record is safe, whoever made it. */
export class KeptCourse {
  readonly #beginning: Beginning;
  readonly #sink: RecordSink;
  readonly #digest = makeFactsDigest(newRunningHash);
  readonly #listeners = new Set<(change: SessionChange) => void>();
  readonly #records: JournalRecord[];
  #session: Session;

  constructor(beginning: Beginning, sink: RecordSink) {
    this.#beginning = beginning;
    this.#sink = sink;
    this.#session = beginning.session;
    this.#records = [...beginning.records];
  }

  get session(): Session {
    return this.#session;
  }

  get records(): readonly JournalRecord[] {
    return this.#records;
  }

  get standing(): Standing {
    const { header, isKept, opening } = this.#beginning;
    return {
      header,
      isKept,
      opening,
      session: this.#session,
      records: this.#records,
      digest: this.#digest,
    };
  }

  onChange(listener: (change: SessionChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(change: SessionChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  /** Appends what is proposed. Where another process was faster, its records are folded in and the step is made anew. */
  settle<T>(propose: () => Proposal<T>): T {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const { change, value } = propose();
      if (change === null) return value;
      const after = this.#records.length;
      const faster = this.#sink.append(change.record, after);
      if (faster === null) {
        this.#move(change, 'here');
        return value;
      }
      this.follow(faster, after);
      // Its owner kept it and died before it could say so; or another did the very same at the same second.
      if (isSameRecord(faster[0], change.record)) return value;
    }
    throw overtaken();
  }

  /** Records that are safe already, made by another process. `after` is how many came before them; known ones are skipped. */
  follow(records: readonly JournalRecord[], after: number): void {
    const known = this.#records.length - after;
    if (known < 0) throw new TypeError('records are missing between these and what is known');
    const fresh = records.slice(known);
    for (const record of fresh) {
      const change = followed(this.standing, record);
      this.#records.push(change.record);
      this.#session = change.session;
    }
    if (fresh.length > 0) this.tell({ from: 'elsewhere', records: fresh });
  }

  /** What only the owner may: takes what a joined process proposes, or answers why not. */
  accept(record: JournalRecord): string | null {
    const change = proposedChange(this.standing, record);
    if (typeof change === 'string') return change;
    this.#keep(change, 'elsewhere');
    if (record.kind === 'facilitator') this.markIntervention('elsewhere');
    return null;
  }

  /** What only the owner may: an intervention that moved time is followed by the time it moved to, for a reader of times alone. */
  markIntervention(from: SessionChange['from']): void {
    const last = this.#records.at(-1);
    const { now } = this.#session;
    if (last?.kind !== 'facilitator' || last.at === now) return;
    this.#keep({ record: { kind: 'mark', at: now }, session: this.#session }, from);
  }

  /** Moves to the aftermath of an end that is in the journal already. */
  rest(session: Session): void {
    this.#session = session;
  }

  #keep(change: Change, from: SessionChange['from']): void {
    this.#sink.append(change.record, this.#records.length);
    this.#move(change, from);
  }

  #move({ record, session }: Change, from: SessionChange['from']): void {
    this.#records.push(record);
    this.#session = session;
    this.tell({ from, records: [record] });
  }
}

/** What a person is told whose step no longer means what it did, since another process was faster. */
export function overtaken(): StoreError {
  return new StoreError('owned', 'Somebody else was faster. Look again before you go on.');
}
