import type { Heard } from '../http/handlers.ts';
import { shortenDigests } from '../plain/show-evidence.ts';
import type { RecordedSession } from '../record/recorded-session.ts';
import type { SessionChange } from '../record/session-change.ts';
import { escapeUnsafe } from '../scenario/visible-text.ts';
import { printTime } from '../world/time.ts';

/** Tells, line by line, what is decided through the wire and elsewhere, which messages come, and the end of play. */
export class ServeLog {
  readonly #recorded: RecordedSession;
  readonly #print: (line: string) => void;
  readonly #messages: Set<string>;
  #isEndTold = false;

  constructor(recorded: RecordedSession, print: (line: string) => void) {
    this.#recorded = recorded;
    this.#print = print;
    this.#messages = new Set(recorded.view().inbox.map((message) => message.id));
  }

  /** A decision made through the wire, with the tool that made it as far as it says what it is. */
  hear({ face, ask, line, outcome }: Heard): void {
    const taken = this.#recorded.session.taken.at(-1);
    const tool = toolOf(ask.headers.get('user-agent'));
    const refused = outcome.kind === 'refused' ? `, refused: ${outcome.message}` : '';
    const at = taken?.at ?? this.#recorded.session.now;
    this.#tell(at, taken?.by ?? face.name, `${shortenDigests(line)}  (${face.name}, ${tool}${refused})`);
  }

  follow({ from, records }: SessionChange): void {
    if (from === 'taken over')
      this.#print('The other process has left the session; this one keeps its journal now.');
    for (const record of records) {
      if (from === 'elsewhere' && record.kind === 'decision')
        this.#tell(record.at, record.by, `${shortenDigests(record.do)}  (elsewhere)`);
      if (record.kind === 'undo')
        this.#print(
          `Taken back: decision ${record.seq}. It is ${printTime(this.#recorded.session.now)} again.`,
        );
    }
    // What a decision through the wire brought with it is told after the decision itself, which is heard of last.
    queueMicrotask(() => this.#tellNews());
  }

  #tellNews(): void {
    this.#tellMessages();
    if (!this.#recorded.isOver || this.#isEndTold) return;
    this.#isEndTold = true;
    this.#print('Play is over. From now on every request is answered with 503.');
  }

  #tellMessages(): void {
    if (this.#recorded.isOver) return;
    for (const { id, at, from, title } of this.#recorded.view().inbox) {
      if (this.#messages.has(id)) continue;
      this.#messages.add(id);
      this.#tell(at, 'message', `${from}: ${title}`);
    }
  }

  #tell(at: number, who: string, what: string): void {
    this.#print(`${printTime(at).padEnd(9)}  ${who.padEnd(10)}  ${what}`);
  }
}

// `skopeo/1.9.3`, `docker/28.2 go/…`: what stands before the first slash is the tool's name.
function toolOf(agent: string | null): string {
  if (agent?.startsWith('GitHub CLI') === true) return 'gh';
  const name = agent?.split(/[/\s]/, 1)[0]?.slice(0, 40) ?? '';
  return name === '' ? 'an unnamed client' : escapeUnsafe(name);
}
