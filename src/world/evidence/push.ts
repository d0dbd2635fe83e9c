import type { Digest } from '../estate.ts';
import { isPackage } from '../package.ts';
import { imageOf, parseReference } from '../reference.ts';
import type { Trial, World } from '../state.ts';
import type { Seconds } from '../time.ts';
import { controlSpans, factsOf, within } from './history.ts';

/** One move of a tag, whoever made it: a push with a token, a release, or a repoint in the owners' console. */
export interface Push {
  readonly at: Seconds;
  readonly tag: string;
  readonly digest: Digest;
  /** The token it was made with; null for the console and for a pipeline's own identity. */
  readonly credential: string | null;
}

/** The token with which a pipeline pushes to a repository; null when it pushes with its own identity. */
export function pushCredential(world: World, pipeline: string | null, repo: string): string | null {
  const spec = Object.values(world.estate.credentials).find(
    (one) => pipeline !== null && one.usedBy.includes(pipeline) && one.scopes.includes(`push:${repo}`),
  );
  return spec?.id ?? null;
}

/** Every push to a repository, oldest first: the tags that it opened with were pushed when their image was made. */
export function pushesOf(trial: Trial, repo: string): readonly Push[] {
  const moved = factsOf(trial, 'tag-moved')
    .filter((fact) => inRepo(fact.subject, repo))
    .map(({ at, subject, data }) => ({ at, tag: subject, digest: data.to, credential: data.credential }));
  const published = factsOf(trial, 'run-published').flatMap(({ at, subject, data }) => {
    if (data.tag === null || !inRepo(data.tag, repo)) return [];
    const credential = isTrusted(trial, repo, at) ? null : pushCredential(trial.world, subject, repo);
    return [{ at, tag: data.tag, digest: data.image.digest, credential }];
  });
  return [...openingPushes(trial.world, repo), ...moved, ...published].sort(
    (left, right) => left.at - right.at,
  );
}

// A package that takes only what is signed trusts the pipeline's identity: no token was used.
function isTrusted(trial: Trial, repo: string, at: Seconds): boolean {
  return isPackage(trial.world, repo) && within(controlSpans(trial, 'require-signatures', repo), at);
}

function openingPushes(world: World, repo: string): readonly Push[] {
  const spec = world.estate.repositories[repo];
  return Object.entries(spec?.tags ?? {}).map(([name, digest]) => {
    const image = imageOf(world, digest);
    const pipeline = image?.pipeline ?? spec?.releasedBy ?? null;
    return {
      at: Math.min(image?.created ?? world.estate.clock.opens, world.estate.clock.opens),
      tag: name.includes(':') ? name : `${repo}:${name}`,
      digest,
      credential: pushCredential(world, pipeline, repo),
    };
  });
}

function inRepo(tag: string, repo: string): boolean {
  return parseReference(tag)?.repo === repo;
}
