import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finish, type Session } from '../../src/exercise/session.ts';
import { type Judge, openJudge } from '../../src/scoring/judge.ts';
import { scoreSession } from '../../src/scoring/score.ts';
import { moves, playMoves, plays } from '../helpers/random-team.ts';
import { OPENING_ONE, playbookOf, played, SCENARIO_ONE } from '../helpers/scenario-one.ts';

const START = openJudge(SCENARIO_ONE);

function told(finished: Session) {
  const { points, percent, ending, marks, objectives } = scoreSession(finished);
  const tasks = objectives.flatMap((objective) => objective.tasks);
  return { points, percent, ending: ending.id, marks, tasks: tasks.map((task) => [task.id, task.points]) };
}

function judged(judge: Judge, finished: Session) {
  const { points, percent, ending, marks, tasks } = judge.close(finished);
  return { points, percent, ending: ending.id, marks, tasks: tasks.map((task) => [task.id, task.points]) };
}

describe('a judge comes to the points, ending and marks of the score', () => {
  test.each(SCENARIO_ONE.playbooks.map((one) => one.id))('of the playbook %s', (id) => {
    const finished = finish(played(playbookOf(id).decisions));
    expect(judged(START, finished)).toEqual(told(finished));
  });

  test('of any play, whether it followed it or comes to it at the end', () => {
    fc.assert(
      fc.property(moves(25), moves(8), (chosen, more) => {
        const half = playMoves(OPENING_ONE, chosen);
        const followed = START.follow(OPENING_ONE).follow(half);
        for (const session of [half, playMoves(half, more)]) {
          const finished = finish(session);
          expect(judged(followed, finished)).toEqual(told(finished));
          expect(judged(START, finished)).toEqual(told(finished));
        }
      }),
      plays(60),
    );
  });
});
