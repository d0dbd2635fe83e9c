import { isCommandLine } from '../exercise/command-line.ts';
import type { Decision } from '../exercise/decision.ts';
import { waitTarget } from '../exercise/playbook.ts';
import { lastLanding } from '../exercise/session.ts';
import type { RecordedSession } from '../record/recorded-session.ts';
import type { SessionChange } from '../record/session-change.ts';
import { printTime, type Seconds } from '../world/time.ts';
import { type CommandStep, CommandTalk, isBlindDeletion, isCommandHelp } from './command-talk.ts';
import { Company } from './company.ts';
import { type ComposedVerb, composeNotice } from './composer.ts';
import type { PlainConsole } from './console.ts';
import { costOfLine } from './cost-talk.ts';
import { costLine, warningLines } from './costs.ts';
import type { LiveClock } from './live-clock.ts';
import { newsLines, nothingShown, type Shown, shownIn } from './news.ts';
import { pausing } from './pausing.ts';
import { shortenDigests } from './show-evidence.ts';
import { freeWords, type Style, timeWords } from './show-view.ts';
import { takenLines } from './taken-words.ts';
import { answerTalk } from './talk.ts';
import { readTyped, type TypedLine } from './typed-line.ts';
import { wrap } from './wrap.ts';

const PROMPT = '> ';

export interface PlayerOptions {
  /** Runs in assess mode; null while time stands still between decisions. */
  readonly clock: LiveClock | null;
  /** Whether to ask before what cannot be undone, and before waiting for a busy role. */
  readonly asks: boolean;
  /** A session that goes on: what it holds already is not told again. */
  readonly isResumed: boolean;
}

/** How a play was left: by the end of play, or with the session kept to go on with. */
export type Left = 'over' | 'kept';

/** The line-by-line play of one recorded session: reads lines, tells what is new, each thing once. */
export class PlainPlayer {
  readonly #console: PlainConsole;
  readonly #recorded: RecordedSession;
  readonly #options: PlayerOptions;
  readonly #style: Style;
  readonly #commands: CommandTalk;
  #shown: Shown;
  #rest: readonly string[] = [];
  readonly #company: Company;
  #isAtPrompt = false;
  #isInputOver = false;

  constructor(console: PlainConsole, recorded: RecordedSession, options: PlayerOptions) {
    this.#console = console;
    this.#recorded = recorded;
    this.#commands = new CommandTalk(recorded);
    this.#options = options;
    const { calendar } = recorded.session.engine.scenario.estate.clock;
    this.#style = { width: console.width, calendar };
    this.#shown = options.isResumed ? shownIn(recorded.view()) : nothingShown;
    this.#company = new Company(console, recorded, (change) => this.#hear(change));
  }

