import type { Rule, Scenario } from '../exercise/definition.ts';
import type { InjectSpec } from '../world/estate.ts';
import { printTime } from '../world/time.ts';
import { asksFor, printPredicate } from './predicate-words.ts';
import { planOf } from './story-plan.ts';

export interface InjectSheet {
  readonly id: string;
  readonly from: string;
  readonly title: string;
  readonly text: string;
  /** `T+20m`, or what sets it off. */
  readonly at: string;
  readonly onlyWhile: string | null;
  readonly shows: readonly string[];
  /** What a good team does with it, as far as the scenario says. */
  readonly expected: readonly string[];
}

/** Every message with when it comes and what to expect: those at fixed times first. */
export function injectSheets(scenario: Scenario): readonly InjectSheet[] {
  const plan = planOf(scenario);
  const sheets = Object.values(scenario.estate.injects).map((inject) => {
    const effects = plan.filter((one) => one.line === `deliver ${inject.id}`);
    const fixed = effects.find((one) => one.when.startsWith('T'));
    const others = effects
      .filter((one) => one !== fixed)
      .map((one) => `${one.when} after ${one.after ?? 'the story gets there'}`);
    const at = [...(fixed === undefined ? [] : [fixed.when]), ...new Set(others)].join(', or ');
    return {
      id: inject.id,
      from: inject.from,
      title: inject.title,
      text: inject.text,
      at,
      onlyWhile: inject.when === null ? null : printPredicate(inject.when),
      shows: inject.shows,
      expected: expectedOf(scenario, inject),
    };
  });
  // Those at fixed times in their order, then what follows from something; the sort is stable.
  const order = (sheet: InjectSheet): number => {
    const effects = plan.filter((one) => one.line === `deliver ${sheet.id}`);
    return Math.min(Number.POSITIVE_INFINITY, ...effects.flatMap((one) => one.at ?? []));
  };
  const last = Number.MAX_SAFE_INTEGER;
  return [...sheets].sort((left, right) => Math.min(order(left), last) - Math.min(order(right), last));
}

function expectedOf(scenario: Scenario, inject: InjectSpec): readonly string[] {
  const answers = scenario.objectives.flatMap((objective) =>
    objective.tasks.flatMap((task) =>
      task.rules
        .filter((rule) => rule.kind === 'state' && asksFor(rule.when, 'answered', inject.id))
        .map((rule) => `A true answer (${tiersOf(rule)} points, ${task.id}).`),
    ),
  );
  const herrings = scenario.conclusions.flatMap((one) =>
    one.redHerrings
      .filter((herring) => herring.inject === inject.id)
      .map(
        (herring) =>
          `It misleads: "${one.title}" holds all the same. Refuted by: ${herring.refutedBy.join('; ')}.`,
      ),
  );
  const shows = inject.shows.length === 0 ? [] : [`It shows: ${inject.shows.join('; ')}.`];
  const warns = inject.public ? ['It counts as a public notice: the intruders read it too.'] : [];
  const all = [...answers, ...herrings, ...shows, ...warns];
  return all.length > 0
    ? all
    : [inject.answerable ? 'May be answered; nothing is scored on it by itself.' : 'Needs no answer.'];
}

/** `T+15m: 6, T+30m: 4`, or `at most 1: 3`. */
export function tiersOf(rule: Rule): string {
  if (rule.kind === 'state')
    return rule.tiers.map((tier) => `${printTime(tier.by)}: ${tier.points}`).join(', ');
  return rule.tiers
    .map((tier) => `${rule.kind === 'atMost' ? 'at most' : 'at least'} ${tier.value}: ${tier.points}`)
    .join(', ');
}
