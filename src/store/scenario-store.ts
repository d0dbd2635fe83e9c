import { join } from 'node:path';
import { isPlainLine } from '../exercise/journal-text.ts';
import { canonicalJson } from '../world/canonical-json.ts';
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

/** Texts of the playbooks that stand in files of their own, by the names under which the scenario knows them. */
export type PlaybookTexts = Readonly<Record<string, string>>;

/** Keeps playbooks beside their scenario. They are no part of its digest, and nothing that happens depends on them: the latest stand. */
export function keepPlaybooks(
  places: Places,
  digest: string,
  texts: PlaybookTexts,
  files: Files = nodeFiles,
): void {
  if (Object.keys(texts).length === 0) return;
  const text = canonicalJson(texts);
  const path = playbooksPathOf(places, digest);
  try {
    if (isKept(path, text, files)) return;
    files.makeDirectory(places.scenarios);
    replaceFile(files, path, text);
  } catch (thrown) {
    throw cannotWrite('The playbooks of this scenario', thrown);
  }
}

/** The playbooks kept beside a scenario; none where none can be read: a session is whole without them. */
export function readPlaybooks(places: Places, digest: string, files: Files = nodeFiles): PlaybookTexts {
  try {
    const text = Buffer.from(files.read(playbooksPathOf(places, digest))).toString('utf8');
    const value: unknown = JSON.parse(text);
    return isPlaybookTexts(value) ? value : {};
  } catch (thrown) {
    if (systemCode(thrown) !== null || thrown instanceof SyntaxError) return {};
    throw thrown;
  }
}

export function isPlaybookTexts(value: unknown): value is PlaybookTexts {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === 'string')
  );
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

function playbooksPathOf(places: Places, digest: string): string {
  return pathOf(places, digest).replace(/json$/, 'playbooks.json');
}

function pathOf(places: Places, digest: string): string {
  return join(places.scenarios, `${digest.slice('sha256:'.length)}.json`);
}
