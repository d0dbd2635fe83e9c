import { join } from 'node:path';
import type { JournalHeader, JournalRecord } from '../exercise/journal.ts';
import { type Files, nodeFiles } from './files.ts';
import { createJournal, type JournalFile, openJournal } from './journal-file.ts';
import type { AnswerRequest } from './owner-socket.ts';
import type { Ownership } from './ownership.ts';
import type { Places } from './paths.ts';
import { keepPlaybooks, keepScenario, type PlaybookTexts } from './scenario-store.ts';
import { journalName, newSessionId } from './session-id.ts';
import { ownSession } from './session-lock.ts';
import { StoreError } from './store-error.ts';

/** What a new session's header says, but for what the store gives it: its id and the digest of its scenario. */
export type SessionDraft = Omit<JournalHeader, 'kind' | 'format' | 'session' | 'scenario'> & {
  readonly scenario: { readonly id: string };
};

export interface OpenOptions {
  /** What a second process is told that this one is doing, `play poisoned-base-image`. */
  readonly runs: string;
  readonly answer?: AnswerRequest;
  /** Kept beside the scenario when a session is begun. */
  readonly playbooks?: PlaybookTexts;
  readonly files?: Files;
}

/** A session that this process owns. Call `close` at the end; a killed process loses the ownership by itself. */
export interface OpenSession {
  readonly path: string;
  readonly header: JournalHeader;
  /** As they were when the session was opened. */
  readonly records: readonly JournalRecord[];
  readonly journal: JournalFile;
  /** Where a torn tail was put aside, or null. */
  readonly tornAside: string | null;
  readonly close: () => Promise<void>;
}

/** Begins a session: scenario kept, lock taken and header on the disk before the first prompt. */
export async function createSession(
  places: Places,
  draft: SessionDraft,
  scenarioSource: string,
  options: OpenOptions,
): Promise<OpenSession> {
  const files = options.files ?? nodeFiles;
  const digest = keepScenario(places, scenarioSource, files);
  keepPlaybooks(places, digest, options.playbooks ?? {}, files);
  const session = unusedId(places, draft.created, files);
  const path = join(places.sessions, journalName(session));
  const header: JournalHeader = {
    kind: 'header',
    format: 1,
    ...draft,
    scenario: { id: draft.scenario.id, digest },
    session,
  };
  const ownership = await ownSession(path, options.runs, options.answer);
  try {
    const journal = createJournal(path, header, files);
    return {
      path,
      header,
      records: [],
      journal,
      tornAside: null,
      close: () => closeBoth(journal, ownership),
    };
  } catch (thrown) {
    await ownership.release();
    throw thrown;
  }
}

/** Opens a session to go on with it. Refuses one that another process owns, and a damaged one. */
export async function openSession(path: string, options: OpenOptions): Promise<OpenSession> {
  const files = options.files ?? nodeFiles;
  if (!files.exists(path)) throw new StoreError('not-found', 'There is no such session.');
  const ownership = await ownSession(path, options.runs, options.answer);
  try {
    const { journal, stored, tornAside } = openJournal(path, files);
    const { header, records } = stored.reading;
    if (header === null) throw new TypeError('an opened journal has a header');
    return { path, header, records, journal, tornAside, close: () => closeBoth(journal, ownership) };
  } catch (thrown) {
    await ownership.release();
    throw thrown;
  }
}

async function closeBoth(journal: JournalFile, ownership: Ownership): Promise<void> {
  journal.close();
  await ownership.release();
}

function unusedId(places: Places, created: string, files: Files): string {
  for (;;) {
    const id = newSessionId(created);
    if (!files.exists(join(places.sessions, journalName(id)))) return id;
  }
}
