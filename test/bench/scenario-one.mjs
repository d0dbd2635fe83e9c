import { createHash } from 'node:crypto';
import * as path from 'node:path';
import { ROOT } from './measuring.mjs';

const HOME = path.join(ROOT, 'scenarios', 'poisoned-base-image');

/** The first drill as the build packs it: what the program itself starts from. */
export async function loadScenarioOne() {
  const { unpackScenario } = await import(path.join(ROOT, 'src', 'scenario', 'packed.ts'));
  const { readPacked } = await import(path.join(ROOT, 'src', 'record', 'packed-shelf.ts'));
  const packed = readPacked(path.join(ROOT, 'dist', 'scenarios'), 'poisoned-base-image');
  return unpackScenario(packed, (bytes) => createHash('sha256').update(bytes).digest('hex'));
}

export async function loadExpert() {
  const scenario = await loadScenarioOne();
  const expert = scenario.playbooks.find((one) => one.id === 'expert');
  if (expert === undefined) throw new Error(`no expert playbook in ${HOME}`);
  return expert.decisions;
}
