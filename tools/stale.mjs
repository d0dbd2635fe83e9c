import * as fs from 'node:fs';
import * as path from 'node:path';

const SOURCES = ['src', 'assets', 'scenarios', 'tools', 'package.json', 'package-lock.json'];
const POLL_MS = 50;
const GIVE_UP_MS = 120_000;

/** Count and newest time of all sources: equal prints mean that nothing was edited, added or removed. */
export function fingerprint(root) {
  let count = 0;
  let newest = 0;
  const visit = (file) => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return;
    count += 1;
    newest = Math.max(newest, stat.mtimeMs);
    if (!stat.isDirectory()) return;
    for (const name of fs.readdirSync(file)) if (name !== 'node_modules') visit(path.join(file, name));
  };
  for (const source of SOURCES) visit(path.join(root, source));
  return `${count}:${newest}`;
}

export function stampFile(root) {
  return path.join(root, '.build', 'stamp');
}

function isFresh(root) {
  try {
    const stamp = fs.readFileSync(stampFile(root), 'utf8');
    return fs.existsSync(path.join(root, 'dist', 'main.js')) && stamp === fingerprint(root);
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function tryLock(lock) {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const owner = Number(fs.readFileSync(lock, 'utf8'));
  // Zero is a lock just made, whose owner has not yet written its name.
  if (owner !== 0 && !isAlive(owner)) fs.rmSync(lock, { force: true });
  return false;
}

/** Two programs started at once must not write dist over each other. */
async function lockBuilder(root) {
  const lock = path.join(root, '.build', 'lock');
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  for (let waited = 0; !tryLock(lock); waited += POLL_MS) {
    if (waited > GIVE_UP_MS) throw new Error(`Another build holds ${lock}. Remove it if none is running.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return () => fs.rmSync(lock, { force: true });
}

export async function buildIfStale(root, { always = false } = {}) {
  if (!always && isFresh(root)) return;
  if (!fs.existsSync(path.join(root, 'node_modules', 'esbuild'))) {
    fs.writeSync(2, 'This checkout has no packages yet: run "npm ci" in it first.\n');
    process.exit(78);
  }
  const unlock = await lockBuilder(root);
  try {
    if (!always && isFresh(root)) return;
    const before = fingerprint(root);
    const { build } = await import('./bundle.mjs');
    await build(root);
    fs.writeFileSync(stampFile(root), before);
  } finally {
    unlock();
  }
}
