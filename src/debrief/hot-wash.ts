import type { Session } from '../exercise/session.ts';
import { consumerNotices, exposedConsumers, type Metrics } from '../scoring/metrics.ts';
import type { Missed } from '../scoring/rule.ts';
import type { Score, TaskScore } from '../scoring/score.ts';
import { heldLive } from '../world/credential.ts';
import { concludedAt } from '../world/sighting.ts';
import type { Seconds } from '../world/time.ts';
import { printTime } from '../world/time.ts';
import { plainLine } from './plain-line.ts';
import { endOfPlay } from './result.ts';
import { truePhases } from './timeline.ts';

/** A sentence with the facts it rests on. */
export interface Finding {
  readonly text: string;
  readonly because: readonly string[];
}

/** How it ended, in five sentences out of the session's own facts; the first three suffice where space is short. */
export function tellEnding(finished: Session, score: Score, metrics: Metrics): readonly Finding[] {
  return [
    tellOutcome(finished, score),
    tellIntruders(finished, metrics),
    tellNotices(finished, metrics),
    tellHarm(metrics),
    tellClaims(finished, metrics),
  ];
}

function tellOutcome(finished: Session, score: Score): Finding {
  const { endings } = finished.engine.scenario;
  const others = score.marks
    .filter((id) => id !== score.ending.id)
    .map((id) => endings.find((ending) => ending.id === id)?.title ?? id);
  const also = others.length === 0 ? '' : ` (also true: ${others.join(', ')})`;
  const how = finished.course.history.find((fact) => fact.kind === 'exercise-ended');
  const closed =
    how?.kind === 'exercise-ended' && how.data.how === 'closed' ? 'you declared it closed' : 'time was up';
  return {
    text: `Play ended at ${printTime(endOfPlay(finished))}, when ${closed}, as "${score.ending.title}"${also}, with ${score.points} of ${score.of} points.`,
    because: how === undefined ? [] : [how.id],
  };
}

function tellIntruders(finished: Session, metrics: Metrics): Finding {
  const { world, history } = finished.course;
  const live = [...new Set(Object.keys(world.estate.agents).flatMap((agent) => heldLive(world, agent)))];
  const first = metrics.minutesToRevoke;
  const taken =
    first === null ? 'none of them was taken away' : `the first was taken away after ${minutes(first)}`;
  const left =
    live.length === 0
      ? 'none works for them any more'
      : `${live.join(', ')} still ${live.length === 1 ? 'works' : 'work'} for them a day later`;
  const revoked = history.find(
    (fact) => fact.kind === 'credential-revoked' && first !== null && Math.abs(fact.at / 60 - first) < 0.02,
  );
  return {
    text: `The intruders got hold of ${count(metrics.secretsStolen, 'credential')}; ${taken}, and ${left}.`,
    because: revoked === undefined ? [] : [revoked.id],
  };
}

function tellNotices(finished: Session, metrics: Metrics): Finding {
  const { world } = finished.course;
  const sent = consumerNotices(finished);
  const exposed = exposedConsumers(world);
  const reached = exposed.filter((id) => world.consumers[id]?.matchedAt != null).length;
  const because = sent.slice(0, 2).map((fact) => fact.id);
  const reach = `${reached} of ${exposed.length} exposed consumers could recognise themselves`;
  if (sent.length === 0) return { text: `You sent no notice to consumers; ${reach}.`, because };
  const { minutesToFirstNotice: first, minutesToCompleteNotice: complete } = metrics;
  const start =
    first === null
      ? 'Your notices never named a digest or a tag'
      : `Your first notice that named a digest or a tag went out after ${minutes(first)}`;
  const end =
    complete === null
      ? 'all that they needed was never said'
      : `all that they needed was said after ${minutes(complete)}`;
  return { text: `${start}, ${end}, and ${reach}.`, because };
}

function tellHarm(metrics: Metrics): Finding {
  const builds = count(metrics.poisonedBuilds, 'build');
  const outage =
    metrics.outageMinutes === 0
      ? 'nothing of yours was down'
      : `something of yours was down for ${minutes(metrics.outageMinutes)}`;
  return {
    text: `After the alert your own pipelines made ${builds} on poison, ${count(metrics.exposedConsumers, 'consumer')} ran it for ${hours(metrics.exposedConsumerHours)} in all, and ${outage}.`,
    because: [],
  };
}

function tellClaims(finished: Session, metrics: Metrics): Finding {
  const claimed = finished.course.history.find(
    (fact) => fact.kind === 'declared' && fact.data.phase === 'contained',
  );
  const truth = metrics.minutesToContain;
  const since =
    truth === null ? 'it was not so at the end' : `in truth it was so for good after ${minutes(truth)}`;
  if (claimed?.kind !== 'declared')
    return { text: `You never declared it contained; ${since}.`, because: [] };
  const then = claimed.data.holds ? 'which was true then' : 'which was not true then';
  return {
    text: `You declared it contained at ${printTime(claimed.at)}, ${then}; ${since}.`,
    because: [claimed.id],
  };
}

function minutes(value: number): string {
  return count(value, 'minute');
}

// A hundredth of an hour is no part of anybody's memory.
function hours(value: number): string {
  return count(value < 10 ? Math.round(value * 10) / 10 : Math.round(value), 'hour');
}

function count(value: number, noun: string): string {
  return `${value} ${noun}${value === 1 ? '' : 's'}`;
}

