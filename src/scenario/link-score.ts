import type {
  Condition,
  Ending,
  Judgement,
  NumberTier,
  Objective,
  Rule,
  Task,
  TimeTier,
} from '../exercise/definition.ts';
import type { ScenarioSource } from '../schema/scenario.ts';
import { MEASURES } from '../scoring/measure.ts';
import type { Path } from './diagnostic.ts';
import { linkOptional, linkPredicate } from './link-predicate.ts';
import { linkText } from './link-text.ts';
import { momentOf as anyMomentOf, type Linker } from './linker.ts';
import { quoted } from './visible-text.ts';

type ObjectiveSource = ScenarioSource['objectives'][number];
type TaskSource = ObjectiveSource['tasks'][number];
type RuleSource = TaskSource['points'][number];

const ALL_POINTS = 100;

// Nothing is known of the world after the aftermath, so nothing can be judged there.
function momentOf(linker: Linker, text: string, path: Path): number {
  const at = anyMomentOf(linker, text);
  if (at >= 0 && at <= linker.aftermath) return at;
  linker.problems.add({
    path,
    code: 'score/moment',
    message: `${quoted(text)} lies outside the exercise.`,
    mend: 'Write a time between StartEx and the aftermath.',
  });
  return at;
}

/** Links the objectives, and checks that their points sum to 100 and that each has exactly one critical task. */
export function linkObjectives(linker: Linker): readonly Objective[] {
  const objectives = linker.source.objectives.map((source, index) =>
    linkObjective(linker, source, ['objectives', index]),
  );
  const sum = objectives
    .flatMap((objective) => objective.tasks)
    .reduce((total, task) => total + pointsOf(task), 0);
  if (Math.abs(sum - ALL_POINTS) > 1e-9) {
    linker.problems.add({
      path: ['objectives'],
      of: 'key',
      code: 'score/sum',
      message: `The points of all tasks sum to ${Math.round(sum * 100) / 100}, not to 100.`,
      mend: 'Change the highest tier of some rules until the sum is 100.',
    });
  }
  return objectives;
}

function pointsOf(task: Task): number {
  return task.rules.reduce((sum, rule) => sum + Math.max(0, ...rule.tiers.map((tier) => tier.points)), 0);
}

function linkObjective(linker: Linker, source: ObjectiveSource, path: Path): Objective {
  const tasks = source.tasks.map((task, index) => linkTask(linker, task, [...path, 'tasks', index]));
  const critical = tasks.filter((task) => task.critical);
  if (critical.length !== 1) {
    const second = tasks.findLastIndex((task) => task.critical);
    linker.problems.add({
      path: critical.length === 0 ? [...path, 'tasks'] : [...path, 'tasks', second, 'critical'],
      of: 'key',
      code: 'score/critical-task',
      message: `The objective ${quoted(source.id)} has ${critical.length === 0 ? 'no critical task' : `${critical.length} critical tasks`}; it must have exactly one.`,
      mend: 'Write "critical: true" at the one task without which the objective is not reached.',
    });
  }
  return { id: source.id, pillar: source.pillar, title: source.title, target: source.target, tasks };
}

function linkTask(linker: Linker, source: TaskSource, path: Path): Task {
  const rules = source.points.flatMap(
    (rule, index) => linkRule(linker, rule, source.title, [...path, 'points', index]) ?? [],
  );
  const { criticalWhen } = source;
  const isDecided = criticalWhen !== undefined || source.points.some((rule) => rule.critical);
  if (source.critical !== isDecided) {
    linker.problems.add({
      path: [...path, 'id'],
      code: 'score/critical-part',
      message: source.critical
        ? `The critical task ${quoted(source.id)} does not say which of its points are the critical ones.`
        : `The task ${quoted(source.id)} is not critical, but a part of it is.`,
      mend: source.critical
        ? 'Write "critical: true" at a rule, or add "criticalWhen".'
        : 'Write "critical: true" at the task, or delete it at the rule.',
    });
  }
  return {
    id: source.id,
    title: source.title,
    critical: source.critical,
    criticalWhen:
      criticalWhen === undefined
        ? null
        : {
            when: linkPredicate(linker, criticalWhen.when, [...path, 'criticalWhen', 'when']),
            at: momentOf(linker, criticalWhen.at, [...path, 'criticalWhen', 'at']),
          },
    rules,
    met: linkText(linker, source.met, [...path, 'met']),
    unmet: linkText(linker, source.unmet, [...path, 'unmet']),
  };
}

const STATE_KEYS = ['when', 'by', 'heldUntil'] as const;
const NUMBER_KEYS = ['measure', 'until', 'atMost', 'atLeast'] as const;

