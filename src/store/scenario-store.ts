import { join } from 'node:path';
import { isPlainLine } from '../exercise/journal-text.ts';
import { type Files, nodeFiles, replaceFile } from './files.ts';
import type { Places } from './paths.ts';
import { sha256 } from './sha256.ts';
import { cannotRead, cannotWrite, StoreError, systemCode } from './store-error.ts';

/** Keeps a scenario's source (its sorted-key JSON) under its digest, so that sessions outlive edits of the file. Answers the digest. */
export function keepScenario(places: Places, source: string, files: Files = nodeFiles): string {
  const digest = `sha256:${sha256(source)}`;
  const path = pathOf(places, digest);
  try {
    if (isKept(path, source, files)) return digest;
    files.makeDirectory(places.scenarios);
    replaceFile(files, path, source);
    return digest;
  } catch (thrown) {
    throw cannotWrite('The scenario of this session', thrown);
  }
}

/** The source that a session was played on. Refuses one that no longer has its digest. */
export function readScenario(places: Places, digest: string, files: Files = nodeFiles): string {
  if (!/^sha256:[0-9a-f]{64}$/.test(digest))
    throw new StoreError('not-found', 'This is no digest of a scenario.');
  const source = readText(pathOf(places, digest), files);
  if (`sha256:${sha256(source)}` === digest) return source;
  throw new StoreError('damaged', 'The scenario kept for this session was changed.');
}

/** The title that a kept scenario gives itself, or null: a list of sessions must not fail for want of one. */
export function titleOf(source: string): string | null {
  try {
    const value: unknown = JSON.parse(source);
    if (typeof value !== 'object' || value === null || !('title' in value)) return null;
    const { title } = value;
    return typeof title === 'string' && title.length <= 500 && isPlainLine(title) ? title : null;
  } catch {
    return null;
  }
}

function readText(path: string, files: Files): string {
  try {
    return Buffer.from(files.read(path)).toString('utf8');
  } catch (thrown) {
    throw cannotRead('The scenario of this session', thrown);
  }
}

function isKept(path: string, source: string, files: Files): boolean {
  try {
    return Buffer.from(files.read(path)).equals(Buffer.from(source, 'utf8'));
  } catch (thrown) {
    if (systemCode(thrown) === null) throw thrown;
    return false;
  }
}

function pathOf(places: Places, digest: string): string {
  return join(places.scenarios, `${digest.slice('sha256:'.length)}.json`);
}
