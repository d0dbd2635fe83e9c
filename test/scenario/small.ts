import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { loadScenario } from '../../src/scenario/load.ts';
import type { Loaded } from '../../src/scenario/load-checked.ts';
import type { Hash } from '../../src/world/content/oci.ts';

export const sha256: Hash = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** A whole scenario, small enough to change in a test. */
export const SMALL = fs.readFileSync(path.join(import.meta.dirname, 'fixtures/small.yaml'), 'utf8');

export const SLOW_PLAYBOOK = `scenario: small-drill
decisions:
  - wait until T+1h
  - { at: T+70m, by: lead, do: declare contained }
`;

export function load(text: string, playbook: string | null = SLOW_PLAYBOOK): Loaded {
  return loadScenario(text, {
    file: 'small.yaml',
    hash: sha256,
    readPlaybook: (name) => (name === 'playbooks/slow.yaml' ? playbook : null),
  });
}

/** The text with one part replaced; the part must stand in it. */
export function change(from: string, to: string): string {
  if (!SMALL.includes(from)) throw new Error(`the small scenario does not hold: ${from}`);
  return SMALL.replace(from, () => to);
}

/** Line on which a part of a text first stands. */
export function lineOf(text: string, part: string): number {
  const at = text.indexOf(part);
  if (at < 0) throw new Error(`the text does not hold: ${part}`);
  return text.slice(0, at).split('\n').length;
}

/** Each problem as `line code`. */
export const told = ({ diagnostics }: Pick<Loaded, 'diagnostics'>): readonly string[] =>
  diagnostics.map(({ line, code }) => `${line} ${code}`);
