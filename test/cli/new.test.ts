import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { playLines } from '../../src/exercise/playbook.ts';
import { finish, makeEngine, openSession } from '../../src/exercise/session.ts';
import { findScenario } from '../../src/record/scenario-catalogue.ts';
import { scoreSession } from '../../src/scoring/score.ts';
import { homeOfItsOwn, hotwash } from './here.ts';

homeOfItsOwn();
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hotwash-new-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const written = () => join(folder, 'my-drill', 'scenario.yaml');

test('new writes a scenario under the id that was given, and says what to do next', async () => {
  const { code, out } = await hotwash('new', 'my-drill', '--dir', folder);
  expect(code).toBe(0);
  expect(out.split('\n').filter((line) => line.startsWith('  hotwash '))).toHaveLength(3);
  expect(out).toContain(`hotwash check ${written()}`);
  expect((await findScenario(written())).scenario.id).toBe('my-drill');
});

test('what it writes checks clean', async () => {
  await hotwash('new', 'my-drill', '--dir', folder);
  expect(await hotwash('check', written())).toMatchObject({ code: 0 });
});

test('its playbooks come to their endings and bands, and there are at least three', async () => {
  await hotwash('new', 'my-drill', '--dir', folder);
  const { scenario } = await findScenario(written());
  expect(scenario.playbooks.length).toBeGreaterThanOrEqual(3);
  const opening = openSession(makeEngine(scenario));
  for (const { id, ending, band, decisions } of scenario.playbooks) {
    const played = playLines(opening, decisions);
    const score = scoreSession(finish(played.session));
    expect([id, played.ok, score.ending.id]).toEqual([id, true, ending]);
    expect(score.percent).toBeGreaterThanOrEqual(band[0]);
    expect(score.percent).toBeLessThanOrEqual(band[1]);
  }
});

test('it plays', async () => {
  await hotwash('new', 'my-drill', '--dir', folder);
  const { code, out } = await hotwash('graph', written());
  expect([code, out.startsWith('# A tag that moved')]).toEqual([0, true]);
  expect(await hotwash('show', written())).toMatchObject({ code: 0 });
});

test('its first line names a schema that lies where it says', async () => {
  await hotwash('new', 'my-drill', '--dir', folder);
  const [first = ''] = readFileSync(written(), 'utf8').split('\n');
  const [, path = ''] = /^# yaml-language-server: \$schema=(\S+)$/.exec(first) ?? [];
  const schema = JSON.parse(readFileSync(join(folder, 'my-drill', path), 'utf8'));
  expect(schema.title).toBe('A hotwash scenario');
});

test('it never touches what is there', async () => {
  mkdirSync(join(folder, 'my-drill'));
  writeFileSync(join(folder, 'my-drill', 'notes.txt'), 'mine');
  const { code, err } = await hotwash('new', 'my-drill', '--dir', folder);
  expect([code, readdirSync(join(folder, 'my-drill'))]).toEqual([64, ['notes.txt']]);
  expect(err).toContain('is there already');
});

test.each(['Drill', 'a b', '../up', '', 'x'.repeat(64), '-n', 'é'])('%j is no id', async (id) => {
  const { code } = await hotwash('new', '--dir', folder, '--', id);
  expect([code, readdirSync(folder)]).toEqual([64, []]);
});

test('a place that cannot be written is said with 74', async () => {
  writeFileSync(join(folder, 'file'), '');
  const { code, err } = await hotwash('new', 'my-drill', '--dir', join(folder, 'file'));
  expect(code).toBe(74);
  expect(err).toContain('cannot be written');
});
