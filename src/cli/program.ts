import type { Command, CommanderError } from 'commander';
import { nearestName } from '../scenario/nearest-name.ts';
import { escapeUnsafe, quoted } from '../scenario/visible-text.ts';
import { COMMAND_LIST, type CommandName } from './command-list.ts';
import { COMMANDS } from './commands.ts';
import { ENGINE_VERSION } from './engine-version.ts';
import { UserError } from './user-error.ts';

const USAGE = 64;

/** Runs one command line; answers the exit code. Only the command that is meant is loaded. */
export async function runProgram(argv: readonly string[]): Promise<number> {
  const args =
    argv[0] === 'help' && argv.length > 1
      ? [...argv.slice(1, 2), '--help']
      : argv[0] === 'help'
        ? ['--help']
        : argv;
  const [first] = args;
  const checked = filesForSyntax(args);
  if (checked !== null) {
    const { checkSyntax } = await import('./check-syntax.ts');
    await checkSyntax(checked);
    return exitCodeSoFar();
  }
  if (!process.stdout.listeners('error').includes(leaveQuietly)) process.stdout.on('error', leaveQuietly);
  if (first === undefined && process.stdin.isTTY && process.stdout.isTTY) {
    const { openHome } = await import('./commands/home.ts');
    await openHome();
    return exitCodeSoFar();
  }
  const entry = COMMAND_LIST.find((command) => command.name === first);
  if (entry === undefined && first !== undefined && !first.startsWith('-')) throw unknownCommand(first);
  const program = await makeProgram(entry?.name ?? null);
  try {
    if (first === undefined) program.outputHelp();
    else await program.parseAsync([...args], { from: 'user' });
  } catch (thrown) {
    return codeOf(thrown);
  }
  return exitCodeSoFar();
}

// What an editor runs at each save. Reading the options of a command takes as long as reading a small file, and here are none to read.
function filesForSyntax([command, ...rest]: readonly string[]): readonly string[] | null {
  const only = rest.indexOf('--only');
  if (command !== 'check' || only < 0 || rest[only + 1] !== 'syntax') return null;
  const files = rest.filter((_, place) => place !== only && place !== only + 1);
  return files.length > 0 && !files.some((file) => file.startsWith('-')) ? files : null;
}

/** A reader that stops early (`hotwash list | head -1`) is no error of ours. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit();
  throw error;
}

// A command that ran, with findings, says so by `process.exitCode`.
function exitCodeSoFar(): number {
  return typeof process.exitCode === 'number' ? process.exitCode : 0;
}

function unknownCommand(name: string): UserError {
  const nearest = nearestName(
    name,
    COMMAND_LIST.map((command) => command.name),
  );
  const mend = nearest === undefined ? 'hotwash --help lists the commands.' : `Did you mean ${nearest}?`;
  return new UserError(`There is no command ${quoted(name)}.`, { hint: mend, exitCode: USAGE });
}

async function makeProgram(wanted: CommandName | null): Promise<Command> {
  const { Command } = await import('commander');
  const program = new Command('hotwash')
    .description('A tabletop training range for software-supply-chain incidents, in a terminal.')
    .version(ENGINE_VERSION, '-V, --version', 'say the version')
    .helpOption('-h, --help', 'say how it is used')
    .helpCommand(false)
    .addHelpText(
      'after',
      '\nhotwash COMMAND --help tells more of one. On a terminal, hotwash alone opens the home screen.',
    )
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  // The others need no code to be listed.
  for (const { name, does } of wanted === null ? COMMAND_LIST : []) program.command(name).description(does);
  if (wanted !== null) {
    const add = await COMMANDS[wanted]();
    add(program);
  }
  return program;
}

function isCommanderError(thrown: unknown): thrown is CommanderError {
  return (
    thrown instanceof Error &&
    'code' in thrown &&
    typeof thrown.code === 'string' &&
    thrown.code.startsWith('commander.')
  );
}

function codeOf(thrown: unknown): number {
  if (!isCommanderError(thrown)) throw thrown;
  if (thrown.exitCode === 0 || thrown.code === 'commander.help') return 0;
  const [message = '', ...rest] = thrown.message
    .replace(/^error: /, '')
    .split('\n')
    .map(escapeUnsafe);
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
  throw new UserError(sentence.endsWith('.') ? sentence : `${sentence}.`, {
    hint: rest.length === 0 ? null : rest.join(' ').replace(/^\(|\)$/g, ''),
    exitCode: USAGE,
  });
}
