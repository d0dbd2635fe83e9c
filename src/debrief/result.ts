import { SCORED_PILLARS, type ScoredPillar } from '../exercise/definition.ts';
import type { JournalMode } from '../exercise/journal.ts';
import type { Session, Taken } from '../exercise/session.ts';
import { type Metrics, measureSession } from '../scoring/metrics.ts';
import type { ObjectiveScore, Rating, Score } from '../scoring/score.ts';
import type { Fact } from '../world/fact.ts';
import { tell } from '../world/tell.ts';
import { printTime } from '../world/time.ts';
import { plainLine } from './plain-line.ts';

/** What the shared document says of a session beside its history: where it ran and who played. */
export interface ResultMeta {
  readonly engine: string;
  readonly session: string | null;
  readonly mode: JournalMode;
  readonly seed: number;
  readonly team: string | null;
  readonly factsDigest: string;
}

export interface ResultTask {
  readonly id: string;
  readonly critical: boolean;
  readonly points: number;
  readonly of: number;
  readonly met: boolean;
  readonly at: string | null;
  readonly because: readonly string[];
  readonly why: string;
}

export interface ResultObjective {
  readonly id: string;
  readonly pillar: ScoredPillar;
  readonly title: string;
  readonly rating: Rating;
  readonly points: number;
  readonly of: number;
  readonly tasks: readonly ResultTask[];
}

export interface ResultDecision {
  readonly seq: number;
  readonly at: string;
  readonly lands: string;
  readonly by: string;
  readonly do: string;
  readonly reason: string | null;
  readonly confidence: number | null;
  readonly refused: { readonly code: string; readonly message: string } | null;
}

export interface ResultFact {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly subject: string;
  readonly text: string;
}

/** The document that `run --json`, `score --json` and `debrief --format json` share (DESIGN.md §6). Points in time are printed `T+3h05m`. */
export interface Result {
  readonly schemaVersion: 1;
  readonly engine: string;
  readonly session: string | null;
  readonly mode: JournalMode;
  readonly seed: number;
  readonly team: string | null;
  readonly scenario: { readonly id: string; readonly title: string; readonly digest: string };
  readonly ending: { readonly id: string; readonly title: string };
  readonly marks: readonly string[];
  readonly endedAt: string;
  readonly score: {
    readonly points: number;
    readonly of: number;
    readonly percent: number;
    readonly coverage: { readonly evaluated: number; readonly declared: number };
  };
  readonly pillars: Readonly<Record<ScoredPillar, { readonly points: number; readonly of: number }>>;
  readonly objectives: readonly ResultObjective[];
  readonly metrics: Metrics;
  readonly decisions: readonly ResultDecision[];
  readonly facts: readonly ResultFact[];
  readonly injects: readonly {
    readonly id: string;
    readonly at: string;
    readonly from: string;
    readonly title: string;
  }[];
  readonly factsDigest: string;
}

/** Makes the document of a session that ran on to the aftermath. The same session gives the same document, byte for byte. */
export function makeResult(finished: Session, score: Score, meta: ResultMeta): Result {
  const { scenario } = finished.engine;
  const { history } = finished.course;
  return {
    schemaVersion: 1,
    engine: meta.engine,
    session: meta.session,
    mode: meta.mode,
    seed: meta.seed,
    team: meta.team,
    scenario: { id: scenario.id, title: scenario.title, digest: scenario.digest },
    ending: { id: score.ending.id, title: score.ending.title },
    marks: score.marks,
    endedAt: printTime(endOfPlay(finished)),
    score: {
      points: score.points,
      of: score.of,
      percent: score.percent,
      coverage: { evaluated: score.coverage.evaluated, declared: score.coverage.declared },
    },
    pillars: pillarsOf(score),
    objectives: score.objectives.map(objectiveOf),
    metrics: measureSession(finished),
    decisions: finished.taken.map((taken) => decisionOf(taken, history)),
    facts: citedFacts(score, history).map(factOf),
    injects: history.flatMap((fact) =>
      fact.kind === 'inject-delivered'
        ? [{ id: fact.subject, at: printTime(fact.at), from: fact.data.from, title: fact.data.title }]
        : [],
    ),
    factsDigest: meta.factsDigest,
  };
}

/** When play ended: by `declare closed`, or at EndEx. */
export function endOfPlay(finished: Session): number {
  return finished.course.world.exercise.endedAt ?? finished.now;
}

function pillarsOf(score: Score): Result['pillars'] {
  const rows = SCORED_PILLARS.map((pillar) => {
    const { points, of } = score.pillars[pillar];
    return [pillar, { points, of }] as const;
  });
  return Object.fromEntries(rows) as unknown as Result['pillars'];
}

function objectiveOf(objective: ObjectiveScore): ResultObjective {
  const { id, pillar, title, rating, points, of } = objective;
  const tasks = objective.tasks.map((task) => ({
    id: task.id,
    critical: task.critical,
    points: task.points,
    of: task.of,
    met: task.met,
    at: task.at === null ? null : printTime(task.at),
    because: task.because,
    why: task.why,
  }));
  return { id, pillar, title, rating, points, of, tasks };
}

function decisionOf(taken: Taken, history: readonly Fact[]): ResultDecision {
  return {
    seq: taken.seq,
    at: printTime(taken.at),
    lands: printTime(taken.lands),
    by: taken.by,
    do: taken.line,
    reason: taken.reason,
    confidence: taken.confidence,
    refused: refusalOf(taken, history),
  };
}

/** Why the world did not allow a decision; null when it did, or when it has not landed. */
export function refusalOf(
  taken: Pick<Taken, 'seq' | 'lands'>,
  history: readonly Fact[],
): ResultDecision['refused'] {
  const found = history.find(
    (fact) => fact.kind === 'refused' && fact.cause === taken.seq && fact.at === taken.lands,
  );
  return found?.kind === 'refused' ? { code: found.data.code, message: plainLine(found.data.message) } : null;
}

/** All facts that any task cites, in the order of the history. */
export function citedFacts(score: Score, history: readonly Fact[]): readonly Fact[] {
  const cited = new Set(
    score.objectives.flatMap((objective) => objective.tasks.flatMap((task) => task.because)),
  );
  return history.filter((fact) => cited.has(fact.id));
}

function factOf(fact: Fact): ResultFact {
  return {
    id: fact.id,
    at: printTime(fact.at),
    kind: fact.kind,
    subject: fact.subject,
    text: plainLine(tell(fact)),
  };
}
