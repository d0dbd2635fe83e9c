import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { systemCode } from './store-error.ts';

export interface FileState {
  readonly size: number;
  readonly modifiedMs: number;
  /** 0 when the open file has been removed. */
  readonly links: number;
}

/** The file system calls of the store, one for one, so that a test can let each of them fail. They throw as `node:fs` does. */
export interface Files {
  readonly open: (path: string, flags: 'ax' | 'wx' | 'r+' | 'a') => number;
  /** May write less than it was given; answers how many bytes it wrote. */
  readonly write: (file: number, bytes: Uint8Array, offset: number) => number;
  readonly sync: (file: number) => void;
  readonly truncate: (file: number, size: number) => void;
  readonly stateOf: (file: number) => FileState;
  readonly close: (file: number) => void;
  readonly read: (path: string) => Uint8Array;
  readonly state: (path: string) => FileState;
  readonly exists: (path: string) => boolean;
  readonly list: (directory: string) => readonly string[];
  readonly makeDirectory: (directory: string) => void;
  readonly syncDirectory: (directory: string) => void;
  readonly rename: (from: string, to: string) => void;
  readonly remove: (path: string) => void;
}

/** The real disk. Files are the owner's alone: a journal says what people decided under stress. */
export const nodeFiles: Files = {
  open: (path, flags) => openSync(path, flags, 0o600),
  write: (file, bytes, offset) => writeSync(file, bytes, offset, bytes.length - offset),
  sync: (file) => fdatasyncSync(file),
  truncate: (file, size) => ftruncateSync(file, size),
  stateOf: (file) => toState(fstatSync(file)),
  close: (file) => closeSync(file),
  read: (path) => readFileSync(path),
  state: (path) => toState(statSync(path)),
  exists: (path) => existsSync(path),
  list: (directory) => readdirSync(directory),
  makeDirectory: (directory) => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  },
  syncDirectory,
  rename: (from, to) => renameSync(from, to),
  remove: (path) => rmSync(path, { force: true }),
};

/** Writes all bytes: a short write is no error, it only asks for the rest. */
export function writeAll(files: Files, file: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += files.write(file, bytes, written);
}

/** Puts a whole file in place at once: a reader, and a crash, meet the old file or the new one, never a part. */
export function replaceFile(files: Files, path: string, text: string): void {
  // A name of its own each time: a draft left by a crash, or by another process of this id, must not stand in the way.
  const draft = `${path}.${randomBytes(4).toString('hex')}.new`;
  try {
    const file = files.open(draft, 'wx');
    try {
      writeAll(files, file, Buffer.from(text, 'utf8'));
      files.sync(file);
    } finally {
      files.close(file);
    }
    files.rename(draft, path);
  } catch (thrown) {
    removeQuietly(files, draft);
    throw thrown;
  }
  files.syncDirectory(dirname(path));
}

/** Names in a directory; none when it is not there. */
export function listIfThere(files: Files, directory: string): readonly string[] {
  try {
    return files.list(directory);
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return [];
    throw thrown;
  }
}

/** Tidies up after a failure that is already being reported, so a second failure adds nothing. */
export function removeQuietly(files: Files, path: string): void {
  try {
    files.remove(path);
  } catch {
    // What cannot be removed stays; its name ends in `.new`, which nothing reads.
  }
}

function toState(stats: { size: number; mtimeMs: number; nlink: number }): FileState {
  return { size: stats.size, modifiedMs: stats.mtimeMs, links: stats.nlink };
}

// A new name is durable only once its directory is; Windows neither needs nor allows it.
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const file = openSync(join(directory, '.'), 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
