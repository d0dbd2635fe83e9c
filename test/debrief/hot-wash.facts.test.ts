import { describe, expect, test } from 'vitest';
import { areas, claimedAgainstTrue, knownScope, strengths, tellEnding } from '../../src/debrief/hot-wash.ts';
import { tornado } from '../../src/debrief/tornado.ts';
import { pastOfTaken } from '../../src/debrief/what-if.ts';
import { makeEngine } from '../../src/exercise/session.ts';
import { measureSession } from '../../src/scoring/metrics.ts';
import { DRILL, EXPERT, judged } from './drill.ts';

const tell = (lines: readonly string[]) => {
  const { finished, score } = judged(lines);
  return tellEnding(finished, score, measureSession(finished));
};

describe('the ending in five sentences', () => {
  test('rests on facts of the session', () => {
    const { finished } = judged(EXPERT);
    const known = new Set(finished.course.history.map((fact) => fact.id));
    const sentences = tell(EXPERT);
    expect(sentences).toHaveLength(5);
    for (const { text, because } of sentences) {
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(because.every((id) => known.has(id))).toBe(true);
    }
  });

  test('tells what was left undone', () => {
    const text = tell([])
      .map((one) => one.text)
      .join('\n');
    expect(text).toContain('none of them was taken away');
    expect(text).toContain('You sent no notice to consumers');
    expect(text).toContain('You never declared it contained; it was not so at the end.');
  });
});

test('other endings that held are told by their titles, and hours without hundredths', () => {
  const { finished, score } = judged([]);
  const [other] = finished.engine.scenario.endings.filter((one) => one.id !== score.ending.id);
  if (other === undefined) throw new Error('the drill has one ending alone');
  const metrics = { ...measureSession(finished), exposedConsumerHours: 226.33 };
  const [outcome, , , harm] = tellEnding(finished, { ...score, marks: [score.ending.id, other.id] }, metrics);
  expect(outcome?.text).toContain(`as "${score.ending.title}" (also true: ${other.title}), with`);
  expect(harm?.text).toContain('ran it for 226 hours in all');
});

describe('what is worth talking about', () => {
  const causeOf = (lines: readonly string[], id: string) =>
    areas(judged(lines).score, 9).find((one) => one.task.id === id)?.cause;

  test('names how points were missed', () => {
    expect(causeOf([], 'told')).toBe('never');
    expect(causeOf(['wait 20m', 'inspect audit-log harborlight/base'], 'scope')).toBe('late');
    const mended = [
      'repoint harborlight/base:stable to image:clean',
      'repoint harborlight/base:1.8 to image:clean',
    ];
    expect(causeOf(mended, 'tags-clean')).toBe('lost');
  });

  test('counts as strengths only what was had in full', () => {
    expect(strengths(judged(['revoke hub-ci-2023']).score, 3).map((one) => one.task.id)).toEqual([
      'push-cut',
    ]);
    expect(strengths(judged([]).score, 3)).toEqual([]);
  });
});

test('a claim is held against the truth of then, and against the end', () => {
  expect(claimedAgainstTrue(judged(EXPERT).finished)).toMatchObject([
    { phase: 'contained', heldThen: true },
    { phase: 'eradicated', claimedAt: null, heldThen: null },
    { phase: 'recovered', heldThen: false },
  ]);
  expect(claimedAgainstTrue(judged(['declare contained']).finished)[0]).toEqual({
    phase: 'contained',
    claimedAt: 0,
    heldThen: false,
    trueSince: null,
  });
});

test('true scope is told with when the team could know it', () => {
  expect(knownScope(judged(['inspect audit-log harborlight/base']).finished)[0]).toMatchObject({
    knownAt: 240,
  });
  expect(knownScope(judged([]).finished).map((row) => row.knownAt)).toEqual([null, null, null]);
});

test('what single decisions were worth is bounded, largest first', () => {
  const past = pastOfTaken(judged(EXPERT).finished.taken);
  const worths = tornado(makeEngine(DRILL), past, { most: 30 });
  expect(worths).toHaveLength(past.length);
  const sizes = worths.map((one) => Math.abs(one.points));
  expect(sizes).toEqual([...sizes].sort((left, right) => right - left));
  expect(worths.find((one) => one.do.startsWith('revoke'))?.points).toBe(-20);
  expect(tornado(makeEngine(DRILL), past, { most: 4 })).toHaveLength(4);
});
