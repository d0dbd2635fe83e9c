import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { type CatalogueEntry, entryOf, readEntries, unreadableEntry } from './catalogue-entry.ts';
import { type FileState, type Files, nodeFiles } from './files.ts';
import { journalPath, sessionIds } from './find-session.ts';
import { readJournalFile } from './journal-file.ts';
import { type Ownership, takeOwnership } from './ownership.ts';
import type { Places } from './paths.ts';
import { readScenario, titleOf } from './scenario-store.ts';
import { StoreError, systemCode } from './store-error.ts';

interface CatalogueFile {
  readonly format: 1;
  readonly sessions: readonly CatalogueEntry[];
}

const lockTries = 40;
const lockWaitMs = 25;

/**
 * All sessions, newest first. The journals are the truth: whatever the catalogue file lacks, or tells of a journal that
 * has changed since, is read from the journal again. The file only saves that work, so failing to write it is no error.
 */
export async function readCatalogue(
  places: Places,
  files: Files = nodeFiles,
): Promise<readonly CatalogueEntry[]> {
  const known = await load(places.catalogue);
  const fresh = survey(places, known ?? [], files);
  if (known === null || !isSame(known, fresh)) await update(places, fresh, files);
  return fresh;
}

// Two processes that write one lowdb file lose each other's updates, so there is one writer at a time, and it looks again.
async function update(places: Places, fresh: readonly CatalogueEntry[], files: Files): Promise<void> {
  try {
    const ownership = await waitForLock(places.catalogue);
    if (ownership === null) return;
    try {
      const low = new Low<CatalogueFile>(new JSONFile(places.catalogue), { format: 1, sessions: [] });
      low.data = { format: 1, sessions: survey(places, fresh, files) };
      await low.write();
    } finally {
      await ownership.release();
    }
  } catch (thrown) {
    if (!(thrown instanceof StoreError) && systemCode(thrown) === null) throw thrown;
  }
}

async function load(path: string): Promise<readonly CatalogueEntry[] | null> {
  const low = new Low<unknown>(new JSONFile(path), null);
  try {
    await low.read();
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError) && systemCode(thrown) === null) throw thrown;
    return null;
  }
  return readEntries(low.data);
}

async function waitForLock(path: string): Promise<Ownership | null> {
  for (let tries = 0; tries < lockTries; tries += 1) {
    const taking = await takeOwnership(path, 'update the catalogue', () => undefined);
    if (taking.kind === 'taken') return taking.ownership;
    await new Promise((resolve) => setTimeout(resolve, lockWaitMs));
  }
  return null;
}

function survey(places: Places, known: readonly CatalogueEntry[], files: Files): readonly CatalogueEntry[] {
  const byId = new Map(known.map((entry) => [entry.id, entry]));
  const titles = new Map<string, string | null>();
  const title = (digest: string): string | null => {
    if (!titles.has(digest)) titles.set(digest, findTitle(places, digest, files));
    return titles.get(digest) ?? null;
  };
  const entries: CatalogueEntry[] = [];
  for (const id of sessionIds(places, files)) {
    const path = journalPath(places, id);
    const file = stateIfThere(path, files);
    if (file === null) continue;
    const before = byId.get(id);
    const isFresh = before?.size === file.size && before.modifiedMs === file.modifiedMs;
    const entry = isFresh ? before : readEntry(id, path, file, title, files);
    if (entry !== null) entries.push(entry);
  }
  return entries.sort(newestFirst);
}

function readEntry(
  id: string,
  path: string,
  file: FileState,
  title: (digest: string) => string | null,
  files: Files,
): CatalogueEntry | null {
  try {
    return entryOf(id, readJournalFile(path, files), file, title);
  } catch (thrown) {
    if (!(thrown instanceof StoreError)) throw thrown;
    // Removed since we listed it, or not ours to read: the list goes on without it.
    return thrown.kind === 'not-found' ? null : unreadableEntry(id, file);
  }
}

function findTitle(places: Places, digest: string, files: Files): string | null {
  try {
    return titleOf(readScenario(places, digest, files));
  } catch (thrown) {
    if (!(thrown instanceof StoreError)) throw thrown;
    return null;
  }
}

function stateIfThere(path: string, files: Files): FileState | null {
  try {
    return files.state(path);
  } catch (thrown) {
    if (systemCode(thrown) === null) throw thrown;
    return null;
  }
}

function newestFirst(one: CatalogueEntry, other: CatalogueEntry): number {
  const [a, b] = [one.created ?? '', other.created ?? ''];
  if (a !== b) return a < b ? 1 : -1;
  return one.id < other.id ? -1 : 1;
}

function isSame(one: readonly CatalogueEntry[], other: readonly CatalogueEntry[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
