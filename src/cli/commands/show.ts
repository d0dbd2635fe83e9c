import type { Command } from 'commander';
import { printControlSheet } from '../../debrief/control-sheet.ts';
import { makeScenarioSheet, printHandout, printScenarioSheet } from '../../debrief/scenario-sheet.ts';
import { makeTruthSheet } from '../../debrief/truth-sheet.ts';
import { printTruth } from '../../debrief/truth-text.ts';
import { makeEngine, openSession } from '../../exercise/session.ts';
import { findScenario } from '../../record/scenario-catalogue.ts';
import { quoted } from '../../scenario/visible-text.ts';
import { ENGINE_VERSION } from '../engine-version.ts';
import { printJson, printResult } from '../print.ts';
import { UserError } from '../user-error.ts';

const USAGE = 64;

interface ShowOptions {
  readonly json?: boolean;
  readonly truth?: boolean;
  readonly format?: 'md';
}

export function addShowCommand(program: Command): void {
  program
    .command('show')
    .description('Shows a scenario: briefing, roles, verbs with their costs and what they can be about.')
    .argument('<scenario>', 'id of a scenario, or a file')
    .option('--json', 'as one JSON document')
    .option(
      '--truth',
      'everything, for facilitators: what is true, what the intruders do, objectives, endings',
    )
    .option(
      '--format <format>',
      'md: a handout for players; with --truth the control sheet for facilitators',
      readFormat,
    )
    .action(show);
}

function readFormat(text: string): 'md' {
  if (text === 'md') return text;
  throw new UserError(`There is no format ${quoted(text)}; there is md.`, { exitCode: USAGE });
}

async function show(reference: string, options: ShowOptions): Promise<void> {
  if (options.json === true && options.format !== undefined)
    throw new UserError('Choose --json or --format md, not both.', { exitCode: USAGE });
  const { scenario } = await findScenario(reference);
  const opening = openSession(makeEngine(scenario));
  const sheet = makeScenarioSheet(opening);
  const truth = options.truth === true ? makeTruthSheet(opening) : null;
  if (options.json === true) return printJson({ schemaVersion: 1, engine: ENGINE_VERSION, ...sheet, truth });
  if (options.format === 'md')
    return printResult((truth === null ? printHandout(sheet) : printControlSheet(sheet, truth)).join('\n'));
  printResult(
    [...printScenarioSheet(sheet), ...(truth === null ? [] : ['', ...printTruth(truth)])].join('\n'),
  );
}
