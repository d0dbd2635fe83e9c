import { createInterface } from 'node:readline';
import { toAscii, visible, wrap } from './wrap.ts';

/** Where a plain play reads and writes, one line after the other. */
export interface PlainConsole {
  /** Whether a person sits at both ends; a pipe is never asked to confirm or to press Enter. */
  readonly isTerminal: boolean;
  readonly width: number;
  /** Lines that are shown at once before `more`. */
  readonly height: number;
  readonly print: (...lines: readonly string[]) => void;
  /** Prints the prompt again, after something was printed while a line is waited for. */
  readonly prompt: (prompt: string) => void;
  /** Prints the prompt and reads the next line; null when there are no more. */
  readonly ask: (prompt: string) => Promise<string | null>;
  readonly close: () => void;
}

export interface ConsoleOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly isTerminal: boolean;
  readonly width: number;
  readonly height: number;
  readonly ascii: boolean;
  /** Whether the terminal shows a half-typed line again on Ctrl+R; only it knows what was typed. */
  readonly canRetype: boolean;
}

const RETYPE = '(What you had typed still counts: Ctrl+R shows it again, Ctrl+U drops it.)';

/**
 * A console on two streams. The terminal itself edits the line (no cursor is moved here), which is what screen readers
 * follow best; what comes out of a pipe is echoed, so that a transcript reads like a play.
 */
export function openConsole({
  input,
  output,
  isTerminal,
  width,
  height,
  ascii,
  canRetype,
}: ConsoleOptions): PlainConsole {
  const reader = createInterface({ input, terminal: false, crlfDelay: Number.POSITIVE_INFINITY });
  const waiting: ((line: string | null) => void)[] = [];
  const lines: string[] = [];
  let isClosed = false;
  let isRetypeTold = !isTerminal || !canRetype;
  const show = (text: string): void => {
    output.write(ascii ? toAscii(visible(text)) : visible(text));
  };
  reader.on('line', (line) => {
    const next = waiting.shift();
    if (next === undefined) lines.push(line);
    else next(line);
  });
  reader.on('close', () => {
    isClosed = true;
    for (const next of waiting.splice(0)) next(null);
  });
  const nextLine = (): Promise<string | null> => {
    const line = lines.shift();
    if (line !== undefined) return Promise.resolve(line);
    return isClosed ? Promise.resolve(null) : new Promise((resolve) => waiting.push(resolve));
  };
  const room = Math.max(40, Math.min(width, 100));
  return {
    isTerminal,
    width: room,
    // The prompt and the line for `more` need room too.
    height: Math.max(10, height - 4),
    print: (...given) => {
      for (const line of given.flatMap((text) => wrapLong(text, room))) show(`${line}\n`);
    },
    prompt: (prompt) => {
      if (!isRetypeTold) show(`${RETYPE}\n`);
      isRetypeTold = true;
      show(prompt);
    },
    ask: async (prompt) => {
      show(prompt);
      const line = await nextLine();
      if (line === null) show('\n');
      else if (!isTerminal) show(`${line}\n`);
      return line;
    },
    close: () => reader.close(),
  };
}

// Most lines come wrapped; a sentence that did not is broken between words rather than by the terminal within one.
function wrapLong(text: string, width: number): readonly string[] {
  if (text.length <= width) return [text];
  return text.split('\n').flatMap((line) => wrap(line, width, /^ */.exec(line)?.[0] ?? ''));
}
