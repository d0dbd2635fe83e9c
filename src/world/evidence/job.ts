import { base64, utf8 } from '../content/bytes.ts';
import type { ImplantSpec, PipelineSpec } from '../estate.ts';
import { isPackage } from '../package.ts';
import { imageOf, parseReference, shortDigest } from '../reference.ts';
import { sighting } from '../sighting.ts';
import type { Trial } from '../state.ts';
import type { Seconds } from '../time.ts';
import { fakeCommit, fakeDigits } from './fake-id.ts';
import type { Answer, Missing } from './finding.ts';
import { each, missing, stampWithFraction, unique } from './finding.ts';
import { factsOf } from './history.ts';
import { nameOf } from './package-tags.ts';
import type { PastRun } from './past-run.ts';
import { runOf } from './past-run.ts';
import { pipelineOf, readableFrom } from './retention.ts';
import { secretName } from './secrets.ts';

/** The log of one run, step by step. The runner's own process audit stands at its end: what read which file or environment. */
export function jobLog(trial: Trial): Answer {
  const run = readableRun(trial, trial.attempt.targets[0] ?? '', 'jobs');
  if ('code' in run) return run;
  const spec = trial.world.estate.pipelines[run.pipeline] as PipelineSpec;
  const reads = readsIn(trial, spec, run);
  const lines = [
    ...setUp(trial, spec, run),
    ...build(trial, spec, run),
    ...audit(trial, spec, run, reads),
    ...ending(spec, run),
  ];
  return {
    records: lines.map((line, index) => ({ line: `${lineTime(trial, run, index, lines.length)} ${line}` })),
    sightings: unique([
      ...each('name', [run.id]),
      ...(run.base === null ? [] : [sighting('built', run.id, run.base)]),
      ...each(
        'digest',
        [run.base, run.image].flatMap((digest) => digest ?? []),
      ),
      ...[...reads.environment, ...reads.checkout].map((credential) =>
        sighting('read-in-run', run.id, credential),
      ),
      ...reads.checkout.map((credential) => sighting('checkout-holds', spec.id, credential)),
    ]),
    summary: summaryOf(trial, spec, run, reads),
  };
}

/** A run whose log in this source can still be read. */
export function readableRun(trial: Trial, id: string, source: 'jobs' | 'egress'): PastRun | Missing {
  const { world } = trial;
  const pipeline = pipelineOf(id);
  const spec = world.estate.pipelines[pipeline];
  const run = runOf(trial, id);
  if (run === null) {
    const number = Number(id.split('#')[1] ?? Number.NaN);
    const isOld = spec !== undefined && number >= 1 && number <= spec.runsBefore;
    return isOld
      ? missing('expired', `${id} is older than the logs that are kept.`)
      : missing('not-found', `There is no run ${id}.`);
  }
  if (run.startedAt < readableFrom(world, source, pipeline)) {
    return missing('expired', `The log of ${id} is gone: its time ran out before anybody kept it.`);
  }
  return run;
}

interface Reads {
  readonly environment: readonly string[];
  readonly checkout: readonly string[];
}

function readsIn(trial: Trial, spec: PipelineSpec, run: PastRun): Reads {
  const kinds: ImplantSpec['reads'] = trial.world.estate.implants[run.poison ?? '']?.reads ?? [];
  return {
    environment: kinds.includes('environment') ? spec.environment : [],
    checkout: kinds.includes('checkout') ? spec.checkout : [],
  };
}

function setUp(trial: Trial, spec: PipelineSpec, run: PastRun): readonly string[] {
  return [
    '##[group]Set up job',
    `Runner name: ${spec.id}-runner-1`,
    `Job ${run.id} was started by ${run.manual ? 'hand' : 'its schedule'}`,
    ...spec.environment.map((credential) => `env ${secretName(credential)}: ***`),
    '##[endgroup]',
    '##[group]Run checkout',
    `HEAD is now at ${fakeCommit(`${spec.id} main`).slice(0, 9)} (main) of ${trial.world.estate.account}/${spec.id}`,
    '##[endgroup]',
  ];
}

function build(trial: Trial, spec: PipelineSpec, run: PastRun): readonly string[] {
  if (run.base === null) return spec.base === null ? ['##[group]Run build', '##[endgroup]'] : [];
  const repo = parseReference(spec.base ?? '')?.repo ?? '';
  if (isPackage(trial.world, repo)) return install(trial, spec, repo, run.base);
  const via = spec.via === null ? '' : ` through ${spec.via}`;
  return [
    '##[group]Run build',
    `#1 [internal] load metadata for ${spec.base ?? 'scratch'}${via}`,
    `#2 [1/3] FROM ${spec.base ?? 'scratch'}@${run.base}`,
    ...(isLocal(trial, spec, run) ? ['#2 CACHED (local copy of the runner)'] : []),
    '#3 [2/3] COPY . /app',
    '#4 [3/3] RUN make install',
    '##[endgroup]',
  ];
}

