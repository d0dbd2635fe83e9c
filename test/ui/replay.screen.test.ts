import { describe, expect, test } from 'vitest';
import type { JournalStep } from '../../src/exercise/journal-fold.ts';
import { foldUndo } from '../../src/exercise/journal-fold.ts';
import { stripColumn } from '../../src/ui/replay/strip.ts';
import { OPENING_ONE, playbookOf } from '../helpers/scenario-one.ts';
import { lookOf, press, reviewDesk, rowsOf, taleOf, typeText } from './review-desk.ts';

const TALE = taleOf(OPENING_ONE, playbookOf('novice').decisions);
const SMALL = lookOf(80, 23);
const openReplay = (at: number | null = 0, desk = reviewDesk()) => desk.screens.replay(TALE.told, at);
const headOf = (screen: ReturnType<typeof openReplay>): string => rowsOf(screen, SMALL)[0] ?? '';
const textOf = (screen: ReturnType<typeof openReplay>, look = SMALL): string =>
  rowsOf(screen, look).join('\n');

test('at eighty columns names stand whole beside short digests, and what is cut says so', () => {
  const text = textOf(openReplay());
  expect(text).toMatch(/harborlight\/worker:latest +names poisoned [0-9a-f]{8} /);
  expect(text).not.toMatch(/names poisoned sha256/);
  expect(text).toMatch(/eu-mirror +serves an implant for \S*…/);
});

describe('seeking', () => {
  test('it opens at the asked time, and at the alert without one', () => {
    expect(headOf(openReplay(1200))).toContain('T+20m');
    expect(headOf(openReplay(null))).toContain('T+0m');
  });

  test('steps go by fact, decision, message and move of the intruders, both ways', () => {
    const screen = openReplay();
    press(screen, SMALL, 'd');
    expect(headOf(screen)).toContain('T+15m');
    expect(textOf(screen)).toMatch(/▸● T\+15m +comms/);
    press(screen, SMALL, 'd', 'D');
    expect(headOf(screen)).toContain('T+15m');
    press(screen, SMALL, 'm');
    expect(headOf(screen)).toContain('T+20m');
    press(screen, SMALL, 'A');
    expect(headOf(screen)).toContain('T-');
    expect(press(openReplay(), SMALL, 'D')).toMatchObject({ to: 'say' });
  });

  test('a time can be typed as span or clock', () => {
    const screen = openReplay();
    press(screen, SMALL, 't');
    typeText(screen, 'T+1h05m');
    press(screen, SMALL, 'enter');
    expect(headOf(screen)).toContain('T+1h05m  10:25');
    press(screen, SMALL, ':');
    typeText(screen, '09:50');
    press(screen, SMALL, 'enter');
    expect(headOf(screen)).toContain('T+30m');
    press(screen, SMALL, 't');
    typeText(screen, 'soon');
    expect(press(screen, SMALL, 'enter')).toMatchObject({ to: 'say' });
  });

  test('search finds a fact, and the next one', () => {
    const screen = openReplay();
    press(screen, SMALL, '/');
    typeText(screen, 'revoked');
    press(screen, SMALL, 'enter');
    expect(headOf(screen)).toContain('T+35m');
    press(screen, SMALL, 'n');
    expect(headOf(screen)).not.toContain('T+35m');
    press(screen, SMALL, 'N');
    expect(headOf(screen)).toContain('T+35m');
  });
});

describe('what it shows', () => {
  test('what was true beside what the team had seen by then', () => {
    const before = textOf(openReplay(0));
    expect(before).toMatch(/! harborlight\/base:stable +names implant \(poisoned\) +never looked/);
    const after = textOf(openReplay(33 * 60));
    expect(after).toMatch(/harborlight\/base:stable +names clean +T\+32m names clean/);
  });

  test('harm and the active states of the story', () => {
    expect(textOf(openReplay(0))).toContain('intruders hold 3  poison served 5  consumers exposed 9');
    expect(textOf(openReplay(0))).toContain('registry-access content');
    expect(textOf(openReplay(33 * 60))).toContain('registry-access returning');
  });

  test('the expert beside it at the same second, differences first and marked', () => {
    const screen = openReplay(3600);
    press(screen, SMALL, 'e');
    const text = textOf(screen);
    expect(text).toContain("The expert's line");
    expect(text).toMatch(/\* eu-mirror +serves an implant/);
    press(screen, SMALL, 'e');
    expect(textOf(screen)).toContain('Seen by the team');
  });

  test('beside another play each line says whether it happened there, and v goes from one difference to the next', () => {
    const screen = openReplay(29 * 60);
    press(screen, SMALL, 'e');
    const lists = rowsOf(screen, SMALL).slice(3, 12);
    expect(lists[0]).toContain('* only here');
    expect(lists[0]).toContain('~ other time');
    const parts = lists.slice(1).map((line) => [line.slice(1, 40), line.slice(41)] as const);
    expect(parts.some(([mine]) => /^.\*.* T\+/.test(mine))).toBe(true);
    expect(parts.some(([, other]) => /^.\*.* T\+/.test(other))).toBe(true);
    const night = openReplay(-3600);
    press(night, SMALL, 'e');
    for (const line of rowsOf(night, SMALL).slice(4, 9))
      expect(line.slice(2, 3) + line.slice(42, 43)).toBe('  ');
    const before = headOf(screen);
    press(screen, SMALL, 'v');
    expect(rowsOf(screen, SMALL).join('\n')).toMatch(/▸[*~]/);
    expect(headOf(screen)).not.toBe(before);
    press(screen, SMALL, 'e');
    expect(textOf(screen)).not.toContain('only here');
    expect(press(screen, SMALL, 'v')).toBeNull();
  });

  test('it fits every size and ASCII', () => {
    for (const [columns, rows] of [
      [40, 11],
      [60, 19],
      [120, 39],
    ] as const) {
      const look = lookOf(columns, rows, true);
      const screen = openReplay(3600);
      for (const key of ['e', 'e']) {
        const shown = rowsOf(screen, look);
        expect(shown.length).toBeLessThanOrEqual(rows);
        for (const line of shown) expect(line).toMatch(new RegExp(`^[\\x20-\\x7e]{0,${columns}}$`));
        press(screen, look, key);
      }
    }
  });

  test('play has most of the strip, the night before and the day after a little', () => {
    const column = (at: number): number => stripColumn({ from: -25200, to: 86400 }, 9000, 100, at);
    expect(column(-25200)).toBe(0);
    expect(column(0)).toBe(12);
    expect(column(9000)).toBe(88);
    expect(column(86400)).toBe(99);
  });
});

