import { describe, expect, test } from 'vitest';
import { lookFor } from '../../src/check/look-everywhere.ts';
import { PLAY_RULES } from '../../src/check/play-rules.ts';
import type { Move } from '../../src/explore/step.ts';
import { contextOf, type Loose, tutorialWith } from '../helpers/tutorial-document.ts';
import { BROKEN, GATHERED, playbook, REVOKED, report, restOn } from './fixtures/plays.ts';

describe('a dominant decision', () => {
  const messages = (change: (document: Loose) => void) =>
    report(contextOf(tutorialWith(change)))
      .findings.filter(({ rule }) => rule.id === 'check/dominant-decision')
      .map(({ finding: { message, mend } }) => ({ message, mend }));

  test('names the tasks that lose points by leaving it out', () => {
    expect(messages(restOn(REVOKED)).map((one) => one.message)).toEqual([
      'Without "revoke old-laptop" the first playbook loses 90 points: tag-read 5, not-ours 10, push-cut 10, token-dead 5, tag-clean 10, stays-clean 10, answered 15, notice 15, protected 10.',
    ]);
  });

  test('says which were lost only by a critical task, and how to mend that', () => {
    const found = messages((one) => {
      one.objectives[3].tasks[2].criticalWhen.when = { reached: 2 };
    });
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toMatch(/loses 27.5 points: answered 7.5 \(halved\), notice 15, reached 5\.$/);
    expect(found[0]?.mend).toContain('"criticalWhen" with a lower bar');
  });
});

describe('a playbook that stops', () => {
  const found = (change: (document: Loose) => void) => report(contextOf(tutorialWith(change)), 300).findings;
  const ids = (change: (document: Loose) => void) => found(change).map(({ rule }) => rule.id);
  const stop = (one: Loose) => {
    const expert = playbook(one, 'expert');
    delete expert.file;
    expert.decisions = ['inspect tags paperboat/web', 'inspect job web-release#99'];
  };

  test('is all that is said, if it is the first: the rest only follows from it', () => {
    expect(ids(stop)).toEqual(['check/playbook-stops']);
  });

  test('is mended as the line itself says', () => {
    expect(found(stop).map(({ finding }) => finding.mend)).toEqual([
      'Runs become known by "inspect runs web-release".',
    ]);
  });

  test('hides no finding that does not follow from it', () => {
    const found = ids((one) => {
      BROKEN['check/playbook-stops']?.(one);
      BROKEN['check/nothing-wins']?.(one);
    });
    expect(found).toContain('check/playbook-stops');
    expect(found).toContain('check/nothing-wins');
    expect(found).toContain('check/playbook-band');
  });
});

describe('a draw', () => {
  const found = (change: (document: Loose) => void) =>
    report(contextOf(tutorialWith(change)))
      .findings.filter(({ rule }) => rule.id === 'check/playbook-on-draw')
      .map(({ finding: { path, message, mend } }) => [path.join('.'), message, mend]);

  test('that moves a playbook out of its band is told by seed, score and ending', () => {
    expect(found((one) => BROKEN['check/playbook-on-draw']?.(one))).toEqual([
      [
        'playbooks.3',
        'At seed 3, "mends-first" scores 100 (its band is 80 to 90) and comes to "dry-feet", not to "second-wave"; it leaves what it promises at 1 of 3 seeds.',
        'Narrow the "plusMinus" that moves it, or move the times of the playbook: hotwash run FILE --playbook mends-first --seed 3 shows it.',
      ],
    ]);
  });

  test('says nothing of a playbook that misses its band as written, and plays none where nothing varies', () => {
    const isBroken = (one: Loose) => {
      BROKEN['check/playbook-on-draw']?.(one);
      playbook(one, 'mends-first').band = [10, 20];
    };
    expect(found(isBroken)).toEqual([]);
    const still = report(contextOf(tutorialWith((one) => one.vary.splice(0))));
    expect(still.draws).toEqual([]);
  });
});

test('a push that hits nobody is found where the story says it', () => {
  const context = contextOf(tutorialWith((one) => BROKEN['check/push-hits-nobody']?.(one)));
  const found = report(context).findings.filter(({ rule }) => rule.id === 'check/push-hits-nobody');
  expect(found.map(({ finding }) => [finding.path.join('.'), finding.message])).toEqual([
    [
      'story.late.states.waiting.on.exercise-started.0.do.0.attempt',
      'When nobody decides anything, "stranger" pushes paperboat/web:latest to image:implant-3 at T+2m; neither then nor in a playbook does anybody pull it, build on it or run it.',
    ],
  ]);
});

test('a hazard costs as much on a draw as it must as written', () => {
  const context = contextOf(tutorialWith());
  const whole = report(context);
  const rule = PLAY_RULES.find((one) => one.id === 'check/playbook-on-draw');
  const costing = (points: number) => {
    const runs = whole.runs.map((run) =>
      run.playbook.id === 'mends-first'
        ? {
            ...run,
            playbook: { ...run.playbook, band: [0, 100] as const },
            outcome: { ...run.outcome, percent: 100 - points },
          }
        : run,
    );
    const draws = [{ seed: 1, runs, problem: null }];
    const evidence = { ...context, ...whole, draws, neverShown: [], unusedPushes: [], gathered: GATHERED };
    return rule?.find(evidence).map(({ message }) => message);
  };
  expect(costing(8)).toEqual([]);
  expect(costing(7)).toEqual([
    'At seed 1, "mends-first" runs into H-01 and loses only 7 points against "expert"; it leaves what it promises at 1 of 1 seeds.',
  ]);
});

describe('a sighting that no play shows', () => {
  const found = (change: (document: Loose) => void) =>
    report(contextOf(tutorialWith(change)))
      .findings.filter(({ rule }) => rule.id === 'check/never-shown')
      .map(({ finding: { path, message, mend } }) => [path.join('.'), message, mend]);

  test('of a signature is told from the one that is shown', () => {
    const refuted = found((one) => {
      one.conclusions['not-ours'].clues.push('signed image:implant');
    });
    expect(refuted).toEqual([
      [
        'conclusions.not-ours.clues.3',
        'No play ever shows "signed image:implant", not even to a team that looks at everything.',
        'Plays show "unsigned image:implant": look at "signedBy" of that image, or name what is shown.',
      ],
    ]);
  });

  test('of a run is told which run is the first', () => {
    const [first, ...more] = found((one) => {
      one.hints[0].when = { seen: 'built web-release#1 image:clean' };
    });
    expect(more).toEqual([]);
    expect(first?.[0]).toBe('hints.0.when.seen');
    expect(first?.[2]).toMatch(/^The first run of web-release after the clock opens is web-release#25\. /);
  });

  test('is looked for by a team that looks at everything, and that does what a line does', () => {
    const context = contextOf(tutorialWith());
    const revokes = { at: 60, by: null, do: 'revoke old-laptop' };
    const missing = (moves: readonly Move[]) => {
      const looking = lookFor(context, new Set(), [{ moves }]);
      let step = looking.next();
      while (step.done !== true) step = looking.next();
      return step.value.map((one) => one.text);
    };
    expect(missing([])).toEqual(['withdrawn old-laptop']);
    expect(missing([revokes])).toEqual([]);
  });
});
