import type { Objective, ScoredPillar } from '../exercise/definition.ts';
import type { HarmMeasure, Metrics, Speeds } from '../scoring/metrics.ts';

export const HARM_WORDS: Readonly<Record<HarmMeasure, string>> = {
  poisonedBuilds: 'own builds with an implant',
  poisonedWorkloads: 'workloads left running an implant',
  exposedConsumers: 'exposed consumers',
  exposedConsumerHours: 'consumer-hours of exposure',
  secretsStolen: 'stolen credentials',
  attackerFootholds: 'credentials that still work for the intruders',
  evidenceLost: 'logs lost',
  falseClaims: 'false claims sent',
  outageMinutes: 'minutes of own outage',
  failedPulls: 'failed pulls',
};

const SPEED_WORDS: Readonly<Record<keyof Speeds, { readonly words: string; readonly pillar: ScoredPillar }>> =
  {
    minutesToDetect: { words: 'minutes to the first proven conclusion', pillar: 'investigate' },
    minutesToRevoke: { words: 'minutes to the first credential taken from the intruders', pillar: 'rotate' },
    minutesToContain: { words: 'minutes until it was contained for good', pillar: 'clean' },
    minutesToFirstNotice: { words: 'minutes to the first notice with a digest or tag', pillar: 'notify' },
    minutesToCompleteNotice: { words: 'minutes until all was said that consumers need', pillar: 'notify' },
  };

/** Rows of metric, measured value and target; harm has a target where a task counts it. */
export function metricRows(
  metrics: Metrics,
  objectives: readonly Objective[],
): readonly (readonly [string, string, string])[] {
  const speeds = Object.entries(SPEED_WORDS).map(([name, { words, pillar }]) => {
    const value = metrics[name as keyof Speeds];
    const target = objectives
      .filter((one) => one.pillar === pillar)
      .map((one) => one.target)
      .join('; ');
    return [words, value === null ? 'never' : String(value), target === '' ? '-' : target] as const;
  });
  const harm = Object.entries(HARM_WORDS).map(
    ([name, words]) => [words, String(metrics[name as HarmMeasure]), boundOf(name, objectives)] as const,
  );
  return [...speeds, ...harm];
}

function boundOf(measure: string, objectives: readonly Objective[]): string {
  const rules = objectives.flatMap((objective) => objective.tasks.flatMap((task) => task.rules));
  const rule = rules.find((one) => one.kind !== 'state' && one.measure === measure);
  if (rule === undefined || rule.kind === 'state') return '-';
  const best = [...rule.tiers].sort((left, right) => right.points - left.points)[0];
  if (best === undefined) return '-';
  return `${rule.kind === 'atMost' ? 'at most' : 'at least'} ${best.value} for full points`;
}
