import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, linkSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { listIfThere, nodeFiles, removeQuietly } from './files.ts';
import {
  type AnswerRequest,
  listen,
  listenNow,
  type OwnerInfo,
  type OwnerServer,
  probe,
} from './owner-socket.ts';
import { cannotWrite, StoreError, systemCode } from './store-error.ts';

/** Something that this process alone holds until it releases it or dies, however it dies. */
export interface Ownership {
  readonly release: () => Promise<void>;
}

export type Taking =
  | { readonly kind: 'taken'; readonly ownership: Ownership }
  /** `info` is null when the owner does not answer. */
  | { readonly kind: 'held'; readonly info: OwnerInfo | null };

// Linux takes 107 bytes for a socket's path, macOS 103; a generation may grow to ten digits.
const maxSocketPathBytes = 103 - '.sock.new-000000'.length;
const maxTries = 100;
const abandonedMs = 60_000;

/**
 * Takes sole ownership of what `base` names. A listening socket is the lock, so the kernel frees it with the process.
 * A socket is bound under a throw-away name and then linked to `<base>.sock.<generation>`, which only one process can
 * do; so what appears there is live from its first moment, and once dead it stays dead. Taking over means linking the
 * next generation, never removing a name that another might just have taken. The highest generation is the owner.
 */
export async function takeOwnership(base: string, runs: string, answer: AnswerRequest): Promise<Taking> {
  const info = { pid: process.pid, runs };
  if (process.platform === 'win32') return takePipe(base, info, answer);
  const path = socketBase(base);
  const draft = draftOf(path);
  let server: OwnerServer | null = null;
  try {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const highest = highestGeneration(path);
      const found = highest === 0 ? null : await probe(socketOf(path, highest));
      if (found?.kind === 'live') return { kind: 'held', info: found.info };
      if (found?.kind === 'gone') continue;
      server ??= await listen(draft, info, answer);
      if (!claim(path, draft, highest + 1)) continue;
      removeOlder(path, highest);
      const { close } = server;
      server = null;
      return { kind: 'taken', ownership: { release: close } };
    }
  } catch (thrown) {
    throw thrown instanceof StoreError ? thrown : cannotWrite('The lock', thrown);
  } finally {
    removeQuietly(nodeFiles, draft);
    await server?.close();
  }
  throw new StoreError('owned', 'Other processes keep taking this session.', 'Try again in a moment.');
}

/**
 * Takes ownership from an owner that is gone, without waiting for anything but `look`, which finds out whether somebody
 * listens. Null when somebody does: then that is the socket last looked at.
 */
export function takeOver(
  base: string,
  runs: string,
  answer: AnswerRequest,
  look: (path: string) => 'live' | 'dead' | 'gone',
): Ownership | null {
  const info = { pid: process.pid, runs };
  const isPipe = process.platform === 'win32';
  const path = isPipe ? pipeOf(base) : socketBase(base);
  const draft = isPipe ? path : draftOf(path);
  let server: OwnerServer | null = null;
  try {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const highest = isPipe ? 1 : highestGeneration(path);
      const found = highest === 0 ? 'dead' : look(isPipe ? path : socketOf(path, highest));
      if (found === 'live') return null;
      if (found === 'gone' && !isPipe) continue;
      server ??= listenNow(draft, info, answer);
      if (server === null || (!isPipe && !claim(path, draft, highest + 1))) continue;
      if (!isPipe) removeOlder(path, highest);
      const { close } = server;
      server = null;
      return { release: close };
    }
  } catch (thrown) {
    throw thrown instanceof StoreError ? thrown : cannotWrite('The lock', thrown);
  } finally {
    if (!isPipe) removeQuietly(nodeFiles, draft);
    void server?.close();
  }
  throw new StoreError('owned', 'Other processes keep taking this session.', 'Try again in a moment.');
}

/** Removes what a lock leaves behind when nobody holds it. Only for what is itself being removed by its owner. */
export function removeLockFiles(base: string): void {
  if (process.platform === 'win32') return;
  const path = socketBase(base);
  for (const name of lockNames(path)) removeQuietly(nodeFiles, join(dirname(path), name));
}

