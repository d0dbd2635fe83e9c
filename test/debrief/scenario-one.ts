import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Scenario } from '../../src/exercise/definition.ts';
import { loadScenario } from '../../src/scenario/load.ts';

const FOLDER = path.join(import.meta.dirname, '..', '..', 'scenarios', 'poisoned-base-image');

/** The first drill, compiled from its file with its playbooks. */
export function scenarioOne(): Scenario {
  const file = path.join(FOLDER, 'scenario.yaml');
  const loaded = loadScenario(fs.readFileSync(file, 'utf8'), {
    file,
    hash: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    readPlaybook: (name) => fs.readFileSync(path.join(FOLDER, name), 'utf8'),
  });
  if (loaded.scenario === null) throw new Error(JSON.stringify(loaded.diagnostics.slice(0, 3)));
  return loaded.scenario;
}
