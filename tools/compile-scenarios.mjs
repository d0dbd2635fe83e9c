import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { packedTogether } from './packed-bytes.mjs';
import { importTypeScript } from './run-typescript.mjs';
import { writeWhole } from './write-whole.mjs';

const HOOK = path.join('tools', 'compile-scenario.ts');
/** What `hotwash new` writes; the other assets are for readers of the repository. */
const HANDED_OUT = ['new-scenario.yaml', 'scenario.schema.json'];
const DAY_MS = 24 * 60 * 60 * 1000;

function builtIn(root) {
  const folder = path.join(root, 'scenarios');
  const ids = fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
  return ids
    .map((id) => path.join('scenarios', id, 'scenario.yaml'))
    .filter((file) => fs.existsSync(path.join(root, file)));
}

/** What an earlier build packed stays a day: a program that read the index before this build may yet ask for it. */
function dropOld(folder, current) {
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    const isOld = Date.now() - fs.statSync(file).mtimeMs > DAY_MS;
    if (!current.includes(name) && isOld) fs.rmSync(file);
  }
}

/** JSON without its white space, which `hotwash new` puts back. */
function tight(name, text) {
  return name.endsWith('.json') ? JSON.stringify(JSON.parse(text)) : text;
}

/**
 * Packs the built-in scenarios into dist/scenarios, so that a start needs neither the YAML parser nor the validator, with an index
 * of what a list shows. `compileScenario(text, file)` of the hook gives the JSON, or throws.
 */
export async function compileScenarios(root, dist) {
  const { compileScenario } = await importTypeScript(root, HOOK);
  const packed = [];
  for (const file of builtIn(root))
    packed.push(await compileScenario(fs.readFileSync(path.join(root, file), 'utf8'), file));
  const handedOut = HANDED_OUT.map((name) =>
    tight(name, fs.readFileSync(path.join(root, 'assets', name), 'utf8')),
  );
  const lines = [...packed, ...handedOut].map((one) => Buffer.from(`${JSON.stringify(one)}\n`));
  const { bytes, ends } = await packedTogether(lines);
  const folder = path.join(dist, 'scenarios');
  const file = `${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}.br`;
  writeWhole(path.join(folder, file), bytes);
  const scenarios = packed.map(({ scenario }, index) => {
    const { id, title, summary, level, minutes, digest } = scenario;
    return { id, title, summary, level, minutes, digest, end: ends[index] };
  });
  const texts = HANDED_OUT.map((name, index) => ({ name, end: ends[packed.length + index] }));
  writeWhole(path.join(folder, 'index.json'), `${JSON.stringify({ file, scenarios, texts })}\n`);
  dropOld(folder, [file, 'index.json']);
}
