import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { builtInIds, ownShelf } from '../../record/scenario-catalogue.ts';
import { nearestName } from '../../scenario/nearest-name.ts';
import { quoted } from '../../scenario/visible-text.ts';
import { readNumber } from '../option-value.ts';
import { printJson, printNote, printResult } from '../print.ts';
import { UserError } from '../user-error.ts';

const FINDINGS = 1;
const USAGE = 64;
const NOT_FOUND = 66;
const INTERRUPTED = 130;
const STATES = 50_000;

export interface CheckOptions {
  readonly only?: 'syntax';
  readonly explore?: boolean;
  readonly states?: number;
  readonly watch?: boolean;
  readonly json?: boolean;
  readonly junit?: string;
  readonly paths?: string;
}

const HELP = `
A check reads the files, holds them to the rules of docs/authoring.md, plays their playbooks against their bands and plays the
scenario in ways that know nothing of it. Exit code 1 says that something was found.`;

export function addCheckCommand(program: Command): void {
  program
    .command('check')
    .description('Says everything that is wrong with scenarios, before anybody plays them.')
    .argument('<scenario...>', 'scenario files, or ids of built-in ones')
    .addOption(new Option('--only <part>', 'no more than whether the files can be read').choices(['syntax']))
    .option('--explore', 'walk through the decisions as well')
    .option('--states <n>', `how far, for --explore (default: ${STATES})`, readNumber('--states'))
    .option('--watch', 'check again at each save')
    .option('--json', 'one JSON document')
    .option('--junit <file>', 'a JUnit report as well')
    .option('--paths <folder>', 'write playbooks that show a problem')
    .addHelpText('after', HELP)
    .action(check);
}

async function check(names: readonly string[], options: CheckOptions): Promise<void> {
  const { watch, json, junit, paths } = options;
  if (watch === true && (json === true || junit !== undefined || paths !== undefined))
    throw new UserError('--watch talks to a person; --json, --junit and --paths are for one check.', {
      exitCode: USAGE,
    });
  if (options.states !== undefined && options.explore !== true)
    throw new UserError('--states says how far to explore; add --explore.', { exitCode: USAGE });
  const files = [...new Set(names)].map(fileOf);
  if (options.only === 'syntax' && watch !== true && json !== true && junit === undefined)
    return syntax(files);
  const { checkOnce, checkAgain } = await import('../check-flow.ts');
  const states = options.explore === true ? (options.states ?? STATES) : null;
  const flow = { files, isDeep: options.only !== 'syntax', states };
  if (watch === true) return checkAgain(flow);
  const { isClean, isStopped, document, words } = await checkOnce(flow, {
    junit: junit ?? null,
    paths: paths ?? null,
  });
  if (json === true) printJson(document);
  else printResult(words);
  if (isStopped) process.exitCode = INTERRUPTED;
  else if (!isClean) process.exitCode = FINDINGS;
}

// Nothing is loaded for it that a file needs only to be played.
async function syntax(files: readonly string[]): Promise<void> {
  const { readSyntax } = await import('../check-syntax.ts');
  const { problems, words } = await readSyntax(files);
  if (words !== '') printResult(words);
  if (problems > 0) process.exitCode = FINDINGS;
  else printNote(files.length === 1 ? 'It reads and compiles.' : `All ${files.length} read and compile.`);
}

function fileOf(name: string): string {
  const shelf = ownShelf();
  const ids = builtInIds(shelf);
  if (!ids.includes(name)) {
    const nearest = existsSync(name) ? undefined : nearestName(name, ids);
    if (nearest === undefined) return name;
    throw new UserError(`There is neither a file nor a scenario ${quoted(name)}. Did you mean ${nearest}?`, {
      exitCode: NOT_FOUND,
    });
  }
  // The package brings the sources of its scenarios beside what they were packed into.
  const folder = shelf.isPacked ? join(shelf.folder, '..', '..', 'scenarios') : shelf.folder;
  return join(folder, name, 'scenario.yaml');
}
