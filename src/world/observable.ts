import type { Blob, Bytes, Descriptor } from './content/oci.ts';
import { readIndex, readManifest } from './content/reading.ts';
import { controlAt, vendorBlocks } from './control.ts';
import type { Digest } from './estate.ts';
import type { World } from './state.ts';
import type { Seconds } from './time.ts';

/**
 * What a client is told instead of bytes. What was deleted and what never was look alike: a registry does not remember
 * (REGISTRY-AND-CI-CONTRACT.md §1.4). `denied` is a quarantine or the vendor's block.
 */
export type Unreadable = 'not-found' | 'denied';

export type Read<T> =
  | { readonly code: null; readonly value: T }
  | { readonly code: Unreadable; readonly value: null };

export interface NamedTag {
  /** Without the repository: `stable`. */
  readonly tag: string;
  readonly digest: Digest;
  readonly movedAt: Seconds;
}

export interface Served extends Blob {
  readonly digest: Digest;
}

/** Repositories of the registry, sorted bytewise. */
export function repositoriesOf(world: World): readonly string[] {
  return Object.keys(world.stored).sort();
}

/** The tags that name something in a repository now, sorted bytewise. A tag that the vendor blocks is still listed. */
export function tagsIn(world: World, repo: string): Read<readonly NamedTag[]> {
  const shut = doorOf(world, repo);
  if (shut !== null) return none(shut);
  const named = Object.entries(world.tags).flatMap(([name, { digest, movedAt }]) =>
    digest !== null && name.startsWith(`${repo}:`)
      ? [{ tag: name.slice(repo.length + 1), digest, movedAt }]
      : [],
  );
  return some(named.sort((left, right) => (left.tag < right.tag ? -1 : 1)));
}

/** Every manifest that a client can read by digest in a repository now: indexes, their parts, and who refers to them. */
export function manifestsIn(world: World, bytes: Bytes, repo: string): Read<readonly Descriptor[]> {
  const shut = doorOf(world, repo);
  if (shut !== null) return none(shut);
  const found = heldIn(world, bytes, repo)
    .filter((digest) => !isBlocked(world, bytes, repo, digest))
    .flatMap((digest) => descriptorOf(bytes, digest) ?? []);
  return some(found.sort((left, right) => (left.digest < right.digest ? -1 : 1)));
}

/** The manifest behind a tag (`stable`) or a whole digest, in the very bytes that were pushed. */
export function manifestAt(world: World, bytes: Bytes, repo: string, reference: string): Read<Served> {
  const shut = doorOf(world, repo);
  if (shut !== null) return none(shut);
  const digest = isDigest(reference) ? reference : tagOf(world, repo, reference);
  if (digest === null || !holds(world, bytes, repo, digest)) return none('not-found');
  if (isBlocked(world, bytes, repo, digest)) return none('denied');
  return served(bytes, digest);
}

/** A configuration or a layer, for a client that may read at least one manifest of the repository that names it. */
export function blobAt(world: World, bytes: Bytes, repo: string, digest: Digest): Read<Served> {
  const shut = doorOf(world, repo);
  if (shut !== null) return none(shut);
  const naming = heldIn(world, bytes, repo).filter((manifest) => names(bytes, manifest, digest));
  if (naming.length === 0) return none('not-found');
  if (naming.every((manifest) => isBlocked(world, bytes, repo, manifest))) return none('denied');
  return served(bytes, digest);
}

/** Who refers to a digest in a repository: signatures and SBOMs. Nobody, when the digest itself is unknown there. */
export function referrersAt(
  world: World,
  bytes: Bytes,
  repo: string,
  digest: Digest,
): Read<readonly Descriptor[]> {
  const shut = doorOf(world, repo);
  if (shut !== null) return none(shut);
  if (!holdsImage(world, repo, digest) || vendorBlocks(world, digest)) return some([]);
  return some(bytes.referrers(digest));
}

/** What a manifest points at by descriptor, in its own order: parts of an index, or configuration and layers. */
export function namedBy(bytes: Bytes, manifest: Digest): readonly Descriptor[] {
  const index = readIndex(bytes, manifest);
  if (index !== null) return index.manifests;
  const one = readManifest(bytes, manifest);
  return one === null ? [] : [one.config, ...one.layers];
}

export interface CacheView {
  readonly upstream: string;
  /** Tags that it answers without asking upstream, sorted bytewise, and until when. */
  readonly mappings: readonly (Omit<NamedTag, 'movedAt'> & { readonly until: Seconds })[];
  /** Manifests that it serves by digest whatever upstream holds, sorted. */
  readonly manifests: readonly Digest[];
}

