import { StoreError } from '../store/store-error.ts';
import { App, areasOf } from './app.tsx';
import { FrameMaker } from './frame.tsx';
import { GLOBAL_KEYS, type OpenHelp } from './keymap.ts';
import type { Go, Look, OpenScreen } from './screen.ts';
import type { Input, KeyPress } from './terminal/keys.ts';
import { Terminal, type TerminalStreams } from './terminal/terminal.ts';
import type { Theme, Token } from './terminal/theme.ts';

/** How the program was left: the exit code, after the terminal was given back. */
export interface Left {
  readonly exitCode: number;
}

const INTERRUPTED = 130;

export interface DriverOptions {
  readonly streams: TerminalStreams;
  readonly theme: Theme;
  readonly root: OpenScreen;
  readonly openHelp: OpenHelp;
  /** Words for an error of which a person can do something; null lets it crash. */
  readonly errorWords: (thrown: unknown) => string | null;
}

/** Joins terminal, stack of screens and frames: a key in, the next frame out. */
export class Driver {
  readonly #options: DriverOptions;
  readonly #terminal: Terminal;
  readonly #frames = new FrameMaker();
  #stack: readonly OpenScreen[];
  #message: { readonly text: string; readonly token: Token } | null = null;
  #isBusy = false;
  #timer: NodeJS.Timeout | null = null;
  readonly #listening = new Map<OpenScreen, () => void>();
  #finish: ((left: Left) => void) | null = null;

