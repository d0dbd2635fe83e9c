import { cacheView, referrersAt, repositoriesOf, tagsIn } from '../../world/observable.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { admit } from './access.ts';
import { problem } from './error.ts';
import { contentOf, isLookedAt } from './looks.ts';
import { MANIFEST_TYPE } from './media-type.ts';
import { DIGEST, isDigest, NAME, REFERENCE } from './name.ts';
import { linkTo, pageOf } from './page.ts';
import { namesOf, type Place } from './place.ts';
import {
  answerBlob,
  answerManifest,
  blobMeaning,
  isShut,
  looks,
  manifestMeaning,
  placeOfAsk,
  settled,
} from './reading.ts';
import { json } from './reply.ts';
import type { Stores } from './stores.ts';

/** Everything that shows something and changes nothing. */
export function readRoutes(stores: Stores): readonly Route[] {
  return [
    ...aboutImages(stores),
    {
      methods: ['GET'],
      path: new RegExp(`^/v2/(${NAME})/tags/list$`),
      written: '/v2/REPO/tags/list',
      shows: 'the names of the tags that it has now, in pages; not which digest each names',
      counts: 'inspect tags REPO, unless something of REPO was looked at in this minute',
      means: (ask, desk) => readable(ask, desk, stores, tagsMeaning),
      answer: (ask, desk) => answerTags(ask, desk, stores),
    },
    {
      methods: ['GET'],
      path: new RegExp(`^/v2/(${NAME})/referrers/(${DIGEST})$`),
      written: '/v2/REPO/referrers/DIGEST',
      shows: 'signatures and SBOMs that point at the digest',
      counts: 'inspect signature REPO@DIGEST',
      means: (ask, desk) => readable(ask, desk, stores, referrersMeaning),
      answer: (ask, desk, outcomes) => answerReferrers(ask, desk, outcomes, stores),
    },
    {
      methods: ['GET'],
      path: /^\/v2\/_catalog$/,
      written: '/v2/_catalog',
      shows: 'the names of the repositories, which are known from the start',
      counts: 'free',
      means: () => ({ kind: 'free' }),
      answer: (ask, desk) => answerCatalog(ask, desk, stores),
    },
  ];
}

function aboutImages(stores: Stores): readonly Route[] {
  return [
    {
      methods: ['GET', 'HEAD'],
      path: new RegExp(`^/v2/(${NAME})/manifests/(${REFERENCE})$`),
      written: '/v2/REPO/manifests/TAG and …/manifests/DIGEST',
      shows: 'the very bytes of the manifest or index that the tag names now',
      counts:
        'inspect manifest REPO:TAG; by digest free once its bytes were shown; CACHE/REPO: inspect cache CACHE',
      means: (ask, desk) => readable(ask, desk, stores, manifestMeaning),
      answer: (ask, desk, outcomes) => answerManifest(ask, desk, outcomes, stores.scratch),
    },
    {
      methods: ['GET', 'HEAD'],
      path: new RegExp(`^/v2/(${NAME})/blobs/(${DIGEST})$`),
      written: '/v2/REPO/blobs/DIGEST',
      shows: 'the bytes of a configuration or a layer',
      counts: 'free once a manifest that names it was shown, else inspect manifest of that one',
      means: (ask, desk) => readable(ask, desk, stores, blobMeaning),
      answer: (ask, desk, outcomes) => answerBlob(ask, desk, outcomes, stores.scratch),
    },
  ];
}

/** Anybody may read, but a key that is no good is refused even so. */
function readable(
  ask: Ask,
  desk: Desk,
  stores: Stores,
  means: (ask: Ask, desk: Desk, stores: Stores) => Meaning,
): Meaning {
  const { refusal } = admit(ask, desk, stores.mint, ask.params[0] ?? '', ['pull']);
  return refusal === null ? means(ask, desk, stores) : settled(refusal);
}

function tagsMeaning(ask: Ask, desk: Desk): Meaning {
  const place = placeOfAsk(ask, desk);
  if (place instanceof Response) return settled(place);
  if (place.kind === 'scratch') return looks();
  if (place.kind === 'world' && isShut(desk, place.repo)) return settled(problem('DENIED'));
  const target = place.kind === 'cache' ? place.cache : place.repo;
  const line = place.kind === 'cache' ? `inspect cache ${target}` : `inspect tags ${target}`;
  return looks(isLookedAt(desk, target) ? null : line);
}

function answerTags(ask: Ask, desk: Desk, stores: Stores): Response {
  const place = placeOfAsk(ask, desk);
  if (place instanceof Response) return place;
  const name = ask.params[0] ?? '';
  const tags = tagNames(desk, place, stores);
  if (tags === null) return problem('NAME_UNKNOWN', { name });
  const { page, refusal } = pageOf(tags, ask.query, ask.path);
  return refusal ?? json(200, { name, tags: page.names }, linkTo(page.next));
}

function tagNames(desk: Desk, place: Place, { scratch }: Stores): readonly string[] | null {
  if (place.kind === 'scratch') return scratch.has(place.repo) ? scratch.tags(place.repo) : null;
  const own = tagsIn(desk.world, place.repo).value?.map((one) => one.tag) ?? [];
  if (place.kind === 'world') return own;
  const kept = cacheView(desk.world, place.cache)?.mappings.map((one) => one.tag) ?? [];
  return [...new Set([...own, ...kept])].sort();
}

function referrersMeaning(ask: Ask, desk: Desk): Meaning {
  const place = placeOfAsk(ask, desk);
  if (place instanceof Response) return settled(place);
  const digest = ask.params[1] ?? '';
  if (!isDigest(digest)) return settled(problem('DIGEST_INVALID', digest));
  if (place.kind === 'world' && isShut(desk, place.repo)) return settled(problem('DENIED'));
  return looks(place.kind === 'scratch' ? null : `inspect signature ${place.repo}@${digest}`);
}

interface Listed {
  readonly artifactType?: string;
}

function answerReferrers(ask: Ask, desk: Desk, outcomes: readonly Outcome[], stores: Stores): Response {
  const place = placeOfAsk(ask, desk);
  if (place instanceof Response) return place;
  const digest = ask.params[1] ?? '';
  // What nobody here has seen refers to nothing that could be told, and an unknown digest is no error.
  const isShown = outcomes.every((outcome) => outcome.kind === 'done');
  const found: readonly Listed[] | null =
    place.kind === 'scratch'
      ? stores.referrersIn(place.repo, digest)
      : isShown
        ? referrersAt(desk.world, contentOf(desk), place.repo, digest).value
        : [];
  if (found === null) return problem('DENIED');
  const wanted = ask.query.get('artifactType');
  const manifests = wanted === null ? found : found.filter((one) => one.artifactType === wanted);
  const index = { schemaVersion: 2, mediaType: MANIFEST_TYPE.index, manifests };
  const filter = wanted === null ? {} : { 'Oci-Filters-Applied': 'artifactType' };
  return json(200, index, { 'Content-Type': MANIFEST_TYPE.index, ...filter });
}

function answerCatalog(ask: Ask, desk: Desk, { scratch }: Stores): Response {
  const names = [
    ...new Set([...repositoriesOf(desk.world), ...namesOf(desk.world), ...scratch.names()]),
  ].sort();
  const { page, refusal } = pageOf(names, ask.query, ask.path);
  return refusal ?? json(200, { repositories: page.names }, linkTo(page.next));
}
