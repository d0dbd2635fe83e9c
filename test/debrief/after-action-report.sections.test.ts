import { describe, expect, test } from 'vitest';
import { printAfterActionReport } from '../../src/debrief/after-action-report.ts';
import { makeResult } from '../../src/debrief/result.ts';
import { tornado } from '../../src/debrief/tornado.ts';
import { pastOfTaken } from '../../src/debrief/what-if.ts';
import type { JournalRecord } from '../../src/exercise/journal.ts';
import { foldUndo } from '../../src/exercise/journal-fold.ts';
import { isPlainText } from '../../src/exercise/journal-text.ts';
import { digestOfFacts, EXPERT, judged } from './drill.ts';

const HEAD = `sha256:${'7'.repeat(64)}`;

function reportOf(
  lines: readonly string[],
  records: readonly JournalRecord[] = [],
  seats: Readonly<Record<string, string>> = {},
): string {
  const { finished, score } = judged(lines);
  const factsDigest = digestOfFacts()(finished.course.history);
  const meta = {
    engine: '0.1.0',
    session: 'abcd-20260520',
    mode: 'coach',
    seed: 0,
    team: null,
    factsDigest,
  } as const;
  return printAfterActionReport({
    finished,
    score,
    result: makeResult(finished, score, meta),
    header: { ...meta, created: '2026-05-20T10:00:00Z', seats, facilitator: false },
    folded: foldUndo(records),
    head: HEAD,
    worths: tornado(finished.engine, pastOfTaken(finished.taken), { most: 30 }),
  });
}

const SECTIONS = [
  'Result',
  'Objectives',
  'Mapping',
  'Strengths',
  'Areas for improvement',
  'Improvement plan',
  'Annex A: Timeline',
  'Annex B: Metrics against targets',
  'Annex C: Decisions with reasons',
  'Annex D: Notices as sent',
  'Annex E: Pauses, hints, undo and interventions',
  'Annex F: What single decisions were worth',
  'Annex G: Hot wash',
  'Annex H: Limits of the simulation',
  'Annex I: Marking and sign-off',
];

describe.each([
  ['the expert', EXPERT],
  ['nobody', []],
  ['a single decision', ['revoke hub-ci-2023']],
] as const)('the report of %s', (_, lines) => {
  const report = reportOf(lines);

  test('has all sections, in order', () => {
    expect([...report.matchAll(/^## (.+)$/gm)].map((match) => match[1])).toEqual(SECTIONS);
  });

  test('has tables whose rows are as long as their heads', () => {
    const tables = report.split(/\n\n/).filter((block) => block.startsWith('| '));
    expect(tables.length).toBeGreaterThan(8);
    for (const table of tables) {
      const widths = table
        .trim()
        .split('\n')
        .map((line) => line.replaceAll('\\|', '').split('|').length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  test('ends with what proves it', () => {
    expect(report.trimEnd().split('\n').at(-1)).toBe(
      `Scenario sha256:${'4'.repeat(64)}; hotwash 0.1.0; journal head ${HEAD}; check it with \`hotwash verify abcd-20260520\`.`,
    );
  });

  test('never shows a control character', () => {
    expect(isPlainText(report)).toBe(true);
  });
});

test('what only people can know is OPEN, and what was answered is not', () => {
  expect(reportOf([])).toContain('| Seats | OPEN |');
  const report = reportOf([], [{ kind: 'answer', question: 'q1', text: 'That it was | us' }], {
    registry: 'Ann',
    ci: 'Bob',
    comms: 'Ann',
  });
  expect(report).toContain('| Head count | 2 |');
  expect(report).toContain('- What did you believe at T+15m?\n  - That it was \\| us');
  expect(report).toMatch(
    /\| (Planning|Training|Equipment|Organization) \| \w+ \| OPEN \| OPEN \| OPEN \| proposed \| OPEN \|/,
  );
});

test('pauses, hints and what was taken back are told', () => {
  const decision = {
    kind: 'decision',
    seq: 1,
    at: 60,
    by: 'ci',
    do: 'pause api-build',
    facts: HEAD,
  } as const;
  const report = reportOf(EXPERT, [
    { kind: 'pause', at: 30, on: true },
    { kind: 'pause', at: 30, on: false, seconds: 95 },
    { kind: 'hint', at: 40, id: 'what-moved', price: 2 },
    decision,
    { kind: 'undo', seq: 1 },
    { kind: 'facilitator', at: 70, do: 'say', text: 'go on' },
  ]);
  const annex = report.slice(report.indexOf('## Annex E'), report.indexOf('## Annex F'));
  for (const words of [
    'pause',
    'after 95 real seconds',
    'hint "what-moved", price 2',
    'decision 1 was taken back: pause api-build',
    'the facilitator: say go on',
  ]) {
    expect(annex).toContain(words);
  }
});

test('a reason cannot break out of its cell or bring markup', () => {
  const row = reportOf(EXPERT)
    .split('\n')
    .find((line) => line.startsWith('| ') && line.includes('a pipe'));
  expect(row).toContain('\\| a pipe, =1+1 and &lt;b&gt;markup&lt;/b&gt;');
});

test('the decision that carried most is named first', () => {
  const report = reportOf(EXPERT);
  const annex = report.slice(report.indexOf('## Annex F'), report.indexOf('## Annex G'));
  expect(annex.split('\n').filter((line) => line.startsWith('| '))[2]).toMatch(/\| drop \d+ \| -\d+ \|/);
});

test('areas come from what lost points, strengths from what was had in full', () => {
  const report = reportOf(['revoke hub-ci-2023']);
  expect(report).toMatch(/## Strengths\n\n1\. Task push-cut\./);
  expect(report).toMatch(/### 1\. Task (scope|tags-clean|told|protected)\n\n- Finding/);
});
