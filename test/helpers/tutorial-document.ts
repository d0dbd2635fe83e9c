import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LintContext } from '../../src/check/lint-rule.ts';
import { compileScenario } from '../../src/scenario/compile.ts';
import { parseText } from '../../src/scenario/parse.ts';
import { check } from '../../src/schema/check.ts';
import { scenarioFile } from '../../src/schema/scenario.ts';

const FOLDER = join(import.meta.dirname, '../../scenarios/tutorial');
export const TUTORIAL_TEXT = readFileSync(join(FOLDER, 'scenario.yaml'), 'utf8');

/** A document that tests change at will. */
// biome-ignore lint/suspicious/noExplicitAny: a test writes anything anywhere into it
export type Loose = any;

export const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function readTutorialPlaybook(name: string): string | null {
  const path = join(FOLDER, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** The tutorial as plain JSON, changed. */
export function tutorialWith(change: (document: Loose) => void = () => undefined): Loose {
  const document = structuredClone(parseText(TUTORIAL_TEXT, 'scenario.yaml').value) as Loose;
  change(document);
  return document;
}

/** What rules read of a document that must compile. */
export function contextOf(document: Loose): LintContext {
  const checked = check(scenarioFile, document);
  const { scenario, diagnostics } = compileScenario(document, {
    file: 'scenario.yaml',
    positionOf: () => ({ line: 1, column: 1 }),
    hash,
    readPlaybook: readTutorialPlaybook,
  });
  if (scenario === null || !checked.ok) throw new Error(JSON.stringify(diagnostics.slice(0, 3), null, 1));
  return { scenario, source: checked.value };
}
