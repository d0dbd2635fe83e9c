import { gateRefusal, isIsolated, isPaused, whyRefused } from './control.ts';
import type { Digest, Image, PipelineSpec } from './estate.ts';
import type { Draft } from './fact.ts';
import { isPackage, nextVersion, republishRefusal } from './package.ts';
import { fetchDrafts } from './pull-through-cache.ts';
import { imageOf, isPoison, parseReference } from './reference.ts';
import { siteRefusal, withImage } from './registry.ts';
import { canAuthenticate, followers, releaseOf } from './release.ts';
import { flawIn, isFlawed, isUnscanned } from './scan-gate.ts';
import { outageOf, TRANSPARENCY_LOG } from './service.ts';
import type { Run, ToolRecord, Trial, World } from './state.ts';
import { draft, put, refuse, unchanged } from './state.ts';
import { copies, infection } from './theft.ts';
import { canRun, type Got, getFor, toolFailure, toolImplants, toolsOf } from './tool.ts';
import { draftRollout } from './workload.ts';

interface Base {
  readonly digest: Digest | null;
  readonly drafts: readonly Draft[];
  readonly failure: string | null;
}

/** What a run started now would build on. */
export function baseOf(world: World, id: string): Got {
  const spec = world.estate.pipelines[id];
  if (spec === undefined || spec.base === null)
    return { digest: null, code: 'not-found', fetched: false, local: false, pinned: false };
  return getFor(world, spec, spec.base);
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
  if (!canRun(trial.world, id)) return [];
  return start(trial, id, false).drafts;
}

// A rebuild lands when its run has published, so that it reads its base then and publishes in the same second; it does not roll out.
function decideRebuild(trial: Trial): readonly Draft[] {
  const { world, attempt } = trial;
  const id = attempt.targets[0] ?? '';
  if (isIsolated(world, id) && world.estate.pipelines[id]?.worksOffline !== true)
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
  if (isIsolated(world, run.pipeline) && world.estate.pipelines[run.pipeline]?.worksOffline !== true)
    return [draft('run-failed', run.pipeline, trial, { run: runId, reason: 'the pipeline was isolated' })];
  return publish(trial, run.pipeline, runId, run);
}

// What lies on that machine's disk goes with it: the copies, what stayed behind, and logs that nobody has kept (INCIDENTS.md H-24).
function decideCleanRunner(trial: Trial): readonly Draft[] {
  const { world } = trial;
  const id = trial.attempt.targets[0] ?? '';
  const logs = Object.values(world.estate.logs).filter(
    (log) => log.onRunner === id && world.logs[log.id]?.expired === false,
  );
  const runner = world.pipelines[id];
  const holds = Object.keys(runner?.local ?? {}).length > 0 || runner?.foothold != null || logs.length > 0;
  if (!holds) return unchanged(trial, `The runner of ${id} keeps no local copies.`);
  return [
    draft('runner-cleaned', id, trial, {}),
    ...logs.map(({ id: log }) => {
      const state = world.logs[log];
      return draft('log-expired', log, trial, { lost: state?.kept !== true && state?.held !== true });
    }),
  ];
}

type Started = { readonly id: string; readonly run: Run | null; readonly drafts: readonly Draft[] };

function start(trial: Trial, id: string, manual: boolean): Started {
  const { world } = trial;
  const spec = world.estate.pipelines[id];
  if (spec === undefined)
    return { id: '', run: null, drafts: refuse(trial, 'not-found', `There is no pipeline ${id}.`) };
  const runId = `${id}#${(world.pipelines[id]?.runs ?? 0) + 1}`;
  const base = fetchBase(trial, spec);
  const gear = fetchTools(trial, spec, base.failure !== null);
  const inputs = inputsOf(world, id);
  const failed = base.failure ?? gear.failure;
  const carried = base.digest === null ? null : (imageOf(world, base.digest)?.poison ?? null);
  const poison = failed === null ? carried : null;
  const seen = {
    ...(gear.tools.length > 0 && { tools: gear.tools }),
    ...(gear.leaks.length > 0 && { leaks: gear.leaks }),
  };
  const begun = draft('run-started', id, trial, {
    run: runId,
    base: base.digest,
    poison,
    manual,
    inputs,
    ...seen,
  });
  const failure = failed ?? (canAuthenticate(world, id) ? null : 'a credential it needs was refused');
  // An implant reads what the job can read as soon as the job runs, even when the job fails later.
  const stolen = copies(trial, spec, [...(poison === null ? [] : [poison]), ...gear.leaks], runId);
  const fetched = failed === null ? [...base.drafts, ...gear.drafts] : [];
  const drafts = [...fetched, begun, ...stolen, ...infection(trial, spec, gear.leaks)];
  if (failure !== null)
    return {
      id: runId,
      run: null,
      drafts: [...drafts, draft('run-failed', id, trial, { run: runId, reason: failure })],
    };
  const run: Run = {
    pipeline: id,
    startedAt: world.at,
    base: base.digest,
    poison,
    manual,
    inputs,
    ...seen,
    state: 'running',
    image: null,
    endedAt: null,
  };
  return { id: runId, run, drafts };
}

