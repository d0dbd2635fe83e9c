import type { Scenario } from '../exercise/definition.ts';
import type { Fact } from '../world/fact.ts';
import type { Seconds } from '../world/time.ts';

/**
 * Seconds of play at which it can matter whether something was done before or after: deadlines of the score, messages, what the
 * intruders did and what expired in a play. Sorted; at most `most`, spread evenly over all of them.
 */
export function momentsThatMatter(
  scenario: Scenario,
  history: readonly Fact[],
  most: number,
): readonly Seconds[] {
  const { endEx } = scenario.estate.clock;
  const found = new Set<Seconds>([0]);
  const add = (at: Seconds | null): void => {
    if (at !== null && at > 0 && at < endEx) found.add(at);
  };
  for (const { tasks } of scenario.objectives)
    for (const { rules } of tasks)
      for (const rule of rules) if (rule.kind === 'state') for (const tier of rule.tiers) add(tier.by);
  for (const log of Object.values(scenario.estate.logs)) add(log.expires);
  for (const fact of history) {
    const isOthers = scenario.estate.agents[fact.by] !== undefined || fact.kind === 'inject-delivered';
    if (isOthers) add(fact.at);
  }
  const all = [...found].sort((left, right) => left - right);
  return thinned(all, most);
}

/** At most so many of them, spread evenly, the first and the last among them. */
export function thinned(all: readonly Seconds[], most: number): readonly Seconds[] {
  if (all.length <= most) return all;
  const step = (all.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => all[Math.round(index * step)] as Seconds);
}
