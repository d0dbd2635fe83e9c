import { siteRefusal } from '../../world/registry.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { admit, type Holder } from './access.ts';
import { notDone, type Problem, problem, problems } from './error.ts';
import { contentOf, heldIn } from './looks.ts';
import { type PushedManifest, pushedManifest } from './manifest.ts';
import { DIGEST, isDigest, meansDigest, NAME, REFERENCE } from './name.ts';
import { placeOfAsk, settled } from './reading.ts';
import { reply } from './reply.ts';
import type { Stores } from './stores.ts';

const FREE: Meaning = { kind: 'free' };

/** Pushing, repointing and deleting. */
export function writeRoutes(stores: Stores): readonly Route[] {
  return [
    {
      methods: ['PUT'],
      path: new RegExp(`^/v2/(${NAME})/manifests/(${REFERENCE})$`),
      written: '/v2/REPO/manifests/TAG',
      shows: 'nothing beyond whether it was taken; only bytes that REPO holds can be tagged there',
      counts: 'repoint REPO:TAG to DIGEST',
      means: (ask, desk) => putMeaning(ask, desk, stores),
      answer: (ask, desk, outcomes) => answerPut(ask, desk, outcomes, stores),
    },
    {
      methods: ['DELETE'],
      path: new RegExp(`^/v2/(${NAME})/manifests/(${REFERENCE})$`),
      written: '/v2/REPO/manifests/DIGEST and …/manifests/TAG',
      shows: 'nothing beyond whether it was deleted; a digest takes every tag on it along',
      counts: 'delete REPO@DIGEST, delete REPO:TAG; CACHE/REPO by digest: purge CACHE DIGEST',
      means: (ask, desk) => deleteMeaning(ask, desk, stores),
      answer: (ask, desk, outcomes) => answerDelete(ask, desk, outcomes, stores),
    },
    {
      methods: ['DELETE'],
      path: new RegExp(`^/v2/(${NAME})/blobs/(${DIGEST})$`),
      written: '/v2/REPO/blobs/DIGEST',
      shows: 'nothing: blobs go with their images',
      counts: 'free',
      means: (ask, desk) => blobMeaning(ask, desk, stores),
      answer: (ask) => answerBlobDelete(ask, stores),
    },
  ];
}

function putMeaning(ask: Ask, desk: Desk, stores: Stores): Meaning {
  const place = placeOfAsk(ask, desk);
  if (place instanceof Response) return settled(place);
  if (place.kind === 'cache') return settled(problem('UNSUPPORTED'));
  const name = ask.params[0] ?? '';
  const { holder, refusal } = admit(ask, desk, stores.mint, name, ['pull', 'push']);
  if (refusal !== null) return settled(refusal);
  const pushed = pushedManifest(ask);
  if (pushed instanceof Response) return settled(pushed);
  return place.kind === 'scratch' ? FREE : pushMeaning(desk, place.repo, pushed, holder);
}

// What it holds it may be given again; other bytes would be an image of which the exercise knows nothing.
function pushMeaning(desk: Desk, repo: string, pushed: PushedManifest, holder: Holder): Meaning {
  const { world } = desk;
  const { digest, tag } = pushed;
  if (tag === null) {
    const isHeld = heldIn(world, contentOf(desk), repo).includes(digest);
    return isHeld ? FREE : settled(problem('DENIED', `${repo} takes no other bytes than it holds`));
  }
  if (world.stored[repo]?.[digest] !== true)
    return settled(problem('DENIED', `${repo} takes no other bytes than it holds`));
  // The owners' console still moves tags of a frozen repository; a token does not.
  const isToken = holder.id !== 'operator';
  if (isToken && siteRefusal(world, repo, `${repo}:${tag}`, digest) === 'frozen')
    return settled(problem('DENIED', `${repo} is frozen`));
  return { kind: 'attempt', line: `repoint ${repo}:${tag} to ${digest}` };
}

