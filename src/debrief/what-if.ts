import type { Engine } from '../exercise/advance.ts';
import { closingAtRest } from '../exercise/closing.ts';
import { costOf } from '../exercise/decision.ts';
import { facilitate } from '../exercise/facilitate.ts';
import { finishInSteps } from '../exercise/finish-in-steps.ts';
import { drain, type InSteps } from '../exercise/in-steps.ts';
import type { DecisionRecord } from '../exercise/journal.ts';
import type { JournalStep } from '../exercise/journal-fold.ts';
import type { Session, Taken } from '../exercise/session.ts';
import {
  isOver,
  lastLanding,
  openSession,
  passTime,
  planDecision,
  readLine,
  takeDecision,
} from '../exercise/session.ts';
import { parseLine } from '../world/attempt.ts';
import type { Seconds } from '../world/time.ts';
import { printTime } from '../world/time.ts';

/** A decision as a journal tells it. */
export interface PastDecision {
  readonly seq: number;
  readonly at: Seconds;
  readonly by: string;
  readonly do: string;
  readonly reason: string | null;
  readonly confidence: number | null;
}

/** What a facilitator did to the course, as the journal holds it. It happens in every what-if at its own time. */
export interface Intervention {
  readonly at: Seconds;
  readonly do: string;
}

export function interventionsOf(steps: readonly JournalStep[]): readonly Intervention[] {
  return steps.flatMap((step) => (step.kind === 'facilitator' ? [{ at: step.at, do: step.do }] : []));
}

/** One change to a journal; decisions are named by their numbers. */
export type Change =
  | { readonly kind: 'drop'; readonly seq: number }
  | { readonly kind: 'move'; readonly seq: number; readonly to: Seconds }
  | { readonly kind: 'swap'; readonly seq: number; readonly with: number }
  | { readonly kind: 'insert'; readonly at: Seconds; readonly line: string };

/** A decision as it is wished for: its role may be free only later. An inserted one has no role yet. */
export interface Wish extends Omit<PastDecision, 'by'> {
  readonly by: string | null;
  /** It comes last, once everything has landed: a closing at rest. */
  readonly waitsForAll?: boolean;
}

export interface Rejected {
  readonly seq: number;
  readonly at: Seconds;
  readonly do: string;
  readonly message: string;
}

export interface Replayed {
  /** At the end of play. */
  readonly session: Session;
  /** Run on to the aftermath. */
  readonly finished: Session;
  readonly rejected: readonly Rejected[];
}

export function pastOfRecords(records: readonly DecisionRecord[]): readonly PastDecision[] {
  return records.map((one) => ({
    seq: one.seq,
    at: one.at,
    by: one.by,
    do: one.do,
    reason: one.reason ?? null,
    confidence: one.confidence ?? null,
  }));
}

export function pastOfTaken(taken: readonly Taken[]): readonly PastDecision[] {
  return taken.map((one) => ({
    seq: one.seq,
    at: one.at,
    by: one.by,
    do: one.line,
    reason: one.reason,
    confidence: one.confidence,
  }));
}

export type Changed =
  | { readonly ok: true; readonly wishes: readonly Wish[] }
  | { readonly ok: false; readonly message: string };

/** Applies changes in their order. Refuses a number that no decision has (any more), and times outside of play. */
export function applyChanges(
  decisions: readonly PastDecision[],
  changes: readonly Change[],
  endEx: Seconds,
): Changed {
  let wishes: readonly Wish[] = decisions;
  let nextSeq = Math.max(0, ...decisions.map((one) => one.seq)) + 1;
  for (const change of changes) {
    const missing = namesOf(change).find((seq) => !wishes.some((one) => one.seq === seq));
    if (missing !== undefined) return { ok: false, message: `There is no decision ${missing} to change.` };
    const outside = timesOf(change).find((at) => at < 0 || at > endEx);
    if (outside !== undefined)
      return {
        ok: false,
        message: `${printTime(outside)} is outside of play, which ends at ${printTime(endEx)}.`,
      };
    wishes = applyChange(wishes, change, nextSeq);
    if (change.kind === 'insert') nextSeq++;
  }
  return { ok: true, wishes };
}

function namesOf(change: Change): readonly number[] {
  if (change.kind === 'insert') return [];
  return change.kind === 'swap' ? [change.seq, change.with] : [change.seq];
}

function timesOf(change: Change): readonly Seconds[] {
  return change.kind === 'move' ? [change.to] : change.kind === 'insert' ? [change.at] : [];
}