function install(trial: Trial, spec: PipelineSpec, repo: string, digest: string): readonly string[] {
  const via = spec.via === null ? '' : ` through ${spec.via}`;
  const script = imageOf(trial.world, digest)?.entrypoint.join(' ') ?? '';
  return [
    '##[group]Run install',
    `resolving ${spec.base ?? repo}${via}`,
    `added ${repo}@${nameOf(trial.world, repo, digest)} integrity=${digest}`,
    ...(script === '' ? [] : [`> ${repo} postinstall`, `> ${script}`]),
    '##[endgroup]',
    '##[group]Run build',
    '##[endgroup]',
  ];
}

// A runner that keeps local copies asks nobody when it has one: then no fetch goes with the run.
function isLocal(trial: Trial, spec: PipelineSpec, run: PastRun): boolean {
  if (!spec.keepsLocalCopies || trial.world.runs[run.id] === undefined) return false;
  return !factsOf(trial, 'runner-fetched').some(
    (fact) => fact.subject === spec.id && fact.at === run.startedAt,
  );
}

function audit(trial: Trial, spec: PipelineSpec, run: PastRun, reads: Reads): readonly string[] {
  if (run.base === null) return [];
  const exe = imageOf(trial.world, run.base)?.entrypoint[0] ?? '/bin/sh';
  const opened = (by: string, path: string, what: string): string =>
    `process.exe=${by} process.ppid=1 file.open path=${path} ${what}`;
  return [
    '##[group]Runner process audit',
    'process.exe=/usr/bin/make process.ppid=412 file.open path=/app/Makefile',
    ...reads.environment.map((id) => opened(exe, '/proc/1/environ', `${secretName(id)}=***`)),
    ...reads.checkout.map((id) =>
      opened(
        exe,
        `/builds/${spec.id}/.netrc`,
        `login ${trial.world.estate.credentials[id]?.label ?? id} password ***`,
      ),
    ),
    ...printed(trial, run, reads),
    '##[endgroup]',
  ];
}

// Encoded, it passes the masking that hides a secret's plain value: whoever may read this log can decode it (INCIDENTS.md I-05).
function printed(trial: Trial, run: PastRun, reads: Reads): readonly string[] {
  if (trial.world.estate.implants[run.poison ?? '']?.prints !== true) return [];
  return [...reads.environment, ...reads.checkout].map(
    (id) => `stdout ${base64(utf8(`${secretName(id)}=plainly-fake-${fakeDigits(`${run.id} ${id}`, 6)}`))}`,
  );
}

function ending(spec: PipelineSpec, run: PastRun): readonly string[] {
  if (run.state === 'running') return [];
  if (run.state === 'failed') return [`##[error]The run failed: ${run.reason ?? 'unknown'}.`];
  const pushed =
    spec.publishes === null ? [] : [`pushing manifest for ${spec.publishes}@${run.image ?? ''} done`];
  return ['##[group]Run publish', ...pushed, '##[endgroup]', 'Job succeeded'];
}

// Lines are spread over the run; a run that still goes on has shown only what it has come to.
function lineTime(trial: Trial, run: PastRun, index: number, size: number): string {
  const end = Math.min(run.endedAt ?? trial.world.at, trial.world.at);
  const at: Seconds = run.startedAt + Math.floor(((end - run.startedAt) * index) / size);
  return stampWithFraction(
    trial,
    at,
    `${String(Math.floor((index * 9) / size))}${fakeDigits(`${run.id} ${index}`, 6)}`,
  );
}

function summaryOf(trial: Trial, spec: PipelineSpec, run: PastRun, reads: Reads): string {
  const repo = parseReference(spec.base ?? '')?.repo ?? '';
  const isInstalled = run.base !== null && isPackage(trial.world, repo);
  const name = isInstalled ? `installed ${repo} ${nameOf(trial.world, repo, run.base ?? '')}` : '';
  const base = run.base === null ? 'got no base' : name || `built on ${shortDigest(run.base)}`;
  const files = reads.checkout.length > 0 ? ['a .netrc in the checkout'] : [];
  const values = [...reads.environment.map(secretName), ...files];
  const what = isInstalled ? "the package's install script" : 'a process of the base image';
  const read = values.length === 0 ? '' : `; ${what} read ${values.join(' and ')}`;
  return `${run.id} ${base}${read}.`;
}
