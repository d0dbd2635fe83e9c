import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadScenario } from '../../src/scenario/load.ts';
import { sha256 } from './small.ts';

const BASE = readFileSync(join(import.meta.dirname, '../check/broken/base.yaml'), 'utf8');

/** How to mend what comes of one text changed into another. */
function mends(from: string, to: string): readonly string[] {
  if (!BASE.includes(from)) throw new Error(`the file does not hold: ${from}`);
  const text = BASE.replace(from, () => to);
  const loaded = loadScenario(text, { file: 'scenario.yaml', hash: sha256, readPlaybook: () => null });
  return loaded.diagnostics.map((one) => one.mend);
}

const ROWS: readonly (readonly [what: string, from: string, to: string, mend: string])[] = [
  [
    'a claim whose value begins like another',
    'claims: [action=pull-clean]',
    'claims: [action=pull]',
    'Did you mean "action=pull-clean"?',
  ],
  [
    'a claim whose value is none of its key',
    'claims: [action=pull-clean]',
    'claims: [action=pray]',
    'After "action=" stands stop-pulling, pull-clean, rebuild, rotate-secrets, purge-caches, hunt or none.',
  ],
  [
    'a claim whose value is of another kind',
    'claims: ["clean=*"]',
    'claims: ["clean=good"]',
    'After "clean=" stands a digest that is good, as image:NAME.',
  ],
  ['a claim whose key is misspelt', 'claims: ["clean=*"]', 'claims: ["cleen=*"]', 'Did you mean "clean=*"?'],
  [
    'a pipeline where a run should stand',
    'clues: [unsigned image:implant,',
    'clues: ["built web-release image:implant",',
    'RUN is PIPELINE#N; the first run after the clock opens is web-release#25.',
  ],
  [
    'a run of a misspelt pipeline',
    'clues: [unsigned image:implant,',
    'clues: ["built web-relaese#25 image:implant",',
    'RUN is PIPELINE#N; the first run after the clock opens is web-release#25.',
  ],
  [
    'a signer that nobody is',
    'signedBy: web-release',
    'signedBy: oakum',
    'Write one of "web-release", or define it as the "signsAs" of its maker’s pipeline.',
  ],
];

test.each(ROWS)('says how to mend %s', (_what, from, to, mend) => {
  expect(mends(from, to)).toEqual([mend]);
});
