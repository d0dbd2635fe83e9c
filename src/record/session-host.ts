import type { AnswerRequest, Message, Peer } from '../store/owner-socket.ts';
import { StoreError } from '../store/store-error.ts';
import { readRecords, withoutResult } from './foreign-record.ts';
import type { RecordedSession } from './recorded-session.ts';

const mostPeers = 16;
const refused = (words: string): Message => ({ refused: words });

/**
 * The owner's end of a shared session. A joined process is told every record once it is safe, and may propose the next;
 * a proposal that does not know the latest record is answered with what it lacks.
 */
export class SessionHost {
  readonly #recorded: RecordedSession;
  readonly #engine: string;
  readonly #peers = new Set<Peer>();
  #told: number;

  constructor(recorded: RecordedSession, engine: string) {
    this.#recorded = recorded;
    this.#engine = engine;
    this.#told = recorded.records.length;
    recorded.onChange(() => this.#tellPeers());
  }

  answer(request: Message, peer: Peer): Message | undefined {
    const { ask, after } = request;
    if (ask !== 'join' && ask !== 'append' && ask !== 'sync') return undefined;
    if (typeof after !== 'number' || !Number.isSafeInteger(after) || after < 0)
      return refused('The request does not say what is known.');
    if (after > this.#recorded.records.length) return refused('That is more than was ever written.');
    if (ask === 'join') return this.#join(request, after, peer);
    if (!this.#peers.has(peer)) return refused('Who has not joined cannot ask for that.');
    if (ask === 'append') return this.#append(request, after);
    this.#recorded.catchUp(request.exact === true);
    return this.#news(after);
  }

  #join({ engine }: Message, after: number, peer: Peer): Message {
    if (engine !== this.#engine) return { engine: this.#engine };
    if (this.#peers.size >= mostPeers) return refused(`At most ${mostPeers} processes can join a session.`);
    this.#peers.add(peer);
    peer.onClose(() => this.#peers.delete(peer));
    return this.#news(after);
  }

  // Whoever takes over goes on as fast as this process did.
  #news(after: number): Message {
    const { speed } = this.#recorded;
    return { records: this.#since(after), ...(speed === null ? {} : { speed }) };
  }

  #append({ record, until }: Message, after: number): Message {
    // Whoever asked has stopped waiting and said that nothing was decided.
    if (typeof until === 'number' && Date.now() > until) return refused('That came too late.');
    if (after < this.#recorded.records.length) return { records: this.#since(after) };
    const [proposed] = readRecords([record]) ?? [];
    if (proposed === undefined) return refused('That is no record of a journal.');
    try {
      const wrong = this.#recorded.accept(proposed);
      return wrong === null ? { kept: true } : refused(wrong);
    } catch (thrown) {
      // The journal throws a type error at what it can never hold, such as one decision too many.
      if (thrown instanceof StoreError || thrown instanceof TypeError) return refused(thrown.message);
      throw thrown;
    }
  }

  #since(after: number): readonly unknown[] {
    return this.#recorded.records.slice(after).map(withoutResult);
  }

  // One change may lead to another before all have heard of the first, so what was told is counted.
  #tellPeers(): void {
    const after = this.#told;
    const records = this.#since(after);
    this.#told += records.length;
    if (records.length === 0) return;
    for (const peer of this.#peers) peer.send({ after, records });
  }
}

/** Answers for a session that is still being opened, and then for its host. */
export class Reception {
  #host: SessionHost | null = null;

  readonly answer: AnswerRequest = (request, peer) => {
    if (this.#host !== null) return this.#host.answer(request, peer);
    return request.ask === 'join' ? { soon: true } : undefined;
  };

  open(host: SessionHost): void {
    this.#host = host;
  }
}
