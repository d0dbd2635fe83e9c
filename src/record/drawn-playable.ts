import { StoreError } from '../store/store-error.ts';
import { hashBytes } from './hash-bytes.ts';
import type { PlayableScenario } from './playable.ts';
import { playbookTexts } from './playbook-texts.ts';

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
  const from = playable.drawn?.from ?? playable.scenario;
  const { source } = playable;
  if (seed === 0) return { scenario: from, source };
  if (!varies(playable)) return playable;
  const texts = new Map(Object.entries(playbookTexts(playable)));
  const { compileScenario } = await import('../scenario/compile.ts');
  const { scenario, diagnostics } = compileScenario(JSON.parse(source), {
    file: from.id,
    hash: hashBytes,
    // A session that was kept without its playbooks is drawn without them.
    readPlaybook: texts.size === 0 ? null : (name) => texts.get(name),
    positionOf: () => ({ line: 1, column: 1 }),
    seed,
  });
  if (scenario !== null) return { scenario, source, drawn: { seed, from } };
  throw new StoreError(
    'damaged',
    `Seed ${seed} draws a scenario that does not compile: ${diagnostics[0]?.message ?? ''}`,
    'Seed 0 plays it as written; hotwash check tells what is wrong with its "vary".',
  );
}