describe('playing', () => {
  test('space plays and stands still, and nothing ticks while it stands', () => {
    const screen = openReplay();
    expect(screen.tickEvery()).toBeNull();
    press(screen, SMALL, 'space');
    expect(screen.tickEvery()).not.toBeNull();
    expect(headOf(screen)).toContain('>> 4 x');
    press(screen, SMALL, '+', '+', 'b');
    expect(headOf(screen)).toContain('<< 16 x');
    press(screen, SMALL, 'b');
    expect(screen.tickEvery()).toBeNull();
  });

  test('a jump stands still', () => {
    const screen = openReplay();
    press(screen, SMALL, 'space', 'd');
    expect(screen.tickEvery()).toBeNull();
  });
});

describe('what follows from a moment', () => {
  test('going on from here hands over the decisions so far and the time, nothing later', async () => {
    const asked: { branched?: readonly JournalStep[] } = {};
    const screen = openReplay(33 * 60, reviewDesk(asked));
    const where = press(screen, SMALL, 'f');
    if (where?.to !== 'work') throw new Error('nothing is done');
    await expect(where.work()).rejects.toThrow('branched');
    const decisions = foldUndo(TALE.told.records).decisions.filter((one) => one.at <= 33 * 60);
    expect(asked.branched).toEqual([...decisions, { kind: 'mark', at: 33 * 60 }]);
  });

  test('on a decision one goes on in its place', async () => {
    const asked: { branched?: readonly JournalStep[] } = {};
    const screen = openReplay(0, reviewDesk(asked));
    const where = press(screen, SMALL, 'd', 'd', 'f');
    if (where?.to !== 'work') throw new Error('nothing is done');
    await expect(where.work()).rejects.toThrow('branched');
    const [first, second] = foldUndo(TALE.told.records).decisions;
    expect(asked.branched).toEqual([first, { kind: 'mark', at: second?.at }]);
  });

  test('nobody goes on from a moment outside of play', () => {
    expect(press(openReplay(86400), SMALL, 'f')).toMatchObject({ to: 'say' });
    expect(press(openReplay(-3600), SMALL, 'w')).toMatchObject({ to: 'say' });
  });

  test('a what-if of the last decision shows the difference in points', async () => {
    const where = press(openReplay(33 * 60), SMALL, 'w');
    if (where?.to !== 'push') throw new Error('no panel');
    const panel = where.screen;
    const look = lookOf(80, 9);
    expect(rowsOf(panel, look).join('\n')).toContain('is left out: rotate aws-deploy');
    const answer = press(panel, look, 'enter');
    if (answer?.to !== 'pop' || answer.next?.to !== 'work') throw new Error('nothing is done');
    const shown = await answer.next.work();
    if (shown.to !== 'push') throw new Error('nothing is shown');
    expect(shown.screen.name).toMatch(/points: 58\.5 -> /);
  });

  test('a decision can be inserted there', async () => {
    const where = press(openReplay(1200), SMALL, 'w');
    if (where?.to !== 'push') throw new Error('no panel');
    const panel = where.screen;
    press(panel, SMALL, 'j', 'j', 'j', 'j', 'j', 'enter');
    expect(panel.isTyping).toBe(true);
    typeText(panel, 'pause api-build');
    const answer = press(panel, SMALL, 'enter');
    if (answer?.to !== 'pop' || answer.next?.to !== 'work') throw new Error('nothing is done');
    const shown = await answer.next.work();
    if (shown.to !== 'push') throw new Error('nothing is shown');
    expect(shown.screen.name).toContain('insert at T+20m: pause api-build');
  });

  test('a fact opens whole', () => {
    const screen = openReplay(29 * 60);
    const where = press(screen, SMALL, 'enter');
    if (where?.to !== 'push') throw new Error('nothing opens');
    expect(where.screen.name).toMatch(/^f\d+ at T\+29m/);
  });
});
