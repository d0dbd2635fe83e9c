import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '..', '..');
const PACKED = ['bin', 'dist', 'package.json'];

/** Without what makes a bare Node slower, which would flatter every ratio. */
export function environment(extra = {}) {
  const env = { ...process.env, NO_COLOR: '1', ...extra };
  for (const name of ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'NODE_COMPILE_CACHE', 'FORCE_COLOR'])
    delete env[name];
  return env;
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Lays the program out as it is published, without a checkout around it, and removes it afterwards. */
export async function withPublished(work) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'hotwash-bench-'));
  try {
    for (const name of PACKED) {
      const from = path.join(ROOT, name);
      if (fs.existsSync(from)) fs.cpSync(from, path.join(home, name), { recursive: true });
    }
    return await work({ home, launcher: path.join(home, 'bin', 'hotwash.mjs') });
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
}

function runOnce(args, env) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const took = performance.now() - started;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return took;
}

/** Median milliseconds of each command, measured in turns, so that a slow minute slows all of them. */
export function alternate(commands, { runs = 30, env = environment() } = {}) {
  const times = commands.map(() => []);
  for (const args of commands) runOnce(args, env);
  for (let run = 0; run < runs; run += 1) {
    commands.forEach((args, index) => {
      times[index].push(runOnce(args, env));
    });
  }
  return times.map(median);
}

/** Most memory that a command ever held, in MB: the median of some runs. */
export function peakMemory(args, { runs = 5, env = environment() } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotwash-memory-'));
  const [preload, result] = [path.join(folder, 'preload.cjs'), path.join(folder, 'result')];
  const note = `require('fs').writeFileSync(${JSON.stringify(result)}, String(process.resourceUsage().maxRSS))`;
  fs.writeFileSync(preload, `process.on('exit', () => ${note});`);
  try {
    const peaks = Array.from({ length: runs }, () => {
      runOnce(['--require', preload, ...args], env);
      return Number(fs.readFileSync(result, 'utf8')) / 1024;
    });
    return median(peaks);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
