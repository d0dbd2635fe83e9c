import { controlAt, vendorBlocks } from './control.ts';
import type { Digest, Image, PipelineSpec } from './estate.ts';
import { covers, imageOf, parseReference, type Reference } from './reference.ts';
import type { World } from './state.ts';
import type { RefusalCode } from './verb.ts';

type Version = readonly [number, number, number];

export function isPackage(world: World, repo: string): boolean {
  return world.estate.repositories[repo]?.kind === 'package';
}

/** `4.7.3` in numbers; null for a dist-tag or a range. */
export function versionOf(name: string): Version | null {
  const match = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/.exec(name);
  return match === null ? null : [Number(match[1]), Number(match[2]), Number(match[3])];
}

/** The major of a range such as `4.x`; null for anything else. */
export function rangeOf(name: string): number | null {
  const match = /^(\d{1,6})\.x$/.exec(name);
  return match === null ? null : Number(match[1]);
}

/** True for a version of a package: what a publisher can name once and nobody can ever name again. */
export function isVersion(world: World, tag: string): boolean {
  const reference = parseReference(tag);
  return reference?.tag != null && isPackage(world, reference.repo) && versionOf(reference.tag) !== null;
}

/** What a version names, or named before it was unpublished. */
export function digestOfVersion(world: World, tag: string): Digest | null {
  const known = world.tags[tag];
  return isVersion(world, tag) ? (known?.digest ?? known?.last ?? null) : null;
}

/** A denied digest of a package is a yanked version: ranges and dist-tags skip it, an exact version and a digest still give it. */
export function isYanked(world: World, repo: string, digest: Digest): boolean {
  const denied = isPackage(world, repo) ? controlAt(world, 'deny', repo) : null;
  if (denied === null) return false;
  const image = imageOf(world, digest);
  return denied.digests.some((one) => one === digest || (image !== null && covers(image, one)));
}

/** All versions that a package has now, lowest first. */
export function versionsOf(
  world: World,
  repo: string,
): readonly { readonly name: string; readonly digest: Digest }[] {
  const found = Object.entries(world.tags).flatMap(([tag, { digest }]) => {
    const name = tag.slice(repo.length + 1);
    const version = tag.startsWith(`${repo}:`) ? versionOf(name) : null;
    return version === null || digest === null ? [] : [{ name, digest, version }];
  });
  return found.sort((left, right) => compareVersions(left.version, right.version));
}

/** Below 0 when the left version is the lower one. */
export function compareVersions(left: Version, right: Version): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** The highest version that a resolver would take: published, not yanked, of that major when one is asked for. */
export function highest(
  world: World,
  repo: string,
  major: number | null,
  except: Digest | null = null,
): Digest | null {
  const fit = versionsOf(world, repo).filter(
    ({ name, digest }) =>
      (major === null || versionOf(name)?.[0] === major) &&
      digest !== except &&
      !isYanked(world, repo, digest) &&
      !vendorBlocks(world, digest),
  );
  return fit.at(-1)?.digest ?? null;
}

/** What a name of a package stands for now: a version its own bytes, a range or a dist-tag nothing that was yanked (INCIDENTS.md I-14). */
export function namedIn(world: World, { repo, tag }: Reference): Digest | null {
  const major = rangeOf(tag ?? '');
  if (major !== null) return highest(world, repo, major);
  const digest = world.tags[`${repo}:${tag ?? ''}`]?.digest ?? null;
  if (digest === null || versionOf(tag ?? '') !== null || !isYanked(world, repo, digest)) return digest;
  return highest(world, repo, majorOf(world, repo, digest));
}

function majorOf(world: World, repo: string, digest: Digest): number | null {
  const version = versionsOf(world, repo).find((one) => one.digest === digest);
  return version === undefined ? null : (versionOf(version.name)?.[0] ?? null);
}

/** What takes a version's place where a dist-tag named it: the highest of its own major that is left, else of any. */
export function insteadOf(world: World, repo: string, digest: Digest): Digest | null {
  return highest(world, repo, majorOf(world, repo, digest), digest) ?? highest(world, repo, null, digest);
}

/** A version can be published once; nobody gets it back, not even after it was unpublished. */
export function republishRefusal(world: World, tag: string): RefusalCode | null {
  const known = isVersion(world, tag) ? world.tags[tag] : undefined;
  if (known === undefined) return null;
  return known.digest === null ? 'gone' : 'protected';
}

/** The version that a release of this line gets: one patch above the highest that was ever published, yanked and deleted ones counted. */
export function nextVersion(world: World, publishes: string): string | null {
  const reference = parseReference(publishes);
  const major = rangeOf(reference?.tag ?? '');
  if (reference === null || major === null || !isPackage(world, reference.repo)) return null;
  const ever = Object.keys(world.tags)
    .filter((tag) => tag.startsWith(`${reference.repo}:`))
    .flatMap((tag) => {
      const version = versionOf(tag.slice(reference.repo.length + 1));
      return version === null || version[0] !== major ? [] : [version];
    })
    .sort(compareVersions);
  const last = ever.at(-1) ?? [major, 0, -1];
  return `${major}.${last[1]}.${last[2] + 1}`;
}

/** The image that a package's next release gives: the first of those that the scenario names which is not published yet, else a built one. */
export function nextRelease(world: World, spec: PipelineSpec, version: string): Image {
  const repo = parseReference(spec.publishes ?? '')?.repo ?? '';
  const named = (spec.releases ?? []).find((digest) => world.stored[repo]?.[digest] !== true);
  return (named === undefined ? null : imageOf(world, named)) ?? world.estate.forge(spec.id, null, version);
}

/** The dist-tags that name a digest of a package. */
export function distTagsOn(world: World, repo: string, digest: Digest): readonly string[] {
  return Object.keys(world.tags)
    .filter((tag) => tag.startsWith(`${repo}:`) && world.tags[tag]?.digest === digest)
    .filter((tag) => versionOf(tag.slice(repo.length + 1)) === null)
    .sort();
}
