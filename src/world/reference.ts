import type { Architecture, Digest, Image } from './estate.ts';
import { remembered } from './remembered.ts';
import type { World } from './state.ts';

/** `harborlight/base:stable` or `harborlight/base@sha256:…` taken apart. A repository has no colon, so the first one after the last slash ends it. */
export interface Reference {
  readonly repo: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

export const parseReference: (text: string) => Reference | null = remembered((text) => {
  const match =
    /^([a-z0-9]+(?:(?:\.|_|__|-+|\/)[a-z0-9]+)*)(?::([A-Za-z0-9_][A-Za-z0-9._-]{0,127})|@(sha256:[0-9a-f]{8,64}|image:[a-z0-9-]+(?:\/[a-z0-9]+)?))$/.exec(
      text,
    );
  // `sha256:…` and `image:NAME` are digests, though they look like a repository and a tag.
  if (match === null || match[1] === 'sha256' || match[1] === 'image') return null;
  return { repo: match[1] ?? '', tag: match[2] ?? null, digest: match[3] ?? null };
});

/** The full digest behind a digest word: itself, a scenario's `image:NAME` or `image:NAME/arm64`; null when there is none. */
export function digestOf(world: World, word: string): Digest | null {
  const named = /^image:([a-z0-9-]+)(?:\/([a-z0-9]+))?$/.exec(word);
  if (named === null)
    return world.images[word] !== undefined || world.parts[word] !== undefined ? word : null;
  const name = named[1] ?? '';
  const image = Object.hasOwn(world.estate.images, name) ? world.estate.images[name] : undefined;
  if (image === undefined) return null;
  return named[2] === undefined ? image.digest : (image.parts[named[2] as Architecture] ?? null);
}

/** The image that a digest names, whether it is the index or one part of it. */
export function imageOf(world: World, digest: Digest): Image | null {
  return world.images[digest] ?? world.images[world.parts[digest] ?? ''] ?? null;
}

/** True when bytes under this digest can run on the architecture: the index has such a part, or it is that part. */
export function suits(world: World, digest: Digest, architecture: Architecture): boolean {
  const image = imageOf(world, digest);
  if (image === null) return false;
  return image.digest === digest
    ? image.parts[architecture] !== undefined
    : image.parts[architecture] === digest;
}

/** Whether a digest is that image or one of its parts. */
export function covers(image: Image, digest: Digest): boolean {
  return image.digest === digest || Object.values(image.parts).includes(digest);
}

export function isPoison(world: World, digest: Digest | null): boolean {
  return digest !== null && imageOf(world, digest)?.poison != null;
}

/** `sha256:9d1f0a3c…`: enough to tell digests apart on a screen. */
export function shortDigest(digest: Digest): string {
  return digest.length > 19 ? `${digest.slice(0, 19)}…` : digest;
}
