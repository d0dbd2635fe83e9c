import type { Decision } from '../../exercise/decision.ts';
import { waitTarget } from '../../exercise/playbook.ts';
import { lastLanding, type Session } from '../../exercise/session.ts';
import type { View } from '../../exercise/view.ts';
import { CommandTalk } from '../../plain/command-talk.ts';
import type { LiveClock } from '../../plain/live-clock.ts';
import { othersWords } from '../../plain/others.ts';
import { runOnClock } from '../../plain/running-clock.ts';
import type { RecordedSession } from '../../record/recorded-session.ts';
import { printTime, type Seconds } from '../../world/time.ts';
import type { PlaySettings } from '../desk.ts';

/** What a step of play came to: words for the person, and whether it was done. */
export interface Said {
  readonly ok: boolean;
  readonly text: string;
}

const done = (text: string): Said => ({ ok: true, text });
const not = (text: string): Said => ({ ok: false, text });

const OWNER_TICK_MS = 1000;

/** One session while it is played: the journal's driver, the clock of assess mode, and what was read already. */
export class Play {
  readonly recorded: RecordedSession;
  readonly clock: LiveClock | null;
  readonly commands: CommandTalk;
  readonly #read = new Set<string>();
  #heard: readonly string[] = [];
  // Ticks of this clock before which the owner is not asked for the time again.
  #asksAgainMs = 0;
  readonly #ticker: () => number;
  #viewed: { readonly session: Session; readonly view: View } | null = null;

  constructor(recorded: RecordedSession, { speed, ticker }: PlaySettings) {
    this.recorded = recorded;
    this.commands = new CommandTalk(recorded);
    this.clock = recorded.header.mode === 'assess' ? runOnClock(recorded, { speed, ticker }).clock : null;
    this.#ticker = ticker;
    recorded.onChange((change) => {
      this.#heard = [...this.#heard, ...othersWords(recorded, change)];
    });
  }

  get session(): Session {
    return this.recorded.session;
  }

  /** What the team may know now; kept while the session stays the same value. */
  get view(): View {
    const { session } = this.recorded;
    if (this.#viewed?.session !== session) this.#viewed = { session, view: this.recorded.view() };
    return this.#viewed.view;
  }

  /** Whether somebody opened it: a message by its id, an outcome by its number. */
  isRead(key: string): boolean {
    return this.#read.has(key);
  }

  markRead(key: string): void {
    this.#read.add(key);
  }

  /** One who comes back has read everything that is there. */
  markAllRead(): void {
    for (const message of this.view.inbox) this.#read.add(message.id);
    for (const outcome of this.view.outcomes) this.#read.add(`outcome ${outcome.seq}`);
    this.view.replies.forEach((_, index) => {
      this.#read.add(`reply ${index}`);
    });
  }

  get isPaused(): boolean {
    return this.clock?.isPaused === true;
  }

  /** What others in the session did since it was last asked. */
  takeHeard(): string {
    const words = this.#heard.join(' ');
    this.#heard = [];
    return words;
  }

  /** Real time went on in assess mode; true when something shows it. The clock of another process is asked once a second. */
  tick(): boolean {
    if (this.clock === null || this.recorded.isOver) return false;
    const { session } = this;
    if (this.recorded.isJoined) {
      if (this.#ticker() < this.#asksAgainMs) return false;
      this.#asksAgainMs = this.#ticker() + OWNER_TICK_MS;
      this.recorded.catchUp(false);
    } else this.recorded.catchUp(false);
    return this.session !== session;
  }

  /** In assess mode everything that is decided happens at the second that the clock shows. */
  #catchUp(): void {
    if (this.clock !== null) this.recorded.catchUp(true);
  }

  take(decision: Decision, by: string | null): Said {
    this.#catchUp();
    const before = this.session.now;
    const result = this.recorded.take(decision, by);
    if (!result.ok) return not(result.message);
    this.clock?.setTo(this.session.now);
    const { taken } = result;
    const late = taken.at > before ? `${taken.by} was busy, so time moved to ${printTime(taken.at)}. ` : '';
    const lands = taken.lands > taken.at ? `lands ${printTime(taken.lands)}` : 'done';
    return done(`${late}Decision ${taken.seq}: ${taken.by}, ${lands}.`);
  }

  /** Runs a tool's command line that was agreed to; its lines as they are to be shown. */
  async command(line: string): Promise<readonly string[]> {
    this.#catchUp();
    const lines = await this.commands.run(line, async () => true);
    this.clock?.setTo(this.session.now);
    return lines;
  }

  wait(words: string): Said {
    this.#catchUp();
    const { session } = this;
    const until = waitTarget(session, words);
    if (until === null) return not('Wait for what? 5m, until T+30m, until 10:30, next or landed.');
    if (words.trim() === 'landed' && lastLanding(session) <= session.now) return not('Nothing is under way.');
    if (until <= session.now) return not(`It is ${printTime(session.now)} already.`);
    return this.passTo(until);
  }

  /** Where a wait would lead; null when it leads nowhere. */
  waitsUntil(words: string): Seconds | null {
    const until = waitTarget(this.session, words);
    return until === null || until <= this.session.now ? null : until;
  }

  passTo(until: Seconds): Said {
    const before = this.view;
    this.recorded.pass(until);
    this.clock?.setTo(this.session.now);
    return done(newsWords(before, this.view));
  }

  undo(): Said {
    if (!this.recorded.isCoach) return not('There is no undo in assess mode.');
    const undone = this.recorded.undo();
    if (undone === null) return not('There is nothing to take back.');
    return done(`Taken back: decision ${undone.seq}. It is ${printTime(this.session.now)} again.`);
  }

  /** Takes back a decision and all that came after it. */
  rewindTo(seq: number): Said {
    if (!this.recorded.isCoach) return not('There is no way back in assess mode.');
    let count = 0;
    while ((this.session.taken.at(-1)?.seq ?? 0) >= seq && this.recorded.undo() !== null) count += 1;
    return done(
      `Taken back: ${count === 1 ? 'one decision' : `${count} decisions`}. It is ${printTime(this.session.now)} again.`,
    );
  }

  /** What a facilitator does to the course; the words why not, or null when it is done. */
  facilitate(line: string, text: string): string | null {
    this.#catchUp();
    const wrong = this.recorded.facilitate(line, text);
    this.clock?.setTo(this.session.now);
    return wrong;
  }

  togglePause(): Said {
    const { clock } = this;
    if (clock === null) return not('Time stands still while you think; it moves when you wait (w).');
    if (clock.isPaused) {
      this.recorded.pause(false, clock.resume());
      return done('The clock runs.');
    }
    this.#catchUp();
    this.recorded.pause(true, null);
    clock.pause();
    return done('The clock is paused; this is written down.');
  }
}

/** `It is T+12m. 2 messages, 1 result.`: how much is new between two views. */
export function newsWords(before: View, after: View): string {
  const count = (size: number, one: string, many: string): readonly string[] =>
    size <= 0 ? [] : [size === 1 ? `one ${one}` : `${size} ${many}`];
  const news = [
    ...count(after.inbox.length - before.inbox.length, 'message', 'messages'),
    ...count(after.outcomes.length - before.outcomes.length, 'decision landed', 'decisions landed'),
    ...count(after.replies.length - before.replies.length, 'reply', 'replies'),
  ];
  return `It is ${printTime(after.now)}. ${news.length === 0 ? 'Nothing new' : `New: ${news.join(', ')}`}.`;
}
