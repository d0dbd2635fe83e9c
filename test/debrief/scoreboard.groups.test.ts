import { describe, expect, test } from 'vitest';
import {
  groupOf,
  makeScoreboards,
  type PlayedSession,
  printScoreboard,
  SCOREBOARD_GROUPS,
} from '../../src/debrief/scoreboard.ts';
import { isPlainText } from '../../src/exercise/journal-text.ts';

const points = (value: number) => ({ points: value, of: 20 });

const session = (id: string, more: Partial<PlayedSession> = {}): PlayedSession => ({
  scenario: { id: 'drill', title: 'Drill', digest: `sha256:${'1'.repeat(64)}` },
  session: id,
  created: `2026-05-20T10:00:0${id.length}Z`,
  team: 'Night shift',
  mode: 'assess',
  seed: 0,
  engine: '0.1.0',
  decisions: 3,
  pauses: 0,
  hints: 0,
  undone: 0,
  interventions: 0,
  facilitator: false,
  isShortened: false,
  unverified: null,
  percent: 50,
  ending: { id: 'clean-cut', title: 'Clean cut' },
  pillars: { investigate: points(1), rotate: points(2), clean: points(3), notify: points(4), pin: points(5) },
  ...more,
});

describe('a session stands', () => {
  test.each([
    ['assess', { mode: 'assess' }],
    ['coach', { mode: 'coach' }],
    ['headless', { mode: 'headless' }],
    ['modified', { mode: 'coach', hints: 1 }],
    ['modified', { mode: 'coach', undone: 1 }],
    ['modified', { mode: 'assess', interventions: 1 }],
    ['modified', { mode: 'assess', facilitator: true }],
    ['modified', { mode: 'assess', isShortened: true }],
    ['unverified', { mode: 'assess', unverified: 'differs' }],
    ['unverified', { mode: 'coach', hints: 2, unverified: 'differs' }],
  ] as const)('as %s when it has %j', (group, more) => {
    expect(groupOf(session('a', more))).toBe(group);
    const [board] = makeScoreboards([session('a', more)]);
    expect(SCOREBOARD_GROUPS.filter((one) => (board?.groups[one].length ?? 0) > 0)).toEqual([group]);
  });

  test('beside others of its group by score, then by who came first', () => {
    const [board] = makeScoreboards([
      session('ccc', { percent: 70 }),
      session('bb', { percent: 90 }),
      session('a', { percent: 70 }),
      session('dddd', { percent: null }),
    ]);
    expect(board?.groups.assess.map((row) => row.session)).toEqual(['bb', 'a', 'ccc', 'dddd']);
  });

  test('never beside another edition of its scenario', () => {
    const other = { id: 'drill', title: 'Drill', digest: `sha256:${'2'.repeat(64)}` };
    const boards = makeScoreboards([session('a'), session('bb', { scenario: other })], [other.digest]);
    expect(boards.map((board) => board.scenario.digest[7])).toEqual(['2', '1']);
    expect(boards.map((board) => board.unfinished)).toEqual([1, 0]);
  });
});

describe('the board as text', () => {
  const text = printScoreboard(
    makeScoreboards([
      session('a', { percent: 40 }),
      session('bb', { mode: 'coach', percent: 99 }),
      session('ccc', { mode: 'coach', percent: 98, hints: 2, undone: 1 }),
      session('dddd', {
        unverified: 'differs in line 9\u001b[2J',
        team: 'x\u202ey',
        pillars: null,
        ending: null,
      }),
    ])[0] as never,
  ).join('\n');

  test('has one table a group, each under its own heading', () => {
    expect(text.match(/^ +SCORE/gm)?.length).toBe(4);
    const at = (words: string): number => text.indexOf(words);
    expect(at('Assessed')).toBeLessThan(at('40 %'));
    expect(at('40 %')).toBeLessThan(at('Coached'));
    expect(at('99 %')).toBeLessThan(at('Modified'));
    expect(text).not.toContain('Headless');
  });

  test('says why a session stands apart', () => {
    expect(text).toContain('coach: 2 hints; 1 decision taken back');
    expect(text).toContain('assess: differs in line 9');
  });

  test('shows no control character', () => {
    expect(isPlainText(text)).toBe(true);
  });
});
