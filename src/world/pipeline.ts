import { controlAt, gateRefusal, isIsolated, isPaused, whyRefused } from './control.ts';
import type { Digest, PipelineSpec } from './estate.ts';
import type { Draft } from './fact.ts';
import { nextVersion, republishRefusal } from './package.ts';
import { fetchDrafts, resolveThrough } from './pull-through-cache.ts';
import { imageOf, isPoison, parseReference } from './reference.ts';
import { siteRefusal, withImage } from './registry.ts';
import { canAuthenticate, followers, releaseOf } from './release.ts';
import type { Run, Trial, World } from './state.ts';
import { draft, put, refuse, unchanged } from './state.ts';
import { draftRollout } from './workload.ts';

interface Base {
  readonly digest: Digest | null;
  readonly drafts: readonly Draft[];
  readonly failure: string | null;
}

/**
 * What a run started now would build on. A pin wins, and gets nothing when its digest is served no more; then the runner's own
 * copy of the tag, if it keeps any (so a rebuild bakes the implant in again, INCIDENTS.md H-12); then the registry or the cache.
 */
export function baseOf(
  world: World,
  id: string,
): ReturnType<typeof resolveThrough> & { readonly local: boolean } {
  const spec = world.estate.pipelines[id];
  if (spec === undefined || spec.base === null)
    return { digest: null, code: 'not-found', fetched: false, local: false };
  const pinned = controlAt(world, 'pin', id)?.digests[0];
  if (pinned !== undefined) {
    const repo = parseReference(spec.base)?.repo ?? '';
    return { ...resolveThrough(world, spec.via, `${repo}@${pinned}`), local: false };
  }
  const kept = spec.keepsLocalCopies ? world.pipelines[id]?.local[spec.base] : undefined;
  if (kept !== undefined) return { digest: kept, code: null, fetched: false, local: true };
  return { ...resolveThrough(world, spec.via, spec.base), local: false };
}

/** True when the next scheduled run would bake an implant in: not stopped, not gated, and the base that it would get carries one. */
export function buildsOnPoison(world: World, id: string): boolean {
  if (isPaused(world, id) || isIsolated(world, id)) return false;
  const { digest } = baseOf(world, id);
  return digest !== null && isPoison(world, digest) && gateRefusal(world, id, digest) === null;
}

export function decidePipeline(trial: Trial): readonly Draft[] {
  switch (trial.attempt.verb) {
    case 'run':
      return decideRun(trial);
    case 'publish':
      return decidePublish(trial);
    case 'rebuild':
      return decideRebuild(trial);
    default:
      return decideCleanRunner(trial);
  }
}

function decideRun(trial: Trial): readonly Draft[] {
  const id = trial.attempt.targets[0] ?? '';
  if (isPaused(trial.world, id) || isIsolated(trial.world, id)) return [];
  return start(trial, id, false).drafts;
}

// A rebuild lands when its run has published, so that it reads its base then and publishes in the same second; it does not roll out.
function decideRebuild(trial: Trial): readonly Draft[] {
  const { world, attempt } = trial;
  const id = attempt.targets[0] ?? '';
  if (isIsolated(world, id))
    return refuse(trial, 'paused', `${id} is isolated; its run cannot reach anything.`);
  const begun = start(trial, id, true);
  if (begun.run === null) return begun.drafts;
  return [...begun.drafts, ...publish(trial, id, begun.id, begun.run)];
}

function decidePublish(trial: Trial): readonly Draft[] {
  const { world, attempt } = trial;
  const runId = attempt.targets[0] ?? '';
  const run = world.runs[runId];
  if (run === undefined || run.state !== 'running') return [];
  if (isIsolated(world, run.pipeline))
    return [draft('run-failed', run.pipeline, trial, { run: runId, reason: 'the pipeline was isolated' })];
  return publish(trial, run.pipeline, runId, run);
}

function decideCleanRunner(trial: Trial): readonly Draft[] {
  const id = trial.attempt.targets[0] ?? '';
  if (Object.keys(trial.world.pipelines[id]?.local ?? {}).length === 0)
    return unchanged(trial, `The runner of ${id} keeps no local copies.`);
  return [draft('runner-cleaned', id, trial, {})];
}

type Started = { readonly id: string; readonly run: Run | null; readonly drafts: readonly Draft[] };

function start(trial: Trial, id: string, manual: boolean): Started {
  const { world } = trial;
  const spec = world.estate.pipelines[id];
  if (spec === undefined)
    return { id: '', run: null, drafts: refuse(trial, 'not-found', `There is no pipeline ${id}.`) };
  const runId = `${id}#${(world.pipelines[id]?.runs ?? 0) + 1}`;
  const base = fetchBase(trial, spec);
  const inputs = inputsOf(world, id);
  const poison = base.digest === null ? null : (imageOf(world, base.digest)?.poison ?? null);
  const begun = draft('run-started', id, trial, {
    run: runId,
    base: base.digest,
    poison: base.failure === null ? poison : null,
    manual,
    inputs,
  });
  const failure = base.failure ?? (canAuthenticate(world, id) ? null : 'a credential it needs was refused');
  if (base.failure !== null)
    return {
      id: runId,
      run: null,
      drafts: [begun, draft('run-failed', id, trial, { run: runId, reason: base.failure })],
    };
  // The implant reads what the job can read as soon as the job runs, even when the job fails later.
  const stolen = poison === null ? [] : copies(trial, spec, poison, runId);
  if (failure !== null)
    return {
      id: runId,
      run: null,
      drafts: [
        ...base.drafts,
        begun,
        ...stolen,
        draft('run-failed', id, trial, { run: runId, reason: failure }),
      ],
    };
  const run: Run = {
    pipeline: id,
    startedAt: world.at,
    base: base.digest,
    poison,
    manual,
    inputs,
    state: 'running',
    image: null,
    endedAt: null,
  };
  return { id: runId, run, drafts: [...base.drafts, begun, ...stolen] };
}

