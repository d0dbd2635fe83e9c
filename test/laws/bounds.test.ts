import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  finish,
  isOver,
  MOST_DECISIONS,
  passTime,
  readLine,
  type Session,
  takeDecision,
} from '../../src/exercise/session.ts';
import { scoreSession } from '../../src/scoring/score.ts';
import { violations } from '../helpers/invariants.ts';
import { moves, playMoves, plays } from '../helpers/random-team.ts';
import { OPENING_ONE, playbookOf, pointsOf, SCENARIO_ONE } from '../helpers/scenario-one.ts';

const { endEx, aftermath } = SCENARIO_ONE.estate.clock;

function take(session: Session, line: string): Session {
  const read = readLine(session, line, true);
  if (!read.ok) throw new Error(read.rejection.message);
  const result = takeDecision(session, read.decision, null);
  if (!result.ok) throw new Error(result.message);
  return result.session;
}

describe('law 3: the score', () => {
  test('stays within its bounds, and its parts add up', () => {
    fc.assert(
      fc.property(moves(25), (chosen) => {
        const finished = finish(playMoves(OPENING_ONE, chosen));
        const score = scoreSession(finished);
        const ids = new Set(finished.course.history.map((fact) => fact.id));
        const sum = (parts: readonly { readonly points: number }[]): number =>
          parts.reduce((total, one) => total + one.points, 0);
        expect(score.of).toBe(100);
        expect(score.points).toBeGreaterThanOrEqual(0);
        expect(score.points).toBeLessThanOrEqual(score.of);
        expect(sum(score.objectives)).toBeCloseTo(score.points, 9);
        expect(sum(Object.values(score.pillars))).toBeCloseTo(score.points, 9);
        for (const objective of score.objectives) {
          expect(sum(objective.tasks)).toBeCloseTo(objective.points, 9);
          for (const task of objective.tasks) {
            expect(task.points).toBeGreaterThanOrEqual(0);
            expect(task.points).toBeLessThanOrEqual(task.of);
            expect(task.because.filter((id) => !ids.has(id))).toEqual([]);
          }
        }
        expect(score.marks).toContain(score.ending.id);
        expect(
          SCENARIO_ONE.endings.map((ending) => ending.id).filter((id) => score.marks.includes(id)),
        ).toEqual(score.marks);
      }),
      plays(250),
    );
  });

  test('of doing nothing is at most 10', () => {
    expect(pointsOf([])).toBeLessThanOrEqual(10);
  });

  test('of the expert is at least 95', () => {
    expect(pointsOf(playbookOf('expert').decisions)).toBeGreaterThanOrEqual(95);
  });

  test('of telling nobody is at most 60, however good the rest is', () => {
    const silent = playbookOf('expert').decisions.filter(
      (line) => !/^(notify|answer|correct|ask)/.test(line.do),
    );
    expect(pointsOf(silent)).toBeLessThanOrEqual(60);
  });

  test('of pausing, revoking and deleting everything is at most 70', () => {
    expect(pointsOf(playbookOf('pauses-revokes-and-deletes-everything').decisions)).toBeLessThanOrEqual(70);
  });

  test('of a hazard in the wrong order is at least 8 below its right-order twin', () => {
    const wrong = SCENARIO_ONE.playbooks.filter((one) => one.hazard !== null && one.twin !== null);
    const gaps = wrong.map(
      (one) => [one.id, pointsOf(playbookOf(one.twin!).decisions) - pointsOf(one.decisions)] as const,
    );
    expect(gaps.filter(([, gap]) => gap < 8)).toEqual([]);
  });
});

describe('law 10: bounded', () => {
  test('every play ends, whatever is decided, and its agenda stays small', () => {
    fc.assert(
      fc.property(moves(25), (chosen) => {
        const finished = finish(playMoves(OPENING_ONE, chosen));
        expect(isOver(finished)).toBe(true);
        expect(finished.course.world.exercise.endedAt).toBeLessThanOrEqual(endEx);
        expect(finished.course.agenda.entries.every((entry) => entry.at > aftermath)).toBe(true);
        expect(finished.course.agenda.nextSeq).toBeLessThan(5000);
        expect(passTime(finished, aftermath)).toBe(finished);
      }),
      plays(150),
    );
  });

  test('a world is sound after every decision', () => {
    fc.assert(
      fc.property(moves(25), (chosen) => {
        const end = playMoves(OPENING_ONE, chosen, (_before, after) =>
          expect(violations(after.course.world)).toEqual([]),
        );
        expect(violations(finish(end).course.world)).toEqual([]);
      }),
      plays(150),
    );
  });

  test(`a session takes ${MOST_DECISIONS} decisions and refuses the next`, () => {
    let session = OPENING_ONE;
    const read = readLine(session, 'note once more', false);
    if (!read.ok) throw new Error('rejected');
    for (let count = 0; count < MOST_DECISIONS; count++) {
      const result = takeDecision(session, read.decision, null);
      if (!result.ok) throw new Error(result.message);
      session = result.session;
    }
    expect(takeDecision(session, read.decision, null)).toMatchObject({
      ok: false,
      message: expect.stringContaining('5000'),
    });
    expect(isOver(finish(session))).toBe(true);
  });
});

describe('a refusal', () => {
  test('is a fact of its decision and costs its time', () => {
    const session = passTime(take(OPENING_ONE, 'lift freeze:harborlight/base'), 120);
    expect(session.free.registry).toBe(120);
    expect(session.course.history.at(-1)).toMatchObject({
      kind: 'refused',
      at: 120,
      cause: 1,
      data: { code: 'not-found' },
    });
  });

  test('comes also for what would land after the end', () => {
    const late = finish(take(passTime(OPENING_ONE, endEx - 60), 'revoke hub-ci-2023'));
    expect(late.course.history.find((fact) => fact.kind === 'refused' && fact.cause === 1)).toMatchObject({
      data: { code: 'after-end' },
    });
    expect(late.course.world.credentials['hub-ci-2023']?.generations[0]?.live).toBe(true);
  });
});
