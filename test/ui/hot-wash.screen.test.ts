import { describe, expect, test } from 'vitest';
import { OPENING_ONE, playbookOf } from '../helpers/scenario-one.ts';
import { lookOf, press, reviewDesk, rowsOf, taleOf, typeText } from './review-desk.ts';

const TALE = taleOf(OPENING_ONE, playbookOf('novice').decisions);
const SMALL = lookOf(80, 23);

function openHotWash(answered: [string, string][] = []) {
  const desk = reviewDesk();
  return desk.screens.hotWash(TALE.told, TALE.outcome, (question, text) => answered.push([question, text]));
}

const pageOf = (key: string, look = SMALL): string => {
  const screen = openHotWash();
  press(screen, look, key);
  return rowsOf(screen, look).join('\n');
};

describe('the hot wash on a screen', () => {
  test('tells the score by pillar and the ending out of the session itself', () => {
    const text = rowsOf(openHotWash(), SMALL).join('\n');
    expect(text).toContain('58.5 of 100 points');
    for (const pillar of ['investigate', 'rotate', 'clean', 'notify', 'pin']) expect(text).toContain(pillar);
    expect(text).toContain('Ghost key');
    expect(text).toContain('forge-bot still works for them a day later');
  });

  test.each([
    ['2', 'The push is tied to the old token'],
    ['3', 'Consumers exposed'],
    ['4', 'What you claimed, and what was true'],
    ['5', 'northwind'],
    ['6', 'busy'],
    ['7', 'reference plays'],
    ['8', 'left out or moved'],
    ['9', 'What did you believe'],
  ])('page %s is there at 80 by 24', (key, words) => {
    expect(pageOf(key)).toContain(words);
  });

  test('every objective of the tasks is told whole at 80 columns', () => {
    const told = pageOf('2', lookOf(80, 150)).replaceAll(/\s+/g, ' ');
    for (const { title, target } of TALE.outcome.score.objectives) {
      expect(told).toContain(` ${title} `);
      expect(told).toContain(target);
    }
  });

  test('no page is larger than the terminal, whatever its size', () => {
    for (const [columns, rows] of [
      [40, 11],
      [60, 19],
      [120, 39],
    ] as const)
      for (const key of '123456789') {
        const look = lookOf(columns, rows, true);
        const screen = openHotWash();
        press(screen, look, key);
        const shown = rowsOf(screen, look);
        expect(shown.length).toBeLessThanOrEqual(rows);
        for (const line of shown) {
          expect(line.length).toBeLessThanOrEqual(columns);
          expect(line).toMatch(/^[\x20-\x7e]*$/);
        }
      }
  });

  test('what takes long is worked on between keys, and every page can be looked at meanwhile', () => {
    const screen = openHotWash();
    expect(screen.tickEvery()).not.toBeNull();
    press(screen, SMALL, '8');
    expect(rowsOf(screen, SMALL).join('\n')).toContain('plays so far');
    for (let tick = 0; tick < 20; tick++) screen.tick(SMALL);
    press(screen, SMALL, '2');
    expect(rowsOf(screen, SMALL).join('\n')).toContain('Implant copied');
  });

  test('every task says why, and Enter shows the moment that made it so', () => {
    const screen = openHotWash();
    press(screen, SMALL, '2', 'j');
    expect(rowsOf(screen, SMALL).join('\n')).toMatch(/f\d+ at T\+29m/);
    const where = press(screen, SMALL, 'enter');
    if (where?.to !== 'push') throw new Error('it went nowhere');
    expect(where.screen.name).toBe('replay');
    expect(rowsOf(where.screen, SMALL)[0]).toContain('T+29m');
  });

  test('a task that never came about has no moment to show', () => {
    const screen = openHotWash();
    expect(press(screen, SMALL, '2', 'j', 'j', 'enter')).toMatchObject({ to: 'say' });
  });

  test('an answer is kept with the session and shown', () => {
    const answered: [string, string][] = [];
    const screen = openHotWash(answered);
    press(screen, SMALL, '9', 'j', 'enter');
    expect(screen.isTyping).toBe(true);
    typeText(screen, 'We revoked the token');
    expect(answered).toEqual([]);
    press(screen, SMALL, 'enter');
    expect(answered).toEqual([['q2', 'We revoked the token']]);
    expect(rowsOf(screen, SMALL).join('\n')).toContain('We revoked the token');
    expect(screen.isTyping).toBe(false);
  });

  test('letters go into the answer while it is typed, and Escape leaves it as it was', () => {
    const answered: [string, string][] = [];
    const screen = openHotWash(answered);
    press(screen, SMALL, '9', 'enter', 'q', 'r', '2', 'escape');
    expect(rowsOf(screen, SMALL)[1]).toContain('[9 Talk]');
    press(screen, SMALL, 'enter', 'enter');
    expect(answered).toEqual([]);
  });

  test('a stored session takes no answers', () => {
    const screen = reviewDesk().screens.hotWash(TALE.told, TALE.outcome, null);
    expect(press(screen, SMALL, '9', 'enter')).toMatchObject({ to: 'say' });
  });
});
