import { isExposed, isRelieved } from '../../world/consumer.ts';
import { isIsolated, isPaused } from '../../world/control.ts';
import { isLive } from '../../world/credential.ts';
import { baseOf, buildsOnPoison } from '../../world/pipeline.ts';
import { poisonedMappings } from '../../world/pull-through-cache.ts';
import { imageOf, isPoison, shortDigest } from '../../world/reference.ts';
import type { World } from '../../world/state.ts';
import { runsPoison } from '../../world/workload.ts';

export type SubjectKind = 'tag' | 'pipeline' | 'cache' | 'workload' | 'consumer' | 'credential';

/** What one subject was in truth. `digests` are those that it named, served or ran then. */
export interface Truth {
  readonly text: string;
  readonly bad: boolean;
  readonly digests: readonly string[];
}

export function kindOfSubject({ estate, tags }: World, id: string): SubjectKind | null {
  if (Object.hasOwn(tags, id)) return 'tag';
  if (Object.hasOwn(estate.pipelines, id)) return 'pipeline';
  if (Object.hasOwn(estate.caches, id)) return 'cache';
  if (Object.hasOwn(estate.workloads, id)) return 'workload';
  if (Object.hasOwn(estate.consumers, id)) return 'consumer';
  return Object.hasOwn(estate.credentials, id) ? 'credential' : null;
}

/** The truth about one subject, in a few words. */
export function truthOf(world: World, kind: SubjectKind, id: string): Truth {
  switch (kind) {
    case 'tag':
      return tagTruth(world, id);
    case 'pipeline':
      return pipelineTruth(world, id);
    case 'cache':
      return cacheTruth(world, id);
    case 'workload':
      return workloadTruth(world, id);
    case 'consumer':
      return consumerTruth(world, id);
    case 'credential':
      return credentialTruth(world, id);
    default:
      return kind satisfies never;
  }
}

function named(world: World, digest: string): string {
  const name = imageOf(world, digest)?.name ?? null;
  if (name === null) return `${isPoison(world, digest) ? 'poisoned ' : ''}${shortDigest(digest)}`;
  return `${name}${isPoison(world, digest) ? ' (poisoned)' : ''}`;
}

function tagTruth(world: World, id: string): Truth {
  const digest = world.tags[id]?.digest ?? null;
  if (digest === null) return { text: 'names nothing', bad: false, digests: [] };
  return { text: `names ${named(world, digest)}`, bad: isPoison(world, digest), digests: [digest] };
}

function pipelineTruth(world: World, id: string): Truth {
  const stopped = isPaused(world, id) ? 'paused' : isIsolated(world, id) ? 'isolated' : null;
  const bad = buildsOnPoison(world, id);
  const starved = world.estate.pipelines[id]?.base != null && baseOf(world, id).digest === null;
  const next = bad ? 'would build on an implant' : starved ? 'would build nothing' : 'would build clean';
  return {
    text: stopped === null ? next.replace('would build', 'builds') : `${stopped}; ${next}`,
    bad: bad && stopped === null,
    digests: [],
  };
}

function cacheTruth(world: World, id: string): Truth {
  const poisoned = poisonedMappings(world, id);
  const digests = Object.values(world.caches[id]?.mappings ?? {}).map((mapping) => mapping.digest);
  const text =
    poisoned.length > 0
      ? `serves an implant for ${poisoned.join(', ')}`
      : digests.length === 0
        ? 'holds nothing'
        : 'serves nothing bad';
  return { text, bad: poisoned.length > 0, digests };
}

function workloadTruth(world: World, id: string): Truth {
  const digest = world.workloads[id]?.digest;
  if (digest === undefined) return { text: 'does not run', bad: false, digests: [] };
  const held = isIsolated(world, id) ? ', isolated' : '';
  const bad = runsPoison(world, id);
  return { text: `runs ${named(world, digest)}${held}`, bad, digests: [digest] };
}

function consumerTruth(world: World, id: string): Truth {
  const consumer = world.consumers[id];
  if (consumer === undefined) return { text: '', bad: false, digests: [] };
  const runs = isPoison(world, consumer.digest);
  const told =
    consumer.matchedAt !== null ? 'knows it is hit' : consumer.heard.length > 0 ? 'was told' : 'not told';
  if (!isExposed(world, id)) return { text: 'never ran an implant', bad: false, digests: [consumer.digest] };
  const now = runs ? 'runs an implant' : consumer.rotated ? 'clean and rotated' : 'clean, not told to rotate';
  return { text: `${now}; ${told}`, bad: !isRelieved(world, id), digests: [consumer.digest] };
}

function credentialTruth(world: World, id: string): Truth {
  const generations = world.credentials[id]?.generations ?? [];
  if (generations.length === 0) return { text: 'does not exist yet', bad: false, digests: [] };
  const agents = [...new Set(generations.flatMap((one) => (one.live ? one.holders : [])))];
  const live = isLive(world, id);
  if (agents.length > 0) return { text: `works, also for ${agents.join(', ')}`, bad: true, digests: [] };
  const renewed = generations.length > 1 ? ', a new value' : '';
  return { text: live ? `works${renewed}` : 'works for nobody', bad: false, digests: [] };
}
