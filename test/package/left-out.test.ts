import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReadContext, readScenario } from '../../src/check/read-scenario.ts';
// @ts-expect-error The builder is plain JavaScript, as the launcher that calls it must be.
import { bundleOptions } from '../../tools/bundle.mjs';
// @ts-expect-error The builder is plain JavaScript, as the launcher that calls it must be.
import { minified } from '../../tools/minify.mjs';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const TUTORIAL = path.join(ROOT, 'scenarios', 'tutorial');
const text = fs.readFileSync(path.join(TUTORIAL, 'scenario.yaml'), 'utf8');

let folder: string;
let bundled: string;
let read: typeof readScenario;

/** The reader of scenarios as it is in the package: without what libraries bring for others. */
beforeAll(async () => {
  const entryPoints = { reader: 'src/check/read-scenario.ts' };
  const { outputFiles = [] } = await esbuild.build({ ...bundleOptions(ROOT), entryPoints, write: false });
  const outputs: readonly esbuild.OutputFile[] = await Promise.all(
    outputFiles.map((output: esbuild.OutputFile) => minified(output, '')),
  );
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotwash-left-out-'));
  for (const output of outputs)
    fs.writeFileSync(path.join(folder, `${path.basename(output.path, '.js')}.mjs`), output.text);
  bundled = outputs.map((output) => output.text).join('\n');
  ({ readScenario: read } = await import(pathToFileURL(path.join(folder, 'reader.mjs')).href));
}, 60_000);

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const context: ReadContext = {
  file: 'scenario.yaml',
  hash: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  readPlaybook: (name) => fs.readFileSync(path.join(TUTORIAL, name), 'utf8'),
};

const STRANGE = [
  '%YAML 1.1\n---\nid: yes\nwhen: 2001-12-14\nsum: 1_000\n',
  '%YAML 1.1\n---\n!!set {a, b}\n',
  'id: !!binary aGVsbG8=\nfor: !!omap [a: 1]\nset: !!timestamp 2001-12-14\n',
  '? [a, b]\n: {c: d}\n<<: {e: f}\n',
  'a: &x [1, *x]\nb: *nowhere\n',
  'a: "unclosed\nb: |2\n  text\n c: ]\n',
  '{"id": 7, "title": [], "minutes": "many"}',
  '- 1\n- 0x1F\n- .inf\n- ~\n- 1e3\n',
  '\u0000',
  '',
];

test.each([
  text,
  ...STRANGE,
  ...STRANGE.map((strange) => `${text}\n${strange}`),
  text.replace(/minutes: \d+/, 'minutes: soon'),
  text.replace(/^title:/m, 'titel:'),
  text.replaceAll(/^ {2}/gm, '   '),
  text.slice(0, text.length / 2),
])('the package reads a file as the sources do (%#)', (given) => {
  const told = ({ scenario, diagnostics }: ReturnType<typeof readScenario>) => ({ scenario, diagnostics });
  const packaged = told(read(given, context));
  expect(JSON.stringify(packaged)).toBe(JSON.stringify(told(readScenario(given, context))));
});

test('the package reads a drill', () => {
  expect(read(text, context).scenario?.id).toBe('tutorial');
});

test('what schemas say to editors is not in the program', () => {
  expect(bundled).not.toMatch(
    /What is tried: one line of the grammar|harborlight\/base:stable to image:implant/,
  );
});
