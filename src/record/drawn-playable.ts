import type { Checker } from '../schema/checker.ts';
import { quickChecker } from '../schema/quick-checker.ts';
import type { ScenarioSource } from '../schema/scenario.ts';
import { FILE_SHAPES } from '../schema/shapes.ts';
import { StoreError } from '../store/store-error.ts';
import { hashBytes } from './hash-bytes.ts';
import type { PlayableScenario } from './playable.ts';

/** True when the seed of a session changes anything in a scenario. */
export function varies({ source }: PlayableScenario): boolean {
  const { vary } = JSON.parse(source) as { readonly vary?: unknown };
  return Array.isArray(vary) && vary.length > 0;
}

/**
 * The scenario as a seed draws it, compiled from its source; seed 0, or nothing to draw, gives it as written. Its digest stays that
 * of the source: which scenario it is and what was drawn of it are two fields of a journal.
 */
export async function drawnPlayable(playable: PlayableScenario, seed: number): Promise<PlayableScenario> {
  if ((playable.drawn?.seed ?? 0) === seed) return playable;
  const { drawn, ...asIs } = playable;
  const from = drawn?.from ?? playable.scenario;
  if (seed === 0) return { ...asIs, scenario: from };
  if (!varies(playable)) return playable;
  const checked = playable.checked ?? (await checkedSource(playable));
  const { redrawScenario } = await import('../scenario/redraw.ts');
  const { scenario, diagnostics } = redrawScenario(from, checked, seed, hashBytes);
  if (scenario !== null) return { ...asIs, scenario, checked, drawn: { seed, from } };
  throw new StoreError(
    'damaged',
    `Seed ${seed} draws a scenario that does not compile: ${diagnostics[0]?.message ?? ''}`,
    'Seed 0 plays it as written; hotwash check tells what is wrong with its "vary".',
  );
}

// The schemas are asked only where the build has not made shapes of them.
async function checkedSource({ scenario, source }: PlayableScenario): Promise<ScenarioSource> {
  const checker = FILE_SHAPES === null ? await fileChecker() : quickChecker(FILE_SHAPES);
  const checked = checker.scenario(JSON.parse(source));
  if (checked.ok) return checked.value;
  throw new StoreError('damaged', `The source of ${scenario.id} does not fit its schema any more.`);
}

async function fileChecker(): Promise<Checker> {
  const { FILE_CHECKER } = await import('../scenario/file-checker.ts');
  return FILE_CHECKER;
}
