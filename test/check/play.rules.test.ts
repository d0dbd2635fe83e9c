import { describe, expect, test } from 'vitest';
import type { PlayReport } from '../../src/check/check-plays.ts';
import type { LintContext } from '../../src/check/lint-rule.ts';
import { PLAY_RULES } from '../../src/check/play-rules.ts';
import type { Breach } from '../../src/explore/laws.ts';
import { contextOf, tutorialWith } from '../helpers/tutorial-document.ts';
import { BROKEN, report } from './fixtures/plays.ts';

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