/** A task as a candidate for praise or for work, with what it may come from. */
export interface Candidate {
  readonly objective: string;
  readonly task: TaskScore;
  /** Points that this task lost by itself, with those that it cost the others of its objective by halving them. */
  readonly lost: number;
  /** `finding` deviates from the objective's target, `observation` does not. */
  readonly kind: 'finding' | 'observation';
  readonly cause: 'in part' | Missed;
}

/** Tasks in full, the heaviest first; those of an objective whose critical task failed come last. */
export function strengths(score: Score, most: number): readonly Candidate[] {
  const all = candidates(score).filter(({ task, lost }) => lost === 0 && task.of > 0);
  const sound = all.filter(({ task }) => task.points === task.of);
  const rest = all.filter((one) => !sound.includes(one));
  const heaviest = (some: readonly Candidate[]) =>
    [...some].sort((left, right) => right.task.of - left.task.of);
  return [...spread(heaviest(sound), most), ...heaviest(rest)].slice(0, most);
}

/** Tasks that lost most. */
export function areas(score: Score, most: number): readonly Candidate[] {
  const all = candidates(score).filter(({ lost }) => lost > 0);
  return spread(
    [...all].sort((left, right) => right.lost - left.lost),
    most,
  );
}

// One of each objective before a second of any, so that the report looks at the whole response.
function spread(all: readonly Candidate[], most: number): readonly Candidate[] {
  const first = all.filter(
    (one, index) => all.findIndex((other) => other.objective === one.objective) === index,
  );
  return [...first, ...all.filter((one) => !first.includes(one))].slice(0, most);
}

function candidates(score: Score): readonly Candidate[] {
  return score.objectives.flatMap((objective) => {
    const culprits = objective.tasks.filter((task) => task.critical && !task.met);
    const halved = objective.tasks.filter((task) => culprits.length > 0 && !task.critical);
    const halfOfOthers = halved.reduce((sum, task) => sum + task.points, 0);
    return objective.tasks.map((task) => {
      const own = task.of - earned(task);
      const lost = own + (culprits[0] === task ? halfOfOthers : 0);
      return {
        objective: objective.id,
        task,
        lost,
        kind: task.met ? ('observation' as const) : ('finding' as const),
        cause: causeOf(task),
      };
    });
  });
}

// What its rules gave, before a critical task that is unmet halved it.
function earned(task: TaskScore): number {
  return task.rules.reduce((sum, rule) => sum + rule.points, 0);
}

// A task of which parts were had and others not is one thing; of all else the heaviest part that was missed tells.
function causeOf(task: TaskScore): Candidate['cause'] {
  const missed = task.rules.filter((rule) => rule.missed !== null);
  if (missed.some((rule) => rule.points === 0) && task.rules.some((rule) => rule.points > 0))
    return 'in part';
  const heaviest = [...missed].sort((left, right) => right.of - right.points - (left.of - left.points))[0];
  return heaviest?.missed ?? 'never';
}

/** What the team claimed and when it was so. */
export interface ClaimedPhase {
  readonly phase: string;
  readonly claimedAt: Seconds | null;
  readonly heldThen: boolean | null;
  /** Since when it was true at the aftermath; null when it was not. */
  readonly trueSince: Seconds | null;
}

export function claimedAgainstTrue(finished: Session): readonly ClaimedPhase[] {
  const marks = truePhases(finished, finished.engine.scenario.estate.clock.aftermath);
  return ['contained', 'eradicated', 'recovered'].map((phase) => {
    const claim = finished.course.history.find(
      (fact) => fact.kind === 'declared' && fact.data.phase === phase,
    );
    const last = marks.findLast((mark) => mark.phase?.phase === phase);
    return {
      phase,
      claimedAt: claim?.at ?? null,
      heldThen: claim?.kind === 'declared' ? claim.data.holds : null,
      trueSince: last?.phase?.holds === true ? last.at : null,
    };
  });
}

/** Something that was so, and when the team could know it; null when it never did in time. */
export interface ScopeRow {
  readonly what: string;
  readonly knownAt: Seconds | null;
}

/** True scope, row by row, with the second at which the team could know it. */
export function knownScope(finished: Session): readonly ScopeRow[] {
  const { world } = finished.course;
  const end = endOfPlay(finished);
  const inPlay = (at: Seconds | null | undefined): Seconds | null =>
    at == null || at > end ? null : Math.max(0, at);
  const tags = Object.keys(world.poisonedSince).filter((tag) => attackedTag(finished, tag));
  return [
    ...finished.engine.scenario.conclusions.map((one) => ({
      what: plainLine(one.title),
      knownAt: inPlay(concludedAt(world, one.id)),
    })),
    ...tags.map((tag) => ({
      what: `${tag} named an image with an implant`,
      knownAt: inPlay(poisonSeenAt(finished, tag)),
    })),
  ];
}

function attackedTag(finished: Session, tag: string): boolean {
  const { history, world } = finished.course;
  return history.some(
    (fact) => fact.kind === 'tag-moved' && fact.subject === tag && world.estate.agents[fact.by] !== undefined,
  );
}

function poisonSeenAt(finished: Session, tag: string): Seconds | null {
  const { world } = finished.course;
  const poison = Object.values(world.images).filter((image) => image.poison !== null);
  const times = poison.flatMap((image) => world.seen[`tag ${tag} ${image.digest}`] ?? []);
  return times.length === 0 ? null : Math.min(...times);
}
