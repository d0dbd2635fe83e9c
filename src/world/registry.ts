import { controlAt, gateRefusal, vendorBlocks } from './control.ts';
import { everHeldScope, liveWithScope } from './credential.ts';
import type { Digest, Image } from './estate.ts';
import type { Draft, Fact } from './fact.ts';
import {
  digestOfVersion,
  distTagsOn,
  insteadOf,
  isPackage,
  isVersion,
  isYanked,
  namedIn,
  republishRefusal,
} from './package.ts';
import { covers, digestOf, imageOf, isPoison, parseReference, shortDigest } from './reference.ts';
import type { Trial, World } from './state.ts';
import { draft, drop, put, refuse, unchanged } from './state.ts';
import type { Seconds } from './time.ts';
import type { RefusalCode } from './verb.ts';

export type Resolved =
  | { readonly digest: Digest; readonly code: null }
  | { readonly digest: null; readonly code: RefusalCode };

/** What a client gets that asks the registry itself for `REPO:TAG` or `REPO@DIGEST` now. */
export function resolve(world: World, text: string): Resolved {
  const reference = parseReference(text);
  if (reference === null || world.stored[reference.repo] === undefined) return none('not-found');
  if (controlAt(world, 'quarantine', reference.repo) !== null) return none('denied');
  const digest = reference.tag !== null ? named(world, text) : digestOf(world, reference.digest ?? '');
  if (digest === null) return none(digestOfVersion(world, text) === null ? 'not-found' : 'gone');
  if (world.stored[reference.repo]?.[digest] !== true) return none('gone');
  if (vendorBlocks(world, digest)) return none('denied');
  return { digest, code: null };
}

function named(world: World, tag: string): Digest | null {
  const reference = parseReference(tag);
  return reference !== null && isPackage(world, reference.repo)
    ? namedIn(world, reference)
    : (world.tags[tag]?.digest ?? null);
}

function none(code: RefusalCode): Resolved {
  return { digest: null, code };
}

/** Why an agent cannot make the tag name the image now; null when nothing stops it. */
export function pushRefusal(world: World, agent: string, tag: string, digest: Digest): RefusalCode | null {
  const repo = parseReference(tag)?.repo ?? '';
  if (world.stored[repo] === undefined) return 'not-found';
  const scope = `push:${repo}`;
  if (liveWithScope(world, agent, scope).length === 0)
    return everHeldScope(world, agent, scope) ? 'revoked' : 'denied';
  return republishRefusal(world, tag) ?? siteRefusal(world, repo, tag, digest);
}

/** What the registry itself says to a push, whoever pushes: freeze, protection, gates and the vendor's block. */
export function siteRefusal(world: World, repo: string, tag: string, digest: Digest): RefusalCode | null {
  if (controlAt(world, 'freeze', repo) !== null || controlAt(world, 'quarantine', repo) !== null)
    return 'frozen';
  if (controlAt(world, 'protect', tag) !== null) return 'protected';
  if (vendorBlocks(world, digest)) return 'denied';
  return gateRefusal(world, repo, digest);
}

/** Tags of a repository that name something, sorted as the list of a real registry is. */
export function tagsOf(world: World, repo: string): readonly string[] {
  return Object.keys(world.tags)
    .filter((tag) => tag.startsWith(`${repo}:`) && world.tags[tag]?.digest !== null)
    .sort();
}

/** Tags under which an implant is handed out now. A yanked version is not: whoever still gets it asked for just that one. */
export function poisonedTags(world: World): readonly string[] {
  return Object.keys(world.tags).filter((tag) => {
    const digest = named(world, tag);
    if (digest === null || !isPoison(world, digest)) return false;
    return !isYanked(world, parseReference(tag)?.repo ?? '', digest);
  });
}

export function holdsImage(world: World, digest: Digest): boolean {
  return Object.values(world.stored).some((held) => held[digest] === true);
}

