import type { Rule } from '../exercise/definition.ts';
import type { Fact } from '../world/fact.ts';
import type { Predicate } from '../world/predicate.ts';
import type { Seconds } from '../world/time.ts';
import { printTime } from '../world/time.ts';
import type { Change } from './timeline.ts';
import { firstTrue, heldFrom } from './timeline.ts';

/** What judging reads: truth of predicates over time, and measures up to a time. */
export interface Evidence {
  readonly aftermath: Seconds;
  readonly history: readonly Fact[];
  readonly changesOf: (predicate: Predicate) => readonly Change[];
  readonly measure: (name: string, until: Seconds) => number;
}

export interface RuleScore {
  readonly label: string;
  readonly points: number;
  readonly of: number;
  readonly at: Seconds | null;
  readonly because: readonly string[];
  /** One sentence on what is missing from full points. */
  readonly detail: string;
  /** How full points were missed; null when they were not. */
  readonly missed: Missed | null;
}

/** Nothing was done that it rests on; it never came true; it came true and did not last; it came too late; a number fell short. */
export type Missed = 'untried' | 'never' | 'lost' | 'late' | 'short';

export function scoreRule(rule: Rule, evidence: Evidence): RuleScore {
  const of = Math.max(0, ...rule.tiers.map((tier) => tier.points));
  const once =
    rule.once === null ? null : firstTrue(evidence.changesOf(rule.once), rule.onceBy ?? evidence.aftermath);
  const name = rule.label === '' ? '' : `${rule.label}: `;
  if (rule.once !== null && once === null)
    return {
      label: rule.label,
      points: 0,
      of,
      at: null,
      because: [],
      detail: `${name}nothing was done that this rests on.`,
      missed: 'untried',
    };
  const scored =
    rule.kind === 'state' ? scoreState(rule, of, name, evidence) : scoreNumber(rule, of, name, evidence);
  // What rests on something done is earned no sooner than that was done; which tier it earns, its own state decides.
  return once === null || scored.at === null ? scored : { ...scored, at: Math.max(scored.at, once.at) };
}

function scoreState(
  rule: Rule & { readonly kind: 'state' },
  of: number,
  name: string,
  evidence: Evidence,
): RuleScore {
  const changes = evidence.changesOf(rule.when);
  const change =
    rule.heldUntil === null ? firstTrue(changes, evidence.aftermath) : heldFrom(changes, rule.heldUntil);
  if (change === null) {
    const lost = changes.findLast((one) => !one.holds);
    // What was lost before StartEx was never so in this exercise; the fact that lost it is still worth citing.
    const never = changes.every((one) => !one.holds);
    const isLost = !never && (lost?.at ?? 0) > 0;
    const detail = isLost
      ? `${name}it did not last: it ended at ${printTime(lost?.at ?? 0)}.`
      : `${name}the goal was never reached.`;
    return {
      label: rule.label,
      points: 0,
      of,
      at: null,
      because: never ? [] : (lost?.because ?? []),
      detail,
      missed: isLost ? 'lost' : 'never',
    };
  }
  const at = Math.max(0, change.at);
  const points = rule.tiers.find((tier) => at <= tier.by)?.points ?? 0;
  const full = rule.tiers.find((tier) => tier.points === of)?.by ?? at;
  return {
    label: rule.label,
    points,
    of,
    at,
    because: change.because,
    detail:
      points === of ? '' : `${name}full points until ${printTime(full)}, you had it at ${printTime(at)}.`,
    missed: points === of ? null : 'late',
  };
}

function scoreNumber(
  rule: Exclude<Rule, { readonly kind: 'state' }>,
  of: number,
  name: string,
  evidence: Evidence,
): RuleScore {
  const value = evidence.measure(rule.measure, rule.until);
  const reached = (tier: number): boolean => (rule.kind === 'atLeast' ? value >= tier : value <= tier);
  const points = Math.max(0, ...rule.tiers.filter((tier) => reached(tier.value)).map((tier) => tier.points));
  const goal = rule.tiers.find((tier) => tier.points === of)?.value ?? 0;
  const bound = rule.kind === 'atLeast' ? 'at least' : 'at most';
  return {
    label: rule.label,
    points,
    of,
    at: rule.until,
    because: countedFacts(rule.measure, rule.until, evidence.history),
    detail: points === of ? '' : `${name}it came to ${value}, full points for ${bound} ${goal}.`,
    missed: points === of ? null : 'short',
  };
}

/** The facts that a measure counts, the last few of them, so that every number can be looked up. */
function countedFacts(measure: string, until: Seconds, history: readonly Fact[]): readonly string[] {
  const counts = COUNTED[measure];
  if (counts === undefined) return [];
  return history
    .filter((fact) => fact.at > 0 && fact.at <= until && counts(fact))
    .slice(-12)
    .map((fact) => fact.id);
}

const COUNTED: Readonly<Record<string, (fact: Fact) => boolean>> = {
  poisonedBuilds: (fact) => fact.kind === 'run-published' && fact.data.image.poison !== null,
  reachedConsumers: (fact) => fact.kind === 'consumer-told' && fact.data.matched,
  exposedConsumerHours: (fact) => fact.kind === 'consumer-acted',
  outageMinutes: (fact) =>
    (fact.kind === 'control-set' &&
      (fact.data.control === 'isolate' || fact.data.control === 'quarantine')) ||
    fact.kind === 'delivery-overdue' ||
    fact.kind === 'tag-deleted',
  longestFalseClaimMinutes: (fact) => fact.kind === 'notice-sent' && fact.data.falseClaims.length > 0,
  failedPulls: (fact) => fact.kind === 'pull-failed',
};
