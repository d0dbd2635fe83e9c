import type { World } from '../../world/state.ts';

/**
 * What a repository's name means here: one of the world's, a pull-through cache in front of one (`eu-mirror/harborlight/base`),
 * or scratch space that has nothing to do with the exercise.
 */
export type Place =
  | { readonly kind: 'world'; readonly repo: string }
  | { readonly kind: 'cache'; readonly cache: string; readonly repo: string }
  | { readonly kind: 'scratch'; readonly repo: string };

export function placeNamed(world: World, name: string): Place {
  if (Object.hasOwn(world.stored, name)) return { kind: 'world', repo: name };
  const slash = name.indexOf('/');
  const cache = slash < 0 ? '' : name.slice(0, slash);
  const rest = name.slice(slash + 1);
  const spec = Object.hasOwn(world.estate.caches, cache) ? world.estate.caches[cache] : undefined;
  return spec !== undefined && spec.upstream === rest
    ? { kind: 'cache', cache, repo: rest }
    : { kind: 'scratch', repo: name };
}

/** Names under which caches are found, sorted with the repositories of the world. */
export function namesOf(world: World): readonly string[] {
  const caches = Object.values(world.estate.caches).map((spec) => `${spec.id}/${spec.upstream}`);
  return [...Object.keys(world.stored), ...caches].sort();
}
