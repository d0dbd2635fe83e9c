import { afterEach, beforeEach, expect, test } from 'vitest';
import { seedForPlay } from '../../src/cli/drawn-seed.ts';
import { startRecorded } from '../../src/record/open-recorded.ts';
import { findScenario } from '../../src/record/scenario-catalogue.ts';
import { options } from '../record/drill.ts';
import { temporaryHome } from '../store/store-helpers.ts';

const tutorial = await findScenario('tutorial');
let home: ReturnType<typeof temporaryHome>;
beforeEach(() => {
  home = temporaryHome();
});
afterEach(() => home.remove());

async function play(mode: 'coach' | 'headless' = 'coach'): Promise<void> {
  const recorded = await startRecorded(home.places, tutorial, { ...options, mode });
  await recorded.close();
}

test('the first play on a machine is as written', async () => {
  expect(await seedForPlay(undefined, tutorial, home.places)).toBe(0);
});

test('a run of a playbook is no play by people', async () => {
  await play('headless');
  expect(await seedForPlay(undefined, tutorial, home.places)).toBe(0);
});

test('a later play is drawn, each time anew', async () => {
  await play();
  const seeds = await Promise.all([1, 2, 3, 4].map(() => seedForPlay(undefined, tutorial, home.places)));
  expect(seeds.every((seed) => Number.isSafeInteger(seed) && seed > 0)).toBe(true);
  expect(new Set(seeds).size).toBeGreaterThan(1);
});

test('what somebody gives is taken, 0 too', async () => {
  await play();
  expect(await seedForPlay(0, tutorial, home.places)).toBe(0);
  expect(await seedForPlay(-3, tutorial, home.places)).toBe(-3);
});

test('where nothing varies nothing is drawn', async () => {
  await play();
  const still = { ...tutorial, source: JSON.stringify({ ...JSON.parse(tutorial.source), vary: [] }) };
  expect(await seedForPlay(undefined, still, home.places)).toBe(0);
});
