import { isAbsolute, join, resolve } from 'node:path';
import { quoted } from '../scenario/visible-text.ts';
import { type Files, listIfThere, nodeFiles } from './files.ts';
import type { Places } from './paths.ts';
import { idOfJournal, isSessionId, journalName } from './session-id.ts';
import { cannotRead, StoreError, systemCode } from './store-error.ts';

const maxCandidates = 10;

/** The journal that a person means: a session's id, a prefix that only one has, a file, or `last` (the one last played). */
export function findSession(places: Places, reference: string, files: Files = nodeFiles): string {
  if (looksLikeFile(reference)) {
    const path = resolve(reference);
    if (files.exists(path)) return path;
    throw new StoreError('not-found', `There is no file ${quoted(reference)}.`);
  }
  const ids = sessionIds(places, files);
  if (ids.includes(reference)) return journalPath(places, reference);
  if (reference === 'last') return journalPath(places, lastPlayed(places, ids, files));
  const found = isSessionId(reference) ? ids.filter((id) => id.startsWith(reference)) : [];
  const [only] = found;
  if (only === undefined) {
    throw new StoreError(
      'not-found',
      `There is no session ${quoted(reference)}.`,
      'hotwash sessions lists them.',
    );
  }
  if (found.length === 1) return journalPath(places, only);
  const shown = found.slice(0, maxCandidates).join(', ');
  const more = found.length > maxCandidates ? ` and ${found.length - maxCandidates} more` : '';
  throw new StoreError(
    'ambiguous',
    `${quoted(reference)} begins ${found.length} sessions: ${shown}${more}.`,
    'Type more of the id.',
  );
}

/** Ids of all journals in the sessions directory, sorted. */
export function sessionIds(places: Places, files: Files = nodeFiles): readonly string[] {
  try {
    const ids = listIfThere(files, places.sessions).map(idOfJournal);
    return ids.filter((id) => id !== null).sort();
  } catch (thrown) {
    throw cannotRead('The list of sessions', thrown);
  }
}

export function journalPath(places: Places, id: string): string {
  return join(places.sessions, journalName(id));
}

function lastPlayed(places: Places, ids: readonly string[], files: Files): string {
  let last: { readonly id: string; readonly modifiedMs: number } | null = null;
  for (const id of ids) {
    const modifiedMs = lastWritten(journalPath(places, id), files);
    if (modifiedMs !== null && (last === null || modifiedMs >= last.modifiedMs)) last = { id, modifiedMs };
  }
  if (last === null)
    throw new StoreError('not-found', 'There is no session yet.', 'hotwash play begins one.');
  return last.id;
}

function lastWritten(path: string, files: Files): number | null {
  try {
    const state = files.state(path);
    // An empty file is a session that was killed before its first prompt.
    return state.size === 0 ? null : state.modifiedMs;
  } catch (thrown) {
    if (systemCode(thrown) === null) throw thrown;
    return null;
  }
}

function looksLikeFile(reference: string): boolean {
  return (
    isAbsolute(reference) ||
    reference.includes('/') ||
    reference.includes('\\') ||
    reference.endsWith('.jsonl')
  );
}
