import { dirname } from 'node:path';
import { encodeRecord, hashOfLine, type JournalHeader, type JournalRecord } from '../exercise/journal.ts';
import {
  atStart,
  follow,
  type JournalProgress,
  type JournalReading,
  readJournal,
} from '../exercise/journal-reading.ts';
import { type Files, nodeFiles, removeQuietly, writeAll } from './files.ts';
import { sha256 } from './sha256.ts';
import { cannotRead, cannotWrite, StoreError, systemCode } from './store-error.ts';

const maxJournalBytes = 64 * 1024 * 1024;

/** A journal as it lies on disk; only looked at, nothing is mended. */
export interface StoredJournal {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly reading: JournalReading;
}

/**
 * A journal open for writing. `append` returns once the record is on the disk; when it throws, the record is not
 * acknowledged and the journal stands as before. Who opens one owns the session's lock.
 */
export class JournalFile {
  readonly path: string;
  readonly #files: Files;
  readonly #file: number;
  #size: number;
  #head: string;
  #progress: JournalProgress;
  // True while bytes of a failed append may lie behind the last acknowledged record.
  #isDirty = false;
  #isClosed = false;

  constructor(path: string, file: number, at: AppendPoint, files: Files) {
    this.path = path;
    this.#files = files;
    this.#file = file;
    this.#size = at.size;
    this.#head = at.head;
    this.#progress = at.progress;
  }

  /** Hash of the last acknowledged line. */
  get head(): string {
    return this.#head;
  }

