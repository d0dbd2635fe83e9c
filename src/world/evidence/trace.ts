import type { Digest, Image } from '../estate.ts';
import type { EvidenceRecord } from '../fact.ts';
import { covers, digestOf, imageOf, shortDigest } from '../reference.ts';
import { sighting } from '../sighting.ts';
import type { Trial, World } from '../state.ts';
import type { Answer } from './finding.ts';
import { count, each, missing, unique } from './finding.ts';
import type { PastRun } from './past-run.ts';
import { runsOf } from './past-run.ts';
import { readableFrom } from './retention.ts';

const BASE_DIGEST = 'org.opencontainers.image.base.digest';

/** Where in the own estate a digest was built on or runs, by run logs, base annotations and SBOMs; and what could not be judged. */
export function traceOf(trial: Trial): Answer {
  const { world } = trial;
  const digest = digestOf(world, trial.attempt.targets[0] ?? '');
  const image = digest === null ? null : imageOf(world, digest);
  if (digest === null || image === null) return missing('not-found', 'No image has that digest.');
  const runs = builtOn(trial, image);
  const workloads = Object.entries(world.workloads).filter(([, running]) =>
    descends(world, running.digest, image),
  );
  const used = usedIn(trial, image);
  const unjudged = notJudged(trial);
  return {
    records: [
      ...runs.map(
        (run): EvidenceRecord => ({
          found: 'built on it',
          run: run.id,
          image: run.image,
          [BASE_DIGEST]: run.base,
          source: 'run log',
        }),
      ),
      ...used.map(
        ([run, reference]): EvidenceRecord => ({
          found: 'ran it as a tool',
          run,
          tool: reference,
          source: 'run log',
        }),
      ),
      ...workloads.map(([id, running]): EvidenceRecord => runningRecord(world, id, running.digest)),
      ...unjudged,
    ],
    sightings: unique([
      sighting('traced', digest),
      ...(digest === image.digest || world.seen[`digest ${image.digest}`] === undefined
        ? []
        : [sighting('traced', image.digest)]),
      ...runs.flatMap((run) => (run.base === null ? [] : [sighting('built', run.id, run.base)])),
      ...each('name', [...runs.map((run) => run.id), ...used.map(([run]) => run)]),
      ...used.map(([run]) => sighting('ran', run, image.digest)),
      ...workloads.map(([id, running]) => sighting('runs', id, running.digest)),
      ...each('digest', [
        ...runs.flatMap((run) => run.image ?? []),
        ...workloads.map(([, running]) => running.digest),
      ]),
    ]),
    summary: summaryOf(
      digest,
      runs,
      used.map(([run]) => run),
      workloads.map(([id]) => id),
      unjudged.length,
    ),
  };
}

function builtOn(trial: Trial, image: Image): readonly PastRun[] {
  return Object.keys(trial.world.estate.pipelines).flatMap((pipeline) => {
    const from = readableFrom(trial.world, 'jobs', pipeline);
    return runsOf(trial, pipeline).filter(
      (run) => run.startedAt >= from && run.base !== null && covers(image, run.base),
    );
  });
}

// By what each run's log says that its tools led to then, not by what their references name today.
function usedIn(trial: Trial, image: Image): readonly (readonly [string, string])[] {
  return Object.keys(trial.world.estate.pipelines).flatMap((pipeline) => {
    const from = readableFrom(trial.world, 'jobs', pipeline);
    return runsOf(trial, pipeline)
      .filter((run) => run.startedAt >= from)
      .flatMap((run) =>
        (run.tools ?? [])
          .filter(({ digest }) => covers(image, digest))
          .slice(0, 1)
          .map(({ reference }) => [run.id, reference] as const),
      );
  });
}

/** True when the image behind a digest is the traced one or was built on it, however many builds lie between. */
function descends(world: World, digest: Digest, traced: Image): boolean {
  let image = imageOf(world, digest);
  for (let steps = 0; image !== null && steps < 20; steps += 1) {
    if (image.digest === traced.digest || (image.base !== null && covers(traced, image.base))) return true;
    image = image.base === null ? null : imageOf(world, image.base);
  }
  return false;
}

function runningRecord(world: World, id: string, digest: Digest): EvidenceRecord {
  const base = imageOf(world, digest)?.base ?? null;
  const spec = world.estate.workloads[id];
  return {
    found: 'runs it',
    workload: id,
    imageID: `${world.estate.host}/${spec?.repository ?? ''}@${digest}`,
    [BASE_DIGEST]: base,
    source: 'base annotation',
  };
}

function notJudged(trial: Trial): readonly EvidenceRecord[] {
  const { world } = trial;
  const row = (what: string, why: string): EvidenceRecord => ({ found: 'could not be judged', what, why });
  const old = Object.values(world.estate.pipelines).flatMap((spec) => {
    if (spec.base === null && (spec.uses ?? []).length === 0) return [];
    const from = readableFrom(world, 'jobs', spec.id);
    const kept = runsOf(trial, spec.id).filter((run) => run.startedAt >= from);
    const first = kept[0]?.number ?? (world.pipelines[spec.id]?.runs ?? 0) + 1;
    return first <= 1 ? [] : [row(`runs of ${spec.id} before #${first}`, 'their logs are no longer kept')];
  });
  const bare = Object.entries(world.workloads).flatMap(([id, running]) => {
    const image = imageOf(world, running.digest);
    return image === null || image.base !== null
      ? []
      : [row(`workload ${id}`, 'its SBOM and annotations name no base')];
  });
  return [...old, ...bare, row('outside consumers', 'nothing of theirs can be searched from here')];
}

function summaryOf(
  digest: Digest,
  runs: readonly PastRun[],
  used: readonly string[],
  workloads: readonly string[],
  unjudged: number,
): string {
  const built =
    runs.length === 0
      ? 'no run built on it'
      : `${count(runs.length, 'run')} built on it, the last ${runs.at(-1)?.id ?? ''}`;
  const running =
    workloads.length === 0 ? 'no workload runs it' : `it runs in ${unique(workloads).join(', ')}`;
  const ran =
    used.length === 0 ? '' : `${count(used.length, 'run')} ran it as a tool, the last ${used.at(-1) ?? ''}; `;
  return `${shortDigest(digest)}: ${built}; ${ran}${running}; ${count(unjudged, 'thing')} could not be judged.`;
}