/** What a pull-through cache can serve by itself now; null when there is no such cache. */
export function cacheView(world: World, cacheId: string): CacheView | null {
  const cache = own(world.caches, cacheId);
  const upstream = own(world.estate.caches, cacheId)?.upstream;
  if (cache === undefined || upstream === undefined) return null;
  const mappings = Object.entries(cache.mappings).flatMap(([name, { digest, until }]) =>
    until > world.at ? [{ tag: name.slice(upstream.length + 1), digest, until }] : [],
  );
  return {
    upstream,
    mappings: mappings.sort((left, right) => (left.tag < right.tag ? -1 : 1)),
    manifests: Object.keys(cache.blobs).sort(),
  };
}

/** What a client gets that asks a cache: what it keeps, whatever became of that upstream (INCIDENTS.md H-11), else upstream's answer. */
export function manifestThrough(
  world: World,
  bytes: Bytes,
  cacheId: string,
  reference: string,
): Read<Served> & { readonly kept: boolean } {
  const view = cacheView(world, cacheId);
  if (view === null) return { ...none('not-found'), kept: false };
  const digest = isDigest(reference)
    ? view.manifests.find((one) => one === reference)
    : view.mappings.find((one) => one.tag === reference)?.digest;
  if (digest !== undefined) return { ...served(bytes, digest), kept: true };
  return { ...manifestAt(world, bytes, view.upstream, reference), kept: false };
}

/** A configuration or a layer through a cache: that of a manifest that it keeps, else upstream's answer. */
export function blobThrough(
  world: World,
  bytes: Bytes,
  cacheId: string,
  digest: Digest,
): Read<Served> & { readonly kept: boolean } {
  const view = cacheView(world, cacheId);
  if (view === null) return { ...none('not-found'), kept: false };
  if (view.manifests.some((manifest) => names(bytes, manifest, digest)))
    return { ...served(bytes, digest), kept: true };
  return { ...blobAt(world, bytes, view.upstream, digest), kept: false };
}

function doorOf(world: World, repo: string): Unreadable | null {
  if (own(world.stored, repo) === undefined) return 'not-found';
  return controlAt(world, 'quarantine', repo) === null ? null : 'denied';
}

function tagOf(world: World, repo: string, tag: string): Digest | null {
  return own(world.tags, `${repo}:${tag}`)?.digest ?? null;
}

function holdsImage(world: World, repo: string, digest: Digest): boolean {
  return own(own(world.stored, repo) ?? {}, digest) === true;
}

function holds(world: World, bytes: Bytes, repo: string, digest: Digest): boolean {
  return holdsImage(world, repo, digest) || subjectIn(world, bytes, repo, digest) !== null;
}

/**
 * Digests of all manifests that a repository holds, whoever may read them. A referrer lives where its subject lives, and as
 * long: deleting an image takes its signatures and its SBOM with it.
 */
export function heldIn(world: World, bytes: Bytes, repo: string): readonly Digest[] {
  const images = Object.keys(own(world.stored, repo) ?? {});
  const referring = images.flatMap((digest) => bytes.referrers(digest).map((one) => one.digest));
  return [...new Set([...images, ...referring])];
}

/** What a referrer that a repository holds points at; null for any other digest. */
export function subjectIn(world: World, bytes: Bytes, repo: string, digest: Digest): Digest | null {
  const images = Object.keys(own(world.stored, repo) ?? {});
  return images.find((image) => bytes.referrers(image).some((one) => one.digest === digest)) ?? null;
}

function isBlocked(world: World, bytes: Bytes, repo: string, digest: Digest): boolean {
  return vendorBlocks(world, subjectIn(world, bytes, repo, digest) ?? digest);
}

function names(bytes: Bytes, manifest: Digest, digest: Digest): boolean {
  const one = readManifest(bytes, manifest);
  return one !== null && [one.config, ...one.layers].some((named) => named.digest === digest);
}

function descriptorOf(bytes: Bytes, digest: Digest): Descriptor | null {
  const blob = bytes.blob(digest);
  return blob === null ? null : { mediaType: blob.mediaType, digest, size: blob.bytes.length };
}

function served(bytes: Bytes, digest: Digest): Read<Served> {
  const blob = bytes.blob(digest);
  return blob === null ? none('not-found') : some({ ...blob, digest });
}

function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function some<T>(value: T): Read<T> {
  return { code: null, value };
}

function none<T>(code: Unreadable): Read<T> {
  return { code, value: null };
}
