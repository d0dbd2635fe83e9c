import { randomInt } from 'node:crypto';
import { varies } from '../record/drawn-playable.ts';
import type { PlayableScenario } from '../record/playable.ts';
import { readCatalogue } from '../store/catalogue.ts';
import type { Places } from '../store/paths.ts';
import { StoreError } from '../store/store-error.ts';

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
  return (await wasPlayedHere(playable.scenario.id, places)) ? randomInt(1, MOST_SEEDS) : 0;
}

async function wasPlayedHere(id: string, places: Places): Promise<boolean> {
  try {
    const catalogue = await readCatalogue(places);
    return catalogue.some(({ scenario, mode }) => scenario?.id === id && mode !== 'headless');
  } catch (thrown) {
    // Beginning the session meets the same trouble at once, and says what cannot be written.
    if (thrown instanceof StoreError) return false;
    throw thrown;
  }
}