function answerPut(ask: Ask, desk: Desk, outcomes: readonly Outcome[], stores: Stores): Response {
  const place = placeOfAsk(ask, desk);
  const pushed = pushedManifest(ask);
  if (place instanceof Response) return place;
  if (pushed instanceof Response) return pushed;
  const name = ask.params[0] ?? '';
  for (const outcome of outcomes) {
    const unknown = (): Response => problem('DENIED', 'this tag or digest is unknown to the team');
    if (outcome.kind !== 'done') return notDone(outcome, unknown);
  }
  const missing = place.kind === 'scratch' ? keepScratch(name, pushed, stores) : null;
  if (missing !== null) return missing;
  const subject = pushed.subject === null ? {} : { 'Oci-Subject': pushed.subject };
  return reply(201, {
    Location: `${ask.base}/v2/${name}/manifests/${pushed.digest}`,
    'Docker-Content-Digest': pushed.digest,
    ...subject,
  });
}

function keepScratch(name: string, pushed: PushedManifest, { scratch }: Stores): Response | null {
  const missing: readonly Problem[] = [
    ...pushed.blobs.filter((digest) => scratch.blob(name, digest) === null),
    ...pushed.manifests.filter((digest) => scratch.manifest(name, digest) === null),
  ].map((digest) => ({ code: 'MANIFEST_BLOB_UNKNOWN', detail: digest }));
  const [first, ...others] = missing;
  if (first !== undefined) return problems([first, ...others]);
  if (!scratch.hasRoom(name, pushed.bytes.length)) return fullUp();
  scratch.keepManifest(name, pushed.digest, pushed.tag, pushed);
  return null;
}

export function fullUp(): Response {
  return problem('DENIED', 'the scratch space of this registry is full');
}

function deleteMeaning(ask: Ask, desk: Desk, stores: Stores): Meaning {
  const place = placeOfAsk(ask, desk);
  if (place instanceof Response) return settled(place);
  const [name = '', reference = ''] = ask.params;
  const { refusal } = admit(ask, desk, stores.mint, name, ['delete']);
  if (refusal !== null) return settled(refusal);
  const isByDigest = meansDigest(reference);
  if (isByDigest && !isDigest(reference)) return settled(problem('DIGEST_INVALID', reference));
  switch (place.kind) {
    case 'scratch':
      return FREE;
    // A cache forgets an image, and asks upstream the next time; a tag alone it cannot forget.
    case 'cache':
      return isByDigest
        ? { kind: 'attempt', line: `purge ${place.cache} ${reference}` }
        : settled(problem('UNSUPPORTED'));
    case 'world': {
      const target = isByDigest ? `${place.repo}@${reference}` : `${place.repo}:${reference}`;
      return { kind: 'attempt', line: `delete ${target}` };
    }
    default: {
      const never: never = place;
      return never;
    }
  }
}

function answerDelete(ask: Ask, desk: Desk, outcomes: readonly Outcome[], stores: Stores): Response {
  const place = placeOfAsk(ask, desk);
  if (place instanceof Response) return place;
  const [name = '', reference = ''] = ask.params;
  const unknown = (): Response => problem('MANIFEST_UNKNOWN');
  if (place.kind === 'scratch' && !stores.scratch.dropManifest(name, reference)) return unknown();
  for (const outcome of outcomes) {
    if (outcome.kind !== 'done') return notDone(outcome, unknown);
    if (outcome.facts.some((fact) => fact.kind === 'nothing-changed')) return unknown();
  }
  return reply(202, {});
}

function blobMeaning(ask: Ask, desk: Desk, stores: Stores): Meaning {
  const place = placeOfAsk(ask, desk);
  if (place instanceof Response) return settled(place);
  const [name = '', digest = ''] = ask.params;
  if (place.kind === 'cache') return settled(problem('UNSUPPORTED'));
  const { refusal } = admit(ask, desk, stores.mint, name, ['delete']);
  if (refusal !== null) return settled(refusal);
  if (!isDigest(digest)) return settled(problem('DIGEST_INVALID', {}));
  return place.kind === 'scratch' ? FREE : settled(problem('DENIED', 'blobs go with their images'));
}

function answerBlobDelete(ask: Ask, { scratch }: Stores): Response {
  const [name = '', digest = ''] = ask.params;
  return scratch.dropBlob(name, digest) ? reply(202, {}) : problem('BLOB_UNKNOWN');
}
