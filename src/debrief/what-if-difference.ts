import type { Engine } from '../exercise/advance.ts';
import type { Session, Taken } from '../exercise/session.ts';
import { openSession } from '../exercise/session.ts';
import { HARM_MEASURES, type HarmMeasure, measureSession } from '../scoring/metrics.ts';
import { type Score, scoreSession } from '../scoring/score.ts';
import type { Fact } from '../world/fact.ts';
import { tell } from '../world/tell.ts';
import { printTime } from '../world/time.ts';
import { plainLine } from './plain-line.ts';
import { endOfPlay, refusalOf } from './result.ts';
import {
  applyChanges,
  type Change,
  closedAtRest,
  type Intervention,
  type PastDecision,
  playWishes,
  type Rejected,
  type Replayed,
  type Wish,
} from './what-if.ts';

/** One side of a comparison. */
export interface Side {
  readonly points: number;
  readonly percent: number;
  readonly ending: { readonly id: string; readonly title: string };
  readonly endedAt: string;
  readonly facts: number;
  readonly factsDigest: string;
}

export interface Delta {
  readonly before: number;
  readonly after: number;
  readonly change: number;
}

interface ListedDecision {
  readonly seq: number;
  readonly at: string;
  readonly do: string;
}

/** What a change to a journal comes to. `same` means: the same history, byte for byte. */
export interface Difference {
  readonly changes: readonly string[];
  readonly same: boolean;
  readonly before: Side;
  readonly after: Side;
  readonly points: Delta;
  readonly objectives: readonly (Delta & {
    readonly id: string;
    readonly title: string;
    readonly tasks: readonly (Delta & { readonly id: string; readonly title: string })[];
  })[];
  readonly harm: Readonly<Record<HarmMeasure, Delta>>;
  readonly facts: {
    readonly firstDifferent: {
      readonly at: string;
      readonly before: { readonly id: string; readonly text: string } | null;
      readonly after: { readonly id: string; readonly text: string } | null;
    } | null;
    readonly counts: readonly (Delta & { readonly kind: string })[];
  };
  readonly shifted: readonly {
    readonly seq: number;
    readonly do: string;
    readonly from: string;
    readonly to: string;
  }[];
  readonly refused: readonly (ListedDecision & { readonly code: string; readonly message: string })[];
  readonly rejected: readonly (ListedDecision & { readonly message: string })[];
}

/** Digest of a history, passed in because the pure floors hold no hashing. */
export type DigestFacts = (history: readonly Fact[]) => string;

export type WhatIf =
  | { readonly ok: true; readonly difference: Difference }
  | { readonly ok: false; readonly message: string };

/** Plays the same journal with changes, and says what differs: facts, harm and points. Refuses what `applyChanges` refuses. */
export function whatIf(
  engine: Engine,
  decisions: readonly PastDecision[],
  changes: readonly Change[],
  digest: DigestFacts,
  interventions: readonly Intervention[] = [],
): WhatIf {
  const changed = applyChanges(decisions, changes, engine.scenario.estate.clock.endEx);
  if (!changed.ok) return changed;
  const opening = openSession(engine);
  const before = playWishes(engine, decisions, opening, interventions);
  const wishes = closedAtRest(changed.wishes, changes, before.session.taken);
  const after = playWishes(engine, wishes, opening, interventions);
  return { ok: true, difference: compare(before, after, wishes, changes, digest) };
}

function compare(
  before: Replayed,
  after: Replayed,
  wishes: readonly Wish[],
  changes: readonly Change[],
  digest: DigestFacts,
): Difference {
  const scores = [scoreSession(before.finished), scoreSession(after.finished)] as const;
  const left = sideOf(before.finished, scores[0], digest);
  const right = sideOf(after.finished, scores[1], digest);
  const metrics = [measureSession(before.finished), measureSession(after.finished)] as const;
  const harm = HARM_MEASURES.map((name) => [name, delta(metrics[0][name], metrics[1][name])] as const);
  return {
    changes: changes.map((change) => printChange(change, before.session.taken)),
    same: left.factsDigest === right.factsDigest,
    before: left,
    after: right,
    points: delta(left.points, right.points),
    objectives: objectiveDeltas(scores[0], scores[1]),
    harm: Object.fromEntries(harm) as unknown as Difference['harm'],
    facts: factsDifference(before.finished.course.history, after.finished.course.history),
    shifted: shiftedOf(after.session, wishes),
    refused: newlyRefused(before.finished, after.finished),
    rejected: newlyRejected(before.rejected, after.rejected),
  };
}

