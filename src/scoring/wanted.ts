import type { Rule, Scenario, Task } from '../exercise/definition.ts';
import type { Predicate } from '../world/predicate.ts';
import type { Seconds } from '../world/time.ts';
import type { Window } from './timeline.ts';

export interface Wanted {
  readonly predicate: Predicate;
  readonly window: Window;
}

/** When the truth of each predicate of a scenario can still change points, ending or marks. */
export function wantedOf({ objectives, endings, estate }: Scenario): readonly Wanted[] {
  const tasks = objectives.flatMap((objective) => objective.tasks);
  const conditions = endings.flatMap((ending) => ending.any);
  return [
    ...tasks.flatMap((task) => ofTask(task, estate.clock.aftermath)),
    ...conditions.flatMap((one) => ('when' in one ? { predicate: one.when, window: just(one.at) } : [])),
  ];
}

function ofTask({ criticalWhen, rules }: Task, aftermath: Seconds): readonly Wanted[] {
  const critical =
    criticalWhen === null ? [] : [{ predicate: criticalWhen.when, window: just(criticalWhen.at) }];
  return [...critical, ...rules.flatMap((rule) => ofRule(rule, aftermath))];
}

function ofRule(rule: Rule, aftermath: Seconds): readonly Wanted[] {
  const once = rule.once === null ? [] : [{ predicate: rule.once, window: first(rule.onceBy ?? aftermath) }];
  if (rule.kind !== 'state') return once;
  const { when, heldUntil, tiers } = rule;
  // What first comes true after the last tier earns nothing.
  const latest = Math.max(...tiers.map((tier) => tier.by));
  return [...once, { predicate: when, window: heldUntil === null ? first(latest) : upTo(heldUntil) }];
}

const just = (at: Seconds): Window => ({ from: at, until: at, first: false });
const upTo = (until: Seconds): Window => ({ from: Number.NEGATIVE_INFINITY, until, first: false });
const first = (until: Seconds): Window => ({ from: Number.NEGATIVE_INFINITY, until, first: true });