  constructor(options: DriverOptions) {
    this.#options = options;
    this.#stack = [options.root];
    this.#terminal = new Terminal(options.streams, {
      onInput: (inputs) => this.#takeInputs(inputs),
      onResize: () => this.#draw(),
      onHangup: () => void this.#leave(this.#hangupLines(), INTERRUPTED),
      lastWords: () => [...this.#hangupLines(), ...this.#journalLines()],
    });
  }

  /** Shows the root screen and everything that follows from it, until it is left. */
  run(): Promise<Left> {
    return new Promise((resolve) => {
      this.#finish = resolve;
      this.#terminal.enter();
      this.#listen();
      // What goes wrong from here on is told on the normal screen: the terminal hears of it first.
      setImmediate(() => this.#draw());
    });
  }

  get #look(): Look {
    return { size: this.#terminal.size, theme: this.#options.theme };
  }

  #lookOf(screen: OpenScreen): Look {
    const areas = areasOf(this.#stack, this.#look);
    return screen.shape === 'panel' ? (areas.panel ?? areas.base) : areas.base;
  }

  #draw(): void {
    if (this.#finish === null) return;
    const look = this.#look;
    this.#terminal.paint(
      this.#frames.make(<App stack={this.#stack} message={this.#message} look={look} />, look.size),
    );
    this.#schedule();
  }

  #schedule(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const waits = this.#stack.flatMap((screen) => screen.tickEvery() ?? []);
    if (waits.length === 0) return;
    this.#timer = setTimeout(() => this.#tick(), Math.min(...waits));
  }

  #tick(): void {
    let isSeen = false;
    for (const screen of this.#stack) {
      if (screen.tickEvery() === null || !this.#stack.includes(screen)) continue;
      let isQuiet = false;
      this.#try(() => {
        const where = screen.tick(this.#lookOf(screen));
        if (where !== null) this.#follow(where, screen);
        isQuiet = where === null && !screen.isTickSeen();
      });
      isSeen ||= !isQuiet;
    }
    if (isSeen) this.#draw();
    else this.#schedule();
  }

  /** Screens that came onto the stack are woken from now on, those that left it no more. */
  #listen(): void {
    for (const [screen, stop] of this.#listening) {
      if (this.#stack.includes(screen)) continue;
      stop();
      this.#listening.delete(screen);
    }
    for (const screen of this.#stack) {
      if (screen.listen === null || this.#listening.has(screen)) continue;
      let isWoken = false;
      // Many changes in one turn are one frame; and none is drawn in the middle of a key.
      const stop = screen.listen(() => {
        if (isWoken) return;
        isWoken = true;
        setImmediate(() => {
          isWoken = false;
          this.#wake(screen);
        });
      });
      this.#listening.set(screen, stop);
    }
  }

  #wake(screen: OpenScreen): void {
    if (this.#finish === null || !this.#stack.includes(screen)) return;
    this.#try(() => {
      const where = screen.wake(this.#lookOf(screen));
      if (where !== null) this.#follow(where, screen);
    });
    this.#draw();
  }

  /** What other processes of a session stand in the way of is said, and nothing is lost by it. */
  #try(step: () => void): void {
    try {
      step();
    } catch (thrown) {
      const words =
        thrown instanceof StoreError && thrown.kind === 'owned' ? this.#options.errorWords(thrown) : null;
      if (words === null) throw thrown;
      this.#message = { text: words, token: 'bad' };
    }
  }

  #takeInputs(inputs: readonly Input[]): void {
    for (const input of inputs) {
      if (this.#finish === null) return;
      if (input.kind === 'key' && input.name === 'ctrl-c') void this.#leave(this.#hangupLines(), INTERRUPTED);
      else if (!this.#isBusy) this.#try(() => this.#take(input));
    }
    this.#draw();
  }

  #take(input: Input): void {
    const top = this.#stack.at(-1);
    if (top === undefined) return;
    this.#message = null;
    if (input.kind === 'paste') {
      top.type(input);
      return;
    }
    // A character is text while something is typed; only then is it not looked up in the table.
    if (top.isTyping && input.text !== '' && top.type(input)) return;
    const answer = top.press(input, this.#lookOf(top));
    if (answer !== null) {
      if (answer.go !== null) this.#follow(answer.go, top);
      return;
    }
    if (top.isTyping && top.type(input)) return;
    this.#pressGlobal(top, input);
  }

  #pressGlobal(top: OpenScreen, input: KeyPress): void {
    const depth = this.#stack.length;
    const binding = GLOBAL_KEYS.find((one) => one.keys.includes(input.name) && one.isThere(top, depth));
    if (binding !== undefined) this.#follow(binding.run(top, this.#options.openHelp), top);
  }

  #follow(where: Go, from: OpenScreen): void {
    const at = this.#stack.indexOf(from);
    if (at < 0) return;
    switch (where.to) {
      case 'push':
        this.#keep(at + 1, where.screen);
        return;
      case 'replace':
        this.#keep(at, where.screen);
        return;
      case 'root':
        this.#keep(0, where.screen);
        return;
      case 'pop':
        // Behind the first screen is the shell: a replay or hot wash that was opened from there goes back to it.
        if (at - where.more <= 0 && where.next === null) void this.#leave(this.#hangupLines(), 0);
        else this.#uncover(Math.max(1, at - where.more), where.next);
        return;
      case 'close panels':
        this.#uncover(
          this.#stack.findLastIndex((screen, index) => index <= at && screen.shape === 'full') + 1,
          where.next,
        );
        return;
      case 'leave':
        void this.#leave(where.lines, 0);
        return;
      case 'say':
        this.#message = { text: where.text, token: where.token };
        return;
      case 'copy':
        this.#terminal.copy(where.text);
        return;
      case 'suspend':
        this.#terminal.suspend();
        return;
      case 'both':
        this.#follow(where.first, from);
        this.#follow(where.second, this.#stack.includes(from) ? from : (this.#stack.at(-1) ?? from));
        return;
      case 'work':
        void this.#work(where.text, where.work, from);
        return;
      default:
        where satisfies never;
    }
  }

  #uncover(count: number, then: Go | null): void {
    this.#keep(Math.max(1, count), null);
    const under = this.#stack.at(-1);
    if (then !== null && under !== undefined) this.#follow(then, under);
  }

  #keep(count: number, next: OpenScreen | null): void {
    const closed = this.#stack.slice(count);
    this.#stack = [...this.#stack.slice(0, count), ...(next === null ? [] : [next])];
    const closings = closed.map((screen) => screen.onClose());
    this.#listen();
    const under = this.#stack.at(-1);
    if (next === null && closed.length > 0 && under !== undefined) void this.#refresh(under, closings);
  }

  async #refresh(under: OpenScreen, closings: readonly Promise<void>[]): Promise<void> {
    if (under.onUncover === null) return;
    await Promise.all(closings);
    await under.onUncover();
    this.#draw();
  }

  async #work(text: string, promise: () => Promise<Go>, from: OpenScreen): Promise<void> {
    this.#isBusy = true;
    this.#message = { text, token: 'dim' };
    this.#draw();
    try {
      const where = await promise();
      this.#message = null;
      this.#isBusy = false;
      this.#follow(where, this.#stack.includes(from) ? from : (this.#stack.at(-1) ?? from));
    } catch (thrown) {
      this.#isBusy = false;
      const words = this.#options.errorWords(thrown);
      if (words === null) throw thrown;
      this.#message = { text: words, token: 'bad' };
    }
    this.#draw();
  }

  #hangupLines(): readonly string[] {
    return this.#stack.flatMap((screen) => screen.onHangup());
  }

  #journalLines(): readonly string[] {
    const paths = new Set(this.#stack.flatMap((screen) => screen.journal() ?? []));
    return [...paths].map((path) => `Your decisions are safe in ${path}.`);
  }

  async #leave(lines: readonly string[], exitCode: number): Promise<void> {
    const finish = this.#finish;
    if (finish === null) return;
    this.#finish = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#terminal.leave(lines);
    this.#frames.close();
    try {
      for (const screen of this.#stack) await screen.onClose();
    } finally {
      finish({ exitCode });
    }
  }
}
