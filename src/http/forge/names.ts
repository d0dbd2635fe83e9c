import type { PipelineSpec } from '../../world/estate.ts';
import { fakeRunId } from '../../world/evidence/fake-id.ts';
import type { PastRun } from '../../world/evidence/past-run.ts';
import { runsOf } from '../../world/evidence/past-run.ts';
import { parseReference } from '../../world/reference.ts';
import { hostsOf } from '../addresses.ts';
import type { Desk } from '../desk.ts';
import { trialOf } from '../shown.ts';

/**
 * How the world is laid out on the forge. Its organisation is the account; each pipeline has a repository of its own with one
 * workflow, both called as the pipeline is: `harborlight/api-build`, as its job logs say.
 */
export function organisationOf(desk: Desk): string {
  return desk.world.estate.account;
}

/** `harborlight/api-build`. */
export function fullNameOf(desk: Desk, pipeline: string): string {
  return `${organisationOf(desk)}/${pipeline}`;
}

/** The pipeline whose repository this is; names on a forge are the same in any case. */
export function pipelineOf(desk: Desk, owner: string, repo: string): PipelineSpec | null {
  if (owner.toLowerCase() !== organisationOf(desk).toLowerCase()) return null;
  const { pipelines } = desk.world.estate;
  return Object.values(pipelines).find((spec) => spec.id.toLowerCase() === repo.toLowerCase()) ?? null;
}

export function isOrganisation(desk: Desk, name: string): boolean {
  return name.toLowerCase() === organisationOf(desk).toLowerCase();
}

export function workflowId(pipeline: string): number {
  return fakeRunId(`workflow ${pipeline}`);
}

export function workflowFile(pipeline: string): string {
  return `${pipeline}.yaml`;
}

export function jobId(run: string): number {
  return fakeRunId(`job ${run}`);
}

/** The runs of a pipeline that the forge remembers, oldest first. */
export function runsNow(desk: Desk, pipeline: string): readonly PastRun[] {
  return runsOf(trialOf(desk, `inspect runs ${pipeline}`), pipeline);
}

/** The run that has this number as its id. */
export function runWithId(desk: Desk, pipeline: string, id: string): PastRun | null {
  return runsNow(desk, pipeline).find((run) => String(fakeRunId(run.id)) === id) ?? null;
}

export function runOfJob(desk: Desk, pipeline: string, id: string): PastRun | null {
  return runsNow(desk, pipeline).find((run) => String(jobId(run.id)) === id) ?? null;
}

/** Repositories of the registry that a pipeline publishes to or is the only source of. */
export function publishedBy(desk: Desk, pipeline: PipelineSpec): readonly string[] {
  const released = Object.values(desk.world.estate.repositories)
    .filter((spec) => spec.releasedBy === pipeline.id)
    .map((spec) => spec.id);
  const published = parseReference(pipeline.publishes ?? '')?.repo;
  return [...new Set(published === undefined ? released : [published, ...released])];
}

/** Where people look at it in a browser, which nobody serves: `https://forge.harborlight.example`. */
export function webOf(desk: Desk): string {
  return `https://${hostsOf(desk.world.estate).forge.replace(/^api\./, '')}`;
}
