import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { type LinkNews, type LinkOrder, type LinkThreadData, runLinkThread } from './link-thread.ts';
import { judgeRefusal, type Message, parseObject } from './owner-socket.ts';

export interface LinkListener {
  /** The owner said something that was no answer. */
  readonly onMessage: (message: Message) => void;
  /** The owner is gone while nobody was asking it. */
  readonly onLost: () => void;
}

/** Why a question has no answer: the owner is gone, or it is there and says nothing. */
export type NoAnswer = 'lost' | 'silent';

// A local socket answers at once; the wait is for the thread to start on a busy machine.
const connectWaitMs = 5000;

/**
 * The line of a joined process to the owner of its session. Asking is synchronous: this thread sleeps until the owner has
 * answered, so that a front end is written alike whether or not it owns its session.
 */
export class OwnerLink {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #signal = new Int32Array(new SharedArrayBuffer(4));
  readonly #listener: LinkListener;
  // What came while an answer was waited for, to be told in its order once this thread is free.
  #later: LinkNews[] = [];
  #line = 0;
  #asked = 0;
  #isOpen = false;

  constructor(listener: LinkListener) {
    this.#listener = listener;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const workerData: LinkThreadData = { port: port2, signal: this.#signal };
    this.#worker = new Worker(`(${runLinkThread.toString()})()`, {
      eval: true,
      workerData,
      transferList: [port2],
      execArgv: [],
      stdin: false,
    });
    this.#port.on('message', (news: LinkNews) => {
      this.#later.push(news);
      this.#tellLater();
    });
    this.#port.unref();
    this.#worker.unref();
  }

  /** Connects to a socket; whatever it was connected to before is hung up. */
  connect(path: string): 'live' | 'dead' | 'gone' {
    this.#line += 1;
    this.#isOpen = false;
    this.#later = [];
    this.#order({ order: 'connect', line: this.#line, path });
    const news = this.#await((one) => one.news === 'connected' || one.news === 'closed', connectWaitMs);
    // Somebody whose queue is full is there, and will be asked and not answer.
    if (news === null) return 'live';
    if (news.news === 'closed') return judgeRefusal(news.code)?.kind ?? 'live';
    this.#isOpen = true;
    return 'live';
  }

  /** Asks the owner and sleeps until it has answered. */
  ask(request: Message, waitMs: number): Message | NoAnswer {
    if (!this.#isOpen) return 'lost';
    this.#asked += 1;
    const id = this.#asked;
    this.#order({ order: 'send', line: this.#line, text: `${JSON.stringify({ ...request, id })}\n` });
    let answer: Message | null = null;
    const news = this.#await((one) => {
      if (one.news === 'closed') return true;
      answer = one.news === 'said' ? parseObject(one.text) : null;
      return answer?.id === id;
    }, waitMs);
    if (news === null) return 'silent';
    if (news.news !== 'closed' && answer !== null) return answer;
    this.#isOpen = false;
    return 'lost';
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    this.#line += 1;
    this.#port.close();
    await this.#worker.terminate();
  }

  #order(order: LinkOrder): void {
    this.#port.postMessage(order);
  }

  /** Sleeps until news of this connection fit, and keeps all others for later; null when none came in time. */
  #await(isFitting: (news: LinkNews) => boolean, waitMs: number): LinkNews | null {
    const end = performance.now() + waitMs;
    for (;;) {
      const seen = Atomics.load(this.#signal, 0);
      const received: { readonly message: LinkNews } | undefined = receiveMessageOnPort(this.#port);
      if (received === undefined) {
        const left = end - performance.now();
        if (left <= 0) return null;
        Atomics.wait(this.#signal, 0, seen, left);
        continue;
      }
      const news = received.message;
      if (news.line !== this.#line) continue;
      if (isFitting(news)) return news;
      if (this.#later.length === 0) setImmediate(() => this.#tellLater());
      this.#later.push(news);
    }
  }

  #tellLater(): void {
    for (const news of this.#later.splice(0)) {
      if (news.line !== this.#line || !this.#isOpen) continue;
      if (news.news === 'closed') {
        this.#isOpen = false;
        this.#listener.onLost();
      } else if (news.news === 'said') {
        const message = parseObject(news.text);
        if (message !== null && message.id === undefined) this.#listener.onMessage(message);
      }
    }
  }
}
