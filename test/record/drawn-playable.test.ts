import { afterEach, beforeEach, expect, test } from 'vitest';
import { drawnPlayable, varies } from '../../src/record/drawn-playable.ts';
import { runPlaybook } from '../../src/record/headless.ts';
import { resumeRecorded, startRecorded } from '../../src/record/open-recorded.ts';
import { playbookTexts } from '../../src/record/playbook-texts.ts';
import { findKeptScenario } from '../../src/record/scenario-catalogue.ts';
import { judgeReplayed, readStored, replayStored } from '../../src/record/stored-session.ts';
import { temporaryHome } from '../store/store-helpers.ts';
import { loadDrill, options, playbookLines } from './drill.ts';

const SEED = 7;
const drill = await loadDrill();
let home: ReturnType<typeof temporaryHome>;
beforeEach(() => {
  home = temporaryHome();
});
afterEach(() => home.remove());

const findKept: Parameters<typeof resumeRecorded>[3] = (header) => findKeptScenario(home.places, header);

test('a session of a seed is resumed as it was drawn, and its scenario keeps the digest of the file', async () => {
  const first = await startRecorded(home.places, drill, { ...options, seed: SEED });
  const read = first.read('inspect tags harborlight/base');
  if (!read.ok) throw new Error(read.rejection.message);
  first.take(read.decision, null);
  first.pass(300);
  await first.close();
  expect(first.header).toMatchObject({ seed: SEED, scenario: { digest: drill.scenario.digest } });
  const second = await resumeRecorded(home.places, first.header.session, '0.1.0', findKept);
  expect(second.session.course.history).toEqual(first.session.course.history);
  const images = (recorded: typeof second) => recorded.session.engine.scenario.estate.images;
  expect(images(second)).toEqual(images(first));
  expect(images(second).implant?.digest).not.toBe(drill.scenario.estate.images.implant?.digest);
  await second.close();
});

test('a run of a seed that is kept comes out alike when it is verified', async () => {
  const drawn = await drawnPlayable(drill, SEED);
  const lines = drawn.scenario.playbooks.find(({ id }) => id === 'expert')?.decisions ?? [];
  const { mode: _, ...start } = options;
  const run = await runPlaybook(drill, lines, { ...start, seed: SEED }, home.places);
  if (!run.ok) throw new Error(run.problem.message);
  const { session, factsDigest, score, seed } = run.outcome.result;
  expect([seed, score.percent >= 95]).toEqual([SEED, true]);
  const again = await replayStored(readStored(home.places, session ?? ''), findKept);
  expect(again.replayed.divergence).toBeNull();
  expect(judgeReplayed(again).result).toMatchObject({ factsDigest, seed: SEED, score });
});

test('a line that somebody wrote is taken as written, whatever the seed draws', async () => {
  const lines = playbookLines(drill, 'expert');
  const { mode: _, ...start } = options;
  const run = await runPlaybook(drill, lines, { ...start, seed: SEED }, null);
  expect(run.ok).toBe(false);
});

test('drawing is always from what is written: again, back, and of another seed', async () => {
  const drawn = await drawnPlayable(drill, SEED);
  expect(await drawnPlayable(drawn, SEED)).toBe(drawn);
  expect((await drawnPlayable(drawn, 0)).scenario).toBe(drill.scenario);
  expect(await drawnPlayable(drill, 0)).toBe(drill);
  const other = await drawnPlayable(drawn, 8);
  expect(JSON.stringify(other)).toBe(JSON.stringify(await drawnPlayable(drill, 8)));
  expect(playbookTexts(drawn)).toEqual(playbookTexts(drill));
});

test('a scenario without draws is the same on every seed', async () => {
  const source = JSON.stringify({ ...JSON.parse(drill.source), vary: [] });
  const still = { ...drill, source };
  expect([varies(drill), varies(still)]).toEqual([true, false]);
  expect(await drawnPlayable(still, SEED)).toBe(still);
});
