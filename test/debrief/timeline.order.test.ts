import { describe, expect, test } from 'vitest';
import { makeTimeline, type TimelineEntry } from '../../src/debrief/timeline.ts';
import { printDayClock, printTimeline } from '../../src/debrief/timeline-text.ts';
import { isPlainLine } from '../../src/exercise/journal-text.ts';
import { HOUR, MINUTE } from '../../src/world/time.ts';
import { DRILL, EXPERT, judged } from './drill.ts';

const { finished } = judged(EXPERT);
const { clock } = DRILL.estate;
const whole = makeTimeline(finished, clock.aftermath);
const texts = (entries: readonly TimelineEntry[]): readonly string[] =>
  printTimeline(entries, clock.calendar);

describe('the timeline', () => {
  test('is in order and tells every fact once', () => {
    const times = whole.map((entry) => entry.at);
    expect(times).toEqual([...times].sort((left, right) => left - right));
    const told = whole.filter((entry) => entry.phase?.is !== 'true').flatMap((entry) => entry.facts);
    expect(new Set(told).size).toBe(told.length);
    expect(new Set(told)).toEqual(new Set(finished.course.history.map((fact) => fact.id)));
  });

  test('has a pin for every decision, with reason and confidence', () => {
    expect(whole.flatMap((entry) => entry.decision?.seq ?? [])).toEqual(finished.taken.map((one) => one.seq));
    expect(texts(whole).find((line) => line.includes('DECISION 1:'))).toBe(
      'T+0m      09:20     ci        DECISION 1: pause api-build; its effect is there at T+1m. Reason: no more builds on it (90 % sure)',
    );
  });

  test('tells equal pulls once, with how many and until when', () => {
    const pulls = whole.filter((entry) => entry.text.startsWith('northwind pulled harborlight/base:stable'));
    expect(pulls.reduce((sum, entry) => sum + entry.facts.length, 0)).toBeGreaterThan(pulls.length * 2);
    expect(texts(pulls)[0]).toMatch(/^T-6h00m .* more like it, the last at T-\d+h\d\dm\.$/);
    for (const entry of pulls) expect(entry.at < 0).toBe(entry.lastAt < 0);
  });

  test('marks what was claimed and what was true', () => {
    const marks = whole.flatMap((entry) =>
      entry.phase === null ? [] : [[entry.phase.phase, entry.phase.is, entry.phase.holds]],
    );
    expect(marks).toContainEqual(['contained', 'true', true]);
    expect(marks).toContainEqual(['contained', 'claimed', true]);
    expect(marks).toContainEqual(['recovered', 'claimed', false]);
  });

  test('has a lane for each who acts', () => {
    expect(new Set(whole.map((entry) => entry.lane))).toEqual(
      new Set(['attacker', 'build', 'consumer', 'world', 'message', 'registry', 'ci', 'comms', 'truth']),
    );
  });

  test('never shows a control character', () => {
    for (const line of texts(whole)) expect(isPlainLine(line)).toBe(true);
  });
});

describe('cut at a time', () => {
  test.each([-7 * HOUR, 0, 7 * MINUTE, 2 * HOUR])('it tells only what was by %d', (until) => {
    const cut = makeTimeline(finished, until);
    expect(cut.every((entry) => entry.at <= until && entry.lastAt <= until)).toBe(true);
    const known = new Set(finished.course.history.filter((fact) => fact.at <= until).map((fact) => fact.id));
    const told = cut.filter((entry) => entry.phase?.is !== 'true').flatMap((entry) => entry.facts);
    expect(new Set(told)).toEqual(known);
  });
});

test('the wall clock says when it is another day', () => {
  expect(printDayClock(0, clock.calendar)).toBe('09:20');
  expect(printDayClock(20 * HOUR, clock.calendar)).toBe('05:20 +1d');
  expect(printDayClock(-10 * HOUR, clock.calendar)).toBe('23:20 -1d');
});
