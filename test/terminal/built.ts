import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
// @ts-expect-error The builder is plain JavaScript, as the launcher that calls it must be.
import { buildIfStale } from '../../tools/stale.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly built: string;
  }
}

const ROOT = join(import.meta.dirname, '..', '..');
const PUBLISHED = ['bin', 'dist', 'package.json'];

/**
 * Builds once, and lays the program out as it is published: without a checkout around it the launcher does not look whether
 * anything was edited since, so that all journeys play the same bytes.
 */
export async function setup(project: TestProject): Promise<() => void> {
  await buildIfStale(ROOT);
  const home = mkdtempSync(join(tmpdir(), 'hotwash-built-'));
  for (const name of PUBLISHED) {
    const from = join(ROOT, name);
    if (existsSync(from)) cpSync(from, join(home, name), { recursive: true });
  }
  project.provide('built', home);
  return () => rmSync(home, { recursive: true, force: true });
}
