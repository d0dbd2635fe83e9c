import type { Digest, PipelineSpec } from '../estate.ts';
import type { ToolRecord, Trial } from '../state.ts';
import type { Seconds } from '../time.ts';
import { imagesIn } from './held-image.ts';
import { factsOf } from './history.ts';

/** One run of a pipeline as its forge remembers it. */
export interface PastRun {
  readonly id: string;
  readonly number: number;
  readonly pipeline: string;
  readonly startedAt: Seconds;
  readonly endedAt: Seconds | null;
  readonly state: 'running' | 'published' | 'failed';
  readonly manual: boolean;
  readonly base: Digest | null;
  readonly poison: string | null;
  readonly image: Digest | null;
  readonly reason: string | null;
  readonly tools?: readonly ToolRecord[];
  readonly leaks?: readonly string[];
}

/** The runs of a pipeline, oldest first: those of the history, and before them the ones whose images the estate opened with. */
export function runsOf(trial: Trial, pipeline: string): readonly PastRun[] {
  const spec = trial.world.estate.pipelines[pipeline];
  if (spec === undefined) return [];
  const reasons = new Map(factsOf(trial, 'run-failed').map((fact) => [fact.data.run, fact.data.reason]));
  const runs = Object.entries(trial.world.runs)
    .filter(([, run]) => run.pipeline === pipeline)
    .map(([id, run]) => ({ ...run, id, number: numberOf(id), reason: reasons.get(id) ?? null }));
  return [...openingRuns(trial, spec), ...runs].sort((left, right) => left.number - right.number);
}

export function runOf(trial: Trial, id: string): PastRun | null {
  return runsOf(trial, id.split('#', 1)[0] ?? '').find((run) => run.id === id) ?? null;
}

function numberOf(run: string): number {
  return Number(run.split('#')[1] ?? 0);
}

// The latest image that the estate opened with came from the last run before the clock opened, and so on back.
function openingRuns(trial: Trial, spec: PipelineSpec): readonly PastRun[] {
  const { world } = trial;
  const known = new Set(Object.values(world.estate.images).map((image) => image.digest));
  const images = Object.keys(world.estate.repositories)
    .flatMap((repo) => imagesIn(world, repo))
    .filter(
      (image) =>
        image.pipeline === spec.id && known.has(image.digest) && image.created <= world.estate.clock.opens,
    )
    .filter((image, index, all) => all.findIndex((one) => one.digest === image.digest) === index)
    .sort((left, right) => right.created - left.created);
  return images.slice(0, spec.runsBefore).map((image, back) => {
    const number = spec.runsBefore - back;
    return {
      id: `${spec.id}#${number}`,
      number,
      pipeline: spec.id,
      startedAt: image.created - spec.duration,
      endedAt: image.created,
      state: 'published',
      manual: false,
      base: image.base,
      poison: image.poison,
      image: image.digest,
      reason: null,
    };
  });
}
