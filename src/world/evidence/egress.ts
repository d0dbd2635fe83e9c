import type { EvidenceRecord } from '../fact.ts';
import { imageOf } from '../reference.ts';
import { sighting } from '../sighting.ts';
import type { Trial } from '../state.ts';
import type { Seconds } from '../time.ts';
import { printClock } from '../time.ts';
import { fakeAddress, fakeNumber } from './fake-id.ts';
import type { Answer } from './finding.ts';
import { count, each, missing, stamp } from './finding.ts';
import { controlSpans, factsOf, within } from './history.ts';
import { readableRun } from './job.ts';
import type { PastRun } from './past-run.ts';
import { readableFrom } from './retention.ts';

const ROWS_SHOWN = 20;

interface Row {
  readonly at: Seconds;
  readonly host: string;
  readonly method: string;
  readonly uri: string;
  readonly agent: string;
  readonly bytes: number;
  readonly allowed: boolean;
}

/** The proxy's log: what a workload or a run connected to. */
export function egressOf(trial: Trial): Answer {
  const target = trial.attempt.targets[0] ?? '';
  if (target.includes('#')) return egressOfRun(trial, target);
  if (trial.world.workloads[target] === undefined)
    return missing('not-found', `There is no workload or run ${target}.`);
  return egressOfWorkload(trial, target);
}

function egressOfRun(trial: Trial, id: string): Answer {
  const run = readableRun(trial, id, 'egress');
  if ('code' in run) return run;
  const isolated = within(controlSpans(trial, 'isolate', run.pipeline), run.startedAt);
  const posts = isolated ? [] : postsOf(trial, run);
  const strange = posts.find((row) => row.allowed) ?? posts[0] ?? null;
  const usual = isolated ? [] : usualRows(trial, run);
  const rows = [...usual, ...posts].sort((left, right) => left.at - right.at);
  const host = strange?.host ?? null;
  return {
    records: rows.map((row) => record(trial, run.id, row)),
    sightings: [
      ...each('name', [run.id]),
      ...each('host', [...new Set(posts.map((row) => row.host))]),
      ...(host === null || strange?.allowed !== true ? [] : [sighting('posted-from', run.id, host)]),
    ],
    summary: summaryOfRun(run, rows, strange),
  };
}

function summaryOfRun(run: PastRun, rows: readonly Row[], strange: Row | null): string {
  const all = `${count(rows.length, 'connection')} from ${run.id}`;
  if (rows.length === 0) return `No connections from ${run.id}.`;
  if (strange === null) return `${all}, all to hosts of its own build.`;
  return strange.allowed
    ? `${all}; one POST of ${strange.bytes} bytes went to ${strange.host}.`
    : `${all}; one POST to ${strange.host} was denied at the edge.`;
}

function usualRows(trial: Trial, run: PastRun): readonly Row[] {
  const { host } = trial.world.estate;
  const row = (after: Seconds, to: string, method: string, uri: string): Row => ({
    at: Math.min(run.startedAt + after, trial.world.at),
    host: to,
    method,
    uri,
    agent: 'buildkit/0.21',
    bytes: 400 + fakeNumber(`${run.id} ${uri}`, 900),
    allowed: true,
  });
  const publishes = trial.world.estate.pipelines[run.pipeline]?.publishes?.split(':') ?? null;
  const push =
    run.state === 'published' && publishes !== null
      ? [row(0, host, 'PUT', `/v2/${publishes[0]}/manifests/${publishes[1]}`)]
      : [];
  return [
    row(2, 'forge.example', 'GET', `/${run.pipeline}/info/refs`),
    row(6, 'packages.example', 'GET', '/index.json'),
    ...push.map((one) => ({ ...one, at: run.endedAt ?? one.at })),
  ];
}

// One POST for each implant in a run: with everything that it could read. A blocked host shows as a denied connection, which is
// evidence too, and after it what the implant falls back to.
function postsOf(trial: Trial, run: PastRun): readonly Row[] {
  const implants = new Set([run.poison ?? '', ...(run.leaks ?? [])]);
  return [...implants].flatMap((id) => {
    const implant = trial.world.estate.implants[id];
    if (implant === undefined) return [];
    const row = postOf(trial, run, implant.host, run.startedAt + 11);
    return row.allowed || implant.fallback == null
      ? [row]
      : [row, postOf(trial, run, implant.fallback, run.startedAt + 14)];
  });
}

