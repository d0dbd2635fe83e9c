import * as fs from 'node:fs';
import * as path from 'node:path';
import { writeWhole } from './write-whole.mjs';

/**
 * Puts the built-in scenarios into dist, so that a start needs neither the YAML parser nor the validator.
 * Until the scenario compiler exists, this only lists their sources.
 */
export async function compileScenarios(root, dist) {
  const folder = path.join(root, 'scenarios');
  const ids = fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
  const found = ids.filter((id) => fs.existsSync(path.join(folder, id, 'scenario.yaml')));
  const list = found.map((id) => ({ id, source: `scenarios/${id}/scenario.yaml` }));
  writeWhole(path.join(dist, 'scenarios', 'index.json'), `${JSON.stringify(list)}\n`);
}
