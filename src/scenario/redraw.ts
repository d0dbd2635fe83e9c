import type { Scenario } from '../exercise/definition.ts';
import type { ScenarioSource } from '../schema/scenario.ts';
import type { Hash } from '../world/content/oci.ts';
import { type Compiled, linkScenario } from './link-scenario.ts';
import { drawn } from './vary.ts';

/**
 * A compiled scenario as a seed draws it: `source` is its document as checked, with defaults. Neither the parser nor the validator
 * is needed, so that a play of a seed starts as soon as one as written; playbooks come from the compiled ones.
 */
export function redrawScenario(
  written: Scenario,
  source: ScenarioSource,
  seed: number,
  hash: Hash,
): Compiled {
  const draw = drawn(source, seed, hash);
  const context = { file: written.id, hash, positionOf: () => ({ line: 1, column: 1 }) };
  return linkScenario(draw, context, written.digest, () => ({
    playbooks: written.playbooks.map((one) => ({ ...one, decisions: draw.redraw(one.decisions) })),
    diagnostics: [],
  }));
}
