import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startRecorded } from '../../src/record/open-recorded.ts';
import { playbookTexts } from '../../src/record/playbook-texts.ts';
import { findKeptScenario, findScenario } from '../../src/record/scenario-catalogue.ts';
import { readStored } from '../../src/record/stored-session.ts';
import { exportSession, importSession } from '../../src/store/session-archive.ts';
import { temporaryHome } from '../store/store-helpers.ts';
import { loadDrill, options } from './drill.ts';

const drill = await loadDrill();
let home: ReturnType<typeof temporaryHome>;
let other: ReturnType<typeof temporaryHome>;
beforeEach(() => {
  home = temporaryHome();
  other = temporaryHome();
});
afterEach(() => {
  home.remove();
  other.remove();
});

async function begun(playable = drill): Promise<string> {
  const recorded = await startRecorded(home.places, playable, options);
  await recorded.close();
  return recorded.header.session;
}

const keptIn = async (places: typeof home.places, id: string) =>
  (await findKeptScenario(places, readStored(places, id).header)).scenario.playbooks;

const withoutLines = (playbooks: (typeof drill)['scenario']['playbooks']) =>
  playbooks.map((one) => ({
    ...one,
    decisions: one.decisions.map(({ at, by, do: words }) => ({ at, by, do: words })),
  }));

/** The one file in which the playbooks lie. */
function keptFile(): string {
  const name = readdirSync(home.places.scenarios).find((one) => one.endsWith('.playbooks.json'));
  if (name === undefined) throw new Error('no playbooks are kept');
  return join(home.places.scenarios, name);
}

test('a session keeps the playbooks of its scenario, decision for decision, wherever their files went', async () => {
  const playbooks = await keptIn(home.places, await begun());
  expect(playbooks.length).toBeGreaterThan(10);
  expect(withoutLines(playbooks)).toEqual(withoutLines(drill.scenario.playbooks));
});

test('an exported session takes them along', async () => {
  const id = await begun();
  await importSession(other.places, exportSession(home.places, readStored(home.places, id).path));
  expect(withoutLines(await keptIn(other.places, id))).toEqual(withoutLines(drill.scenario.playbooks));
});

test.each([
  ['cut short', '{"playbooks/expert.yaml": "scen'],
  ['no map', '[1, 2]'],
  ['a map of something else', '{"playbooks/expert.yaml": 3}'],
  [
    'playbooks that nobody can read',
    '{"playbooks/expert.yaml": "scenario: poisoned-base-image\\ndecisions: [dance]"}',
  ],
])('playbooks that are %s take nothing but themselves away', async (_, text) => {
  const id = await begun();
  writeFileSync(keptFile(), text);
  const { scenario } = await findKeptScenario(home.places, readStored(home.places, id).header);
  expect(scenario.id).toBe('poisoned-base-image');
  expect(scenario.playbooks).toEqual([]);
});

test('a scenario whose playbooks all stand in its own file keeps none beside it', async () => {
  expect(playbookTexts(await findScenario('tutorial'))).toHaveProperty(['playbooks/expert.yaml']);
  const { playbooks } = drill.scenario;
  const inline = playbooks.map(({ id }) => ({ id, decisions: [] }));
  expect(playbookTexts({ ...drill, source: JSON.stringify({ playbooks: inline }) })).toEqual({});
});
