import type { EvidenceRecord } from '../fact.ts';
import { shortDigest } from '../reference.ts';
import { sighting } from '../sighting.ts';
import type { Trial } from '../state.ts';
import { fakeCommit, fakeRunId } from './fake-id.ts';
import type { Answer } from './finding.ts';
import { count, each, missing, stamp, unique } from './finding.ts';
import type { PastRun } from './past-run.ts';
import { runsOf } from './past-run.ts';

/** The forge's list of a pipeline's runs. The display title names what the base resolved to then. */
export function runList(trial: Trial): Answer {
  const { world } = trial;
  const id = trial.attempt.targets[0] ?? '';
  if (world.estate.pipelines[id] === undefined) return missing('not-found', `There is no pipeline ${id}.`);
  const runs = runsOf(trial, id);
  const bases = unique(runs.flatMap((run) => run.base ?? []));
  return {
    records: runs.map((run) => runRecord(trial, run)),
    sightings: [
      ...each(
        'name',
        runs.map((run) => run.id),
      ),
      ...runs.flatMap((run) => (run.base === null ? [] : [sighting('built', run.id, run.base)])),
      ...each('digest', bases),
    ],
    summary: summaryOf(id, runs),
  };
}

/** One run as the forge's API gives it. */
export function runRecord(trial: Trial, run: PastRun): EvidenceRecord {
  const { account, pipelines } = trial.world.estate;
  const base = pipelines[run.pipeline]?.base ?? null;
  const login = { login: run.manual ? account : `${account}-bot` };
  const commit = fakeCommit(`${run.pipeline} main`);
  return {
    id: fakeRunId(run.id),
    name: run.pipeline,
    display_title: run.base === null ? run.id : `${run.id} on ${(base ?? '').split(/[@:]/)[0]}@${run.base}`,
    head_branch: 'main',
    head_sha: commit,
    path: `.forge/workflows/${run.pipeline}.yaml`,
    run_number: run.number,
    run_attempt: 1,
    event: run.manual ? 'workflow_dispatch' : 'schedule',
    status: run.state === 'running' ? 'in_progress' : 'completed',
    conclusion: conclusionOf(run),
    workflow_id: fakeRunId(`workflow ${run.pipeline}`),
    actor: login,
    triggering_actor: login,
    created_at: stamp(trial, run.startedAt),
    run_started_at: stamp(trial, run.startedAt),
    updated_at: stamp(trial, run.endedAt ?? run.startedAt),
  };
}

function conclusionOf(run: PastRun): string | null {
  if (run.state === 'running') return null;
  return run.state === 'published' ? 'success' : 'failure';
}

function summaryOf(id: string, runs: readonly PastRun[]): string {
  const last = runs.at(-1);
  if (last === undefined) return `${id} has no runs.`;
  if (runs.every((run) => run.base === null))
    return `${count(runs.length, 'run')} of ${id}, from ${runs[0]?.id} to ${last.id}; what each one ran stands in the log of its job.`;
  const bases = unique(runs.flatMap((run) => run.base ?? []));
  const first = runs.find((run) => run.base !== null && run.base === last.base);
  const size = `${count(runs.length, 'run')} of ${id} on ${count(bases.length, 'base')}`;
  if (last.base === null || first === undefined) return `${size}.`;
  return `${size}; the last, ${last.id}, built on ${shortDigest(last.base)}, first seen in ${first.id}.`;
}