function sideOf(finished: Session, score: Score, digest: DigestFacts): Side {
  return {
    points: score.points,
    percent: score.percent,
    ending: { id: score.ending.id, title: score.ending.title },
    endedAt: printTime(endOfPlay(finished)),
    facts: finished.course.history.length,
    factsDigest: digest(finished.course.history),
  };
}

export function delta(before: number, after: number): Delta {
  return { before, after, change: Math.round((after - before) * 100) / 100 };
}

function objectiveDeltas(before: Score, after: Score): Difference['objectives'] {
  return before.objectives.map((objective, index) => {
    const other = after.objectives[index];
    const tasks = objective.tasks.map((task, place) => ({
      id: task.id,
      title: task.title,
      ...delta(task.points, other?.tasks[place]?.points ?? 0),
    }));
    return {
      id: objective.id,
      title: objective.title,
      ...delta(objective.points, other?.points ?? 0),
      tasks: tasks.filter((task) => task.change !== 0),
    };
  });
}

function factsDifference(before: readonly Fact[], after: readonly Fact[]): Difference['facts'] {
  const length = Math.max(before.length, after.length);
  let first = 0;
  while (first < length && JSON.stringify(before[first]) === JSON.stringify(after[first])) first++;
  const told = (fact: Fact | undefined) =>
    fact === undefined ? null : { id: fact.id, text: plainLine(tell(fact)) };
  const at = Math.min(
    before[first]?.at ?? Number.POSITIVE_INFINITY,
    after[first]?.at ?? Number.POSITIVE_INFINITY,
  );
  return {
    firstDifferent:
      first >= length ? null : { at: printTime(at), before: told(before[first]), after: told(after[first]) },
    counts: countDeltas(before, after),
  };
}

function countDeltas(before: readonly Fact[], after: readonly Fact[]): Difference['facts']['counts'] {
  const counts = new Map<string, { before: number; after: number }>();
  const count = (facts: readonly Fact[], side: 'before' | 'after'): void => {
    for (const fact of facts) {
      const row = counts.get(fact.kind) ?? { before: 0, after: 0 };
      row[side]++;
      counts.set(fact.kind, row);
    }
  };
  count(before, 'before');
  count(after, 'after');
  return [...counts]
    .filter(([, row]) => row.before !== row.after)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([kind, row]) => ({ kind, ...delta(row.before, row.after) }));
}

function shiftedOf(after: Session, wishes: readonly Wish[]): Difference['shifted'] {
  return after.taken.flatMap((taken) => {
    const wish = wishes.find((one) => one.seq === taken.seq);
    if (wish === undefined || wish.at === taken.at) return [];
    return [{ seq: taken.seq, do: taken.line, from: printTime(wish.at), to: printTime(taken.at) }];
  });
}

function newlyRefused(before: Session, after: Session): Difference['refused'] {
  const refusedBefore = new Set(
    before.taken.filter((one) => refusalOf(one, before.course.history) !== null).map((one) => one.seq),
  );
  return after.taken.flatMap((taken) => {
    const refusal = refusedBefore.has(taken.seq) ? null : refusalOf(taken, after.course.history);
    return refusal === null ? [] : [{ seq: taken.seq, at: printTime(taken.at), do: taken.line, ...refusal }];
  });
}

function newlyRejected(before: readonly Rejected[], after: readonly Rejected[]): Difference['rejected'] {
  const known = new Set(before.map((one) => one.seq));
  return after
    .filter((one) => !known.has(one.seq))
    .map((one) => ({
      seq: one.seq,
      at: printTime(one.at),
      do: plainLine(one.do),
      message: plainLine(one.message),
    }));
}

/** A change in words, with the lines of the decisions that it names. */
export function printChange(change: Change, taken: readonly Taken[]): string {
  const name = (seq: number): string => {
    const line = taken.find((one) => one.seq === seq)?.line;
    return line === undefined ? String(seq) : `${seq} (${line})`;
  };
  switch (change.kind) {
    case 'drop':
      return `drop ${name(change.seq)}`;
    case 'move':
      return `move ${name(change.seq)} to ${printTime(change.to)}`;
    case 'swap':
      return `swap ${name(change.seq)} and ${name(change.with)}`;
    case 'insert':
      return `insert at ${printTime(change.at)}: ${plainLine(change.line)}`;
    default:
      return change satisfies never;
  }
}