function fetchBase(trial: Trial, spec: PipelineSpec): Base {
  const { world } = trial;
  if (spec.base === null) return { digest: null, drafts: [], failure: null };
  const resolved = baseOf(world, spec.id);
  const pinned = controlAt(world, 'pin', spec.id) !== null;
  if (resolved.digest === null)
    return {
      digest: null,
      drafts: [],
      failure: `its base could not be pulled (${resolved.code ?? 'not-found'})`,
    };
  const gate = gateRefusal(world, spec.id, resolved.digest);
  if (gate !== null)
    return {
      digest: resolved.digest,
      drafts: [],
      failure: `its base gate refused the base (${whyRefused(world, resolved.digest, gate)})`,
    };
  const own = pinned || resolved.local;
  const through = own ? [] : fetchDrafts(trial, spec.via, spec.base, resolved);
  const kept =
    spec.keepsLocalCopies && !own
      ? [draft('runner-fetched', spec.id, trial, { reference: spec.base, digest: resolved.digest })]
      : [];
  return { digest: resolved.digest, drafts: [...through, ...kept], failure: null };
}

// What an implant can send home: nothing from an isolated pipeline, nothing while its host is blocked at our edge.
function copies(trial: Trial, spec: PipelineSpec, poison: string, run: string): readonly Draft[] {
  const { world } = trial;
  const implant = world.estate.implants[poison];
  if (implant === undefined || isIsolated(world, spec.id) || controlAt(world, 'block', implant.host) !== null)
    return [];
  const readable = [
    ...(implant.reads.includes('environment') ? spec.environment : []),
    ...(implant.reads.includes('checkout') ? spec.checkout : []),
  ];
  return readable.flatMap((id) => {
    const generations = world.credentials[id]?.generations ?? [];
    const generation = generations.findLastIndex((one) => one.live);
    if (generation < 0 || generations[generation]?.holders.includes(implant.agent) === true) return [];
    return [
      draft(
        'credential-copied',
        id,
        { by: implant.agent, cause: null },
        { generation: generation + 1, agent: implant.agent, run },
      ),
    ];
  });
}

function publish(trial: Trial, id: string, runId: string, run: Run): readonly Draft[] {
  const { world } = trial;
  const spec = world.estate.pipelines[id] as PipelineSpec;
  const { image, tag } = releaseOf(world, spec, run);
  const failed = (reason: string): readonly Draft[] => [
    draft('run-failed', id, trial, { run: runId, reason }),
  ];
  if (!canAuthenticate(world, id)) return failed('a credential it needs was refused');
  // Gates judge the new image by its own bytes and signature, so they are asked in a world that knows it and when it was signed.
  const signed = { ...run, image: image.digest, endedAt: world.at };
  const made = { ...withImage(world, image), runs: put(world.runs, runId, signed) };
  const code =
    tag === null
      ? null
      : (republishRefusal(made, tag) ??
        siteRefusal(made, parseReference(tag)?.repo ?? '', tag, image.digest));
  if (code !== null) return failed(`its push was refused (${whyRefused(made, image.digest, code)})`);
  const published = draft('run-published', id, trial, { run: runId, image, tag });
  const rollout =
    spec.rollsOut === null || run.manual
      ? []
      : draftRollout({ ...trial, world: made }, spec.rollsOut, image, runId);
  const inMade = { ...trial, world: made };
  return [
    published,
    ...followers(inMade, spec, tag, image),
    ...rollout,
    ...deliveries(trial, id, runId, run),
  ];
}

function deliveries(trial: Trial, id: string, runId: string, run: Run): readonly Draft[] {
  return Object.values(trial.world.estate.deliveries)
    .filter(
      (spec) =>
        spec.pipeline === id && run.inputs.split(',').includes(spec.id) && isOpen(trial.world, spec.id),
    )
    .map((spec) => draft('delivery-made', spec.id, trial, { run: runId }));
}

function isOpen(world: World, delivery: string): boolean {
  const state = world.deliveries[delivery]?.state;
  return state === 'waiting' || state === 'overdue';
}

// A build's digest is remembered by pipeline, base and inputs; what was asked to go out is an input.
function inputsOf(world: World, id: string): string {
  return Object.values(world.estate.deliveries)
    .filter((spec) => spec.pipeline === id && world.deliveries[spec.id] !== undefined)
    .map((spec) => spec.id)
    .concat(nextVersion(world, world.estate.pipelines[id]?.publishes ?? '') ?? [])
    .join(',');
}
