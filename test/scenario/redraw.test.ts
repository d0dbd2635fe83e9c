import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadScenario } from '../../src/scenario/load.ts';
import { redrawScenario } from '../../src/scenario/redraw.ts';
import { check } from '../../src/schema/check.ts';
import { scenarioFile } from '../../src/schema/scenario.ts';
import { sha256 } from './small.ts';

const SCENARIOS = join(import.meta.dirname, '..', '..', 'scenarios');

test.each(readdirSync(SCENARIOS))('%s is drawn from its pack as from its files', (id) => {
  const file = join(SCENARIOS, id, 'scenario.yaml');
  const load = (seed: number) =>
    loadScenario(readFileSync(file, 'utf8'), {
      file,
      hash: sha256,
      readPlaybook: (name) => readFileSync(join(dirname(file), name), 'utf8'),
      seed,
    });
  const { scenario, source } = load(0);
  const checked = check(scenarioFile, source);
  if (scenario === null || !checked.ok) throw new Error(`${id} does not compile`);
  for (const seed of [1, 7, 314_159]) {
    const redrawn = redrawScenario(scenario, checked.value, seed, sha256).scenario;
    expect(redrawn).not.toBeNull();
    expect(JSON.stringify(redrawn)).toBe(JSON.stringify(load(seed).scenario));
  }
});
