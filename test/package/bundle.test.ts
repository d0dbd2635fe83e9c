import * as path from 'node:path';
import type { BuildResult, Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
// @ts-expect-error The builder is plain JavaScript, as the launcher that calls it must be.
import { bundle } from '../../tools/bundle.mjs';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const MAIN = 'src/main.ts';
const SCREEN = 'src/ui/start.tsx';
const MOST_FILES = 12;

let built: BuildResult<{ metafile: true; write: false }>;

beforeAll(async () => {
  built = await bundle(ROOT);
}, 60_000);

function command(name: string): string {
  return `src/cli/commands/${name}.ts`;
}

/** The files that are opened for these entries, with all that they import at once. */
function opened({ outputs }: Metafile, entries: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = (file: string): void => {
    const output = outputs[file];
    if (output === undefined || found.has(file)) return;
    found.add(file);
    for (const { path: to, kind } of output.imports) if (kind === 'import-statement') open(to);
  };
  for (const entry of entries) {
    const file = Object.keys(outputs).find((one) => outputs[one]?.entryPoint === entry);
    if (file === undefined) throw new Error(`${entry} is loaded late by nobody`);
    open(file);
  }
  return found;
}

function packagesIn(entries: readonly string[]): ReadonlySet<string> {
  const inputs = [...opened(built.metafile, entries)].flatMap((file) =>
    Object.keys(built.metafile.outputs[file]?.inputs ?? {}),
  );
  return new Set(inputs.flatMap((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []));
}

test('the screen of a play is opened in few files', () => {
  expect(opened(built.metafile, [MAIN, command('play'), SCREEN]).size).toBeLessThanOrEqual(MOST_FILES);
});

test('the screen asks for no Unicode table, which costs as much as a bare Node', () => {
  const texts = built.outputFiles.map((file) => file.text);
  expect(texts.filter((text) => /Intl\.Segmenter|RGI_Emoji/.test(text)).length).toBe(0);
});

test.each([
  ['a play', [MAIN, command('play'), SCREEN], ['zod', 'yaml']],
  ['a line-by-line play', [MAIN, command('play')], ['ink', 'react', 'zod', 'yaml']],
  ['a headless run', [MAIN, command('run')], ['ink', 'react']],
])('%s does not load what it does not need', (_name, entries, unneeded) => {
  const packages = packagesIn(entries);
  expect(unneeded.filter((name) => packages.has(name))).toEqual([]);
  expect(packages.size).toBeGreaterThan(0);
});