/** True when this process is now the owner of that generation. */
function claim(path: string, draft: string, generation: number): boolean {
  try {
    linkSync(draft, socketOf(path, generation));
  } catch (thrown) {
    if (systemCode(thrown) === 'EEXIST') return false;
    throw thrown;
  }
  // Another may have gone past us between our look and our link: then this name had been removed as an old one.
  if (highestGeneration(path) === generation) return true;
  removeQuietly(nodeFiles, socketOf(path, generation));
  return false;
}

function removeOlder(path: string, upTo: number): void {
  for (const name of lockNames(path)) {
    const file = join(dirname(path), name);
    const generation = generationOf(path, name);
    if (generation === null ? isAbandoned(file) : generation <= upTo) removeQuietly(nodeFiles, file);
  }
}

// A draft lives for milliseconds; one that is old belonged to a process killed in between.
function isAbandoned(file: string): boolean {
  try {
    return Date.now() - lstatSync(file).ctimeMs > abandonedMs;
  } catch {
    return false;
  }
}

function highestGeneration(path: string): number {
  return lockNames(path).reduce((highest, name) => Math.max(highest, generationOf(path, name) ?? 0), 0);
}

function lockNames(path: string): readonly string[] {
  const prefix = `${basename(path)}.sock.`;
  return listIfThere(nodeFiles, dirname(path)).filter((name) => name.startsWith(prefix));
}

function generationOf(path: string, name: string): number | null {
  const rest = name.slice(`${basename(path)}.sock.`.length);
  return /^[1-9]\d{0,14}$/.test(rest) ? Number(rest) : null;
}

function draftOf(path: string): string {
  return `${path}.sock.new-${randomBytes(3).toString('hex')}`;
}

function socketOf(path: string, generation: number): string {
  return `${path}.sock.${generation}`;
}

/** Where the sockets lie: beside what they guard, or, when that path is too long for a socket, under a hashed name. */
function socketBase(base: string): string {
  try {
    mkdirSync(dirname(base), { recursive: true, mode: 0o700 });
    // One file may be reached by several paths; its owner must be found by each of them.
    const real = join(realpathSync(dirname(base)), basename(base));
    return Buffer.byteLength(real) <= maxSocketPathBytes ? real : join(sharedDirectory(), shortHash(real));
  } catch (thrown) {
    throw thrown instanceof StoreError ? thrown : cannotWrite('The lock', thrown);
  }
}

// Two processes must come to the same place whatever their environment says, so TMPDIR is not asked.
function sharedDirectory(): string {
  const user = process.getuid?.() ?? 0;
  const directory = `/tmp/hotwash-${user}`;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const state = lstatSync(directory);
  if (!state.isDirectory() || state.uid !== user) {
    throw new StoreError(
      'cannot-write',
      `${directory} belongs to somebody else.`,
      'Set HOTWASH_HOME to a shorter path.',
    );
  }
  chmodSync(directory, 0o700);
  return directory;
}

// The kernel of Windows lets one process alone create a pipe, and removes it with the process.
async function takePipe(base: string, info: OwnerInfo, answer: AnswerRequest): Promise<Taking> {
  const path = pipeOf(base);
  for (let tries = 0; tries < maxTries; tries += 1) {
    try {
      const server = await listen(path, info, answer);
      return { kind: 'taken', ownership: { release: server.close } };
    } catch (thrown) {
      if (systemCode(thrown) !== 'EADDRINUSE') throw cannotWrite('The lock', thrown);
    }
    const found = await probe(path);
    if (found.kind === 'live') return { kind: 'held', info: found.info };
  }
  throw new StoreError('owned', 'Other processes keep taking this session.', 'Try again in a moment.');
}

function pipeOf(base: string): string {
  return `\\\\.\\pipe\\hotwash-${shortHash(resolve(base).toLowerCase())}`;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
