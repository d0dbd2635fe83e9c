import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadScenario } from '../../src/scenario/load.ts';
import { shippedDrill } from '../helpers/shipped-drill.ts';
import { sha256 } from './small.ts';

const FILE = join(import.meta.dirname, '../../scenarios/stolen-ci-token/scenario.yaml');
const TEXT = readFileSync(FILE, 'utf8');

function codesWith(one: string, other: string): readonly string[] {
  expect(TEXT).toContain(one);
  const { diagnostics } = loadScenario(TEXT.replace(one, other), {
    file: FILE,
    hash: sha256,
    readPlaybook: () => 'scenario: stolen-ci-token\ndecisions: []\n',
  });
  return diagnostics.map(({ code }) => code);
}

test('the drill itself links', () => {
  expect(shippedDrill('stolen-ci-token').scenario.id).toBe('stolen-ci-token');
});

test.each([
  [
    'a release of a package needs its line',
    'publishes: "lumenkit/parse:4.x"',
    'publishes: "lumenkit/parse:latest"',
    'link/no-line',
  ],
  [
    'a dist-tag means nothing without a package',
    'publishes: "lumenkit/parse:4.x"',
    'publishes: "lumenkit/docs:latest"',
    'link/no-package',
  ],
  [
    'an outage ends after it began',
    'from: T+25m, to: T+140m',
    'from: T+25m, to: T+20m',
    'link/order-of-times',
  ],
  ['a limit is that of an owner', '    lumenkit: { most: 2', '    somebody: { most: 2', 'link/unknown-owner'],
  ['a release is an image of the file', 'releases: [fixed4]', 'releases: [fixed5]', 'link/unknown-image'],
  [
    'a range is known by its versions',
    'base: lumenkit/parse:4.x',
    'base: lumenkit/parse:7.x',
    'link/unknown-tag',
  ],
])('%s', (_, one, other, code) => {
  expect(codesWith(one, other)).toContain(code);
});
