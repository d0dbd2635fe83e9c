import { basename, dirname, join } from 'node:path';
import { readJournal } from '../exercise/journal-reading.ts';
import { type Files, listIfThere, nodeFiles, removeQuietly, replaceFile } from './files.ts';
import { journalPath } from './find-session.ts';
import { readJournalFile, refuseDamage } from './journal-file.ts';
import type { Places } from './paths.ts';
import {
  isPlaybookTexts,
  keepPlaybooks,
  keepScenario,
  type PlaybookTexts,
  readPlaybooks,
  readScenario,
} from './scenario-store.ts';
import { idOfJournal } from './session-id.ts';
import { ownSession, removeSessionLock, servedSocket } from './session-lock.ts';
import { sha256 } from './sha256.ts';
import { cannotRead, cannotWrite, StoreError } from './store-error.ts';

/** A session in one file: its journal line by line, and the scenario that it was played on. */
interface SessionArchive {
  readonly hotwash: 'session';
  readonly format: 1;
  readonly session: string;
  readonly journal: readonly string[];
  readonly scenario: string;
  /** Those that stand in files of their own; left out where none is kept. */
  readonly playbooks?: PlaybookTexts;
}

const maxArchiveBytes = 128 * 1024 * 1024;

/** The archive's text. A session in play is exported as far as it is written; a damaged one is refused. */
export function exportSession(places: Places, path: string, files: Files = nodeFiles): string {
  const { bytes, reading } = readJournalFile(path, files);
  refuseDamage(reading);
  if (reading.header === null)
    throw new StoreError('damaged', 'This journal ends before its first line does.');
  const text = Buffer.from(bytes.subarray(0, reading.goodBytes)).toString('utf8');
  const playbooks = readPlaybooks(places, reading.header.scenario.digest, files);
  const archive: SessionArchive = {
    hotwash: 'session',
    format: 1,
    session: reading.header.session,
    journal: text.slice(0, -1).split('\n'),
    scenario: readScenario(places, reading.header.scenario.digest, files),
    ...(Object.keys(playbooks).length === 0 ? {} : { playbooks }),
  };
  return `${JSON.stringify(archive, null, 1)}\n`;
}

/** Reads an archive file's text for `importSession`. */
export function readArchiveFile(path: string, files: Files = nodeFiles): string {
  try {
    if (files.state(path).size > maxArchiveBytes) throw new StoreError('damaged', 'This file is too large.');
    return Buffer.from(files.read(path)).toString('utf8');
  } catch (thrown) {
    throw thrown instanceof StoreError ? thrown : cannotRead('The file', thrown);
  }
}

/** Takes a session in, once its chain and its scenario's digest hold. One that is there already, with other content, is never overwritten. */
export async function importSession(
  places: Places,
  text: string,
  files: Files = nodeFiles,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const archive = parseArchive(text);
  const journal = `${archive.journal.join('\n')}\n`;
  const { header, damage, torn } = readJournal(journal, sha256);
  if (damage !== null) throw damaged(`line ${damage.line} of its journal ${damage.reason}`);
  if (header === null || torn !== null) throw damaged('its journal is not whole');
  if (header.session !== archive.session) throw damaged('its journal is that of another session');
  if (header.scenario.digest !== `sha256:${sha256(archive.scenario)}`) {
    throw damaged('its scenario is not the one it was played on');
  }
  const path = journalPath(places, header.session);
  const ownership = await ownSession(path, 'import a session');
  try {
    if (files.exists(path)) {
      const there = Buffer.from(readJournalFile(path, files).bytes);
      if (there.equals(Buffer.from(journal, 'utf8'))) return { id: header.session, isNew: false };
      throw new StoreError('cannot-write', `There is another session ${header.session} already.`);
    }
    const digest = keepScenario(places, archive.scenario, files);
    const isKnown = Object.keys(readPlaybooks(places, digest, files)).length > 0;
    if (!isKnown) keepPlaybooks(places, digest, archive.playbooks ?? {}, files);
    writeJournal(places, path, journal, files);
    return { id: header.session, isNew: true };
  } finally {
    await ownership.release();
  }
}

/** Removes a session for good, with the torn tails kept beside it. Refused while a process owns it, and for any other file. */
export async function removeSession(places: Places, path: string, files: Files = nodeFiles): Promise<void> {
  // Outside our own directory only what reads as a journal is one; a slip of the finger must not cost somebody a file.
  const isKept = dirname(path) === places.sessions && idOfJournal(basename(path)) !== null;
  if (readJournalFile(path, files).reading.header === null && !isKept) {
    throw new StoreError('damaged', 'This file is no session, so it is not removed.');
  }
  const ownership = await ownSession(path, 'remove a session');
  try {
    files.remove(path);
    files.syncDirectory(dirname(path));
    for (const name of listIfThere(files, dirname(path))) {
      if (name.startsWith(`${basename(path)}.torn-`)) removeQuietly(files, join(dirname(path), name));
    }
    // A served drill that was killed leaves its socket behind.
    removeQuietly(files, servedSocket(path));
    removeSessionLock(path);
  } catch (thrown) {
    throw thrown instanceof StoreError ? thrown : cannotWrite('The session', thrown);
  } finally {
    await ownership.release();
  }
}

function writeJournal(places: Places, path: string, journal: string, files: Files): void {
  try {
    files.makeDirectory(places.sessions);
    replaceFile(files, path, journal);
  } catch (thrown) {
    throw cannotWrite('The session', thrown);
  }
}

function parseArchive(text: string): SessionArchive {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged('it is not JSON');
  }
  if (!isArchive(value)) throw damaged('it is not a session that hotwash exported');
  return value;
}

function isArchive(value: unknown): value is SessionArchive {
  if (typeof value !== 'object' || value === null) return false;
  const { hotwash, format, session, journal, scenario, playbooks, ...rest } = value as Readonly<
    Record<string, unknown>
  >;
  return (
    Object.keys(rest).length === 0 &&
    (playbooks === undefined || isPlaybookTexts(playbooks)) &&
    hotwash === 'session' &&
    format === 1 &&
    typeof session === 'string' &&
    typeof scenario === 'string' &&
    Array.isArray(journal) &&
    journal.every((line) => typeof line === 'string')
  );
}

function damaged(why: string): StoreError {
  return new StoreError('damaged', `This file cannot be imported: ${why}.`);
}
