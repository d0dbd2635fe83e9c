import { knownNames } from '../../exercise/known.ts';
import {
  blobAt,
  blobThrough,
  manifestAt,
  manifestThrough,
  type Read,
  type Served,
  tagsIn,
} from '../../world/observable.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning } from '../route.ts';
import { notDone, problem } from './error.ts';
import { blobLook, contentOf, heldIn, isMovedByTeam, manifestLook, tagShown } from './looks.ts';
import { acceptedTypes, MANIFEST_TYPE, unacceptable } from './media-type.ts';
import { isDigest, LONGEST_NAME, meansDigest, subjectOfTag } from './name.ts';
import { type Place, placeNamed } from './place.ts';
import { reply } from './reply.ts';
import type { Scratch, StoredManifest } from './scratch.ts';
import { isUnchanged, serveBlob } from './serve-blob.ts';

const FREE: Meaning = { kind: 'free' };

export function settled(response: Response): Meaning {
  return { kind: 'answer', response };
}

export function looks(...lines: readonly (string | null)[]): Meaning {
  const real = lines.filter((line) => line !== null);
  return real.length === 0 ? FREE : { kind: 'looks', lines: real };
}

/** What a name means, or the answer to one that is too long. */
export function placeOfAsk(ask: Ask, desk: Desk): Place | Response {
  const name = ask.params[0] ?? '';
  return name.length > LONGEST_NAME ? problem('NAME_INVALID') : placeNamed(desk.world, name);
}

export function unknownManifest(name: string, reference: string): Response {
  const detail = meansDigest(reference) ? { Name: name, Revision: reference } : { Tag: reference };
  return problem('MANIFEST_UNKNOWN', detail);
}

/** What reading a manifest counts as. By tag it is a look each time, by digest only until its bytes were shown. */
export function manifestMeaning(ask: Ask, desk: Desk): Meaning {
  const place = placeOfAsk(ask, desk);
  if (place instanceof Response) return settled(place);
  const reference = ask.params[1] ?? '';
  if (meansDigest(reference) && !isDigest(reference)) return settled(problem('DIGEST_INVALID', reference));
  switch (place.kind) {
    case 'scratch':
      return FREE;
    case 'cache':
      return meansDigest(reference)
        ? looks(manifestLook(desk, place.repo, reference))
        : throughMeaning(ask, desk, place, reference);
    case 'world': {
      if (isShut(desk, place.repo)) return settled(problem('DENIED'));
      if (meansDigest(reference)) return looks(manifestLook(desk, place.repo, reference));
      const subject = subjectOfTag(reference);
      if (subject !== null) return looks(`inspect signature ${place.repo}@${subject}`);
      const now = manifestAt(desk.world, contentOf(desk), place.repo, reference);
      return early(ask, desk, place.repo, now) ?? looks(`inspect manifest ${place.repo}:${reference}`);
    }
    default: {
      const never: never = place;
      return never;
    }
  }
}

/** A quarantine shuts every client out, whatever it asks for: that costs nobody a look, and tells nothing else. */
export function isShut(desk: Desk, repo: string): boolean {
  return tagsIn(desk.world, repo).code === 'denied';
}

// A client that forgot its Accept header learns nothing of a tag that it knows, so it need not pay for a look.
function early(ask: Ask, desk: Desk, repo: string, now: Read<Served>): Meaning | null {
  const isKnown = (knownNames(desk.session).tag ?? []).includes(`${repo}:${ask.params[1]}`);
  if (now.code !== null || !isKnown) return null;
  const why = unacceptable(now.value.mediaType, acceptedTypes(ask.headers.get('accept')));
  return why === null ? null : settled(problem('MANIFEST_UNKNOWN', undefined, why));
}

// A tag that the cache must fetch shows what upstream names, so it is a look at that as well.
function throughMeaning(ask: Ask, desk: Desk, place: Place & { kind: 'cache' }, tag: string): Meaning {
  const now = manifestThrough(desk.world, contentOf(desk), place.cache, tag);
  const upstream = now.kept ? null : `inspect manifest ${place.repo}:${tag}`;
  return early(ask, desk, place.repo, now) ?? looks(`inspect cache ${place.cache}`, upstream);
}

export function answerManifest(
  ask: Ask,
  desk: Desk,
  outcomes: readonly Outcome[],
  scratch: Scratch,
): Response {
  const place = placeOfAsk(ask, desk);
  if (place instanceof Response) return place;
  const [name = '', reference = ''] = ask.params;
  const unknown = (): Response => unknownManifest(name, reference);
  for (const outcome of outcomes) if (outcome.kind !== 'done') return notDone(outcome, unknown);
  if (place.kind === 'scratch') {
    const found = scratch.manifest(name, reference);
    return found === null ? unknown() : serveScratch(ask, reference, found, scratch, name);
  }
  const read = readManifest(desk, place, reference, outcomes);
  if (read.code === 'denied') return problem('DENIED');
  return read.code === null ? serveManifest(ask, read.value.digest, read.value) : unknown();
}