  async play(): Promise<Left> {
    for (;;) {
      this.#tick();
      this.#company.tell();
      this.#tellNews();
      if (this.#recorded.isOver) return 'over';
      this.#tellStatus();
      this.#isAtPrompt = true;
      const line = await this.#console.ask(PROMPT);
      this.#isAtPrompt = false;
      if (line === null && !this.#recorded.isOver) return 'kept';
      this.#tick();
      // Others may have ended play while this one was typing.
      const isLeft = !this.#recorded.isOver && (await this.#handle(line?.trim() ?? ''));
      if (isLeft || this.#isInputOver) return 'kept';
    }
  }

  // What others do is told at once while this one thinks, and after it where a question is open.
  #hear(change: SessionChange): void {
    if (change.records.some((record) => record.kind === 'undo')) this.#shown = shownIn(this.#recorded.view());
    if (!this.#isAtPrompt) return;
    const isTold = this.#company.tell();
    if (this.#recorded.isOver) this.#console.print('Play is over. Press Enter for the hot wash.');
    else if (this.#tellNews() || isTold) this.#tellStatus();
    else return;
    this.#console.prompt(PROMPT);
  }

  #tellStatus(): void {
    const view = this.#recorded.view();
    const paused = this.#options.clock?.isPaused === true ? ' (paused)' : '';
    this.#console.print('', `[${timeWords(view, this.#style)}${paused}] ${freeWords(view)}`);
  }

  // Real time has gone on in assess mode; it is written down before anybody sees what it brought.
  #tick(): void {
    if (this.#options.clock !== null) this.#company.catchUp();
  }

  #tellNews(): boolean {
    const view = this.#recorded.view();
    const lines = newsLines(view, this.#shown, this.#style);
    this.#shown = shownIn(view);
    if (lines.length > 0) this.#console.print('', ...lines);
    return lines.length > 0;
  }

  #print(lines: readonly string[]): void {
    // The words for a single line that is left would take its place.
    const { height } = this.#console;
    const shown = lines.length === height + 1 ? lines.length : height;
    this.#rest = lines.slice(shown);
    this.#console.print(...lines.slice(0, shown));
    if (this.#rest.length > 0) this.#console.print(`(${this.#rest.length} more lines: more)`);
  }

  async #handle(line: string): Promise<boolean> {
    try {
      return await this.#follow(line);
    } catch (thrown) {
      this.#company.sayInUse(thrown);
      return false;
    }
  }

  /** Does what one line asks; true when it asks to leave. */
  async #follow(line: string): Promise<boolean> {
    const [word = '', ...others] = line.split(/\s+/);
    const rest = others.join(' ');
    // Enter turns the page, and does nothing else.
    if (line === '' && this.#rest.length > 0) this.#print(this.#rest);
    if (line === '') return false;
    if (['quit', 'exit', 'q'].includes(line)) return true;
    if (line === 'more') this.#print(this.#rest.length === 0 ? ['There is no more.'] : this.#rest);
    else if (word === 'wait') await this.#wait(rest);
    else if (line === 'undo') this.#undo();
    else if (line === 'hint') await this.#hint();
    else if (line === 'pause' || line === 'continue')
      this.#console.print(pausing(this.#recorded, this.#options.clock, line === 'pause'));
    else if (line === 'notify' || line === 'answer' || line === 'correct') await this.#compose(line);
    else if (word === 'cost')
      this.#console.print(...(await costOfLine(this.#recorded, this.#commands, rest, this.#style.width)));
    else if (isCommandLine(line)) await this.#command(line);
    else if (isCommandHelp(line)) this.#print(await this.#commands.help(line, this.#style.width));
    else this.#answer(line) || (await this.#decide(line));
    return false;
  }

  #answer(line: string): boolean {
    const { session, isCoach } = this.#recorded;
    const lines = answerTalk({ session, isCoach, style: this.#style }, line);
    if (lines !== null) this.#print(lines);
    return lines !== null;
  }

  async #wait(words: string): Promise<void> {
    const { session } = this.#recorded;
    const until = waitTarget(session, words);
    if (until === null) {
      this.#console.print('Wait for what? wait 5m, wait until T+30m, wait next, or wait landed.');
    } else if (words === 'landed' && lastLanding(session) <= session.now) {
      this.#console.print('Nothing is under way.');
    } else if (until <= session.now) {
      this.#console.print(`It is ${printTime(session.now)} already.`);
    } else if (await this.#agreesToEnd(until)) {
      this.#recorded.pass(until);
      this.#options.clock?.setTo(this.#recorded.session.now);
    }
  }

  async #agreesToEnd(until: Seconds): Promise<boolean> {
    const { endEx } = this.#recorded.session.engine.scenario.estate.clock;
    if (!this.#options.asks || until < endEx) return true;
    return this.#confirm(
      `That is the end of play (${printTime(endEx)}). Wait until then, and decide nothing more? [y/N] `,
      false,
    );
  }

  async #confirm(question: string, byDefault: boolean): Promise<boolean> {
    const answer = await this.#console.ask(question);
    if (answer === null) this.#isInputOver = true;
    this.#tick();
    const word = answer?.trim().toLowerCase() ?? 'n';
    return word === '' ? byDefault : word === 'y' || word === 'yes';
  }

  #undo(): void {
    if (!this.#recorded.isCoach) {
      this.#console.print('There is no undo in assess mode.');
      return;
    }
    const undone = this.#recorded.undo();
    this.#shown = shownIn(this.#recorded.view());
    if (undone === null) this.#console.print('There is nothing to take back.');
    else {
      const now = printTime(this.#recorded.session.now);
      this.#console.print(
        ...wrap(
          `Taken back: decision ${undone.seq}, ${shortenDigests(undone.do)}. It is ${now} again.`,
          this.#style.width,
        ),
      );
    }
  }