function linkRule(linker: Linker, source: RuleSource, title: string, path: Path): Rule | null {
  const isNumber = source.measure !== undefined;
  const stray = (isNumber ? STATE_KEYS : NUMBER_KEYS).find((key) => source[key] !== undefined);
  const wanted = isNumber ? 'measure, until, and either atMost or atLeast' : 'when and by';
  const isWhole = isNumber
    ? source.until !== undefined && (source.atMost === undefined) !== (source.atLeast === undefined)
    : source.when !== undefined && source.by !== undefined;
  if (stray !== undefined || !isWhole) {
    linker.problems.add({
      path: stray === undefined ? path : [...path, stray],
      ...(stray !== undefined && { of: 'key' as const }),
      code: 'score/rule-shape',
      message:
        stray === undefined
          ? 'This rule is not whole.'
          : `${quoted(stray)} does not belong to this kind of rule.`,
      mend: `A rule about ${isNumber ? 'a number' : 'the state of the world'} has ${wanted}.`,
    });
  }
  if (source.onceBy !== undefined && source.once === undefined) {
    linker.problems.add({
      path: [...path, 'onceBy'],
      of: 'key',
      code: 'score/rule-shape',
      message: '"onceBy" stands here without "once".',
      mend: 'Say with "once" what must have come true by then.',
    });
  }
  const shared = {
    label: source.label ?? title,
    once: linkOptional(linker, source.once, [...path, 'once']),
    onceBy: source.onceBy === undefined ? null : momentOf(linker, source.onceBy, [...path, 'onceBy']),
    critical: source.critical,
  };
  if (source.measure !== undefined) {
    checkMeasure(linker, source.measure, [...path, 'measure']);
    const kind = source.atMost === undefined ? 'atLeast' : 'atMost';
    const tiers = numberTiers(linker, source.atMost ?? source.atLeast ?? {}, kind, [...path, kind]);
    return {
      kind,
      measure: source.measure,
      until: momentOf(linker, source.until ?? 'endEx', [...path, 'until']),
      tiers,
      ...shared,
    };
  }
  if (source.when === undefined) return null;
  return {
    kind: 'state',
    when: linkPredicate(linker, source.when, [...path, 'when']),
    heldUntil:
      source.heldUntil === undefined ? null : momentOf(linker, source.heldUntil, [...path, 'heldUntil']),
    tiers: timeTiers(linker, source.by ?? {}, [...path, 'by']),
    ...shared,
  };
}

function checkMeasure(linker: Linker, measure: string, path: Path): void {
  if (!Object.hasOwn(MEASURES, measure))
    linker.problems.unknown(path, measure, 'measure', Object.keys(MEASURES));
}

// The earliest tier stands first, whatever the order in the file: keys that look like numbers have no order of their own there.
function timeTiers(
  linker: Linker,
  source: Readonly<Record<string, number>>,
  path: Path,
): readonly TimeTier[] {
  const tiers = Object.entries(source)
    .map(([by, points]) => ({ by: momentOf(linker, by, [...path, by]), points }))
    .sort((left, right) => left.by - right.by);
  checkTiers(linker, tiers, path, 'A later time');
  return tiers;
}

function numberTiers(
  linker: Linker,
  source: Readonly<Record<string, number>>,
  kind: 'atMost' | 'atLeast',
  path: Path,
): readonly NumberTier[] {
  const sign = kind === 'atMost' ? 1 : -1;
  const tiers = Object.entries(source)
    .map(([value, points]) => ({ value: Number(value), points }))
    .sort((left, right) => sign * (left.value - right.value));
  checkTiers(linker, tiers, path, kind === 'atMost' ? 'A higher number' : 'A lower number');
  return tiers;
}

function checkTiers(
  linker: Linker,
  tiers: readonly { readonly points: number }[],
  path: Path,
  what: string,
): void {
  if (tiers.length === 0) {
    linker.problems.add({
      path,
      code: 'score/tiers',
      message: 'Here are no points at all.',
      mend: 'Add at least one tier.',
    });
  }
  if (tiers.every((tier, index) => index === 0 || tier.points < (tiers[index - 1]?.points ?? 0))) return;
  linker.problems.add({
    path,
    code: 'score/tiers',
    message: `${what} must earn fewer points than the one before it.`,
    mend: 'Give each further tier fewer points, or leave it out.',
  });
}

/** Links the endings; the last one, which holds when no other does, has no conditions. */
export function linkEndings(linker: Linker): readonly Ending[] {
  const { endings } = linker.source;
  return endings.map((source, index) => {
    const path: Path = ['endings', index];
    const isLast = index === endings.length - 1;
    if (isLast !== (source.any.length === 0)) {
      linker.problems.add({
        path: [...path, 'any'],
        code: 'score/last-ending',
        message: isLast
          ? 'The last ending must hold when no other does.'
          : 'Only the last ending may have no conditions.',
        mend: isLast
          ? 'Write "any: []" here, or add such an ending below.'
          : 'Add a condition, or move this ending to the end.',
      });
    }
    return {
      id: source.id,
      title: source.title,
      text: linkText(linker, source.text, [...path, 'text']),
      any: source.any.flatMap(
        (condition, place) => linkCondition(linker, condition, [...path, 'any', place]) ?? [],
      ),
    };
  });
}

function linkCondition(
  linker: Linker,
  source: ScenarioSource['endings'][number]['any'][number],
  path: Path,
): Condition | null {
  const at = momentOf(linker, source.at, [...path, 'at']);
  const { when, measure, atLeast } = source;
  const isNumber = measure !== undefined && atLeast !== undefined && when === undefined;
  const isState = when !== undefined && measure === undefined && atLeast === undefined;
  if (!isNumber && !isState) {
    linker.problems.add({
      path,
      code: 'score/condition-shape',
      message: 'This condition is neither about the state of the world nor about a number.',
      mend: 'Write "when" and "at", or "measure", "atLeast" and "at".',
    });
  }
  if (measure !== undefined) checkMeasure(linker, measure, [...path, 'measure']);
  if (when !== undefined) return { when: linkPredicate(linker, when, [...path, 'when']), at };
  return measure === undefined ? null : { measure, atLeast: atLeast ?? 0, at };
}

export function linkJudgements(linker: Linker): readonly Judgement[] {
  return linker.source.judgements.map((source, index) => ({
    id: source.id,
    title: source.title,
    courses: source.courses.map((course, place) => ({
      id: course.id,
      title: course.title,
      when: linkPredicate(linker, course.when, ['judgements', index, 'courses', place, 'when']),
    })),
  }));
}
