import * as fs from 'node:fs';
import * as path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { scoreboardDocument } from '../../src/schema/scoreboard-document.ts';
import { homeOfItsOwn, hotwash, keepRun } from './here.ts';

const home = homeOfItsOwn();
let good = '';
let spoilt = '';

function journalOf(id: string): string {
  const folder = path.join(home.folder(), 'sessions');
  const name = fs.readdirSync(folder).find((one) => one.startsWith(id) && one.endsWith('.jsonl'));
  return path.join(folder, name ?? '');
}

beforeAll(async () => {
  good = await keepRun('novice');
  spoilt = await keepRun('nothing');
  const lines = fs.readFileSync(journalOf(spoilt), 'utf8').split('\n');
  const end = lines.findIndex((line) => line.includes('"kind":"end"'));
  lines[end] = (lines[end] ?? '').replace('"percent":0', '"percent":100');
  fs.writeFileSync(journalOf(spoilt), lines.join('\n'));
});

test('a changed journal stands apart from one that comes out the same', async () => {
  const { code, out } = await hotwash('scoreboard', 'poisoned-base-image', '--json');
  expect(code).toBe(0);
  const { boards } = scoreboardDocument.parse(JSON.parse(out));
  expect(boards).toHaveLength(1);
  const { groups, unfinished } = boards[0] ?? { groups: null, unfinished: -1 };
  expect(groups?.headless.map((row) => row.session)).toEqual([good]);
  expect(groups?.headless[0]?.pillars).not.toBeNull();
  expect(groups?.unverified.map((row) => row.session)).toEqual([spoilt]);
  expect(groups?.unverified[0]?.apart[0]).toMatch(/line \d+ of the journal/);
  expect(unfinished).toBe(0);
});

test('people read the same, a table a group', async () => {
  const { code, out } = await hotwash('scoreboard');
  expect(code).toBe(0);
  expect(out.indexOf(good)).toBeGreaterThan(out.indexOf('Headless'));
  expect(out.indexOf(spoilt)).toBeGreaterThan(out.indexOf('Unverified'));
});

test('a scenario that nobody knows is not found', async () => {
  expect(await hotwash('scoreboard', 'no-such-drill')).toMatchObject({ code: 66, out: '' });
});
