import { describe, expect, test } from 'vitest';
import type { Ending, Objective, Scenario, Task } from '../../src/exercise/definition.ts';
import { finish, passTime } from '../../src/exercise/session.ts';
import { scoreSession } from '../../src/scoring/score.ts';
import type { Predicate } from '../../src/world/predicate.ts';
import { drillWith, measured, objective, openSmall, rule, take, task } from '../helpers/small-drill.ts';

const END = 4 * 3600;
const declared = (phase: string): Predicate => ({ is: 'declared', args: { phase } });
const worth = (phase: string, points: number, more: Partial<Task> = {}): Task =>
  task(phase, [rule({ when: declared(phase), tiers: [{ by: END, points }] })], more);

function scored(objectives: readonly Objective[], phases: readonly string[], more: Partial<Scenario> = {}) {
  const session = phases.reduce(
    (before, phase) => take(before, `declare ${phase}`),
    openSmall(drillWith({ objectives, ...more })),
  );
  return scoreSession(finish(session));
}

describe('an objective', () => {
  const one = objective('one', 'clean', [
    worth('incident', 4, { critical: true }),
    worth('contained', 3),
    worth('eradicated', 3),
  ]);

  test('adds up its tasks', () => {
    expect(scored([one], ['incident', 'contained'])).toMatchObject({
      points: 7,
      of: 10,
      percent: 70,
      objectives: [{ points: 7, rating: 'S' }],
    });
  });

  test('whose critical task is not met counts the other points half, and is rated M at most', () => {
    const score = scored([one], ['contained', 'eradicated']);
    expect(score).toMatchObject({ points: 3, objectives: [{ points: 3, of: 10, rating: 'U' }] });
    expect(score.objectives[0]?.tasks.map((each) => each.points)).toEqual([0, 1.5, 1.5]);
  });

  test('keeps what the critical task itself earned though it was not met', () => {
    const late = worth('incident', 6, {
      critical: true,
      criticalWhen: { when: declared('recovered'), at: END },
    });
    const score = scored(
      [objective('one', 'clean', [late, worth('contained', 4)])],
      ['incident', 'contained'],
    );
    expect(score.objectives[0]).toMatchObject({
      points: 8,
      of: 10,
      rating: 'M',
      tasks: [{ points: 6, met: false }, { points: 2 }],
    });
  });

  test('does not touch another one', () => {
    const other = objective('other', 'pin', [worth('eradicated', 10)]);
    expect(scored([one, other], ['eradicated'])).toMatchObject({
      points: 11.5,
      objectives: [{ points: 1.5 }, { points: 10, rating: 'P' }],
    });
  });

  test.each([
    [[9, 1], ['incident'], 'P'],
    [[8, 2], ['incident'], 'S'],
    [[7, 3], ['incident'], 'S'],
    [[6, 4], ['incident'], 'M'],
    [[4, 6], ['incident'], 'M'],
    [[3, 7], ['incident'], 'U'],
    [[5, 5], [], 'U'],
  ])('worth %j with %j is rated %s', ([first, second], phases, rating) => {
    const made = objective('one', 'clean', [worth('incident', first ?? 0), worth('contained', second ?? 0)]);
    expect(scored([made], phases).objectives[0]?.rating).toBe(rating);
  });

  test('counts for its pillar, and the pillars add up to the score', () => {
    const score = scored(
      [
        one,
        objective('two', 'pin', [worth('contained', 5)]),
        objective('three', 'pin', [worth('closed', 5)]),
      ],
      ['incident', 'contained'],
    );
    expect(score.pillars).toEqual({
      investigate: { points: 0, of: 0 },
      rotate: { points: 0, of: 0 },
      clean: { points: 7, of: 10 },
      notify: { points: 0, of: 0 },
      pin: { points: 5, of: 10 },
    });
    expect(score.points).toBe(12);
  });
});

describe('a task', () => {
  test('with several rules is met when each is, and critical ones by those that are marked', () => {
    const rules = [
      rule({ when: declared('incident'), critical: true, label: 'first' }),
      rule({ when: declared('contained'), label: 'second' }),
    ];
    const plain = scored([objective('one', 'clean', [task('both', rules)])], ['incident']);
    expect(plain.objectives[0]?.tasks[0]).toMatchObject({
      points: 10,
      of: 20,
      met: false,
      why: 'It was done. (T+0m) Not in full: second: the goal was never reached.',
    });
    const critical = scored(
      [objective('one', 'clean', [task('both', rules, { critical: true })])],
      ['incident'],
    );
    expect(critical.objectives[0]?.tasks[0]).toMatchObject({ points: 10, met: true });
  });

  test('cites facts of the history, and says when', () => {
    const opening = openSmall(drillWith({ objectives: [objective('one', 'clean', [worth('incident', 4)])] }));
    const finished = finish(take(passTime(opening, 600), 'declare incident'));
    const [judged] = scoreSession(finished).objectives[0]?.tasks ?? [];
    expect(judged).toMatchObject({ met: true, at: 600, why: 'It was done. (T+10m)' });
    const cited = finished.course.history.filter((fact) => judged?.because.includes(fact.id));
    expect(cited.map((fact) => fact.kind)).toEqual(['declared']);
  });
});

describe('endings', () => {
  const ending = (id: string, phase: string | null): Ending => ({
    id,
    title: id,
    text: '',
    any: phase === null ? [] : [{ when: declared(phase), at: END }],
  });
  const endings = [ending('bad', 'contained'), ending('worse', 'eradicated'), ending('good', null)];

  test('that hold are all marks, the first of them is the ending', () => {
    expect(scored([], ['eradicated', 'contained'], { endings })).toMatchObject({
      ending: { id: 'bad' },
      marks: ['bad', 'worse'],
    });
    expect(scored([], ['eradicated'], { endings })).toMatchObject({
      ending: { id: 'worse' },
      marks: ['worse'],
    });
  });

  test('without conditions hold when no other does', () => {
    expect(scored([], [], { endings })).toMatchObject({ ending: { id: 'good' }, marks: ['good'] });
  });

  test('may rest on a measure', () => {
    const late: Ending = {
      id: 'down',
      title: '',
      text: '',
      any: [{ measure: 'outageMinutes', atLeast: 200, at: END }],
    };
    const opening = openSmall(drillWith({ endings: [late, ending('good', null)] }));
    expect(scoreSession(finish(take(opening, 'isolate api-prod'))).marks).toEqual(['down']);
    expect(scoreSession(finish(take(passTime(opening, END - 60), 'isolate api-prod'))).marks).toEqual([
      'good',
    ]);
  });
});

test('a judgement lists the courses that were held at the end', () => {
  const judgements = [
    {
      id: 'which',
      title: '',
      courses: [
        { id: 'a', title: '', when: declared('incident') },
        { id: 'b', title: '', when: declared('contained') },
      ],
    },
  ];
  expect(scored([], ['contained'], { judgements }).judgements).toEqual([
    { id: 'which', title: '', courses: ['b'] },
  ]);
});

test('a scenario without points scores nothing, and does not divide by it', () => {
  expect(scored([], [])).toMatchObject({ points: 0, of: 0, percent: 0, objectives: [] });
  expect(scored([objective('one', 'clean', [task('none', [measured({ tiers: [] })])])], []).percent).toBe(0);
});
