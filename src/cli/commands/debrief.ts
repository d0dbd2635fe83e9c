import { resolve } from 'node:path';
import type { Command } from 'commander';
import { printAfterActionReport } from '../../debrief/after-action-report.ts';
import { printCsv } from '../../debrief/csv.ts';
import { tornado } from '../../debrief/tornado.ts';
import { pastOfRecords } from '../../debrief/what-if.ts';
import { quoted } from '../../scenario/visible-text.ts';
import { nodeFiles, replaceFile } from '../../store/files.ts';
import { cannotWrite } from '../../store/store-error.ts';
import { printNote, printResult } from '../print.ts';
import { type Judged, judgeStored } from '../stored.ts';
import { UserError } from '../user-error.ts';

const FORMATS = ['md', 'json', 'csv'] as const;
const LATER: readonly string[] = ['html', 'junit', 'navigator', 'cast'];
const USAGE = 64;
/** Each what-if plays the whole session again; so many keep a report under a few seconds. */
const MOST_WHAT_IFS = 80;

interface DebriefOptions {
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
}

export function addDebriefCommand(program: Command): void {
  program
    .command('debrief')
    .description('Writes the after-action report of a session, or exports it.')
    .argument('<session>', 'id, unique prefix, file, or last')
    .option(
      '--format <format>',
      'md (the report), json (the result document), csv (decisions, tasks and facts)',
      readFormat,
      'md',
    )
    .option('-o, --output <file>', 'write to this file')
    .action(debrief);
}

function readFormat(text: string): DebriefOptions['format'] {
  const known = FORMATS.find((format) => format === text);
  if (known !== undefined) return known;
  const why = LATER.includes(text)
    ? `The format ${text} is not there yet.`
    : `There is no format ${quoted(text)}.`;
  throw new UserError(why, { hint: `There are: ${FORMATS.join(', ')}.`, exitCode: USAGE });
}

async function debrief(reference: string, { format, output }: DebriefOptions): Promise<void> {
  const text = textOf(await judgeStored(reference), format);
  if (output === undefined || output === '-') return printResult(text);
  try {
    replaceFile(nodeFiles, resolve(output), text);
  } catch (thrown) {
    throw cannotWrite('The report', thrown);
  }
  printNote(`Written to ${quoted(output)}.`);
}

function textOf(judged: Judged, format: DebriefOptions['format']): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(judged.result, null, 2)}\n`;
    case 'csv':
      return printCsv(judged.result);
    case 'md':
      return reportOf(judged);
    default:
      return format satisfies never;
  }
}

function reportOf(judged: Judged): string {
  if (judged.kind === 'recorded') {
    throw new UserError('A report needs the facts, and those of this session come out otherwise here.', {
      hint: 'Its result is still there: --format json, --format csv.',
      exitCode: 65,
    });
  }
  const { stored, outcome, result } = judged;
  const { finished, score } = outcome;
  const worths = tornado(finished.engine, pastOfRecords(stored.folded.decisions), { most: MOST_WHAT_IFS });
  return printAfterActionReport({
    finished,
    score,
    result,
    header: stored.header,
    folded: stored.folded,
    head: stored.head,
    worths,
  });
}
