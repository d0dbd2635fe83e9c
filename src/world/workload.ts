import { controlAt, gateRefusal, isIsolated } from './control.ts';
import type { Digest, Image } from './estate.ts';
import type { Draft, Fact } from './fact.ts';
import { digestOf, imageOf, isPoison, parseReference, suits } from './reference.ts';
import { resolve } from './registry.ts';
import type { Trial, World } from './state.ts';
import { draft, put, refuse, unchanged } from './state.ts';

export function runsPoison(world: World, id: string): boolean {
  return isPoison(world, world.workloads[id]?.digest ?? null);
}

/** The host that a workload calls now, null when it is silent: an isolated workload or a blocked host ends the beacon, not the implant. */
export function beaconOf(world: World, id: string): string | null {
  const poison = imageOf(world, world.workloads[id]?.digest ?? '')?.poison ?? null;
  const host = poison === null ? null : (world.estate.implants[poison]?.host ?? null);
  return host === null || isIsolated(world, id) || controlAt(world, 'block', host) !== null ? null : host;
}

/** The rollout that follows a published scheduled run. Admission may refuse it; then the workload keeps running what it ran. */
export function draftRollout(trial: Trial, id: string, image: Image, run: string): readonly Draft[] {
  const spec = trial.world.estate.workloads[id];
  if (spec === undefined || image.parts[spec.architecture] === undefined) return [];
  const gate = newImageGate(trial.world, id, image);
  if (gate !== null) return [];
  if (trial.world.workloads[id]?.digest === image.digest) return [];
  return [draft('workload-deployed', id, trial, { digest: image.digest, run })];
}

// An image that is only now being published is not in the world yet, so its own record is asked.
function newImageGate(world: World, id: string, image: Image): string | null {
  if (controlAt(world, 'require-signatures', id) !== null && image.signedBy === null) return 'unsigned';
  const named = (digest: Digest): boolean =>
    digest === image.digest || Object.values(image.parts).includes(digest);
  if (controlAt(world, 'deny', id)?.digests.some(named) === true) return 'denied';
  const allowed = controlAt(world, 'allow-only', id) ?? controlAt(world, 'pin', id);
  return allowed !== null && !allowed.digests.some(named) ? 'denied' : null;
}

export function decideDeploy(trial: Trial): readonly Draft[] {
  const { world, attempt } = trial;
  const id = attempt.targets[0] ?? '';
  const spec = world.estate.workloads[id];
  if (spec === undefined) return refuse(trial, 'not-found', `There is no workload ${id}.`);
  const word = attempt.to ?? '';
  const digest = parseReference(word) === null ? digestOf(world, word) : resolve(world, word).digest;
  if (digest === null || world.stored[spec.repository]?.[digest] !== true)
    return refuse(trial, 'not-found', `${spec.repository} holds no image ${word}.`);
  if (!suits(world, digest, spec.architecture))
    return refuse(
      trial,
      'not-found',
      `That image has no ${spec.architecture} part, and ${id} runs on ${spec.architecture}.`,
    );
  const gate = gateRefusal(world, id, digest);
  if (gate !== null) return refuse(trial, gate, `Admission at ${id} refuses this image.`);
  const index = imageOf(world, digest)?.digest ?? digest;
  if (world.workloads[id]?.digest === index) return unchanged(trial, `${id} runs that image already.`);
  return [draft('workload-deployed', id, trial, { digest: index, run: null })];
}

export function evolveWorkload(world: World, fact: Fact<'workload-deployed'>): World {
  return {
    ...world,
    workloads: put(world.workloads, fact.subject, { digest: fact.data.digest, since: fact.at }),
  };
}