function applyChange(wishes: readonly Wish[], change: Change, nextSeq: number): readonly Wish[] {
  switch (change.kind) {
    case 'drop':
      return wishes.filter((one) => one.seq !== change.seq);
    case 'move':
      return byTime(wishes.map((one) => (one.seq === change.seq ? { ...one, at: change.to } : one)));
    case 'swap': {
      const first = wishes.findIndex((one) => one.seq === change.seq);
      const second = wishes.findIndex((one) => one.seq === change.with);
      const left = wishes[first] as Wish;
      const right = wishes[second] as Wish;
      // Each takes the other's place, also in the order within one second.
      return wishes.map((one, index) =>
        index === first ? { ...right, at: left.at } : index === second ? { ...left, at: right.at } : one,
      );
    }
    case 'insert':
      return byTime([
        ...wishes,
        { seq: nextSeq, at: change.at, by: null, do: change.line, reason: null, confidence: null },
      ]);
    default:
      return change satisfies never;
  }
}

/** The wishes of a play that weighs a decision: its closing waits for what the changes delayed, unless they are about the closing itself. */
export function closedAtRest(
  wishes: readonly Wish[],
  changes: readonly Change[],
  taken: readonly Taken[],
): readonly Wish[] {
  const closing = closingAtRest(taken);
  if (closing === null || changes.some((one) => namesOf(one).includes(closing.seq))) return wishes;
  return wishes.map((one) => (one.seq === closing.seq ? { ...one, waitsForAll: true } : one));
}

function byTime(wishes: readonly Wish[]): readonly Wish[] {
  return [...wishes].sort((left, right) => left.at - right.at);
}

/**
 * Plays wishes by the rule of play: each starts at its time or when its role's hands are free, whichever is later. What this team
 * could not have said then, or what would begin after the end, is left out and listed.
 */
export function playWishes(
  engine: Engine,
  wishes: readonly Wish[],
  opening: Session = openSession(engine),
  interventions: readonly Intervention[] = [],
): Replayed {
  return drain(playWishesInSteps(wishes, opening, interventions));
}

/** As `playWishes`, a decision at a time. */
export function* playWishesInSteps(
  wishes: readonly Wish[],
  opening: Session,
  interventions: readonly Intervention[] = [],
): InSteps<Replayed> {
  let session = opening;
  const coming = [...interventions];
  const pending = [...wishes];
  const rejected: Rejected[] = [];
  while (pending.length > 0) {
    const next = earliest(session, pending);
    const [wish] = pending.splice(next.index, 1) as [Wish];
    session = steer(session, coming, next.start);
    const result = playWish(session, wish, next.start);
    if (typeof result === 'string')
      rejected.push({ seq: wish.seq, at: wish.at, do: wish.do, message: result });
    else session = result;
    yield;
  }
  const finished = yield* finishInSteps(steer(session, coming, session.engine.scenario.estate.clock.endEx));
  return { session, finished, rejected };
}

// A facilitator's steps come before what is decided in the same second. `add` only moved the clock, which decisions say by themselves.
function steer(session: Session, coming: Intervention[], until: Seconds): Session {
  let now = session;
  for (let next = coming[0]; next !== undefined && next.at <= until; next = coming[0]) {
    coming.shift();
    if (next.do.startsWith('add ')) continue;
    const done = facilitate(passTime(now, next.at), next.do);
    if (done.ok) now = done.session;
  }
  return now;
}

// A decision that must wait for its role lets those of other roles go first, as it does at the table.
function earliest(
  session: Session,
  pending: readonly Wish[],
): { readonly index: number; readonly start: Seconds } {
  let best = { index: 0, start: Number.POSITIVE_INFINITY };
  for (const [index, wish] of pending.entries()) {
    if (wish.at >= best.start) break;
    if (wish.waitsForAll === true && pending.length > 1) continue;
    const start = startOf(session, wish);
    if (start < best.start) best = { index, start };
  }
  return best;
}

// What keeps no hands busy can be said at any time, whatever else its role is doing.
function startOf(session: Session, wish: Wish): Seconds {
  const parsed = parseLine(wish.do);
  const busy = parsed.ok && costOf(session.engine.scenario, parsed.attempt).hands > 0;
  const free = busy && wish.by !== null ? (session.free[wish.by] ?? 0) : 0;
  return Math.max(wish.at, free, wish.waitsForAll === true ? lastLanding(session) : 0);
}

function playWish(session: Session, wish: Wish, start: Seconds): Session | string {
  const at = passTime(session, start);
  if (isOver(at)) return 'Play was over by then.';
  const read = readLine(at, wish.do, true);
  if (!read.ok) return read.rejection.message;
  const decision = {
    ...read.decision,
    reason: wish.reason ?? read.decision.reason,
    confidence: wish.confidence ?? read.decision.confidence,
  };
  const planned = planDecision(at, decision, wish.by);
  if (!planned.ok) return planned.message;
  const result = takeDecision(at, decision, wish.by, wish.seq);
  return result.ok ? result.session : result.message;
}
