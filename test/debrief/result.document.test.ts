import { describe, expect, test } from 'vitest';
import { makeResult } from '../../src/debrief/result.ts';
import { resultDocument } from '../../src/schema/documents.ts';
import { digestOfFacts, EXPERT, judged } from './drill.ts';

const META = { engine: '0.1.0', session: null, mode: 'headless', seed: 7, team: 'Blue' } as const;

function resultOf(lines: readonly string[]) {
  const { finished, score } = judged(lines);
  const factsDigest = digestOfFacts()(finished.course.history);
  return { finished, result: makeResult(finished, score, { ...META, factsDigest }) };
}

const PLAYS: readonly (readonly [string, readonly string[]])[] = [
  ['the expert', EXPERT],
  ['nobody', []],
  ['somebody who stops early', ['revoke hub-ci-2023', 'declare contained']],
];

describe.each(PLAYS)('the document of %s', (_, lines) => {
  const { finished, result } = resultOf(lines);

  test('fits its schema', () => {
    expect(resultDocument.safeParse(JSON.parse(JSON.stringify(result))).error).toBeUndefined();
  });

  test('has pillars and objectives that add up to the score', () => {
    const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
    expect(sum(Object.values(result.pillars).map((one) => one.points))).toBeCloseTo(result.score.points, 5);
    expect(sum(Object.values(result.pillars).map((one) => one.of))).toBe(result.score.of);
    expect(sum(result.objectives.map((one) => one.points))).toBeCloseTo(result.score.points, 5);
  });

  test('lists every fact that a task cites, once and in order', () => {
    const cited = new Set(result.objectives.flatMap((one) => one.tasks.flatMap((task) => task.because)));
    const listed = result.facts.map((fact) => fact.id);
    expect(new Set(listed)).toEqual(cited);
    expect(listed).toEqual(finished.course.history.map((fact) => fact.id).filter((id) => cited.has(id)));
  });

  test('comes out the same, byte for byte', () => {
    expect(JSON.stringify(resultOf(lines).result)).toBe(JSON.stringify(result));
  });
});

test('a decision keeps its reason, its confidence and why it was refused', () => {
  const { result } = resultOf([
    'protect harborlight/base:stable # so that nobody moves it ~60%',
    'wait landed',
    'repoint harborlight/base:stable to image:clean',
  ]);
  expect(result.decisions).toMatchObject([
    {
      seq: 1,
      at: 'T+0m',
      lands: 'T+2m',
      by: 'registry',
      reason: 'so that nobody moves it',
      confidence: 60,
      refused: null,
    },
    { seq: 2, at: 'T+2m', lands: 'T+5m', reason: null, confidence: null, refused: { code: 'protected' } },
  ]);
});

test('messages that came are listed, and play ends when it is declared closed', () => {
  const { result } = resultOf(['wait until T+20m', 'declare closed']);
  expect(result.injects.map((one) => [one.id, one.at])).toEqual([
    ['northwind-beacon', 'T+0m'],
    ['scanner', 'T+12m'],
  ]);
  expect(result.endedAt).toBe('T+20m');
});

test('a schema that knows every field would see one too many', () => {
  expect(resultDocument.safeParse({ ...resultOf([]).result, more: 1 }).success).toBe(false);
});
