import { type Command, Option } from 'commander';
import { checkSyntax } from '../check-syntax.ts';
import { fileOf } from '../checked-file.ts';
import { readNumber } from '../option-value.ts';
import { printJson, printResult } from '../print.ts';
import { UserError } from '../user-error.ts';

const FINDINGS = 1;
const USAGE = 64;
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
    .argument('<scenario...>', 'scenario files; in a checkout also ids of built-in ones')
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
  if (options.only === 'syntax' && watch !== true && json !== true && junit === undefined)
    return checkSyntax(names);
  const files = [...new Set(names)].map(fileOf);
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
