import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { expect, test } from 'vitest';
import { compileScenario } from '../../src/scenario/compile.ts';
import { parseText } from '../../src/scenario/parse.ts';
import { canonicalJson } from '../../src/world/canonical-json.ts';

const FILE = path.join(import.meta.dirname, '../../scenarios/poisoned-base-image/scenario.yaml');

test('the order of keys in a file means nothing: one digest is one scenario', () => {
  const context = {
    file: FILE,
    hash: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
    readPlaybook: null,
    positionOf: () => ({ line: 1, column: 1 }),
  };
  const { value } = parseText(fs.readFileSync(FILE, 'utf8'), FILE);
  const asWritten = compileScenario(value, context).scenario;
  const asKept = compileScenario(JSON.parse(canonicalJson(value)), context).scenario;
  expect(asKept?.digest).toBe(asWritten?.digest);
  // Text compares the order of keys too: the loop follows it.
  expect(JSON.stringify(asKept)).toBe(JSON.stringify(asWritten));
});
