import { openConsole, type PlainConsole } from '../plain/console.ts';
import { keptWords, playPlain } from '../plain/play-plain.ts';
import type { RecordedSession } from '../record/recorded-session.ts';
import { printNote } from './print.ts';

const INTERRUPTED = 130;

export interface PlainPlayOptions {
  readonly ascii: boolean;
  readonly confirm: boolean;
  readonly speed: number | null;
  readonly isResumed: boolean;
}

/** The console of this process. `isTerminal` only when a person sits at both ends. */
export function ownConsole(ascii: boolean): PlainConsole {
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const width = process.stdout.columns ?? (Number(process.env.COLUMNS) || 80);
  // A pipe has no screen that could run over, only lines that somebody may have to listen to.
  const height = process.stdout.rows ?? 64;
  // A Windows console edits lines by other keys.
  const canRetype = process.platform !== 'win32';
  const { stdin: input, stdout: output } = process;
  return openConsole({ input, output, isTerminal, width, height, ascii, canRetype });
}

/** Plays a session on the console and closes both, however it ends. Everything acknowledged is on the disk already. */
export async function playOnConsole(
  console: PlainConsole,
  recorded: RecordedSession,
  options: PlainPlayOptions,
): Promise<void> {
  const leave = (): void => {
    printNote(
      `\n${recorded.end === null ? keptWords(recorded) : `The session is kept as ${recorded.header.session}.`}`,
    );
    void recorded.close().finally(() => process.exit(INTERRUPTED));
  };
  process.on('SIGINT', leave);
  process.on('SIGTERM', leave);
  process.on('SIGHUP', leave);
  try {
    const asks = console.isTerminal || options.confirm;
    const ticker = (): number => performance.now();
    await playPlain(console, recorded, { ticker, speed: options.speed, asks, isResumed: options.isResumed });
  } catch (thrown) {
    throw withJournal(thrown, recorded);
  } finally {
    process.off('SIGINT', leave);
    process.off('SIGTERM', leave);
    process.off('SIGHUP', leave);
    console.close();
    await recorded.close();
  }
}

// A crash report names the journal by this property.
function withJournal(thrown: unknown, recorded: RecordedSession): unknown {
  return thrown instanceof Error ? Object.assign(thrown, { journalPath: recorded.path }) : thrown;
}
