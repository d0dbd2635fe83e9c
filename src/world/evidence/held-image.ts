import type { Architecture, Digest, Image } from '../estate.ts';
import { isRecoverable } from '../log.ts';
import { isPackage, namedIn, rangeOf } from '../package.ts';
import { digestOf, imageOf, parseReference } from '../reference.ts';
import type { World } from '../state.ts';
import type { Missing } from './finding.ts';
import { missing } from './finding.ts';

/** An image that the team can read now, by what it asked for. */
export interface HeldImage {
  readonly repo: string;
  /** The whole tag, `harborlight/base:stable`, when it was asked for by tag. */
  readonly tag: string | null;
  /** Digest that was asked for or that the tag names: an index, or one part of it. */
  readonly digest: Digest;
  readonly image: Image;
}

/**
 * What the owners' console shows for a tag or a digest. A quarantine or a vendor's block refuses clients, not the owners;
 * deleted bytes can be read only from a preserved copy or a cache.
 */
export function heldImage(world: World, text: string): HeldImage | Missing {
  const reference = parseReference(text);
  if (reference === null || world.stored[reference.repo] === undefined) {
    return missing('not-found', `There is no ${text}.`);
  }
  const { repo } = reference;
  const tag = reference.tag === null ? null : text;
  const range = isPackage(world, repo) && rangeOf(reference.tag ?? '') !== null;
  if (tag !== null && !range && world.tags[tag] === undefined)
    return missing('not-found', `There is no tag ${tag}.`);
  const named = range ? namedIn(world, reference) : (world.tags[tag ?? '']?.digest ?? null);
  const digest = tag === null ? digestOf(world, reference.digest ?? '') : named;
  if (digest === null) {
    return tag === null
      ? missing('not-found', `${repo} has no image with that digest.`)
      : missing('gone', `The tag ${tag} was deleted.`);
  }
  const image = imageOf(world, digest);
  if (image === null) return missing('not-found', `${repo} has no image with that digest.`);
  if (
    world.stored[repo]?.[digest] !== true &&
    world.copies[digest] === undefined &&
    !isRecoverable(world, digest)
  ) {
    return missing('gone', `${repo} holds no such image any more, and no copy of it was kept.`);
  }
  return { repo, tag, digest, image };
}

/** Everything that a repository held when the clock opened or holds now. */
export function imagesIn(world: World, repo: string): readonly Image[] {
  const spec = world.estate.repositories[repo];
  const digests = [
    ...(spec?.images ?? []),
    ...Object.values(spec?.tags ?? {}),
    ...Object.keys(world.stored[repo] ?? {}),
  ];
  const images = digests.flatMap((digest) => imageOf(world, digest) ?? []);
  return images.filter((image, index) => images.findIndex((one) => one.digest === image.digest) === index);
}

/** The architectures that an image has, each with its manifest's digest. */
export function partsOf(image: Image): readonly (readonly [Architecture, Digest])[] {
  return Object.entries(image.parts) as [Architecture, Digest][];
}

/** Digests under which a look at the image counts: the one asked for, and its index once the team knows it. */
export function namesSeen(world: World, held: HeldImage): readonly Digest[] {
  const { digest, image } = held;
  if (digest === image.digest) return [digest];
  return world.seen[`digest ${image.digest}`] === undefined ? [digest] : [digest, image.digest];
}

const LONG_ESTABLISHED = 7 * 24 * 3600;

/** True when what an image says it was made from was itself made only days before (INCIDENTS.md I-02: provenance from a day-old repository). */
export function hasForeignSource({ source, created }: Image): boolean {
  return source !== undefined && source.since > created - LONG_ESTABLISHED;
}
