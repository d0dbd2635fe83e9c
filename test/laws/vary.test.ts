import { expect, test } from 'vitest';
import { playLines } from '../../src/exercise/playbook.ts';
import { finish, makeEngine, openSession } from '../../src/exercise/session.ts';
import { drawnPlayable, varies } from '../../src/record/drawn-playable.ts';
import { findScenario } from '../../src/record/scenario-catalogue.ts';
import { builtInIds } from '../../src/record/shelf.ts';
import { scoreSession } from '../../src/scoring/score.ts';
import { digestOf } from '../helpers/facts-digest.ts';

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

/** What a playbook missed of its ending and its band on this draw; empty when it missed nothing. */
function misses(scenario: Awaited<ReturnType<typeof findScenario>>['scenario']): readonly string[] {
  const opening = openSession(makeEngine(scenario));
  return scenario.playbooks.flatMap(({ id, ending, band, decisions }) => {
    const played = playLines(opening, decisions);
    if (!played.ok) return [`${id}: ${played.problem.text}: ${played.problem.message}`];
    const score = scoreSession(finish(played.session));
    const isIn = score.ending.id === ending && score.percent >= band[0] && score.percent <= band[1];
    return isIn ? [] : [`${id}: ${score.ending.id} ${score.percent}`];
  });
}

for (const id of builtInIds()) {
  const playable = await findScenario(id);
  if (!varies(playable)) continue;
  test.each(SEEDS)(`every playbook of ${id} keeps its ending and its band on seed %i`, async (seed) => {
    expect(misses((await drawnPlayable(playable, seed)).scenario)).toEqual([]);
  });
}

const PLAIN_LOOKS = ['inspect tags harborlight/base', 'inspect audit-log harborlight/base'];

async function seenOn(seed: number): Promise<string> {
  const { scenario } = await drawnPlayable(await findScenario('poisoned-base-image'), seed);
  const lines = PLAIN_LOOKS.map((line) => ({ at: null, by: null, do: line, line: 0 }));
  const played = playLines(openSession(makeEngine(scenario)), lines);
  if (!played.ok) throw new Error(played.problem.message);
  return digestOf(finish(played.session));
}

test('one seed is one history, and twenty seeds show a team twenty different things', async () => {
  const seen = await Promise.all(SEEDS.map(seenOn));
  expect(new Set(seen).size).toBe(SEEDS.length);
  expect(await Promise.all(SEEDS.slice(0, 4).map(seenOn))).toEqual(seen.slice(0, 4));
});

test('the draws of the first drill reach every token and tag that may be drawn', async () => {
  const playable = await findScenario('poisoned-base-image');
  const drawn = await Promise.all(SEEDS.map((seed) => drawnPlayable(playable, seed)));
  const leaked = drawn.map(({ scenario }) =>
    Object.values(scenario.estate.credentials)
      .filter(({ id, holders }) => id.startsWith('hub-') && holders.includes('crew'))
      .map(({ id }) => id)
      .join(),
  );
  const pushed = drawn.map(({ scenario }) =>
    scenario.prologue.map(({ line }) => line).filter((line) => line.startsWith('push')).length > 0
      ? scenario.prologue.map(({ line }) => line)[1]
      : '',
  );
  expect(new Set(leaked)).toEqual(new Set(['hub-ci-2023', 'hub-ci-2024']));
  expect(new Set(pushed)).toEqual(
    new Set(['push harborlight/base:1.8 to image:implant', 'push harborlight/base:1.8.3 to image:implant']),
  );
});

test('what people read speaks of what was drawn', async () => {
  const playable = await findScenario('poisoned-base-image');
  for (const seed of SEEDS) {
    const { scenario } = await drawnPlayable(playable, seed);
    const leaked = Object.values(scenario.estate.credentials).find(
      ({ id, holders }) => id.startsWith('hub-') && holders.includes('crew'),
    );
    const other = leaked?.label === 'ci-2023' ? 'ci-2024' : 'ci-2023';
    const texts = JSON.stringify([scenario.conclusions, scenario.estate.injects, scenario.objectives]);
    expect(texts).toContain(leaked?.label);
    expect(texts).not.toContain(other);
    const second = scenario.prologue[1]?.line.includes('1.8.3') ? '1.8.3' : '1.8';
    expect(scenario.conclusions.find(({ id }) => id === 'poison')?.title).toContain(
      `stable and ${second} name`,
    );
  }
});
