import { createHash } from 'node:crypto';
import { makeCharts } from '../../src/debrief/charts/charts.ts';
import { tornadoQuestions } from '../../src/debrief/charts/tornado-chart.ts';
import { printHtmlReport } from '../../src/debrief/html/html-report.ts';
import { makeResult } from '../../src/debrief/result.ts';
import { worthsInSteps } from '../../src/debrief/tornado.ts';
import { pastOfTaken } from '../../src/debrief/what-if.ts';
import type { PlaybookLine } from '../../src/exercise/definition.ts';
import { drain } from '../../src/exercise/in-steps.ts';
import { foldUndo } from '../../src/exercise/journal-fold.ts';
import { scoreSession } from '../../src/scoring/score.ts';
import { digestOf } from '../helpers/facts-digest.ts';
import { OPENING_ONE, played } from '../helpers/scenario-one.ts';

const base64 = (text: string): string => createHash('sha256').update(text).digest('base64');

/** The page of a play of scenario 1, made as the command makes it; everything in it is fixed. */
export function pageOf(lines: readonly PlaybookLine[], mostQuestions: number): string {
  const finished = played(lines);
  const score = scoreSession(finished);
  const meta = {
    engine: '0.1.0',
    session: 'show-20260512',
    mode: 'coach',
    seed: 0,
    team: 'Night shift',
    factsDigest: digestOf(finished),
  } as const;
  const past = pastOfTaken(finished.taken);
  const questions = tornadoQuestions(OPENING_ONE, past).slice(0, mostQuestions);
  const worths = drain(worthsInSteps(finished.engine, past, questions, () => undefined));
  return printHtmlReport(
    {
      finished,
      score,
      result: makeResult(finished, score, meta),
      header: {
        ...meta,
        created: '2026-05-20T10:00:00Z',
        seats: { registry: 'Ann', ci: 'Bob', comms: 'Cleo' },
        facilitator: false,
      },
      folded: foldUndo([]),
      head: `sha256:${'7'.repeat(64)}`,
      worths,
    },
    makeCharts(finished, score, worths),
    base64,
  );
}
