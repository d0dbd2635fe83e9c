import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, expect, test } from 'vitest';

const LAUNCHER = path.resolve(import.meta.dirname, '..', '..', 'bin', 'hotwash.mjs');

let home: string;

/** A published package in small: the launcher with a dist that we write. */
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'hotwash-launcher-'));
  fs.mkdirSync(path.join(home, 'bin'));
  fs.mkdirSync(path.join(home, 'dist'));
  fs.writeFileSync(path.join(home, 'package.json'), '{ "type": "module" }');
  fs.copyFileSync(LAUNCHER, path.join(home, 'bin', 'hotwash.mjs'));
  fs.writeFileSync(path.join(home, 'dist', 'answers.json'), '{"":"short help\\n","--version":"1.2.3\\n"}');
  fs.writeFileSync(path.join(home, 'dist', 'main.js'), "console.log('program', ...process.argv.slice(2));");
});

afterEach(() => fs.rmSync(home, { recursive: true }));

function olderThan(version: string): string {
  return `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`;
}

function launch(args: readonly string[], nodeVersion: string | null = null) {
  const preload = path.join(home, 'older.cjs');
  fs.writeFileSync(preload, nodeVersion === null ? '' : olderThan(nodeVersion));
  const options = ['--require', preload, path.join(home, 'bin', 'hotwash.mjs'), ...args];
  const env = { ...process.env, HOTWASH_HOME: path.join(home, 'kept') };
  const { status, stdout, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8', env });
  return { status, stdout, stderr };
}

test('a recorded answer is given without the program', () => {
  expect(launch(['--version'])).toEqual({ status: 0, stdout: '1.2.3\n', stderr: '' });
});

test('without a terminal and without words it gives the short help', () => {
  expect(launch([]).stdout).toBe('short help\n');
});

test.each([[['play', 'x']], [['--version', 'now']], [['constructor']]])('%j goes to the program', (args) => {
  expect(launch(args)).toEqual({ status: 0, stdout: `program ${args.join(' ')}\n`, stderr: '' });
});

test('without recorded answers the program answers', () => {
  fs.rmSync(path.join(home, 'dist', 'answers.json'));
  expect(launch(['--version']).stdout).toBe('program --version\n');
});

test('what Node compiled of the program is kept for the next start', () => {
  launch(['--version']);
  expect(fs.existsSync(path.join(home, 'kept'))).toBe(false);
  launch(['play']);
  expect(fs.readdirSync(path.join(home, 'kept', 'cache'), { recursive: true }).length).toBeGreaterThan(1);
  expect(launch(['play']).stdout).toBe('program play\n');
});

test('where nothing can be kept the program starts all the same', () => {
  fs.writeFileSync(path.join(home, 'kept'), '');
  expect(launch(['play'])).toEqual({ status: 0, stdout: 'program play\n', stderr: '' });
});

test('a program that was replaced is never run from what was kept of the one before', () => {
  launch(['play']);
  fs.writeFileSync(path.join(home, 'dist', 'main.js'), "console.log('another');");
  expect(launch(['play']).stdout).toBe('another\n');
});

test.each(['12.22.12', '20.20.2', '22.11.0'])('Node %s is too old, and told so in a sentence', (version) => {
  const sentence = `hotwash needs Node 22.12 or later, and this is Node ${version}.\n`;
  expect(launch(['--version'], version)).toEqual({ status: 78, stdout: '', stderr: sentence });
});

test.each(['22.12.0', '24.0.0', '30.1.0'])('Node %s is new enough', (version) => {
  expect(launch(['--version'], version).status).toBe(0);
});

test('the launcher holds no syntax that Node 12 does not know', () => {
  const source = fs.readFileSync(LAUNCHER, 'utf8');
  const printFor = (target: ts.ScriptTarget): string =>
    ts.transpileModule(source, { compilerOptions: { target, module: ts.ModuleKind.ESNext } }).outputText;
  // Newer syntax would be rewritten for ES2019.
  expect(printFor(ts.ScriptTarget.ES2019)).toBe(printFor(ts.ScriptTarget.ESNext));
  expect(source, 'an await outside a function').not.toMatch(/^(const .* = )?await /m);
});

/** What makes a folder a checkout: the sources' build script, and the Node that npm installed. */
function makeCheckout(): void {
  const bin = path.join(home, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin');
  fs.mkdirSync(bin, { recursive: true });
  fs.symlinkSync(process.execPath, path.join(bin, 'node'));
  fs.mkdirSync(path.join(home, 'tools'));
  fs.writeFileSync(path.join(home, 'tools', 'build.mjs'), '');
  fs.writeFileSync(path.join(home, 'tools', 'stale.mjs'), 'export async function buildIfStale() {}');
}

test('in a checkout a Node that is too old hands over to the one that npm installed', () => {
  makeCheckout();
  fs.writeFileSync(
    path.join(home, 'dist', 'main.js'),
    'process.exitCode = 65; console.log(process.argv[2]);',
  );
  expect(launch(['--version'], '20.20.2')).toEqual({ status: 0, stdout: '1.2.3\n', stderr: '' });
  expect(launch(['play'], '20.20.2')).toEqual({ status: 65, stdout: 'play\n', stderr: '' });
  expect(fs.existsSync(path.join(home, 'kept')), 'each build would leave its own').toBe(false);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'the Node that it handed over to hears %s',
  async (signal) => {
    makeCheckout();
    const program = `process.once('${signal}', () => process.exit(3)); setInterval(() => {}, 1e4); console.log('runs');`;
    fs.writeFileSync(path.join(home, 'dist', 'main.js'), program);
    fs.writeFileSync(path.join(home, 'older.cjs'), olderThan('20.20.2'));
    const args = ['--require', path.join(home, 'older.cjs'), path.join(home, 'bin', 'hotwash.mjs'), 'serve'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout, 'data');
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([3, null]);
  },
);

test('in a checkout whose packages are missing it still gets the sentence', () => {
  makeCheckout();
  fs.rmSync(path.join(home, 'node_modules'), { recursive: true });
  expect(launch(['--version'], '20.20.2').status).toBe(78);
});
