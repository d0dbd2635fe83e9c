import { makeFactsDigest } from '../exercise/facts-digest.ts';
import type { JournalHeader, JournalMode, JournalRecord } from '../exercise/journal.ts';
import { foldUndo } from '../exercise/journal-fold.ts';
import type { Replayed } from '../exercise/replay.ts';
import { replaySteps } from '../exercise/replay.ts';
import type { Session } from '../exercise/session.ts';
import { findSession } from '../store/find-session.ts';
import { readJournalFile, refuseDamage } from '../store/journal-file.ts';
import type { Places } from '../store/paths.ts';
import { createSession, type OpenSession, openSession } from '../store/session-store.ts';
import { StoreError } from '../store/store-error.ts';
import { printTime, type Seconds } from '../world/time.ts';
import { drawnPlayable } from './drawn-playable.ts';
import { JoinedSink } from './joined-sink.ts';
import { openAsRecorded, type PlayableScenario } from './playable.ts';
import { playbookTexts } from './playbook-texts.ts';
import { nowhere, type RecordSink } from './record-sink.ts';
import { RecordedSession } from './recorded-session.ts';
import { newRunningHash } from './running-hash.ts';
import { Reception, SessionHost } from './session-host.ts';

/** What a new session is played with, beside its scenario. */
export interface StartOptions {
  readonly engine: string;
  readonly mode: JournalMode;
  readonly seed?: number;
  readonly team?: string | null;
  readonly seats?: Readonly<Record<string, string>>;
  readonly facilitator?: boolean;
  /** Play ends here when that is before the scenario's EndEx. */
  readonly endEx?: Seconds | null;
  /** Real time, `2026-05-12T09:20:00Z`. */
  readonly created: string;
}

/** Begins a session that is kept: its header is on the disk before this returns. */
export async function startRecorded(
  places: Places,
  playable: PlayableScenario,
  options: StartOptions,
): Promise<RecordedSession> {
  const { scenario, source } = await drawnPlayable(playable, options.seed ?? 0);
  const runs = `play ${scenario.id}`;
  const draft = draftOf(playable, options);
  const reception = new Reception();
  const open = await createSession(places, { ...draft, scenario: { id: scenario.id } }, source, {
    runs,
    answer: reception.answer,
    playbooks: playbookTexts(playable),
  });
  const recorded = withJournal(open, openAsRecorded(scenario, open.header), null);
  reception.open(new SessionHost(recorded, options.engine));
  return recorded;
}

/** Begins a session of which nothing touches the disk, on a scenario that is drawn already where its seed draws anything. */
export function startUnkept(playable: PlayableScenario, options: StartOptions): RecordedSession {
  const { scenario } = playable;
  const header: JournalHeader = {
    kind: 'header',
    format: 1,
    ...draftOf(playable, options),
    scenario: { id: scenario.id, digest: scenario.digest },
    session: 'not-kept',
  };
  const opening = openAsRecorded(scenario, header);
  return new RecordedSession(
    header,
    null,
    opening,
    { session: opening, records: [], tornAside: null },
    nowhere,
  );
}

function draftOf(playable: PlayableScenario, options: StartOptions) {
  const { endEx = null } = options;
  const isShorter = endEx !== null && endEx < playable.scenario.estate.clock.endEx;
  return {
    engine: options.engine,
    seed: options.seed ?? 0,
    mode: options.mode,
    team: options.team ?? null,
    seats: options.seats ?? {},
    facilitator: options.facilitator ?? false,
    ...(isShorter ? { endEx } : {}),
    created: options.created,
  };
}

/** Gives the scenario that a session was played on, whatever became of its file: by digest, from what was kept. */
export type FindKept = (header: JournalHeader) => Promise<PlayableScenario>;

/** Opens a kept session to go on with it, by id, prefix, file or `last`. Refuses one whose facts come out otherwise here. */
export async function resumeRecorded(
  places: Places,
  reference: string,
  engine: string,
  findKept: FindKept,
): Promise<RecordedSession> {
  const reception = new Reception();
  const { answer } = reception;
  const open = await openSession(findSession(places, reference), { runs: `resume ${reference}`, answer });
  try {
    const { scenario } = await findKept(open.header);
    const opening = openAsRecorded(scenario, open.header);
    const replayed = replayRecords(opening, open.records);
    refuseDivergence(replayed, open.header, engine);
    const recorded = withJournal(open, opening, replayed.session);
    reception.open(new SessionHost(recorded, engine));
    return recorded;
  } catch (thrown) {
    await open.close();
    throw thrown;
  }
}

/**
 * Opens a kept session to go on with it, together with the process that owns it where there is one: both see the same
 * world, and every decision is in the one journal before either shows it. Refused as in use where that cannot be.
 */
export async function openOrJoin(
  places: Places,
  reference: string,
  engine: string,
  findKept: FindKept,
): Promise<RecordedSession> {
  try {
    return await resumeRecorded(places, reference, engine, findKept);
  } catch (thrown) {
    if (!(thrown instanceof StoreError) || thrown.kind !== 'owned') throw thrown;
    return joinOwner(findSession(places, reference), engine, reference, findKept);
  }
}

async function joinOwner(
  path: string,
  engine: string,
  reference: string,
  findKept: FindKept,
): Promise<RecordedSession> {
  const { reading } = readJournalFile(path);
  refuseDamage(reading);
  const { header, records } = reading;
  if (header === null) throw new StoreError('damaged', 'This journal ends before its first line does.');
  const { scenario } = await findKept(header);
  const opening = openAsRecorded(scenario, header);
  const replayed = replayRecords(opening, records);
  refuseDivergence(replayed, header, engine);
  const sink = new JoinedSink({ path, engine, runs: `resume ${reference}` });
  const beginning = { session: replayed.session, records, tornAside: null };
  const recorded = new RecordedSession(header, path, opening, beginning, sink);
  try {
    sink.enter(recorded);
    return recorded;
  } catch (thrown) {
    await sink.close();
    throw thrown;
  }
}

/** Plays a journal's records over an opened session, holding each decision's digest against the facts found here. */
export function replayRecords(opening: Session, records: readonly JournalRecord[]): Replayed {
  const digest = makeFactsDigest(newRunningHash);
  return replaySteps(opening, foldUndo(records).steps, (session) => digest(session.course.history));
}

function refuseDivergence({ divergence }: Replayed, header: JournalHeader, engine: string): void {
  if (divergence === null) return;
  const where = `decision ${divergence.seq} at ${printTime(divergence.at)}`;
  if (header.engine === engine) {
    throw new StoreError(
      'damaged',
      `This session cannot go on: before ${where} the facts are not those that its journal tells of.`,
      `hotwash verify ${header.session} tells more.`,
    );
  }
  throw new StoreError(
    'damaged',
    `This session was played with hotwash ${header.engine}, and hotwash ${engine} comes to other facts before ${where}, so it cannot go on here.`,
    `It can still be read: hotwash score ${header.session}.`,
  );
}

function withJournal(open: OpenSession, opening: Session, session: Session | null): RecordedSession {
  const sink: RecordSink = {
    ...nowhere,
    append: (record) => {
      open.journal.append(record);
      return null;
    },
    close: open.close,
  };
  const beginning = { session: session ?? opening, records: open.records, tornAside: open.tornAside };
  return new RecordedSession(open.header, open.path, opening, beginning, sink);
}
