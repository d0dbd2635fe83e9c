import * as fs from 'node:fs';
import * as path from 'node:path';
import { packedBytes } from './packed-bytes.mjs';
import { importTypeScript } from './run-typescript.mjs';
import { writeWhole } from './write-whole.mjs';

const HOOK = path.join('tools', 'compile-scenario.ts');

function builtIn(root) {
  const folder = path.join(root, 'scenarios');
  const ids = fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
  return ids
    .map((id) => ({ id, file: path.join('scenarios', id, 'scenario.yaml') }))
    .filter(({ file }) => fs.existsSync(path.join(root, file)));
}

function packedName(id) {
  return `${id}.json.br`;
}

/** A drill that was renamed must not be listed twice. */
function dropOthers(folder, current) {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  for (const name of names) if (!current.has(name)) fs.rmSync(path.join(folder, name), { force: true });
}

/**
 * Puts the built-in scenarios into dist/scenarios/<id>.json.br, so that a start needs neither the YAML parser nor the
 * validator. `compileScenario(text, file)` of the hook gives the JSON, or throws.
 */
export async function compileScenarios(root, dist) {
  const scenarios = builtIn(root);
  if (fs.existsSync(path.join(root, HOOK))) {
    const { compileScenario } = await importTypeScript(root, HOOK);
    for (const { id, file } of scenarios) {
      const compiled = await compileScenario(fs.readFileSync(path.join(root, file), 'utf8'), file);
      writeWhole(
        path.join(dist, 'scenarios', packedName(id)),
        packedBytes(Buffer.from(JSON.stringify(compiled))),
      );
    }
  }
  dropOthers(path.join(dist, 'scenarios'), new Set(scenarios.map(({ id }) => packedName(id))));
}
