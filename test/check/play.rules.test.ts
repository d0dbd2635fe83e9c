import { describe, expect, test } from 'vitest';
import { checkPlays, type PlayReport } from '../../src/check/check-plays.ts';
import type { LintContext } from '../../src/check/lint-rule.ts';
import { lookFor } from '../../src/check/look-everywhere.ts';
import { PLAY_RULES } from '../../src/check/play-rules.ts';
import type { Breach } from '../../src/explore/laws.ts';
import type { Move } from '../../src/explore/step.ts';
import { contextOf, hash, type Loose, tutorialWith } from '../helpers/tutorial-document.ts';

function report(context: LintContext, states: number | null = null): PlayReport {
  const draws = { seeds: [1, 2, 3], hash };
  const steps = checkPlays(context, { policies: true, states, draws });
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

const playbook = (document: Loose, id: string): Loose =>
  document.playbooks.find((one: Loose) => one.id === id);
const points = (document: Loose, objective: number, task: number): Loose =>
  document.objectives[objective].tasks[task].points[0];

/** Rests every state that is scored from one objective on to another on one and the same thing. */
function restOn(when: Loose, from = 0, to = 5): (document: Loose) => void {
  return ({ objectives }) => {
    for (const objective of objectives.slice(from, to))
      for (const task of objective.tasks)
        for (const one of task.points) if (one.when !== undefined) one.when = when;
  };
}

// Drydock pulls every five minutes, one minute past; a minute is too short for anybody.
const LATE_PUSH = { after: '2m', by: 'stranger', attempt: 'push paperboat/web:latest to image:implant-3' };
const CLEAN_PUSH = { after: '3m', by: 'stranger', attempt: 'push paperboat/web:latest to image:implant' };

const GATHERED = {
  earned: new Map<string, number>(),
  injects: new Set<string>(),
  seen: new Set<string>(),
  taken: new Set<string>(),
};

const REVOKED = { not: { 'holds-live': { agent: 'stranger' } } };

const BROKEN: Readonly<Record<string, (document: Loose) => void>> = {
  'check/playbook-stops': (one) => {
    const stopped = playbook(one, 'nothing');
    delete stopped.file;
    stopped.decisions = [{ by: 'comms', do: 'revoke old-laptop' }];
  },
  'check/playbook-ending': (one) => {
    playbook(one, 'mends-first').ending = 'unheard';
  },
  'check/playbook-band': (one) => {
    playbook(one, 'mends-first').band = [10, 20];
  },
  'check/expert-below-95': (one) => one.playbooks.reverse(),
  'check/twin-gap': (one) => {
    Object.assign(playbook(one, 'right-protect-first'), { hazard: 'H-01', twin: 'expert' });
  },
  'check/par-too-late': (one) => {
    one.costs.notify = { minutes: '2/70' };
  },
  'check/nothing-wins': restOn({ not: { control: { kind: 'freeze', place: 'paperboat/web' } } }),
  'check/everything-at-once-wins': restOn(REVOKED),
  'check/silence-wins': restOn(REVOKED, 3, 4),
  'check/dominant-decision': restOn(REVOKED),
  'check/playbook-on-draw': (one) => one.vary.push({ id: 'late', minutes: { of: 'drydock', plusMinus: 20 } }),
  'check/never-shown': (one) => one.conclusions['not-ours'].clues.push('signed image:implant'),
  'check/push-hits-nobody': (one) => {
    const { images, repositories } = one.world;
    images['implant-3'] = { ...images['implant-2'], layers: [{ does: 'ENV TIDE=3', files: { tide: '3' } }] };
    repositories['paperboat/web'].images.push('implant-3');
    one.story.late = {
      initial: 'waiting',
      states: {
        waiting: { on: { 'exercise-started': [{ to: 'over', do: [LATE_PUSH, CLEAN_PUSH] }] } },
        over: { final: true },
      },
    };
  },
  'check/task-never-earned': (one) => {
    points(one, 0, 0).when = { all: [{ 'tag-clean': 'paperboat/web:latest' }, { 'serves-poison': {} }] };
  },
  'check/inject-never-comes': (one) => {
    one.story['nudge-close'].states.waiting.on['consumer-told'][0].when = { reached: 3 };
  },
};

describe('a rule about plays', () => {
  test.each(Object.entries(BROKEN))('%s finds what breaks it', (id, change) => {
    const { findings } = report(contextOf(tutorialWith(change)));
    expect(findings.map(({ rule }) => rule.id)).toContain(id);
  });

  test('that asks for exploration finds an ending that no line comes to', () => {
    const context = contextOf(
      tutorialWith((one) => {
        one.endings.splice(1, 0, {
          ...one.endings[1],
          id: 'never',
          any: [{ when: { reached: 3 }, at: 'endEx' }],
        });
      }),
    );
    const { findings } = report(context, 1500);
    expect(findings.map(({ rule, finding }) => [rule.id, finding.path.join('.')])).toEqual([
      ['check/ending-never-reached', 'endings.1.id'],
    ]);
  });

  test('finds nothing in the tutorial, explored', () => {
    expect(report(contextOf(tutorialWith()), 1500).findings).toEqual([]);
  });
});

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
  const ids = (change: (document: Loose) => void) =>
    report(contextOf(tutorialWith(change)), 300).findings.map(({ rule }) => rule.id);

  test('is all that is said, if it is the first: the rest only follows from it', () => {
    const stop = (one: Loose) => {
      const expert = playbook(one, 'expert');
      delete expert.file;
      expert.decisions = ['inspect tags paperboat/web', 'inspect job web-release#99'];
    };
    expect(ids(stop)).toEqual(['check/playbook-stops']);
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

test('a hazard may be cheaper on a draw, and not free', () => {
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
  expect(costing(4)).toEqual([]);
  expect(costing(3)).toEqual([
    'At seed 1, "mends-first" runs into H-01 and loses only 3 points against "expert"; it leaves what it promises at 1 of 1 seeds.',
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

describe('what only a broken engine or score could show', () => {
  const context = contextOf(tutorialWith());
  const whole = report(context, 300);
  const moves = [{ at: 60, by: 'engineer', do: 'revoke old-laptop' }];
  const explored = whole.explored as NonNullable<PlayReport['explored']>;
  const breach = (law: Breach['law']): Breach => ({
    law,
    ...(moves[0] as (typeof moves)[0]),
    change: '5m earlier',
    points: 90,
    before: 100,
    moves,
  });
  const find = (id: string, more: object, exceptions: LintContext['scenario']['exceptions'] = []) =>
    PLAY_RULES.find((one) => one.id === id)?.find({
      ...context,
      scenario: { ...context.scenario, exceptions },
      ...whole,
      gathered: explored.gathered,
      explored: { ...explored, ...more },
      neverShown: [],
      unusedPushes: [],
    });

  test.each(['4a', '4b', '4c'] as const)(
    'a breach of law %s is found, with the play that shows it',
    (law) => {
      expect(find(`check/law-${law}`, { breaches: [breach(law)] })).toMatchObject([{ moves }]);
      expect(find(`check/law-${law}`, { breaches: [] })).toEqual([]);
    },
  );

  test('a breach that the scenario names as an exception is none', () => {
    const exception = { law: '4b', decision: 'revoke old-laptop', hazard: 'H-02', why: 'It warns them.' };
    expect(find('check/law-4b', { breaches: [breach('4b')] }, [exception])).toEqual([]);
    expect(find('check/law-4b', { breaches: [breach('4b')] }, [{ ...exception, law: '4a' }])).toHaveLength(1);
  });

  test('a line that does not end is found', () => {
    const found = { moves, outcome: explored.record.best?.outcome };
    expect(find('check/never-ends', { record: { ...explored.record, endless: [found] } })).toHaveLength(1);
  });
});

test('every rule about plays is broken somewhere here', () => {
  const others = [
    'check/ending-never-reached',
    'check/never-ends',
    'check/law-4a',
    'check/law-4b',
    'check/law-4c',
  ];
  expect(PLAY_RULES.map((one) => one.id).sort()).toEqual([...Object.keys(BROKEN), ...others].sort());
});

test('checking twice says the same', () => {
  const context = contextOf(tutorialWith());
  const plain = ({ runs, policies, tornado }: PlayReport) =>
    JSON.stringify([runs, policies.map((one) => [one.scores, [...one.endings]]), tornado]);
  expect(plain(report(context))).toBe(plain(report(context)));
});