  async #hint(): Promise<void> {
    if (!this.#recorded.isCoach) {
      this.#console.print('There are no hints in assess mode.');
      return;
    }
    const next = this.#recorded.nextHint();
    if (next === null) {
      this.#console.print('There is no hint for what you know now.');
      return;
    }
    const price = `${next.price} ${next.price === 1 ? 'point' : 'points'}`;
    if (this.#options.asks && !(await this.#confirm(`The next hint costs ${price}. Take it? [y/N] `, false)))
      return;
    const hint = this.#recorded.takeHint();
    if (hint !== null)
      this.#console.print(
        ...wrap(`Hint (${price}): ${hint.text.trim().replace(/\s+/g, ' ')}`, this.#style.width),
      );
  }

  async #compose(verb: ComposedVerb): Promise<void> {
    const { line, isEnded } = await composeNotice(this.#console, this.#recorded.session, verb);
    this.#tick();
    if (isEnded) this.#isInputOver = true;
    else if (line === null) this.#console.print('Nothing was sent.');
    else {
      this.#console.print('', line);
      await this.#decide(line);
    }
  }

  #read(typed: string): (TypedLine & { readonly ok: true }) | null {
    const read = readTyped(this.#recorded, typed, this.#style.width);
    if (read.ok) return read;
    this.#console.print(...read.lines);
    return null;
  }

  /** A tool's command line: asked about like the decisions that it stands for, and shown as the tool shows it. */
  async #command(typed: string): Promise<void> {
    const isSure = /\s!$/.test(typed) || !this.#options.asks;
    const line = typed.replace(/\s!$/, '');
    const agrees = async (step: CommandStep, isFirst: boolean): Promise<boolean> => {
      if (isSure) return true;
      if (isBlindDeletion(step))
        return this.#confirm(`This goes on to ${step.words}. It cannot be undone. Do it? [y/N] `, false);
      return step.decision === null || this.#agrees(step.decision, null, isFirst);
    };
    const lines = await this.#commands.run(line, agrees);
    this.#options.clock?.setTo(this.#recorded.session.now);
    if (!this.#isInputOver) this.#print(lines);
  }

  async #decide(typed: string): Promise<void> {
    const isSure = /\s!$/.test(typed);
    const read = this.#read(isSure ? typed.slice(0, -1).trimEnd() : typed);
    if (read === null) return;
    const { decision, by } = read;
    const shown = this.#recorded.plan(decision, by);
    if (!isSure && this.#options.asks && !(await this.#agrees(decision, by))) {
      if (!this.#isInputOver) this.#console.print('Not done.');
      return;
    }
    const now = this.#recorded.session.now;
    const result = this.#recorded.take(decision, by, shown.ok ? shown.plan : null);
    if (!result.ok) {
      this.#console.print(result.message);
      return;
    }
    this.#options.clock?.setTo(this.#recorded.session.now);
    this.#console.print(...takenLines(decision, result, now, this.#style.width));
  }

  /** Reads back what cannot be undone, and says when a busy role could start. */
  async #agrees(decision: Decision, by: string | null, isNext = true): Promise<boolean> {
    const planned = this.#recorded.plan(decision, by);
    if (!planned.ok) return true;
    const { plan } = planned;
    const { session } = this.#recorded;
    const warnings = warningLines(session, decision, this.#style.width);
    if (warnings !== null) {
      this.#console.print(...warnings, `Cost: ${costLine(session, decision, plan)}`);
      return this.#confirm('Do it? [y/N] ', false);
    }
    if (!isNext || plan.at <= session.now) return true;
    return this.#confirm(
      `${plan.by} is busy until ${printTime(plan.at)}: start then? Time moves there. [Y/n] `,
      true,
    );
  }
}
