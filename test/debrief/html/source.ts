import { createHash } from 'node:crypto';
import { makeCharts } from '../../../src/debrief/charts/charts.ts';
import { printHtmlReport } from '../../../src/debrief/html/html-report.ts';
import type { ReportSource } from '../../../src/debrief/report-source.ts';
import { makeResult } from '../../../src/debrief/result.ts';
import { tornado } from '../../../src/debrief/tornado.ts';
import { pastOfTaken } from '../../../src/debrief/what-if.ts';
import type { Scenario } from '../../../src/exercise/definition.ts';
import type { JournalRecord } from '../../../src/exercise/journal.ts';
import { foldUndo } from '../../../src/exercise/journal-fold.ts';
import { DRILL, digestOfFacts, judged } from '../drill.ts';

export const base64 = (text: string): string => createHash('sha256').update(text).digest('base64');

export function sourceOf(
  lines: readonly string[],
  more: {
    readonly scenario?: Scenario;
    readonly records?: readonly JournalRecord[];
    readonly team?: string | null;
    readonly seats?: Readonly<Record<string, string>>;
  } = {},
): ReportSource {
  const { finished, score } = judged(lines, more.scenario ?? DRILL);
  const meta = {
    engine: '0.1.0',
    session: 'abcd-20260520',
    mode: 'coach',
    seed: 0,
    team: more.team ?? null,
    factsDigest: digestOfFacts()(finished.course.history),
  } as const;
  return {
    finished,
    score,
    result: makeResult(finished, score, meta),
    header: { ...meta, created: '2026-05-20T10:00:00Z', seats: more.seats ?? {}, facilitator: false },
    folded: foldUndo(more.records ?? []),
    head: `sha256:${'7'.repeat(64)}`,
    worths: tornado(finished.engine, pastOfTaken(finished.taken), { most: 30 }),
  };
}

export function pageOf(source: ReportSource): string {
  return printHtmlReport(source, makeCharts(source.finished, source.score, source.worths), base64);
}
