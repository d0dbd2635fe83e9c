import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { tornadoQuestions } from '../../debrief/charts/tornado-chart.ts';
import type { ReportSource } from '../../debrief/report-source.ts';
import { tornado, type Worth, worthsInSteps } from '../../debrief/tornado.ts';
import { interventionsOf, pastOfRecords } from '../../debrief/what-if.ts';
import { drain } from '../../exercise/in-steps.ts';
import { quoted } from '../../scenario/visible-text.ts';
import { nodeFiles, replaceFile } from '../../store/files.ts';
import { cannotWrite } from '../../store/store-error.ts';
import { printNote, printResult } from '../print.ts';
import { type Judged, judgeStored } from '../stored.ts';
import { UserError } from '../user-error.ts';

const FORMATS = ['md', 'html', 'json', 'csv', 'junit', 'navigator', 'cast'] as const;
type Format = (typeof FORMATS)[number];
const USAGE = 64;
const INVALID = 65;
/** Each what-if plays the whole session again; so many keep a report under a few seconds. */
const MOST_WHAT_IFS = 80;
const MOST_CHARTED = 160;

interface DebriefOptions {
  readonly format: Format;
  readonly output?: string;
}

type Replayed = Extract<Judged, { readonly kind: 'replayed' }>;

export function addDebriefCommand(program: Command): void {
  program
    .command('debrief')
    .description('Writes the after-action report of a session, or exports it.')
    .argument('<session>', 'id, unique prefix, file, or last')
    .option(
      '--format <format>',
      'md or html (the report), json (the result document), csv (decisions, tasks, facts, and what was seen as a scenario file names it), junit (a test case for each task), navigator (an ATT&CK layer), cast (the replay as a terminal recording)',
      readFormat,
      'md',
    )
    .option('-o, --output <file>', 'write to this file')
    .action(debrief);
}

function readFormat(text: string): Format {
  const known = FORMATS.find((format) => format === text);
  if (known !== undefined) return known;
  throw new UserError(`There is no format ${quoted(text)}.`, {
    hint: `There are: ${FORMATS.join(', ')}.`,
    exitCode: USAGE,
  });
}

async function debrief(reference: string, { format, output }: DebriefOptions): Promise<void> {
  const text = await textOf(await judgeStored(reference), format);
  if (output === undefined || output === '-') return printResult(text);
  try {
    replaceFile(nodeFiles, resolve(output), text);
  } catch (thrown) {
    throw cannotWrite('The report', thrown);
  }
  printNote(`Written to ${quoted(output)}.`);
}

/** Each format is loaded only when it is asked for. */
async function textOf(judged: Judged, format: Format): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(judged.result, null, 2)}\n`;
    case 'csv': {
      const { sightingsOf } = await import('../../debrief/sightings.ts');
      const seen = judged.kind === 'replayed' ? sightingsOf(judged.outcome.finished) : [];
      return (await import('../../debrief/csv.ts')).printCsv(judged.result, seen);
    }
    case 'junit':
      return (await import('../../debrief/junit.ts')).printJunit(judged.result);
    case 'md':
      return await markdownOf(needFacts(judged));
    case 'html':
      return await pageOf(needFacts(judged));
    case 'navigator': {
      const { outcome, result } = needFacts(judged);
      const { printNavigatorLayer } = await import('../../debrief/navigator.ts');
      return printNavigatorLayer(outcome.finished, result);
    }
    case 'cast': {
      const { stored, outcome } = needFacts(judged);
      const { printCast } = await import('../../debrief/cast.ts');
      return printCast(outcome.finished, stored.header);
    }
    default:
      return format satisfies never;
  }
}

function needFacts(judged: Judged): Replayed {
  if (judged.kind === 'replayed') return judged;
  throw new UserError('This export needs the facts, and those of this session come out otherwise here.', {
    hint: 'Its result is still there: --format json, csv or junit.',
    exitCode: INVALID,
  });
}

async function markdownOf(judged: Replayed): Promise<string> {
  const { printAfterActionReport } = await import('../../debrief/after-action-report.ts');
  const past = pastOfRecords(judged.stored.folded.decisions);
  const interventions = interventionsOf(judged.stored.folded.steps);
  const worths = tornado(judged.outcome.finished.engine, past, { most: MOST_WHAT_IFS }, interventions);
  return printAfterActionReport(sourceOf(judged, worths));
}

async function pageOf(judged: Replayed): Promise<string> {
  const [{ printHtmlReport }, { makeCharts }] = await Promise.all([
    import('../../debrief/html/html-report.ts'),
    import('../../debrief/charts/charts.ts'),
  ]);
  const { stored, outcome } = judged;
  const { finished, score } = outcome;
  const past = pastOfRecords(stored.folded.decisions);
  const questions = tornadoQuestions(stored.opening, past).slice(0, MOST_CHARTED);
  const interventions = interventionsOf(stored.folded.steps);
  const worths = drain(worthsInSteps(finished.engine, past, questions, () => undefined, interventions));
  return printHtmlReport(sourceOf(judged, worths), makeCharts(finished, score, worths), (text) =>
    createHash('sha256').update(text).digest('base64'),
  );
}

function sourceOf({ stored, outcome, result }: Replayed, worths: readonly Worth[]): ReportSource {
  const { finished, score } = outcome;
  return {
    finished,
    score,
    result,
    header: stored.header,
    folded: stored.folded,
    head: stored.head,
    worths,
  };
}
