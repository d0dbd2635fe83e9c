import type { Ending, Objective, Rule, Scenario, ScoredPillar, Task } from '../exercise/definition.ts';
import { SCORED_PILLARS } from '../exercise/definition.ts';
import { drain, type InSteps } from '../exercise/in-steps.ts';
import type { Session } from '../exercise/session.ts';
import { openWorld } from '../world/opening.ts';
import type { Predicate } from '../world/predicate.ts';
import type { Seconds } from '../world/time.ts';
import { printTime } from '../world/time.ts';
import { coverageOf } from './coverage.ts';
import type { Measure, Meter } from './measure.ts';
import { makeMeter } from './measure.ts';
import type { Evidence, RuleScore } from './rule.ts';
import { scoreRule } from './rule.ts';
import { heldFrom, trackPredicates } from './timeline.ts';
import { walkInSteps } from './walk.ts';

export type Rating = 'P' | 'S' | 'M' | 'U';

export interface TaskScore {
  readonly id: string;
  readonly title: string;
  readonly critical: boolean;
  readonly points: number;
  readonly of: number;
  readonly met: boolean;
  readonly at: Seconds | null;
  /** Ids of the facts that earned or cost the points. */
  readonly because: readonly string[];
  readonly why: string;
  readonly rules: readonly RuleScore[];
}

export interface ObjectiveScore {
  readonly id: string;
  readonly pillar: ScoredPillar;
  readonly title: string;
  readonly target: string;
  readonly rating: Rating;
  readonly points: number;
  readonly of: number;
  readonly tasks: readonly TaskScore[];
}

export interface Score {
  readonly points: number;
  readonly of: number;
  readonly percent: number;
  readonly coverage: { readonly evaluated: number; readonly declared: number };
  readonly pillars: Readonly<Record<ScoredPillar, { readonly points: number; readonly of: number }>>;
  readonly objectives: readonly ObjectiveScore[];
  readonly ending: Ending;
  /** Every ending that held; the first in the scenario's order is the ending. */
  readonly marks: readonly string[];
  readonly judgements: readonly {
    readonly id: string;
    readonly title: string;
    readonly courses: readonly string[];
  }[];
}

/** Judges a finished session (run on to the aftermath) against its scenario's objectives and endings. Truth counts, and states, not verbs. */
export function scoreSession(finished: Session): Score {
  return drain(scoreInSteps(finished));
}

/** As `scoreSession`, a few facts or one objective at a time. */
export function* scoreInSteps(finished: Session): InSteps<Score> {
  const { scenario } = finished.engine;
  const evidence = yield* gather(finished);
  const objectives: ObjectiveScore[] = [];
  for (const objective of scenario.objectives) {
    yield;
    objectives.push(scoreObjective(objective, evidence));
  }
  yield;
  return {
    ...verdictOf(scenario, objectives, evidence),
    coverage: coverageOf(finished, pointsByTask(scenario, objectives)),
    pillars: pillarsOf(objectives),
    objectives,
    judgements: scenario.judgements.map((judgement) => ({
      id: judgement.id,
      title: judgement.title,
      courses: judgement.courses
        .filter((course) => heldFrom(evidence.changesOf(course.when), scenario.estate.clock.endEx) !== null)
        .map((course) => course.id),
    })),
  };
}

/** What counts of a score where nobody asks why. */
export type Verdict = Pick<Score, 'points' | 'of' | 'percent' | 'ending' | 'marks'> & {
  readonly tasks: readonly TaskPoints[];
};

/** What a task came to; `isHalved` says that it counts half, since its objective's critical task is unmet. */
export interface TaskPoints extends Pick<TaskScore, 'id' | 'points' | 'of'> {
  readonly isHalved: boolean;
}

