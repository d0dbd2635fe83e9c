import { controlAt, gateRefusal, isIsolated } from './control.ts';
import type { Image } from './estate.ts';
import type { Draft, Fact } from './fact.ts';
import { covers, imageOf, isPoison, parseReference, suits } from './reference.ts';
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
  if (gateRefusal(trial.world, id, image.digest) !== null || isPinnedElsewhere(trial.world, id, image))
    return [];
  if (trial.world.workloads[id]?.digest === image.digest) return [];
  return [draft('workload-deployed', id, trial, { digest: image.digest, run })];
}

// A pin holds against what rolls out by itself; who deploys by hand has decided otherwise.
function isPinnedElsewhere(world: World, id: string, image: Image): boolean {
  const pin = controlAt(world, 'pin', id);
  return pin !== null && !pin.digests.some((digest) => covers(image, digest));
}

export function decideDeploy(trial: Trial): readonly Draft[] {
  const { world, attempt } = trial;
  const id = attempt.targets[0] ?? '';
  const spec = world.estate.workloads[id];
  if (spec === undefined) return refuse(trial, 'not-found', `There is no workload ${id}.`);
  const word = attempt.to ?? '';
  const resolved = resolve(world, parseReference(word) === null ? `${spec.repository}@${word}` : word);
  const { digest } = resolved;
  if (digest === null) return refuse(trial, resolved.code, `${spec.repository} does not give out ${word}.`);
  if (world.stored[spec.repository]?.[digest] !== true)
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
