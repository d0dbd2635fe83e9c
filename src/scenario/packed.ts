import type { Scenario } from '../exercise/definition.ts';
import type { Hash } from '../world/content/oci.ts';
import type { Recipes } from '../world/content/recipe.ts';
import { openImageWorks } from './images.ts';

/** A compiled scenario as plain JSON. What cannot be JSON, the bytes of images and the forge, is made again from `recipes`. */
export interface PackedScenario {
  readonly packed: 1;
  readonly scenario: Omit<Scenario, 'estate' | 'content'> & {
    readonly estate: Omit<Scenario['estate'], 'images' | 'forge' | 'content'>;
  };
  readonly recipes: Recipes;
  /** The document that it was compiled from: sessions keep its sorted-key text under the scenario's digest. */
  readonly source: unknown;
}

/** Packs a scenario, so that a start needs neither the YAML parser nor the validator. */
export function packScenario(scenario: Scenario, source: unknown): PackedScenario {
  const { estate, content, ...rest } = scenario;
  const { images: _images, forge: _forge, content: _bytes, ...standing } = estate;
  return { packed: 1, scenario: { ...rest, estate: standing }, recipes: content.recipes, source };
}

/** The scenario that was packed. `hash` must be the one it was compiled with: texts and references hold its digests. */
export function unpackScenario({ scenario, recipes }: PackedScenario, hash: Hash): Scenario {
  const { images, forge, content } = openImageWorks(recipes, hash);
  return { ...scenario, estate: { ...scenario.estate, images, forge, content }, content };
}
