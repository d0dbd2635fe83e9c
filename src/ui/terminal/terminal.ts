import { writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { Grid } from './cell.ts';
import { type Input, KeyDecoder } from './keys.ts';
import { Painter, type PaintSize } from './painter.ts';

/** How long an escape character may stand alone before it is the Escape key. */
const ESCAPE_MS = 30;
/** A dragged window sends dozens of sizes; the last one counts. */
const RESIZE_MS = 40;

// Alternate screen, no wrapping at the right edge, bracketed paste, no cursor. Leaving undoes each, in the opposite order.
const ENTER = '\u001b[?1049h\u001b[?7l\u001b[?2004h\u001b[?25l';
const LEAVE = '\u001b[0m\u001b[?25h\u001b[?2004l\u001b[?7h\u001b[?1049l';

export interface TerminalStreams {
  readonly input: NodeJS.ReadStream;
  readonly output: typeof process.stdout;
}

export interface TerminalEvents {
  readonly onInput: (inputs: readonly Input[]) => void;
  readonly onResize: () => void;
  /** The terminal is gone or the process is told to end. */
  readonly onHangup: () => void;
  /** What a person must know when the program crashes, said on the normal screen before the crash itself. */
  readonly lastWords: () => readonly string[];
}

/**
 * The terminal while a full screen is up. Whatever ends the process (a signal, a crash, an exit from anywhere), the terminal is
 * given back as it was found.
 */
export class Terminal {
  readonly #streams: TerminalStreams;
  readonly #events: TerminalEvents;
  readonly #decoder = new KeyDecoder();
  readonly #characters = new StringDecoder('utf8');
  readonly #painter = new Painter();
  #isEntered = false;
  #escapeTimer: NodeJS.Timeout | null = null;
  #resizeTimer: NodeJS.Timeout | null = null;

  constructor(streams: TerminalStreams, events: TerminalEvents) {
    this.#streams = streams;
    this.#events = events;
  }

  get size(): PaintSize {
    const { columns, rows } = this.#streams.output;
    return { columns: columns > 0 ? columns : 80, rows: rows > 0 ? rows : 24 };
  }

  enter(): void {
    const { input, output } = this.#streams;
    this.#isEntered = true;
    this.#painter.forget();
    output.write(ENTER);
    input.setRawMode(true);
    input.on('data', this.#read);
    input.on('end', this.#events.onHangup);
    input.on('error', this.#events.onHangup);
    input.resume();
    output.on('resize', this.#resize);
    process.on('exit', this.#restore);
    process.prependListener('uncaughtException', this.#crash);
    process.prependListener('unhandledRejection', this.#crash);
    for (const signal of SIGNALS) process.on(signal, this.#events.onHangup);
    process.on('SIGCONT', this.#comeBack);
  }

  /** Gives the terminal back and leaves these lines on the normal screen. */
  leave(lines: readonly string[]): void {
    if (!this.#isEntered) return;
    this.#restore();
    const { input, output } = this.#streams;
    input.off('data', this.#read);
    input.off('end', this.#events.onHangup);
    input.pause();
    output.off('resize', this.#resize);
    process.off('exit', this.#restore);
    process.off('uncaughtException', this.#crash);
    process.off('unhandledRejection', this.#crash);
    // Ink's own listener comes after ours; finding itself alone it would kill the process before the session is closed.
    setImmediate(() => {
      for (const signal of SIGNALS) process.off(signal, this.#events.onHangup);
    });
    process.off('SIGCONT', this.#comeBack);
    if (this.#escapeTimer !== null) clearTimeout(this.#escapeTimer);
    if (this.#resizeTimer !== null) clearTimeout(this.#resizeTimer);
    if (lines.length > 0) writeNow(output, `${lines.join('\n')}\n`);
  }

  paint(grid: Grid): void {
    if (!this.#isEntered) return;
    const bytes = this.#painter.paint(grid);
    if (bytes !== '') this.#streams.output.write(bytes);
  }

  /** Stops the program as Ctrl+Z does elsewhere; it comes back with `fg`. */
  suspend(): void {
    if (process.platform === 'win32') return;
    this.#streams.output.write(LEAVE);
    this.#streams.input.setRawMode(false);
    process.kill(0, 'SIGTSTP');
  }

  /** Hands text to the terminal's clipboard (OSC 52); terminals that do not know it ignore it. */
  copy(text: string): void {
    const data = Buffer.from(text, 'utf8').toString('base64');
    if (data.length <= LONGEST_COPY) this.#streams.output.write(`\u001b]52;c;${data}\u0007`);
  }

  readonly #read = (bytes: Buffer): void => {
    if (this.#escapeTimer !== null) clearTimeout(this.#escapeTimer);
    this.#escapeTimer = null;
    const inputs = this.#decoder.feed(this.#characters.write(bytes));
    if (inputs.length > 0) this.#events.onInput(inputs);
    if (!this.#decoder.isWaiting) return;
    this.#escapeTimer = setTimeout(() => {
      const late = this.#decoder.flush();
      if (late.length > 0) this.#events.onInput(late);
    }, ESCAPE_MS);
  };

  readonly #resize = (): void => {
    if (this.#resizeTimer !== null) clearTimeout(this.#resizeTimer);
    this.#resizeTimer = setTimeout(() => {
      this.#painter.forget();
      this.#events.onResize();
    }, RESIZE_MS);
  };

  readonly #comeBack = (): void => {
    if (!this.#isEntered) return;
    this.#streams.output.write(ENTER);
    this.#streams.input.setRawMode(false);
    this.#streams.input.setRawMode(true);
    this.#painter.forget();
    this.#events.onResize();
  };

  readonly #crash = (): void => {
    if (!this.#isEntered) return;
    this.#restore();
    writeNow(
      this.#streams.output,
      this.#events
        .lastWords()
        .map((line) => `${line}\n`)
        .join(''),
    );
  };

  readonly #restore = (): void => {
    if (!this.#isEntered) return;
    this.#isEntered = false;
    writeNow(this.#streams.output, LEAVE);
    try {
      this.#streams.input.setRawMode(false);
    } catch {
      // The terminal is gone; there is nobody to give it back to.
    }
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const LONGEST_COPY = 100_000;

// On the way out nothing may be left in a buffer that nobody empties any more.
function writeNow(output: TerminalStreams['output'], text: string): void {
  try {
    writeSync(output.fd, text);
  } catch {
    output.write(text);
  }
}
