import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import * as esbuild from 'esbuild';
import { bundledPackages, licenceText, softwareBillOfMaterials } from './bill-of-materials.mjs';
import { compileScenarios } from './compile-scenarios.mjs';
import { lateBuiltins } from './late-builtins.mjs';
import { layoutEngine } from './layout-engine.mjs';
import { leftOut } from './left-out.mjs';
import { minified } from './minify.mjs';
import { packedShapes } from './packed-shapes.mjs';
import { sharedGroups } from './shared-groups.mjs';
import { undescribed } from './undescribed.mjs';
import { unseenText } from './unseen-text.mjs';
import { writeWhole } from './write-whole.mjs';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the launcher answers by itself, recorded from the program so that the two can never differ. */
const RECORDED_QUESTIONS = ['', '--version', '-V', '--help', '-h', 'help', 'list', 'list --json'];

/** Some bundled packages are CommonJS and ask for Node's own modules. */
const REQUIRE_BANNER =
  "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);";

export function bundleOptions(root) {
  return {
    absWorkingDir: root,
    entryPoints: { main: 'src/main.ts' },
    outdir: 'dist',
    entryNames: '[name]',
    chunkNames: 'chunk-[hash]',
    assetNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.12',
    // Names too: with them the package would pass 600 KB. A stack's line and column find the place in a build of the same version.
    minify: true,
    legalComments: 'none',
    banner: { js: REQUIRE_BANNER },
    // Ink looks for its developer tools only where DEV is set; they are not in the package.
    // Nothing in the program may reach a network, so there is no fetch to call.
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"', fetch: 'undefined' },
    external: ['react-devtools-core'],
    alias: {
      'tough-cookie': path.join(root, 'tools', 'no-cookie-jar.mjs'),
      // The same code as modules, of which unused parts can be dropped.
      yaml: path.join(root, 'node_modules', 'yaml', 'browser', 'index.js'),
    },
    plugins: [lateBuiltins, layoutEngine, leftOut, packedShapes(root), undescribed, unseenText],
    metafile: true,
    write: false,
    logLevel: 'warning',
  };
}

/** Chunks of an earlier build stay a day: a drill still running may yet load one. */
function dropOldChunks(dist, current) {
  for (const name of fs.readdirSync(dist)) {
    const file = path.join(dist, name);
    const isChunk = name.startsWith('chunk-') && !current.has(name);
    if (isChunk && Date.now() - fs.statSync(file).mtimeMs > DAY_MS) fs.rmSync(file);
  }
}

function writeBundle(dist, outputs) {
  const names = new Set(outputs.map((output) => path.basename(output.path)));
  // The entry comes last: whoever reads it finds every chunk that it names.
  const entryLast = outputs.toSorted(
    (a, b) => Number(a.path.endsWith('main.js')) - Number(b.path.endsWith('main.js')),
  );
  for (const output of entryLast) writeWhole(path.join(dist, path.basename(output.path)), output.contents);
  dropOldChunks(dist, names);
}

async function recordAnswer(main, question) {
  const env = { ...process.env, NO_COLOR: '1', COLUMNS: '80' };
  delete env.FORCE_COLOR;
  delete env.NODE_OPTIONS;
  const args = question === '' ? [] : question.split(' ');
  try {
    const child = promisify(execFile)(process.execPath, [main, ...args], { env });
    child.child.stdin?.end();
    const { stdout, stderr } = await child;
    return stderr === '' ? stdout : null;
  } catch {
    return null;
  }
}

async function recordAnswers(dist) {
  const main = path.join(dist, 'main.js');
  const answers = {};
  for (const question of RECORDED_QUESTIONS) {
    const answer = await recordAnswer(main, question);
    if (answer !== null) answers[question] = answer;
  }
  return answers;
}

/** Twice: the first time tells who needs what, and the second cuts accordingly. */
export async function bundle(root) {
  const options = bundleOptions(root);
  const { metafile } = await esbuild.build(options);
  const plugins = [...options.plugins, sharedGroups(root, metafile)];
  const result = await esbuild.build({ ...options, plugins });
  const cut = (output) => minified(output, REQUIRE_BANNER);
  return { ...result, outputFiles: await Promise.all(result.outputFiles.map(cut)) };
}

export async function build(root) {
  const dist = path.join(root, 'dist');
  fs.mkdirSync(dist, { recursive: true });
  fs.rmSync(path.join(dist, 'answers.json'), { force: true });
  const result = await bundle(root);
  writeBundle(dist, result.outputFiles);
  await compileScenarios(root, dist);
  const packages = bundledPackages(root, result.metafile);
  writeWhole(path.join(dist, 'THIRD-PARTY-LICENSES.txt'), licenceText(root, packages));
  writeWhole(path.join(dist, 'sbom.cdx.json'), softwareBillOfMaterials(root, packages));
  writeWhole(path.join(dist, 'answers.json'), `${JSON.stringify(await recordAnswers(dist))}\n`);
}
