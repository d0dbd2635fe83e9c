import type { Decision } from '../exercise/decision.ts';
import type { Hint } from '../exercise/definition.ts';
import { facilitate } from '../exercise/facilitate.ts';
import type { DecisionRecord, JournalHeader, JournalRecord } from '../exercise/journal.ts';
import { foldUndo } from '../exercise/journal-fold.ts';
import { replaySteps } from '../exercise/replay.ts';
import { finish, passTime, type Session, type TakeResult, takeDecision } from '../exercise/session.ts';
import { scoreSession } from '../scoring/score.ts';
import { holds } from '../world/predicate.ts';
import type { Seconds } from '../world/time.ts';
import { decisionRecord } from './decision-record.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** What a change starts from: the session as its records tell it. */
export interface Standing {
  readonly header: JournalHeader;
  /** Null in the result document of a run that is not kept. */
  readonly isKept: boolean;
  readonly opening: Session;
  readonly session: Session;
  readonly records: readonly JournalRecord[];
  readonly digest: (history: Session['course']['history']) => string;
}

/** One record, and the session once it stands. Nothing has happened until the record is safe. */
export interface Change {
  readonly record: JournalRecord;
  readonly session: Session;
}

export type Decided =
  | { readonly ok: true; readonly change: Change; readonly result: TakeResult & { readonly ok: true } }
  | { readonly ok: false; readonly message: string };

export function decide(at: Standing, decision: Decision, by: string | null): Decided {
  const result = takeDecision(at.session, decision, by);
  if (!result.ok) return result;
  const record = decisionRecord(result.taken, result.before, at.digest);
  return { ok: true, result, change: { record, session: result.session } };
}

/** Null when time is there already. */
export function passing({ session }: Standing, until: Seconds): Change | null {
  const next = passTime(session, until);
  return next.now === session.now ? null : { record: { kind: 'mark', at: next.now }, session: next };
}

/** Null when no decision stands. */
export function takingBack({
  opening,
  records,
}: Standing): (Change & { readonly undone: DecisionRecord }) | null {
  const undone = foldUndo(records).decisions.at(-1);
  if (undone === undefined) return null;
  const record: JournalRecord = { kind: 'undo', seq: undone.seq };
  const { steps } = foldUndo([...records, record]);
  return { record, undone, session: replaySteps(opening, steps, null).session };
}

/** The hint that would be given next, or null. What it speaks of depends on what the team has seen only. */
export function nextHint({ session, records }: Pick<Standing, 'session' | 'records'>): Hint | null {
  const { world } = session.course;
  const taken = new Set(foldUndo(records).hints.map((hint) => hint.id));
  const isFitting = (hint: Hint): boolean =>
    !taken.has(hint.id) && (hint.when === null || holds(world, hint.when));
  return session.engine.scenario.hints.find(isFitting) ?? null;
}

export function takingHint(at: Standing): (Change & { readonly hint: Hint }) | null {
  const hint = nextHint(at);
  if (hint === null) return null;
  const { session } = at;
  return { hint, session, record: { kind: 'hint', at: session.now, id: hint.id, price: hint.price } };
}

export function pausing({ session }: Standing, on: boolean, seconds: number | null): Change {
  const length = seconds === null ? {} : { seconds };
  return { session, record: { kind: 'pause', at: session.now, on, ...length } };
}

/** Or why the facilitator cannot do that. */
export function intervening({ session }: Standing, line: string, text: string): Change | string {
  const done = facilitate(session, line);
  if (!done.ok) return done.message;
  return { session: done.session, record: { kind: 'facilitator', at: session.now, do: line, text } };
}

export function answering({ session }: Standing, question: string, text: string): Change {
  return { session, record: { kind: 'answer', question, text } };
}

/** Runs the world on to the aftermath and judges it. */
export function ending(at: Standing): Change & { readonly outcome: Outcome } {
  const session = finish(at.session);
  const score = scoreSession(session);
  const factsDigest = at.digest(session.course.history);
  const { header } = at;
  const kept = at.isKept ? header.session : null;
  const outcome = outcomeOf(session, score, { header, session: kept, factsDigest });
  const { result } = outcome;
  const { id } = score.ending;
  return {
    session,
    outcome,
    record: { kind: 'end', at: session.now, ending: id, percent: score.percent, factsDigest, result },
  };
}