/** Judges what was seen of a finished session, as `scoreSession` does. */
export function judge(scenario: Scenario, evidence: Evidence): Verdict {
  const objectives = scenario.objectives.map((objective) => scoreObjective(objective, evidence));
  return { ...verdictOf(scenario, objectives, evidence), tasks: objectives.flatMap(pointsOf) };
}

function pointsOf(objective: ObjectiveScore): readonly TaskPoints[] {
  const halves = isHalved(objective);
  return objective.tasks.map(({ id, points, of, critical }) => ({
    id,
    points,
    of,
    isHalved: halves && !critical,
  }));
}

/** True when a critical task is unmet: then the other points of the objective count half. */
export function isHalved({ tasks }: Pick<ObjectiveScore, 'tasks'>): boolean {
  return tasks.some((task) => task.critical && !task.met) && tasks.length > 1;
}

function verdictOf(
  scenario: Scenario,
  objectives: readonly ObjectiveScore[],
  evidence: Evidence,
): Omit<Verdict, 'tasks'> {
  const points = round(objectives.reduce((sum, one) => sum + one.points, 0));
  const of = objectives.reduce((sum, one) => sum + one.of, 0);
  const marks = endingsThatHeld(scenario, evidence);
  return {
    points,
    of,
    percent: of === 0 ? 0 : Math.round((points / of) * 1000) / 10,
    ending: marks[0] ?? (scenario.endings.at(-1) as Ending),
    marks: marks.map((ending) => ending.id),
  };
}

function* gather(finished: Session): InSteps<Evidence> {
  const { scenario } = finished.engine;
  const { aftermath } = scenario.estate.clock;
  const tracker = trackPredicates(predicatesOf(scenario));
  const meters = new Map<Seconds, Meter>();
  for (const until of measureTimes(scenario)) meters.set(until, makeMeter(until));
  yield* walkInSteps(openWorld(scenario.estate), finished.course.history, aftermath, (span) => {
    tracker.see(span);
    for (const meter of meters.values()) meter.see(span);
  });
  return {
    aftermath,
    history: finished.course.history,
    changesOf: tracker.changesOf,
    measure: (name, until) => meters.get(until)?.read(name as Measure) ?? 0,
  };
}

function pointsByTask(scenario: Scenario, scored: readonly ObjectiveScore[]): ReadonlyMap<Task, number> {
  return new Map(
    scenario.objectives.flatMap((objective, index) =>
      objective.tasks.map((task, at) => [task, scored[index]?.tasks[at]?.points ?? 0] as const),
    ),
  );
}

function predicatesOf(scenario: Scenario): readonly Predicate[] {
  const found: Predicate[] = [];
  for (const objective of scenario.objectives) {
    for (const task of objective.tasks) {
      if (task.criticalWhen !== null) found.push(task.criticalWhen.when);
      for (const rule of task.rules) {
        if (rule.kind === 'state') found.push(rule.when);
        if (rule.once !== null) found.push(rule.once);
      }
    }
  }
  for (const ending of scenario.endings)
    for (const condition of ending.any) if ('when' in condition) found.push(condition.when);
  for (const judgement of scenario.judgements)
    for (const course of judgement.courses) found.push(course.when);
  return found;
}

export function measureTimes(scenario: Scenario): ReadonlySet<Seconds> {
  const times = new Set<Seconds>();
  const rules = scenario.objectives.flatMap((objective) => objective.tasks.flatMap((task) => task.rules));
  for (const rule of rules) if (rule.kind !== 'state') times.add(rule.until);
  for (const ending of scenario.endings)
    for (const condition of ending.any) if ('measure' in condition) times.add(condition.at);
  return times;
}

