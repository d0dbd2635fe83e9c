import { describe, expect, test } from 'vitest';
import { scoreSession } from '../../src/scoring/score.ts';
import { shippedDrill } from '../helpers/shipped-drill.ts';

const { scenario, scoreOf, linesOf, play } = shippedDrill('stolen-ci-token');
const SCORES = new Map(scenario.playbooks.map(({ id }) => [id, scoreOf(id)]));
const points = (id: string): number => SCORES.get(id)?.points ?? Number.NaN;

describe('a playbook of the stolen token', () => {
  test.each(scenario.playbooks.map((one) => [one.id, one] as const))(
    '%s reaches its ending and its band',
    (id, { ending, band }) => {
      expect(SCORES.get(id)?.ending.id).toBe(ending);
      expect(SCORES.get(id)?.percent).toBeGreaterThanOrEqual(band[0]);
      expect(SCORES.get(id)?.percent).toBeLessThanOrEqual(band[1]);
    },
  );

  test('that runs into a hazard is at least 8 points below its right-order twin', () => {
    const near = scenario.playbooks.filter(
      ({ id, hazard, twin }) => hazard !== null && twin !== null && points(twin) - points(id) < 8,
    );
    expect(near.map(({ id }) => id)).toEqual([]);
    expect(new Set(scenario.playbooks.flatMap(({ hazard }) => hazard ?? []))).toEqual(
      new Set(scenario.hazards),
    );
  });

  test('is worth full points in several right orders, and little where nobody is told or everything is stopped', () => {
    const right = scenario.playbooks.filter(({ id }) => id.startsWith('right-'));
    expect(right.length).toBeGreaterThanOrEqual(4);
    expect(right.filter(({ id }) => points(id) < 95)).toEqual([]);
    expect(points('expert')).toBeGreaterThanOrEqual(95);
    expect(points('nothing')).toBeLessThanOrEqual(10);
    expect(points('internal-only')).toBeLessThanOrEqual(60);
    expect(points('everything-at-once')).toBeLessThanOrEqual(70);
  });

  test('with the habits of the first drill does not win this one', () => {
    expect(points('carried-over')).toBeLessThan(60);
  });
});

describe('while the log is down', () => {
  test.each([
    ['expert', 'wait'],
    ['right-by-hand', 'by-hand'],
    ['right-fresh-token', 'around'],
  ])('%s takes the course "%s", for the same points', (id, course) => {
    expect(SCORES.get(id)?.judgements).toMatchObject([{ courses: [course] }]);
    const task = SCORES.get(id)
      ?.objectives.flatMap((one) => one.tasks)
      .find((one) => one.id === 'higher-versions');
    expect(task).toMatchObject({ points: 2, of: 2 });
  });
});

describe('law 4a: delaying the rest of the expert’s line', () => {
  const lines = linesOf('expert');
  test.each([5, 30])('by %i minutes never raises its score', (minutes) => {
    const raised = lines.flatMap((line, index) => {
      const late = lines.map((one, place) =>
        place < index || one.at === null ? one : { ...one, at: one.at + minutes * 60 },
      );
      return scoreSession(play(late)).points > points('expert') ? [line.do] : [];
    });
    expect(raised).toEqual([]);
  });
});