export function decideRegistry(trial: Trial): readonly Draft[] {
  switch (trial.attempt.verb) {
    case 'push':
      return decidePush(trial);
    case 'repoint':
      return decideRepoint(trial);
    default:
      return decideDelete(trial);
  }
}

function decidePush(trial: Trial): readonly Draft[] {
  const { world, attempt, by } = trial;
  const tag = attempt.targets[0] ?? '';
  const digest = digestOf(world, attempt.to ?? '');
  if (digest === null) return refuse(trial, 'not-found', `No image has the digest ${attempt.to ?? ''}.`);
  const code = pushRefusal(world, by, tag, digest);
  if (code !== null) return refuse(trial, code, `The registry refused the push to ${tag}.`);
  const credential = liveWithScope(world, by, `push:${parseReference(tag)?.repo ?? ''}`)[0] ?? null;
  return [draft('tag-moved', tag, trial, { to: digest, from: world.tags[tag]?.digest ?? null, credential })];
}

// A freeze stops pushes with tokens; the owners' console can still move a tag, as a registry's own administrators can.
function decideRepoint(trial: Trial): readonly Draft[] {
  const { world, attempt } = trial;
  const tag = attempt.targets[0] ?? '';
  const repo = parseReference(tag)?.repo ?? '';
  const digest = digestOf(world, attempt.to ?? '');
  if (isVersion(world, tag))
    return refuse(
      trial,
      'protected',
      `${tag} is a version: what it names never changes. Move a dist-tag, or publish a higher version.`,
    );
  if (digest === null || world.stored[repo]?.[digest] !== true)
    return refuse(trial, 'not-found', `${repo} holds no image ${shortDigest(attempt.to ?? '')}.`);
  if (controlAt(world, 'protect', tag) !== null)
    return refuse(trial, 'protected', `${tag} is protected; lift that first.`);
  const gate = gateRefusal(world, repo, digest);
  if (gate !== null) return refuse(trial, gate, `The gate of ${repo} refuses this image.`);
  if (vendorBlocks(world, digest))
    return refuse(trial, 'denied', "The registry's vendor has blocked this image.");
  const from = world.tags[tag]?.digest ?? null;
  if (from === digest) return unchanged(trial, `${tag} names that digest already.`);
  return [draft('tag-moved', tag, trial, { to: digest, from, credential: null })];
}

// Deleting by digest takes every tag on it (REGISTRY-AND-CI-CONTRACT.md §1.8); deleting a tag leaves the bytes.
function decideDelete(trial: Trial): readonly Draft[] {
  const { world, attempt } = trial;
  const target = attempt.targets[0] ?? '';
  const reference = parseReference(target);
  if (reference === null) return refuse(trial, 'not-found', `There is no ${target}.`);
  if (isPackage(world, reference.repo)) return unpublish(trial, reference.repo, target);
  if (reference.tag !== null) {
    const from = world.tags[target]?.digest ?? null;
    if (from === null) return refuse(trial, 'gone', `There is no tag ${target} any more.`);
    if (controlAt(world, 'protect', target) !== null)
      return refuse(trial, 'protected', `${target} is protected; lift that first.`);
    return [draft('tag-deleted', target, trial, { from })];
  }
  const digest = digestOf(world, reference.digest ?? '');
  if (digest === null || world.stored[reference.repo]?.[digest] !== true)
    return refuse(trial, 'gone', `${reference.repo} holds no such digest any more.`);
  const tags = tagsOf(world, reference.repo).filter((tag) => world.tags[tag]?.digest === digest);
  const kept = tags.find((tag) => controlAt(world, 'protect', tag) !== null);
  if (kept !== undefined)
    return refuse(trial, 'protected', `${kept} is protected and names this digest; lift that first.`);
  return [draft('image-deleted', reference.repo, trial, { digest, tags })];
}

