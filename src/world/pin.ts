import type { Digest } from './estate.ts';
import { imageOf, parseReference } from './reference.ts';
import type { World } from './state.ts';

/** Repositories that a pipeline refers to: that of its base, those of its tools, and those that its tools call themselves. */
export function referencedRepositories(world: World, pipeline: string): readonly string[] {
  const spec = world.estate.pipelines[pipeline];
  const found = new Set<string>();
  const add = (reference: string, depth: number): void => {
    const repo = parseReference(reference)?.repo;
    if (repo === undefined) return;
    found.add(repo);
    if (depth > 3) return;
    for (const digest of world.estate.repositories[repo]?.images ?? [])
      for (const inside of imageOf(world, digest)?.uses ?? []) add(inside, depth + 1);
  };
  for (const reference of [...(spec?.base == null ? [] : [spec.base]), ...(spec?.uses ?? [])])
    add(reference, 0);
  return [...found];
}

/** The digest to which a pipeline is pinned for what it takes from a repository; null when it is not. */
export function pinnedIn(
  world: World,
  pipeline: string,
  digests: readonly Digest[],
  repo: string,
): Digest | null {
  // A pipeline without tools refers to one thing only, whatever it is pinned to.
  if ((world.estate.pipelines[pipeline]?.uses ?? []).length === 0) return digests[0] ?? null;
  return digests.find((digest) => isOf(world, repo, digest)) ?? null;
}

/** The pins of a place with one more: at most one for each repository that a pipeline refers to, so that base and tools can be pinned apart. */
export function withPin(
  world: World,
  place: string,
  before: readonly Digest[],
  digests: readonly Digest[],
): readonly Digest[] {
  if ((world.estate.pipelines[place]?.uses ?? []).length === 0) return digests;
  const repos = referencedRepositories(world, place);
  const homeOf = (digest: Digest): string | undefined => repos.find((repo) => isOf(world, repo, digest));
  const taken = new Set(digests.map(homeOf));
  return [...before.filter((digest) => !taken.has(homeOf(digest))), ...digests];
}

/** True when a pin would name nothing that the pipeline uses. */
export function isStrayPin(world: World, place: string, digest: Digest): boolean {
  if ((world.estate.pipelines[place]?.uses ?? []).length === 0) return false;
  return !referencedRepositories(world, place).some((repo) => isOf(world, repo, digest));
}

function isOf(world: World, repo: string, digest: Digest): boolean {
  const image = imageOf(world, digest);
  const spec = world.estate.repositories[repo];
  if (image === null || spec === undefined) return false;
  return (
    world.stored[repo]?.[image.digest] === true ||
    spec.images.includes(image.digest) ||
    Object.values(spec.tags).includes(image.digest)
  );
}