interface Gear {
  readonly tools: readonly ToolRecord[];
  readonly leaks: readonly string[];
  readonly drafts: readonly Draft[];
  readonly failure: string | null;
}

// A job gets all its tools before its first step; what stayed on its runner is there whatever it gets.
function fetchTools(trial: Trial, spec: PipelineSpec, isLost: boolean): Gear {
  const { world } = trial;
  const foothold = world.pipelines[spec.id]?.foothold ?? null;
  const found = toolsOf(world, spec.id);
  const failure = isLost ? null : toolFailure(world, spec.id, found);
  if (isLost || failure !== null)
    return { tools: [], leaks: foothold === null ? [] : [foothold], drafts: [], failure };
  const keeps = spec.keepsLocalCopies || spec.worksOffline === true;
  const drafts = found.flatMap((tool) => {
    const digest = tool.digest ?? '';
    const isNew = keeps && world.pipelines[spec.id]?.local[tool.reference] !== digest;
    return [
      ...(tool.pinned || tool.local ? [] : fetchDrafts(trial, spec.via, tool.reference, tool)),
      ...(isNew ? [draft('runner-fetched', spec.id, trial, { reference: tool.reference, digest })] : []),
    ];
  });
  const tools = found.map(({ reference, digest, inside }) => ({ reference, digest: digest ?? '', inside }));
  return { tools, leaks: toolImplants(world, spec.id, found), drafts, failure: null };
}

function fetchBase(trial: Trial, spec: PipelineSpec): Base {
  const { world } = trial;
  if (spec.base === null) return { digest: null, drafts: [], failure: null };
  const resolved = baseOf(world, spec.id);
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
  const own = resolved.pinned || resolved.local;
  const through = own ? [] : fetchDrafts(trial, spec.via, spec.base, resolved);
  const kept =
    spec.keepsLocalCopies && !own
      ? [draft('runner-fetched', spec.id, trial, { reference: spec.base, digest: resolved.digest })]
      : [];
  return { digest: resolved.digest, drafts: [...through, ...kept], failure: null };
}

function publish(trial: Trial, id: string, runId: string, run: Run): readonly Draft[] {
  const { world } = trial;
  const spec = world.estate.pipelines[id] as PipelineSpec;
  const { image, tag } = releaseOf(world, spec, run);
  const failed = (reason: string, built: Digest | null = null): readonly Draft[] => [
    draft('run-failed', id, trial, { run: runId, reason, ...(built !== null && { built }) }),
  ];
  if (!canAuthenticate(world, id)) return failed('a credential it needs was refused');
  const made = withMade(world, runId, run, image);
  const code =
    tag === null
      ? null
      : (republishRefusal(made, tag) ??
        siteRefusal(made, parseReference(tag)?.repo ?? '', tag, image.digest));
  if (code !== null)
    return failed(
      `its push was refused (${whyRefused(made, image.digest, code)})`,
      isPackage(world, parseReference(tag ?? '')?.repo ?? '') ? image.digest : null,
    );
  const unscanned = isUnscanned(world, spec);
  const flaw = spec.scannedBy == null || unscanned ? null : flawIn(world, run);
  if (flaw !== null) return failed(`${spec.scannedBy} stopped it: ${flaw} has a known flaw`);
  const published = draft('run-published', id, trial, {
    run: runId,
    image,
    tag,
    ...(unscanned && { unscanned: true as const }),
  });
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

// Gates judge a new image by its own bytes and signature, so they are asked in a world that knows it. When it was signed matters
// only to a gate that cannot look the signature up.
function withMade(world: World, runId: string, run: Run, image: Image): World {
  const made = withImage(world, image);
  if (outageOf(world, TRANSPARENCY_LOG) === null) return made;
  return { ...made, runs: put(world.runs, runId, { ...run, image: image.digest, endedAt: world.at }) };
}

function deliveries(trial: Trial, id: string, runId: string, run: Run): readonly Draft[] {
  return Object.values(trial.world.estate.deliveries)
    .filter(
      (spec) =>
        spec.pipeline === id && run.inputs.split(',').includes(spec.id) && isOpen(trial.world, spec.id),
    )
    .map((spec) => {
      const flawed = isFlawed(trial.world, spec.id) && { flawed: true as const };
      return draft('delivery-made', spec.id, trial, { run: runId, ...flawed });
    });
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