/** By tag it is the digest that the look showed, so that one minute does not show two, unless the team itself moved it since. */
function readManifest(
  desk: Desk,
  place: Exclude<Place, { kind: 'scratch' }>,
  reference: string,
  outcomes: readonly Outcome[],
): Read<Served> {
  const content = contentOf(desk);
  if (place.kind === 'cache') {
    const read = manifestThrough(desk.world, content, place.cache, reference);
    // Its time ran out during the look, and nobody has looked at what upstream names instead: a second try does.
    const isUnseen = !read.kept && !meansDigest(reference) && outcomes.length < 2;
    return isUnseen ? { code: 'not-found', value: null } : read;
  }
  const facts = outcomes.flatMap((outcome) => (outcome.kind === 'done' ? outcome.facts : []));
  const tag = `${place.repo}:${reference}`;
  const shown = meansDigest(reference) || isMovedByTeam(desk, tag) ? null : tagShown(facts, tag);
  return manifestAt(desk.world, content, place.repo, shown ?? reference);
}

function serveManifest(ask: Ask, digest: string, { mediaType, bytes }: StoredManifest): Response {
  const why = unacceptable(mediaType, acceptedTypes(ask.headers.get('accept')));
  if (why !== null) return problem('MANIFEST_UNKNOWN', undefined, why);
  if (isUnchanged(ask, digest)) return reply(304, {});
  return reply(
    200,
    { 'Content-Type': mediaType, 'Docker-Content-Digest': digest, Etag: `"${digest}"` },
    bytes,
  );
}

// Old docker clients that ask for a tag without knowing of lists get the part for the commonest machine.
function serveScratch(
  ask: Ask,
  reference: string,
  found: StoredManifest & { readonly digest: string },
  scratch: Scratch,
  name: string,
): Response {
  const isList = found.mediaType === MANIFEST_TYPE.dockerList && !meansDigest(reference);
  if (!isList || acceptedTypes(ask.headers.get('accept')).has(MANIFEST_TYPE.dockerList))
    return serveManifest(ask, found.digest, found);
  const { manifests = [] } = JSON.parse(Buffer.from(found.bytes).toString('utf8')) as {
    readonly manifests?: readonly { digest: string; platform?: { architecture?: string; os?: string } }[];
  };
  const child = manifests.find(
    (one) => one.platform?.architecture === 'amd64' && one.platform.os === 'linux',
  );
  const part = child === undefined ? null : scratch.manifest(name, child.digest);
  return part === null ? unknownManifest(name, reference) : serveManifest(ask, part.digest, part);
}

/** What reading a configuration or a layer counts as: nothing, once a manifest that names it was shown. */
export function blobMeaning(ask: Ask, desk: Desk): Meaning {
  const place = placeOfAsk(ask, desk);
  if (place instanceof Response) return settled(place);
  const digest = ask.params[1] ?? '';
  if (!isDigest(digest)) return settled(problem('DIGEST_INVALID', {}));
  if (place.kind === 'scratch') return FREE;
  if (place.kind === 'world' && isShut(desk, place.repo)) return settled(problem('DENIED'));
  const look = blobLook(desk, place.repo, heldAt(desk, place), digest);
  return look === undefined ? settled(problem('BLOB_UNKNOWN', digest)) : looks(look);
}

function heldAt(desk: Desk, place: Exclude<Place, { kind: 'scratch' }>): readonly string[] {
  const upstream = heldIn(desk.world, contentOf(desk), place.repo);
  return place.kind === 'world'
    ? upstream
    : [...upstream, ...Object.keys(desk.world.caches[place.cache]?.blobs ?? {})];
}

export function answerBlob(ask: Ask, desk: Desk, outcomes: readonly Outcome[], scratch: Scratch): Response {
  const place = placeOfAsk(ask, desk);
  if (place instanceof Response) return place;
  const [name = '', digest = ''] = ask.params;
  const unknown = (): Response => problem('BLOB_UNKNOWN', digest);
  for (const outcome of outcomes) if (outcome.kind !== 'done') return notDone(outcome, unknown);
  if (place.kind === 'scratch') {
    const bytes = scratch.blob(name, digest);
    return bytes === null ? unknown() : serveBlob(ask, digest, bytes);
  }
  const content = contentOf(desk);
  const read =
    place.kind === 'cache'
      ? blobThrough(desk.world, content, place.cache, digest)
      : blobAt(desk.world, content, place.repo, digest);
  if (read.code === 'denied') return problem('DENIED');
  return read.code === null ? serveBlob(ask, digest, read.value.bytes) : unknown();
}