// Unpublishing takes the bytes and the metadata with the version (INCIDENTS.md H-09); dist-tags on it fall back to the highest that is left.
function unpublish(trial: Trial, repo: string, target: string): readonly Draft[] {
  const { world } = trial;
  const reference = parseReference(target);
  if (reference?.tag != null && !isVersion(world, target))
    return refuse(trial, 'protected', `${target} is no version; move it to another one instead.`);
  const digest =
    reference?.tag != null ? (world.tags[target]?.digest ?? null) : digestOf(world, reference?.digest ?? '');
  const whole = digest === null ? null : (imageOf(world, digest)?.digest ?? null);
  if (whole === null || world.stored[repo]?.[whole] !== true)
    return refuse(trial, 'gone', `${repo} holds no such version any more.`);
  const left = insteadOf(world, repo, whole);
  const moved = left === null ? [] : distTagsOn(world, repo, whole);
  const rest = tagsOf(world, repo).filter((tag) => world.tags[tag]?.digest === whole && !moved.includes(tag));
  return [
    ...moved.map((tag) =>
      draft('tag-moved', tag, trial, { to: left ?? whole, from: whole, credential: null }),
    ),
    draft('image-deleted', repo, trial, { digest: whole, tags: rest }),
  ];
}

type RegistryFact = Fact<'tag-moved'> | Fact<'tag-deleted'> | Fact<'image-deleted'>;

export function evolveRegistry(world: World, fact: RegistryFact): World {
  switch (fact.kind) {
    case 'tag-moved': {
      const repo = parseReference(fact.subject)?.repo ?? '';
      return store(nameBy(world, fact.subject, fact.data.to, fact.at), repo, imageOf(world, fact.data.to));
    }
    case 'tag-deleted':
      return nameBy(world, fact.subject, null, fact.at);
    default: {
      const image = imageOf(world, fact.data.digest);
      const held = world.stored[fact.subject] ?? {};
      // Garbage collection takes the parts of a deleted index with it; a single deleted part goes alone.
      const whole = image?.digest === fact.data.digest;
      const left = Object.fromEntries(
        Object.entries(held).filter(([one]) =>
          whole && image !== null ? !covers(image, one) : one !== fact.data.digest,
        ),
      );
      const untagged = fact.data.tags.reduce((before, tag) => nameBy(before, tag, null, fact.at), world);
      return { ...untagged, stored: put(world.stored, fact.subject, left) };
    }
  }
}

/** The tag names the digest from now on, or nothing; remembers when it first and last named bytes with an implant. */
export function nameBy(world: World, tag: string, digest: Digest | null, at: Seconds): World {
  const last = digest === null ? digestOfVersion(world, tag) : null;
  const tags = put(world.tags, tag, { digest, movedAt: at, ...(last !== null && { last }) });
  const isBad = isPoison(world, digest);
  if (!isBad && !isPoison(world, world.tags[tag]?.digest ?? null)) return { ...world, tags };
  const poisonedSince = put(world.poisonedSince, tag, world.poisonedSince[tag] ?? at);
  const poisonedUntil = isBad ? drop(world.poisonedUntil, tag) : put(world.poisonedUntil, tag, at);
  return { ...world, tags, poisonedSince, poisonedUntil };
}

/** A repository that takes an image holds its index and every part. */
export function store(world: World, repo: string, image: Image | null): World {
  if (image === null) return world;
  const digests = [image.digest, ...Object.values(image.parts)];
  if (digests.every((digest) => world.stored[repo]?.[digest] === true)) return world;
  const held = {
    ...world.stored[repo],
    ...Object.fromEntries(digests.map((digest) => [digest, true as const])),
  };
  return { ...world, stored: put(world.stored, repo, held) };
}

/** The world once it knows of an image that a pipeline has just made. */
export function withImage(world: World, image: Image): World {
  if (world.images[image.digest] !== undefined) return world;
  const parts = Object.fromEntries(Object.values(image.parts).map((part) => [part, image.digest]));
  return {
    ...world,
    images: put(world.images, image.digest, image),
    parts: { ...world.parts, ...parts },
  };
}
