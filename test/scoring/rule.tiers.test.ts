import { describe, expect, test } from 'vitest';
import type { Rule } from '../../src/exercise/definition.ts';
import { scoreRule } from '../../src/scoring/rule.ts';
import type { Change } from '../../src/scoring/timeline.ts';
import type { Predicate } from '../../src/world/predicate.ts';
import { measured, rule } from '../helpers/small-drill.ts';

const MINUTE = 60;
const END = 240 * MINUTE;
const AFTER = 1440 * MINUTE;
const WHEN: Predicate = { is: 'contained', args: {} };
const ONCE: Predicate = { is: 'any-control', args: {} };

/** A truth over time, as minutes at which it changed; it begins as false long before. */
const at = (...minutes: readonly number[]): readonly Change[] => [
  { at: -1000 * MINUTE, holds: false, because: [] },
  ...minutes.map((minute, index) => ({
    at: minute * MINUTE,
    holds: index % 2 === 0,
    because: [`f${minute}`],
  })),
];

const score = (one: Rule, truth: readonly Change[], once: readonly Change[] = [], value = 0) =>
  scoreRule(one, {
    aftermath: AFTER,
    history: [],
    changesOf: (predicate) => (predicate === ONCE ? once : truth),
    measure: () => value,
  });

const TIERS = [
  { by: 15 * MINUTE, points: 6 },
  { by: 30 * MINUTE, points: 4 },
  { by: 60 * MINUTE, points: 2 },
];

describe('a state', () => {
  const once = rule({ when: WHEN, tiers: TIERS });
  test.each([
    [0, 6],
    [15, 6],
    [16, 4],
    [30, 4],
    [31, 2],
    [60, 2],
    [61, 0],
  ])('reached at minute %i earns %i', (minute, points) => {
    expect(score(once, at(minute))).toMatchObject({
      points,
      of: 6,
      at: minute * MINUTE,
      because: [`f${minute}`],
    });
  });

  test('lost again counts all the same where nothing must be held', () => {
    expect(score(once, at(10, 20)).points).toBe(6);
  });

  test('never reached earns nothing, and cites nothing', () => {
    expect(score(once, at())).toMatchObject({
      points: 0,
      at: null,
      because: [],
      detail: 'the goal was never reached.',
    });
  });

  test('true only in the night before play earns nothing; true from then on counts from StartEx', () => {
    expect(score(once, at(-100, -50)).points).toBe(0);
    expect(score(once, at(-100, 50))).toMatchObject({ points: 6, at: 0 });
    expect(score(once, at(-100, -50, 20)).points).toBe(4);
  });

  test('tiers say what full points would have needed', () => {
    expect(score(once, at(20)).detail).toBe('full points until T+15m, you had it at T+20m.');
  });
});

describe('a state that must be held', () => {
  const held = rule({ when: WHEN, tiers: TIERS, heldUntil: END });

  test('counts from when it was reached for good', () => {
    expect(score(held, at(10))).toMatchObject({ points: 6, at: 600 });
    expect(score(held, at(10, 20, 25))).toMatchObject({ points: 4, at: 1500, because: ['f25'] });
  });

  test('and was lost earns nothing, and cites what lost it', () => {
    expect(score(held, at(10, 200))).toMatchObject({
      points: 0,
      at: null,
      because: ['f200'],
      detail: 'it did not last: it ended at T+3h20m.',
    });
  });

  test('may be lost after that', () => {
    expect(score(held, at(10, 241)).points).toBe(6);
    expect(score(held, at(10, 240)).points).toBe(0);
  });

  test('and was lost only in the night before play says that the goal was never reached', () => {
    expect(score(held, at(-100, -50)).detail).toBe('the goal was never reached.');
  });
});

describe('a rule that rests on something done', () => {
  const rests = (more: object = {}) => rule({ when: WHEN, tiers: TIERS, once: ONCE, ...more });

  test('earns nothing until it was done', () => {
    expect(score(rests(), at(0), at())).toMatchObject({
      points: 0,
      at: null,
      detail: 'nothing was done that this rests on.',
    });
    expect(score(rests(), at(0), at(5)).points).toBe(6);
  });

  test('or not done in time', () => {
    expect(score(rests({ onceBy: 75 * MINUTE }), at(0), at(75)).points).toBe(6);
    expect(score(rests({ onceBy: 75 * MINUTE }), at(0), at(76)).points).toBe(0);
  });

  test('is done once it was done, even if it was undone', () => {
    expect(score(rests(), at(0), at(5, 6)).points).toBe(6);
  });

  test('is earned when it was done, not before; its tier is that of the state', () => {
    expect(score(rests(), at(0), at(28))).toMatchObject({ points: 6, at: 28 * MINUTE });
    expect(score(rests(), at(20), at(10))).toMatchObject({ points: 4, at: 20 * MINUTE });
    const bound = measured({ until: END, once: ONCE });
    expect(score(bound, at(), at(10))).toMatchObject({ at: END });
    expect(score(bound, at(), at(300))).toMatchObject({ points: 10, at: 300 * MINUTE });
  });
});

describe('a number', () => {
  const harm = measured({
    measure: 'poisonedBuilds',
    tiers: [
      { value: 1, points: 3 },
      { value: 4, points: 1 },
    ],
  });
  test.each([
    [0, 3],
    [1, 3],
    [2, 1],
    [4, 1],
    [5, 0],
  ])('of harm %i earns %i', (value, points) =>
    expect(score(harm, [], [], value)).toMatchObject({ points, of: 3, at: END }),
  );

  const count = measured({
    kind: 'atLeast',
    measure: 'reachedConsumers',
    tiers: [
      { value: 9, points: 6 },
      { value: 8, points: 5 },
      { value: 5, points: 2 },
    ],
  });
  test.each([
    [9, 6],
    [10, 6],
    [8, 5],
    [7, 2],
    [4, 0],
  ])('of reach %i earns %i', (value, points) =>
    expect(score(count, [], [], value)).toMatchObject({ points, of: 6 }),
  );

  test('says what it was, and what it should have been', () => {
    expect(score(harm, [], [], 5).detail).toContain('5, full points for at most 1.');
    expect(score(count, [], [], 4).detail).toContain('4, full points for at least 9.');
    expect(score(harm, [], [], 0).detail).toBe('');
  });
});
