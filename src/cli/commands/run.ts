import { resolve } from 'node:path';
import type { Command } from 'commander';
import { isCommandLine } from '../../exercise/command-line.ts';
import type { PlaybookLine, Scenario } from '../../exercise/definition.ts';
import type { InterpretLine, PlaybookProblem } from '../../exercise/playbook.ts';
import { nearestMeant } from '../../plain/rejection.ts';
import { endingLines, scoreLines } from '../../plain/show-score.ts';
import { drawnPlayable } from '../../record/drawn-playable.ts';
import { runPlaybook } from '../../record/headless.ts';
import type { PlayableScenario } from '../../record/playable.ts';
import { readText } from '../../record/read-text.ts';
import { findScenario, looksLikeFile } from '../../record/scenario-catalogue.ts';
import { formatDiagnostics } from '../../scenario/diagnostic.ts';
import { nearestName } from '../../scenario/nearest-name.ts';
import { quoted } from '../../scenario/visible-text.ts';
import { ENGINE_VERSION } from '../engine-version.ts';
import { placesHere, realNow } from '../here.ts';
import { readNumber, readPercent } from '../option-value.ts';
import { printJson, printNote, printResult } from '../print.ts';
import { readInput } from '../read-input.ts';
import { UserError } from '../user-error.ts';

const INVALID = 65;
const NO_INPUT = 66;
const FINDINGS = 1;

interface RunOptions {
  readonly playbook: string;
  readonly json?: boolean;
  readonly save?: boolean;
  readonly seed?: number;
  readonly pass?: number;
}

export function addRunCommand(program: Command): void {
  program
    .command('run')
    .description('Runs a playbook without people, to the end of play and on to the aftermath.')
    .argument('<scenario>', 'id of a scenario, or a file')
    .requiredOption(
      '--playbook <playbook>',
      'the decisions: a playbook of the scenario, a file, or - for standard input',
    )
    .option('--json', 'the result as one JSON document')
    .option('--save', 'keep the session, so that it can be debriefed and replayed')
    .option(
      '--seed <n>',
      'what names, digests and minutes are drawn from; 0, as written, when left out',
      readNumber('--seed'),
    )
    .option('--pass <percent>', 'exit with 1 when the score is lower', readPercent('--pass'))
    .action(run);
}

async function run(reference: string, options: RunOptions): Promise<void> {
  const playable = await drawnPlayable(await findScenario(reference), options.seed ?? 0);
  const { lines, file } = await readLines(options.playbook, playable);
  const start = {
    engine: ENGINE_VERSION,
    created: realNow(),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  };
  const keepIn = options.save === true ? placesHere() : null;
  const done = await runPlaybook(playable, lines, start, keepIn, await interpreterFor(lines));
  if (!done.ok) throw new UserError(problemText(done.problem, file), { exitCode: INVALID });
  const { outcome } = done;
  if (options.json === true) printJson(outcome.result);
  else {
    const width = process.stdout.columns ?? 100;
    const none = {
      steps: [],
      decisions: [],
      now: 0,
      undone: [],
      hints: [],
      pauses: [],
      answers: [],
      end: null,
    };
    printResult([...endingLines(outcome, width), '', ...scoreLines(outcome, none, width)].join('\n'));
  }
  const { session } = outcome.result;
  if (session !== null) printNote(`The session is kept as ${session}.`);
  const { percent } = outcome.score;
  if (options.pass === undefined || percent >= options.pass) return;
  printNote(`The score is ${percent} %, below the ${options.pass} % that --pass asks for.`);
  process.exitCode = FINDINGS;
}

// The tools' command lines need the services, which few playbooks do.
async function interpreterFor(lines: readonly PlaybookLine[]): Promise<InterpretLine | null> {
  if (!lines.some((line) => isCommandLine(line.do))) return null;
  return (await import('../../console/interpret-line.ts')).interpretLine;
}

async function readLines(
  from: string,
  { scenario }: PlayableScenario,
): Promise<{ readonly lines: readonly PlaybookLine[]; readonly file: string }> {
  const own = scenario.playbooks.find((one) => one.id === from);
  if (own !== undefined) return { lines: own.decisions, file: own.id };
  if (from !== '-' && !looksLikeFile(from)) throw unknownPlaybook(from, scenario);
  const file = from === '-' ? 'standard input' : from;
  const text = from === '-' ? await readInput() : readText(resolve(from), from);
  const { loadPlaybook } = await import('../../scenario/playbook.ts');
  const { FILE_CHECKER } = await import('../../scenario/file-checker.ts');
  const { playbook, diagnostics } = loadPlaybook(text, file, scenario.estate.clock.calendar, FILE_CHECKER);
  if (playbook === null) {
    throw new UserError(formatDiagnostics(diagnostics, { sourceOf: () => text }), { exitCode: INVALID });
  }
  if (playbook.scenario !== scenario.id) {
    throw new UserError(`${file} is a playbook for ${quoted(playbook.scenario)}, not for ${scenario.id}.`, {
      exitCode: INVALID,
    });
  }
  return { lines: playbook.lines, file };
}

function unknownPlaybook(from: string, { id, playbooks }: Scenario): UserError {
  const ids = playbooks.map((one) => one.id);
  const nearest = nearestName(from, ids);
  const meant = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  return new UserError(`${id} has no playbook ${quoted(from)}.${meant}`, {
    hint: `It has ${ids.join(', ') || 'none'}. A file is named by its path, such as ./mine.yaml.`,
    exitCode: NO_INPUT,
  });
}

function problemText(problem: PlaybookProblem, file: string): string {
  const nearest = nearestMeant(problem.word, problem.candidates);
  const place = problem.line > 0 ? `${file}:${problem.line}` : file;
  const mends = [nearest === null ? null : `Did you mean ${nearest}?`, problem.mend];
  return [
    `${place}: ${problem.message}`,
    `    in: ${quoted(problem.text)}`,
    ...mends.flatMap((mend) => (mend === null ? [] : [`    mend: ${mend}`])),
  ].join('\n');
}