function postOf(trial: Trial, run: PastRun, host: string, at: Seconds): Row {
  const spec = trial.world.estate.pipelines[run.pipeline];
  const size = (spec?.environment.length ?? 0) + (spec?.checkout.length ?? 0);
  const allowed = !within(controlSpans(trial, 'block', host), run.startedAt);
  return {
    at: Math.min(at, trial.world.at),
    host,
    method: 'POST',
    uri: '/v1/metrics',
    agent: 'Go-http-client/1.1',
    bytes: allowed ? 1_100 + 640 * size + fakeNumber(run.id, 90) : 0,
    allowed,
  };
}

function egressOfWorkload(trial: Trial, id: string): Answer {
  const { world } = trial;
  const from = readableFrom(world, 'egress', id);
  const calls = beacons(trial, id).filter((row) => row.at >= from);
  const hosts = [...new Set(calls.map((row) => row.host))];
  const shown = calls.length <= ROWS_SHOWN ? calls : [...calls.slice(0, 1), ...calls.slice(1 - ROWS_SHOWN)];
  const rows = [...usualOfWorkload(trial, id, from), ...shown].sort((left, right) => left.at - right.at);
  const first = calls[0];
  return {
    records: rows.map((row) => record(trial, id, row)),
    sightings:
      hosts.length === 0
        ? each('silent', [id])
        : hosts.flatMap((host) => [sighting('beacon', id, host), sighting('host', host)]),
    summary:
      first === undefined
        ? `${id} connects only to its own services.`
        : `${id} called ${hosts.join(', ')} ${count(calls.length, 'time')}, first at ${printClock(first.at, world.estate.clock.calendar)}.`,
  };
}

function usualOfWorkload(trial: Trial, id: string, from: Seconds): readonly Row[] {
  const since = Math.max(trial.world.workloads[id]?.since ?? 0, from, trial.world.estate.clock.opens);
  const row = (at: Seconds, host: string): Row => ({
    at,
    host,
    method: 'POST',
    uri: '/api/v1/write',
    agent: 'OpenTelemetry/1.30',
    bytes: 2_000 + fakeNumber(`${id} ${host}`, 4_000),
    allowed: true,
  });
  return [row(since, 'metrics.example'), row(trial.world.at, 'metrics.example')];
}

/** Calls home of everything that ran as this workload; none from an isolated one, denied ones to a blocked host. */
function beacons(trial: Trial, id: string): readonly Row[] {
  const { estate } = trial.world;
  const spec = estate.workloads[id];
  const opening = spec === undefined ? [] : [{ at: spec.since, digest: spec.image }];
  const deployed = factsOf(trial, 'workload-deployed')
    .filter((fact) => fact.subject === id)
    .map((fact) => ({ at: fact.at, digest: fact.data.digest }));
  const ran = [...opening, ...deployed];
  const isolated = controlSpans(trial, 'isolate', id);
  return ran.flatMap(({ at, digest }, index) => {
    const implant = estate.implants[imageOf(trial.world, digest)?.poison ?? ''];
    if (implant === undefined) return [];
    const end = ran[index + 1]?.at ?? trial.world.at + 1;
    const blocked = controlSpans(trial, 'block', implant.host);
    const times = every(at, end, Math.max(1, implant.beaconEvery)).filter((time) => !within(isolated, time));
    return times.map((time) => beacon(implant.host, time, !within(blocked, time)));
  });
}

function every(from: Seconds, to: Seconds, step: Seconds): readonly Seconds[] {
  const times: Seconds[] = [];
  for (let at = from; at < to; at += step) times.push(at);
  return times;
}

function beacon(host: string, at: Seconds, allowed: boolean): Row {
  return {
    at,
    host,
    method: 'POST',
    uri: '/v1/metrics',
    agent: 'Go-http-client/1.1',
    bytes: allowed ? 212 : 0,
    allowed,
  };
}

function record(trial: Trial, source: string, row: Row): EvidenceRecord {
  return {
    ts: stamp(trial, row.at),
    src: fakeAddress('ours', source),
    dst_ip: fakeAddress('servers', row.host),
    sni: row.host,
    method: row.method,
    uri: row.uri,
    user_agent: row.agent,
    bytes_out: row.bytes,
    action: row.allowed ? 'allow' : 'deny',
  };
}
