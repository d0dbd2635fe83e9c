import { randomInt } from 'node:crypto';
import { varies } from '../record/drawn-playable.ts';
import type { PlayableScenario } from '../record/playable.ts';
import { readCatalogue } from '../store/catalogue.ts';
import type { Places } from '../store/paths.ts';

const MOST_SEEDS = 1_000_000;

/**
 * The seed of a play by people: the one they give, else 0 for the first play of a scenario on this machine, which is so the same
 * for everybody, and one drawn for each later play, so that no second play is a memory test.
 */
export async function seedForPlay(
  given: number | undefined,
  playable: PlayableScenario,
  places: Places,
): Promise<number> {
  if (given !== undefined) return given;
  if (!varies(playable)) return 0;
  const played = (await readCatalogue(places)).some(
    ({ scenario, mode }) => scenario?.id === playable.scenario.id && mode !== 'headless',
  );
  return played ? randomInt(1, MOST_SEEDS) : 0;
}
