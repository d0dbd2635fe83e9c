import type { Command } from 'commander';
import type { Settings } from '../store/settings.ts';
import { readNumber, readSpan, readSpeed } from './option-value.ts';
import { UserError } from './user-error.ts';

const USAGE = 64;
const NEEDS_TERMINAL = 2;

/** How a play looks; `play` and `resume` share it. */
export interface LookOptions {
  readonly plain?: boolean;
  readonly screenReader?: boolean;
  readonly ascii?: boolean;
  readonly color?: boolean;
  readonly confirm?: boolean;
  readonly speed?: number;
}

export interface PlayOptions extends LookOptions {
  readonly mode?: 'coach' | 'assess';
  readonly seed?: number;
  readonly team?: string;
  readonly seat?: readonly string[];
  readonly endsIn?: number;
  readonly facilitator?: boolean;
}

export function addLookOptions(command: Command): Command {
  return command
    .option('--plain', 'line by line on standard input and output')
    .option('--confirm', 'ask before what cannot be undone, also when input is no terminal')
    .option('--speed <n>', 'assess mode: simulated minutes in a real one', readSpeed('--speed'))
    .option('--ascii', 'only ASCII characters')
    .option('--no-color', 'no colours (plain play has none)')
    .option('--screen-reader', 'line by line, as a screen reader reads it best (the same as --plain)');
}

/** Refuses a play that has neither a terminal nor --plain. */
export function needTerminal(options: LookOptions, command: string): void {
  if (
    options.plain === true ||
    options.screenReader === true ||
    (process.stdin.isTTY && process.stdout.isTTY)
  )
    return;
  throw new UserError(`hotwash ${command} needs a terminal.`, {
    hint: 'With --plain it plays line by line on any input and output.',
    exitCode: NEEDS_TERMINAL,
  });
}

export function isAscii(options: LookOptions, settings: Settings): boolean {
  return options.ascii ?? settings.ascii ?? process.env.TERM === 'dumb';
}

/** `registry=Ada,ci=Bo`, given once or several times. Roles are looked up by the caller. */
export function readSeats(given: readonly string[]): Readonly<Record<string, string>> {
  const seats: Record<string, string> = {};
  for (const part of given.flatMap((text) => text.split(','))) {
    const at = part.indexOf('=');
    const [role, name] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    if (at < 1 || name === '')
      throw new UserError('--seat takes ROLE=NAME, several with commas between.', { exitCode: USAGE });
    seats[role] = name;
  }
  return seats;
}

export function addPlayOptions(command: Command): Command {
  const collect = (text: string, before: readonly string[] | undefined): readonly string[] => [
    ...(before ?? []),
    text,
  ];
  return addLookOptions(command)
    .option('--mode <mode>', 'coach: time stands still while you think; assess: the clock runs', readMode)
    .option(
      '--seed <n>',
      'what names, digests and minutes are drawn from; 0 is the scenario as written',
      readNumber('--seed'),
    )
    .option('--team <name>', 'the name of the team')
    .option('--seat <role=name>', 'who holds which role, several with commas between', collect)
    .option(
      '--ends-in <span>',
      'play ends this long after it starts, such as 2h, if that is earlier than its end',
      readSpan('--ends-in'),
    )
    .option('--facilitator', 'somebody facilitates this session');
}

export function readMode(text: string): 'coach' | 'assess' {
  if (text === 'coach' || text === 'assess') return text;
  throw new UserError(`--mode is coach or assess, not "${text}".`, { exitCode: USAGE });
}