/** Unmet critical task: the objective's other points count half, and its rating is at most M. */
function scoreObjective(objective: Objective, evidence: Evidence): ObjectiveScore {
  const judged = objective.tasks.map((task) => scoreTask(task, evidence));
  const criticalMet = judged.every((task) => !task.critical || task.met);
  const tasks = criticalMet
    ? judged
    : judged.map((task) => (task.critical || task.points === 0 ? task : halved(task)));
  const points = round(tasks.reduce((sum, task) => sum + task.points, 0));
  const of = tasks.reduce((sum, task) => sum + task.of, 0);
  return {
    id: objective.id,
    pillar: objective.pillar,
    title: objective.title,
    target: objective.target,
    rating: rate(points / of, criticalMet),
    points,
    of,
    tasks,
  };
}

function halved(task: TaskScore): TaskScore {
  const why = `${task.why} It counts half, since the critical task of this objective was not met.`;
  return { ...task, points: task.points / 2, why };
}

// HSEEP ratings: performed without challenges, with some, with major challenges, unable to be performed.
function rate(share: number, criticalMet: boolean): Rating {
  if (share >= 0.9 && criticalMet) return 'P';
  if (share >= 0.7 && criticalMet) return 'S';
  return share >= 0.4 ? 'M' : 'U';
}

function scoreTask(task: Task, evidence: Evidence): TaskScore {
  const rules = task.rules.map((rule) =>
    scoreRule(rule.label === task.title ? { ...rule, label: '' } : rule, evidence),
  );
  const points = round(rules.reduce((sum, rule) => sum + rule.points, 0));
  const of = rules.reduce((sum, rule) => sum + rule.of, 0);
  const met = task.critical ? criticalMet(task, rules, evidence) : points === of;
  const times = rules.flatMap((rule) => (rule.points > 0 && rule.at !== null ? [rule.at] : []));
  const at = times.length === 0 ? null : Math.max(...times);
  return {
    id: task.id,
    title: task.title,
    critical: task.critical,
    points,
    of,
    met,
    at,
    because: [...new Set(rules.flatMap((rule) => rule.because))],
    why: explain(task, rules, points, of, at),
    rules,
  };
}

function criticalMet(task: Task, rules: readonly RuleScore[], evidence: Evidence): boolean {
  if (task.criticalWhen !== null)
    return heldFrom(evidence.changesOf(task.criticalWhen.when), task.criticalWhen.at) !== null;
  const marked = rules.filter((_, index) => (task.rules[index] as Rule).critical);
  return (marked.length > 0 ? marked : rules).every((rule) => rule.points > 0);
}

function explain(
  task: Task,
  rules: readonly RuleScore[],
  points: number,
  of: number,
  at: Seconds | null,
): string {
  const when = at === null ? '' : ` (${printTime(Math.max(0, at))})`;
  if (points === of) return `${task.met}${when}`;
  const details = rules.filter((rule) => rule.points < rule.of).map((rule) => rule.detail);
  if (points === 0)
    return [task.unmet, ...details.map((one) => one.charAt(0).toUpperCase() + one.slice(1))].join(' ');
  return [`${task.met}${when} Not in full:`, ...details].join(' ');
}

function endingsThatHeld(scenario: Scenario, evidence: Evidence): readonly Ending[] {
  const held = scenario.endings.filter((ending) =>
    ending.any.some((condition) =>
      'when' in condition
        ? heldFrom(evidence.changesOf(condition.when), condition.at) !== null
        : evidence.measure(condition.measure, condition.at) >= condition.atLeast,
    ),
  );
  const otherwise = scenario.endings.find((ending) => ending.any.length === 0);
  return held.length === 0 && otherwise !== undefined ? [otherwise] : held;
}

function pillarsOf(objectives: readonly ObjectiveScore[]): Score['pillars'] {
  const entry = (pillar: ScoredPillar) => {
    const mine = objectives.filter((objective) => objective.pillar === pillar);
    return {
      points: round(mine.reduce((sum, one) => sum + one.points, 0)),
      of: mine.reduce((sum, one) => sum + one.of, 0),
    };
  };
  return Object.fromEntries(SCORED_PILLARS.map((pillar) => [pillar, entry(pillar)])) as Score['pillars'];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