  append(record: JournalRecord): void {
    if (this.#isClosed) throw new TypeError('this journal is closed');
    const next = follow(this.#progress, record);
    if ('reason' in next) throw new TypeError(`this record ${next.reason}`);
    const line = encodeRecord(record, this.#head, sha256);
    const bytes = Buffer.from(`${line}\n`, 'utf8');
    try {
      this.#mend();
      this.#assertOurs();
      this.#isDirty = true;
      writeAll(this.#files, this.#file, bytes);
      this.#files.sync(this.#file);
    } catch (thrown) {
      this.#mendQuietly();
      throw thrown instanceof StoreError ? thrown : cannotWrite('The session', thrown);
    }
    this.#isDirty = false;
    this.#size += bytes.length;
    this.#head = hashOfLine(line, sha256);
    this.#progress = next;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    closeQuietly(this.#files, this.#file);
  }

  #mend(): void {
    if (!this.#isDirty) return;
    this.#files.truncate(this.#file, this.#size);
    this.#files.sync(this.#file);
    this.#isDirty = false;
  }

  // The first failure is the one to report; the next append tries to mend again, and so does the next opening.
  #mendQuietly(): void {
    try {
      this.#mend();
    } catch (thrown) {
      if (systemCode(thrown) === null) throw thrown;
    }
  }

  // A sync client or an editor may have touched the file: appending then would bury its change under ours.
  #assertOurs(): void {
    const state = this.#files.stateOf(this.#file);
    if (state.links === 0) {
      throw new StoreError(
        'cannot-write',
        'The session cannot be written: its journal was removed meanwhile.',
      );
    }
    if (state.size !== this.#size) {
      throw new StoreError('damaged', 'The journal was changed by another program while it was in use.');
    }
  }
}

interface AppendPoint {
  readonly size: number;
  readonly head: string;
  readonly progress: JournalProgress;
}

/** Begins a journal: its header is on the disk when this returns. A journal that is already there is never touched. */
export function createJournal(path: string, header: JournalHeader, files: Files = nodeFiles): JournalFile {
  const line = encodeRecord(header, null, sha256);
  const bytes = Buffer.from(`${line}\n`, 'utf8');
  const progress = follow(atStart, header);
  if ('reason' in progress) throw new TypeError(progress.reason);
  try {
    files.makeDirectory(dirname(path));
    const file = files.open(path, 'ax');
    try {
      writeAll(files, file, bytes);
      files.sync(file);
      files.syncDirectory(dirname(path));
    } catch (thrown) {
      closeQuietly(files, file);
      removeQuietly(files, path);
      throw thrown;
    }
    return new JournalFile(
      path,
      file,
      { size: bytes.length, head: hashOfLine(line, sha256), progress },
      files,
    );
  } catch (thrown) {
    throw cannotWrite('The session', thrown);
  }
}

/** Reads a journal without changing it. Damage is in the reading; only a file that cannot be read throws. */
export function readJournalFile(path: string, files: Files = nodeFiles): StoredJournal {
  try {
    if (files.state(path).size > maxJournalBytes) {
      throw new StoreError('damaged', 'This file is too large to be a journal.');
    }
    const bytes = files.read(path);
    return { path, bytes, reading: readBytes(bytes) };
  } catch (thrown) {
    throw thrown instanceof StoreError ? thrown : cannotRead('The journal', thrown);
  }
}

/** Opens a journal to go on with it. A torn tail is copied to `<file>.torn-<n>` and cut off; damage is refused. */
export function openJournal(
  path: string,
  files: Files = nodeFiles,
): { readonly journal: JournalFile; readonly stored: StoredJournal; readonly tornAside: string | null } {
  const stored = readJournalFile(path, files);
  const { head, goodBytes, progress } = stored.reading;
  refuseDamage(stored.reading);
  if (head === null) throw new StoreError('damaged', 'This journal ends before its first line does.');
  try {
    const file = files.open(path, 'a');
    try {
      if (files.stateOf(file).size !== stored.bytes.length) {
        throw new StoreError('damaged', 'The journal was changed by another program while it was opened.');
      }
      const tornAside = cutTornTail(stored, file, files);
      const journal = new JournalFile(path, file, { size: goodBytes, head, progress }, files);
      return { journal, stored, tornAside };
    } catch (thrown) {
      closeQuietly(files, file);
      throw thrown;
    }
  } catch (thrown) {
    throw thrown instanceof StoreError ? thrown : cannotWrite('The session', thrown);
  }
}

/** Throws when a journal is damaged, naming the line. */
export function refuseDamage(reading: JournalReading): void {
  if (reading.damage === null) return;
  throw new StoreError(
    'damaged',
    `Line ${reading.damage.line} of the journal ${reading.damage.reason}.`,
    'The journal is left as it is. A copy or an export of the session may still be whole.',
  );
}

// The copy is safe on the disk before the tail is cut, so a crash in between loses nothing.
function cutTornTail(stored: StoredJournal, file: number, files: Files): string | null {
  const tail = stored.bytes.subarray(stored.reading.goodBytes);
  if (tail.length === 0) return null;
  let number = 1;
  while (files.exists(`${stored.path}.torn-${number}`)) number += 1;
  const aside = `${stored.path}.torn-${number}`;
  const copy = files.open(aside, 'wx');
  try {
    writeAll(files, copy, tail);
    files.sync(copy);
  } catch (thrown) {
    removeQuietly(files, aside);
    throw thrown;
  } finally {
    closeQuietly(files, copy);
  }
  files.syncDirectory(dirname(aside));
  files.truncate(file, stored.reading.goodBytes);
  files.sync(file);
  return aside;
}

function readBytes(bytes: Uint8Array): JournalReading {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const reading = readJournal(text, sha256);
  // Bytes that are no UTF-8 read as replacement characters. The sums show that, unless somebody forged them too.
  const good = bytes.subarray(0, reading.goodBytes);
  const isWhole = good.length === 0 || (good.length === reading.goodBytes && good.at(-1) === 0x0a);
  if (isWhole || reading.damage !== null) return reading;
  return { ...reading, torn: null, damage: { line: 1, reason: 'is not UTF-8' } };
}

// Everything that counts has been synced by then.
function closeQuietly(files: Files, file: number): void {
  try {
    files.close(file);
  } catch (thrown) {
    if (systemCode(thrown) === null) throw thrown;
  }
}
