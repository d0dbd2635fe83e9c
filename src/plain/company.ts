import type { RecordedSession } from '../record/recorded-session.ts';
import type { SessionChange } from '../record/session-change.ts';
import { StoreError } from '../store/store-error.ts';
import type { PlainConsole } from './console.ts';
import { othersWords } from './others.ts';
import { wrap } from './wrap.ts';

/** The others in a shared session, as a line-by-line play hears of them. */
export class Company {
  readonly #console: PlainConsole;
  readonly #recorded: RecordedSession;
  #heard: readonly string[] = [];

  /** `onHeard` is called after every change that others made. */
  constructor(console: PlainConsole, recorded: RecordedSession, onHeard: (change: SessionChange) => void) {
    this.#console = console;
    this.#recorded = recorded;
    recorded.onChange((change) => {
      if (change.from === 'here') return;
      this.#heard = [...this.#heard, ...othersWords(recorded, change)];
      onHeard(change);
    });
  }

  /** Tells what others did since it was last told; false when that is nothing. */
  tell(): boolean {
    const lines = this.#heard.flatMap((words) => wrap(words, this.#console.width, '  '));
    this.#heard = [];
    if (lines.length > 0) this.#console.print('', ...lines);
    return lines.length > 0;
  }

  /** Brings time up to the clock that runs for all. */
  catchUp(): void {
    try {
      this.#recorded.catchUp(true);
    } catch (thrown) {
      this.sayInUse(thrown);
    }
  }

  /** Says what the other processes of a session stand in the way of; anything else is thrown on. */
  sayInUse(thrown: unknown): void {
    if (!(thrown instanceof StoreError) || thrown.kind !== 'owned') throw thrown;
    const words = thrown.hint === null ? thrown.message : `${thrown.message} ${thrown.hint}`;
    this.#console.print(...wrap(words, this.#console.width));
  }
}
