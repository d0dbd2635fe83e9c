import type { Draft, Fact } from './fact.ts';
import { covers, digestOf, imageOf, isPoison, parseReference } from './reference.ts';
import type { Resolved } from './registry.ts';
import { resolve } from './registry.ts';
import type { Cache, Scheduled, Trial, World } from './state.ts';
import { draft, put, RANK, refuse, unchanged } from './state.ts';

/**
 * What a client gets through a cache. A mapping tag → digest holds until its TTL whatever upstream says meanwhile (INCIDENTS.md H-11);
 * blobs stay readable by digest until purged. `fetched` tells that upstream had to be asked.
 */
export function resolveThrough(
  world: World,
  cacheId: string | null,
  text: string,
): Resolved & { readonly fetched: boolean } {
  if (cacheId === null) return { ...resolve(world, text), fetched: false };
  const cache = world.caches[cacheId];
  const reference = parseReference(text);
  if (cache === undefined || reference === null || world.estate.caches[cacheId]?.upstream !== reference.repo)
    return { ...resolve(world, text), fetched: false };
  if (reference.tag === null) {
    const digest = digestOf(world, reference.digest ?? '');
    if (digest !== null && cache.blobs[digest] === true) return { digest, code: null, fetched: false };
    return { ...resolve(world, text), fetched: true };
  }
  const mapping = cache.mappings[text];
  if (mapping !== undefined && mapping.until > world.at)
    return { digest: mapping.digest, code: null, fetched: false };
  return { ...resolve(world, text), fetched: true };
}

/** Tags of one cache that it would serve poison for, now. */
export function poisonedMappings(world: World, cacheId: string): readonly string[] {
  const mappings = world.caches[cacheId]?.mappings ?? {};
  return Object.keys(mappings).filter((tag) => isPoison(world, mappings[tag]?.digest ?? null));
}

/** Drafts of a pull that had to ask upstream: the mapping that later clients will be served. */
export function fetchDrafts(
  trial: Pick<Trial, 'world' | 'by' | 'cause'>,
  cacheId: string | null,
  text: string,
  resolved: Resolved & { readonly fetched: boolean },
): readonly Draft[] {
  if (cacheId === null || !resolved.fetched || resolved.digest === null || parseReference(text)?.tag == null)
    return [];
  const ttl = trial.world.estate.caches[cacheId]?.ttl ?? 0;
  return [
    draft('cache-fetched', cacheId, trial, {
      tag: text,
      digest: resolved.digest,
      until: trial.world.at + ttl,
    }),
  ];
}

export function decideCache(trial: Trial): readonly Draft[] {
  const { world, attempt } = trial;
  if (attempt.verb === 'fetch') {
    const [tag = ''] = attempt.targets;
    const cacheId = attempt.via ?? '';
    return fetchDrafts(trial, cacheId, tag, resolveThrough(world, cacheId, tag));
  }
  if (attempt.verb === 'expire') return decideExpiry(trial);
  const id = attempt.targets[0] ?? '';
  const cache = world.caches[id];
  if (cache === undefined) return refuse(trial, 'not-found', `There is no cache ${id}.`);
  const word = attempt.targets[1];
  const digest = word === undefined ? null : digestOf(world, word);
  if (word !== undefined && digest === null)
    return refuse(trial, 'not-found', `No image has the digest ${word}.`);
  if (digest !== null && !holds(world, cache, digest))
    return unchanged(trial, `${id} holds nothing of that image.`);
  return [draft('cache-purged', id, trial, { digest })];
}

// A newer fetch moves the limit on: the expiry that was scheduled for the older one finds a mapping that is still good and does nothing.
function decideExpiry(trial: Trial): readonly Draft[] {
  const [id = '', tag = ''] = trial.attempt.targets;
  const mapping = trial.world.caches[id]?.mappings[tag];
  if (mapping === undefined || mapping.until > trial.world.at) return [];
  return [draft('cache-expired', id, trial, { tag })];
}

function holds(world: World, cache: Cache, digest: string): boolean {
  const image = imageOf(world, digest);
  return (
    image !== null &&
    (Object.keys(cache.blobs).some((one) => covers(image, one)) ||
      Object.values(cache.mappings).some((one) => covers(image, one.digest)))
  );
}

type CacheFact = Fact<'cache-fetched'> | Fact<'cache-expired'> | Fact<'cache-purged'>;

export function evolveCache(world: World, fact: CacheFact): World {
  const cache = world.caches[fact.subject] ?? { mappings: {}, blobs: {} };
  return { ...world, caches: put(world.caches, fact.subject, changed(world, cache, fact)) };
}

function changed(world: World, cache: Cache, fact: CacheFact): Cache {
  switch (fact.kind) {
    case 'cache-fetched': {
      const image = imageOf(world, fact.data.digest);
      const digests = image === null ? [fact.data.digest] : [image.digest, ...Object.values(image.parts)];
      return {
        mappings: put(cache.mappings, fact.data.tag, { digest: fact.data.digest, until: fact.data.until }),
        blobs: { ...cache.blobs, ...Object.fromEntries(digests.map((digest) => [digest, true as const])) },
      };
    }
    case 'cache-expired':
      return { ...cache, mappings: without(cache.mappings, (tag) => tag === fact.data.tag) };
    default: {
      const image = fact.data.digest === null ? null : imageOf(world, fact.data.digest);
      if (image === null) return { mappings: {}, blobs: {} };
      return {
        mappings: without(cache.mappings, (tag) => covers(image, cache.mappings[tag]?.digest ?? '')),
        blobs: without(cache.blobs, (digest) => covers(image, digest)),
      };
    }
  }
}

function without<T>(
  table: Readonly<Record<string, T>>,
  goes: (key: string) => boolean,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(table).filter(([key]) => !goes(key)));
}

export function reactCache(fact: Fact<'cache-fetched'>): readonly Scheduled[] {
  return [
    {
      at: fact.data.until,
      rank: RANK.expiry,
      by: 'clock',
      cause: null,
      line: `expire ${fact.subject} ${fact.data.tag}`,
    },
  ];
}
