import { type EndRecord, type JournalRecord, maxRecords } from '../exercise/journal.ts';
import { foldUndo } from '../exercise/journal-fold.ts';
import { checkShape, inWritingOrder } from '../exercise/journal-shape.ts';
import { replaySteps } from '../exercise/replay.ts';
import { readLine, type Session } from '../exercise/session.ts';
import { StoreError } from '../store/store-error.ts';
import type { Seconds } from '../world/time.ts';
import {
  answering,
  type Change,
  decide,
  ending,
  intervening,
  passing,
  pausing,
  type Standing,
  takingBack,
  takingHint,
} from './change.ts';

/**
 * What a record that another process proposes comes to here, or why it is refused. The record is never believed: the
 * step is taken again from what it says, and has to give the same record.
 */
export function proposedChange(at: Standing, record: JournalRecord): Change | string {
  if (at.records.length + 2 >= maxRecords) return 'This session can hold no more.';
  if (record.kind !== 'answer' && foldUndo(at.records).end !== null) return 'Play is over.';
  const change = takenAgain(at, record);
  if (typeof change === 'string') return change;
  return isSameRecord(change.record, record) ? change : 'Here that comes to something else.';
}

function takenAgain(at: Standing, record: JournalRecord): Change | string {
  const { session, header } = at;
  switch (record.kind) {
    case 'decision': {
      const read = readLine(session, record.do, header.mode === 'headless');
      if (!read.ok) return read.rejection.message;
      const { reason = null, confidence = null } = record;
      const decided = decide(at, { ...read.decision, reason, confidence }, record.by);
      return decided.ok ? decided.change : decided.message;
    }
    case 'mark':
      if (header.mode === 'assess' && !isLanding(session, record.at))
        return 'In assess mode one clock moves time for all.';
      return passing(at, record.at) ?? 'That time has come already.';
    case 'undo':
      if (header.mode !== 'coach') return 'Only coach mode has an undo.';
      return takingBack(at) ?? 'There is nothing to take back.';
    case 'hint':
      if (header.mode !== 'coach') return 'Only coach mode has hints.';
      return takingHint(at) ?? 'There is no hint for what is known now.';
    case 'pause':
      return pausing(at, record.on, record.seconds ?? null);
    case 'facilitator':
      return intervening(at, record.do, record.text);
    case 'answer': {
      const isAsked = session.engine.scenario.questions.some(
        (_, index) => record.question === `q${index + 1}`,
      );
      return isAsked ? answering(at, record.question, record.text) : 'Nobody asked that.';
    }
    case 'end':
      return ending(at);
    default:
      return record satisfies never;
  }
}

// Who asks a service waits for its answer, and with them the clock.
function isLanding(session: Session, at: Seconds): boolean {
  return session.taken.some((one) => one.lands === at);
}

/** Whether two records say the same. The result document of an end is left out: it follows from the rest. */
export function isSameRecord(one: JournalRecord | undefined, other: JournalRecord): boolean {
  return one !== undefined && textOf(one) === textOf(other);
}

function textOf(record: JournalRecord): string {
  return JSON.stringify(inWritingOrder(withoutResult(record)));
}

/** As a record travels between processes: each judges an end for itself. */
export function withoutResult(record: JournalRecord): JournalRecord {
  if (record.kind !== 'end') return record;
  const { result, ...rest } = record;
  return rest;
}

/** Records as another process sent them, or null when they are none. */
export function readRecords(value: unknown): readonly JournalRecord[] | null {
  if (!Array.isArray(value)) return null;
  const isRecord = (one: unknown): boolean =>
    checkShape(one) === null && (one as { readonly kind: string }).kind !== 'header';
  // Checked field by field just above.
  return value.every(isRecord) ? (value as readonly JournalRecord[]) : null;
}

/** The session after one more record that is safe already. Refuses one whose facts come out otherwise here. */
export function followed(at: Standing, record: JournalRecord): Change {
  if (record.kind !== 'end') return { session: sessionAfter(at, record), record };
  const own = ending(at);
  if (isSameRecord(own.record, record)) return own;
  throw new StoreError('damaged', 'The end of this session comes out otherwise here.');
}

function sessionAfter(at: Standing, record: Exclude<JournalRecord, EndRecord>): Session {
  switch (record.kind) {
    case 'decision':
    case 'mark':
    case 'facilitator': {
      const { session, divergence } = replaySteps(at.session, [record], (one) =>
        at.digest(one.course.history),
      );
      if (divergence === null) return session;
      throw new StoreError('damaged', `The facts before decision ${divergence.seq} come out otherwise here.`);
    }
    case 'undo': {
      const { steps } = foldUndo([...at.records, record]);
      return replaySteps(at.opening, steps, null).session;
    }
    case 'hint':
    case 'pause':
    case 'answer':
      return at.session;
    default:
      return record satisfies never;
  }
}
