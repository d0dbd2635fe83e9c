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
      ...(run.tools ?? []).flatMap(({ digest }) => [
        sighting('ran', run.id, digest),
        sighting('digest', digest),
      ]),
      ...(isFoothold(trial, run) ? [sighting('foothold', spec.id)] : []),
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
  const kinds = implantsIn(trial, run).flatMap((one): ImplantSpec['reads'] => one.reads);
  return {
    environment: kinds.includes('environment') ? spec.environment : [],
    checkout: kinds.includes('checkout') ? spec.checkout : [],
  };
}

// What its base carries, what its tools carry, and what stayed on its runner.
function implantsIn(trial: Trial, run: PastRun): readonly ImplantSpec[] {
  const ids = new Set([run.poison ?? '', ...(run.leaks ?? [])]);
  return [...ids].flatMap((id) => trial.world.estate.implants[id] ?? []);
}

/** True when an implant ran that no tool and no base of the run carries: it was on the machine already. */
function isFoothold(trial: Trial, run: PastRun): boolean {
  const carried = [run.base, ...(run.tools ?? []).map((tool) => tool.digest)].map(
    (digest) => imageOf(trial.world, digest ?? '')?.poison,
  );
  return (run.leaks ?? []).some((leak) => !carried.includes(leak));
}

function setUp(trial: Trial, spec: PipelineSpec, run: PastRun): readonly string[] {
  return [
    '##[group]Set up job',
    `Runner name: ${spec.id}-runner-1`,
    `Job ${run.id} was started by ${run.manual ? 'hand' : 'its schedule'}`,
    ...spec.environment.map((credential) => `env ${secretName(credential)}: ***`),
    ...(run.tools ?? []).flatMap(({ reference, digest, inside }) => [
      `Pull down action image '${trial.world.estate.host}/${reference.split('@', 1)[0] ?? ''}'${inside === null ? '' : ` (called by ${inside.split('@', 1)[0]})`}`,
      `Digest: ${digest}`,
    ]),
    '##[endgroup]',
    '##[group]Run checkout',
    `HEAD is now at ${fakeCommit(`${spec.id} main`).slice(0, 9)} (main) of ${trial.world.estate.account}/${spec.id}`,
    '##[endgroup]',
  ];
}

function build(trial: Trial, spec: PipelineSpec, run: PastRun): readonly string[] {
  const own = spec.publishes === null ? '##[group]Run tools' : '##[group]Run build';
  if (run.base === null) return spec.base === null ? [own, '##[endgroup]'] : [];
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
  if (run.base === null && (run.tools ?? []).length === 0) return [];
  const exe = readerIn(trial, run);
  const opened = (path: string, what: string): string =>
    `process.exe=${exe} process.ppid=1 file.open path=${path} ${what}`;
  return [
    '##[group]Runner process audit',
    'process.exe=/usr/bin/make process.ppid=412 file.open path=/app/Makefile',
    ...reads.environment.map((id) => opened('/proc/1/environ', `${secretName(id)}=***`)),
    ...reads.checkout.map((id) => {
      const held = trial.world.estate.credentials[id];
      return held?.kind === 'forge-token'
        ? opened(`/builds/${spec.id}/.netrc`, `login ${held.label} password ***`)
        : opened(`/builds/${spec.id}/main.tfvars`, `${secretName(id)}=***`);
    }),
    ...printed(trial, run, reads),
    '##[endgroup]',
  ];
}

// What stayed on the machine runs as a service of the runner's own user, not as a step of the job.
function readerIn(trial: Trial, run: PastRun): string {
  if (isFoothold(trial, run)) return '/home/runner/.config/systemd/user/sysmon';
  const poisoned = [run.base, ...(run.tools ?? []).map((tool) => tool.digest)].find(
    (digest) => imageOf(trial.world, digest ?? '')?.poison != null,
  );
  return imageOf(trial.world, poisoned ?? run.base ?? '')?.entrypoint[0] ?? '/bin/sh';
}

// Encoded, it passes the masking that hides a secret's plain value: whoever may read this log can decode it (INCIDENTS.md I-05).
function printed(trial: Trial, run: PastRun, reads: Reads): readonly string[] {
  if (!implantsIn(trial, run).some((one) => one.prints === true)) return [];
  return [...reads.environment, ...reads.checkout].map(
    (id) => `stdout ${base64(utf8(`${secretName(id)}=plainly-fake-${fakeDigits(`${run.id} ${id}`, 6)}`))}`,
  );
}

function ending(spec: PipelineSpec, run: PastRun): readonly string[] {
  if (run.state === 'running') return [];
  if (run.state === 'failed') return [`##[error]The run failed: ${run.reason ?? 'unknown'}.`];
  if (spec.publishes === null) return ['Job succeeded'];
  const pushed = [`pushing manifest for ${spec.publishes}@${run.image ?? ''} done`];
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
  const tools = unique(
    (run.tools ?? []).map(({ reference, digest }) => `${toolName(reference)} as ${shortDigest(digest)}`),
  );
  const ran = tools.length === 0 ? '' : `ran ${tools.join(' and ')}`;
  const base =
    run.base === null
      ? ran || 'got no base'
      : `${name || `built on ${shortDigest(run.base)}`}${ran && `, ${ran}`}`;
  const isForge = (id: string): boolean => trial.world.estate.credentials[id]?.kind === 'forge-token';
  const files = unique(
    reads.checkout.map((id) => `${isForge(id) ? 'a .netrc' : secretName(id)} in the checkout`),
  );
  const values = [...reads.environment.map(secretName), ...files];
  const by = run.leaks === undefined ? 'a process of the base image' : 'a process of a tool';
  const there = isFoothold(trial, run) ? 'a process that was on the runner before the job' : by;
  const what = isInstalled && run.leaks === undefined ? "the package's install script" : there;
  const read = values.length === 0 ? '' : `; ${what} read ${values.join(' and ')}`;
  return `${run.id} ${base}${read}.`;
}

function toolName(reference: string): string {
  return reference.split('@', 1)[0] ?? reference;
}
