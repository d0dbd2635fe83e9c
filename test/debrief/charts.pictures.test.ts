import { describe, expect, test } from 'vitest';
import { drawAxis } from '../../src/debrief/charts/axis-text.ts';
import { makeConsumerLadder } from '../../src/debrief/charts/consumer-ladder.ts';
import { makeHarmChart } from '../../src/debrief/charts/harm-chart.ts';
import { drawHarm } from '../../src/debrief/charts/harm-text.ts';
import { drawLadder } from '../../src/debrief/charts/ladder-text.ts';
import { drawLanes } from '../../src/debrief/charts/lanes-text.ts';
import { cutTo, type Line, plainText, type Room, timeRow } from '../../src/debrief/charts/picture.ts';
import { makePlaybookAxis, playReference } from '../../src/debrief/charts/playbook-axis.ts';
import { makeRoleLanes } from '../../src/debrief/charts/role-lanes.ts';
import { makeScopeChart } from '../../src/debrief/charts/scope-chart.ts';
import { drawScope } from '../../src/debrief/charts/scope-text.ts';
import { makeTornadoChart } from '../../src/debrief/charts/tornado-chart.ts';
import { drawTornado, tellWorth } from '../../src/debrief/charts/tornado-text.ts';
import { ENGINE_ONE, playbookOf, played } from '../helpers/scenario-one.ts';

const NOVICE = played(playbookOf('novice').decisions);
const HARM = makeHarmChart(NOVICE, playReference(ENGINE_ONE));
const worth = (seq: number, points: number, hours = 0) => ({
  seq,
  at: 600,
  do: `revoke hub-ci-202${seq}`,
  change: { kind: 'drop' as const, seq },
  points,
  exposedConsumerHours: hours,
});
const TORNADO = makeTornadoChart([worth(1, -13.5, 10.34), worth(2, 3), worth(3, 0)], 5);
const MARKS = Array.from({ length: 30 }, (_, index) => ({
  id: `p${index}`,
  title: `Play ${index}`,
  percent: index * 3,
  ending: 'clean-cut',
}));
const AXIS = makePlaybookAxis({ percent: 58.5, ending: 'ghost-key' }, MARKS);

const PICTURES: Readonly<Record<string, (room: Room) => readonly Line[]>> = {
  harm: (room) => drawHarm(HARM, room),
  ladder: (room) => drawLadder(makeConsumerLadder(NOVICE), room),
  lanes: (room) => drawLanes(makeRoleLanes(NOVICE), room),
  scope: (room) => drawScope(makeScopeChart(NOVICE), room),
  axis: (room) => drawAxis(AXIS, room),
  tornado: (room) => drawTornado(TORNADO, room),
};

describe.each(Object.entries(PICTURES))('the picture of %s', (_name, draw) => {
  test('stays within any room', () => {
    for (const width of [30, 40, 58, 78, 118, 200])
      for (const height of [3, 8, 17, 36]) {
        const lines = draw({ width, height, ascii: false }).map(plainText);
        expect(lines.length).toBeLessThanOrEqual(height);
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      }
  });

  test('is plain ASCII where only that can be shown', () => {
    for (const line of draw({ width: 78, height: 20, ascii: true }).map(plainText))
      expect(line).toMatch(/^[\x20-\x7e]*$/);
  });

  test('has no hole in it', () => {
    const text = draw({ width: 78, height: 20, ascii: true }).map(plainText).join('\n');
    expect(text).not.toMatch(/undefined|NaN|Infinity/);
  });
});

describe('what the pictures say', () => {
  const text = (lines: readonly Line[]): string => lines.map(plainText).join('\n');

  test('harm beyond the expert has another mark than harm that the expert had too', () => {
    const lines = drawHarm(HARM, { width: 78, height: 20, ascii: true }).map(plainText);
    const access = lines.slice(lines.findIndex((line) => line.startsWith('Credentials')) + 1);
    expect(access[0]).toMatch(/^ {2}3 :+#+ *$/);
  });

  test('decisions stand over their time by the letter of their pillar', () => {
    const shown = text(drawHarm(HARM, { width: 118, height: 30, ascii: true }).slice(0, 4));
    expect(shown.startsWith('You')).toBe(true);
    for (const letter of ['i', 'r', 'c', 'n', 'p']) expect(shown).toContain(letter);
  });

  test('at eighty columns too the legend says what the letters are', () => {
    expect(text(drawHarm(HARM, { width: 78, height: 20, ascii: false }))).toContain('i r c n p l: decisions');
  });

  test('the session is always in sight among the playbooks', () => {
    for (const height of [6, 10, 30])
      expect(text(drawAxis(AXIS, { width: 60, height, ascii: true }))).toContain('>  58.5');
  });

  test('bars of a tornado point to the side of their sign', () => {
    const lines = drawTornado(TORNADO, { width: 78, height: 10, ascii: true }).map(plainText);
    expect(lines[2]).toMatch(/-13\.5 #+\|/);
    expect(lines[3]).toMatch(/\|#+ +\+3/);
    expect(lines[0]).toContain('3 of 5');
    expect(tellWorth(TORNADO.rows[0]!)).toEqual([
      'without it: -13.5 points, 10.3 consumer-hours of exposure more',
    ]);
  });

  test('a consumer that never came clean is called so', () => {
    const silent = makeConsumerLadder(played(playbookOf('nothing').decisions));
    expect(text(drawLadder(silent, { width: 78, height: 20, ascii: true }))).toContain('never');
  });

  test('times on the axis do not run into one another', () => {
    for (const columns of [10, 30, 74, 114]) {
      const row = timeRow({ from: 0, to: 4 * 3600, columns }, 2);
      expect(row.length).toBeLessThanOrEqual(columns + 2);
      expect(row).toMatch(/^ {2}(\S+( +\S+)*)?$/);
    }
  });

  test('a text is cut with a mark and filled with blanks', () => {
    expect(cutTo('abcdef', 4, false)).toBe('abc…');
    expect(cutTo('abcdef', 4, true)).toBe('a...');
    expect(cutTo('ab', 4, true)).toBe('ab  ');
  });
});
