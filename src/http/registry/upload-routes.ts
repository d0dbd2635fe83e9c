import { concat } from '../../world/content/bytes.ts';
import { blobAt } from '../../world/observable.ts';
import type { Desk } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { admit } from './access.ts';
import { problem, problems } from './error.ts';
import { blobLook, contentOf, heldIn } from './looks.ts';
import { isDigest, NAME } from './name.ts';
import { placeNamed } from './place.ts';
import { placeOfAsk, settled } from './reading.ts';
import { reply } from './reply.ts';
import { digestLike } from './scratch.ts';
import type { Stores } from './stores.ts';
import { stateOf, type Upload } from './uploads.ts';
import { fullUp } from './write-routes.ts';

const UUID = '[A-Za-z0-9-]{1,64}';
const SESSION = { shows: 'nothing of the world', counts: 'free' } as const;

/** The upload of blobs, in one piece or in chunks (OCI distribution-spec, Pushing Blobs). All of it is outside the exercise. */
export function uploadRoutes(stores: Stores): readonly Route[] {
  const row = (
    methods: readonly string[],
    answer: (ask: Ask, desk: Desk, upload: Upload, stores: Stores) => Response,
  ): Route => ({
    ...SESSION,
    methods,
    path: new RegExp(`^/v2/(${NAME})/blobs/uploads/(${UUID})$`),
    written: '/v2/REPO/blobs/uploads/UUID',
    means: (ask, desk) => pushing(ask, desk, stores),
    answer: (ask, desk) => {
      const upload = openUpload(ask, stores);
      return upload instanceof Response ? upload : answer(ask, desk, upload, stores);
    },
  });
  return [
    {
      ...SESSION,
      methods: ['POST'],
      path: new RegExp(`^/v2/(${NAME})/blobs/uploads/$`),
      written: '/v2/REPO/blobs/uploads/',
      means: (ask, desk) => pushing(ask, desk, stores),
      answer: (ask, desk) => begin(ask, desk, stores),
    },
    {
      ...SESSION,
      methods: ['DELETE', 'GET', 'HEAD', 'PATCH', 'PUT'],
      path: new RegExp(`^/v2/(${NAME})/blobs/uploads/$`),
      written: '/v2/REPO/blobs/uploads/',
      means: (ask, desk) => pushing(ask, desk, stores),
      answer: () => problem('BLOB_UPLOAD_UNKNOWN'),
    },
    row(['PATCH'], answerPatch),
    row(['PUT'], answerPut),
    row(['GET', 'HEAD'], (ask, _desk, upload) => progress(ask, upload, 204)),
    row(['DELETE'], (_ask, _desk, upload, { uploads }) => {
      uploads.end(upload);
      return reply(204, {});
    }),
  ];
}

function pushing(ask: Ask, desk: Desk, stores: Stores): Meaning {
  const place = placeOfAsk(ask, desk);
  if (place instanceof Response) return settled(place);
  if (place.kind === 'cache') return settled(problem('UNSUPPORTED'));
  const { refusal } = admit(ask, desk, stores.mint, ask.params[0] ?? '', ['pull', 'push']);
  return refusal === null ? { kind: 'free' } : settled(refusal);
}

/** The upload that a location means, if it is the newest location of it. */
function openUpload(ask: Ask, { uploads }: Stores): Upload | Response {
  const [name = '', id = ''] = ask.params;
  const upload = uploads.find(name, id);
  if (upload === null) return problem('BLOB_UPLOAD_UNKNOWN', {});
  return ask.query.get('_state') === stateOf(upload) ? upload : problem('BLOB_UPLOAD_INVALID');
}

function progress(ask: Ask, upload: Upload, status: 202 | 204 | 416): Response {
  const headers = whereIs(ask, upload);
  return status === 416 ? problems([{ code: 'RANGE_INVALID' }], headers) : reply(status, headers);
}

function whereIs(ask: Ask, upload: Upload): Readonly<Record<string, string>> {
  return {
    Location: `${ask.base}/v2/${upload.repo}/blobs/uploads/${upload.id}?_state=${stateOf(upload)}`,
    'Docker-Upload-Uuid': upload.id,
    Range: `0-${Math.max(0, upload.size - 1)}`,
  };
}

function begin(ask: Ask, desk: Desk, stores: Stores): Response {
  const name = ask.params[0] ?? '';
  const wanted = ask.query.get('mount');
  if (wanted !== null && mount(name, wanted, ask.query.get('from'), desk, stores))
    return created(ask, name, wanted);
  const { scratch, uploads } = stores;
  if (placeNamed(desk.world, name).kind === 'scratch') {
    if (!scratch.hasRoom(name, 0)) return fullUp();
    scratch.create(name);
  }
  const upload = uploads.begin(name);
  const digest = ask.query.get('digest');
  return digest === null ? progress(ask, upload, 202) : finish(ask, desk, upload, stores, digest);
}

/** Takes over a blob that the client could read in the other repository without another look. */
function mount(name: string, digest: string, from: string | null, desk: Desk, stores: Stores): boolean {
  const { world } = desk;
  const content = contentOf(desk);
  if (placeNamed(world, name).kind === 'world') return blobAt(world, content, name, digest).code === null;
  if (from === null) return false;
  const other = placeNamed(world, from);
  const isFree = (): boolean => blobLook(desk, from, heldIn(world, content, from), digest) === null;
  const bytes =
    other.kind === 'scratch'
      ? stores.scratch.blob(from, digest)
      : other.kind === 'world' && isFree()
        ? (blobAt(world, content, from, digest).value?.bytes ?? null)
        : null;
  if (bytes === null || !stores.scratch.hasRoom(name, bytes.length)) return false;
  stores.scratch.keepBlob(name, digest, bytes);
  return true;
}

function answerPatch(ask: Ask, _desk: Desk, upload: Upload, { uploads }: Stores): Response {
  const range = ask.headers.get('content-range');
  if (range !== null && !followsOn(range, upload, ask.body.length)) return progress(ask, upload, 416);
  return uploads.append(upload, ask.body) ? progress(ask, upload, 202) : fullUp();
}

// `a-b` without a unit, both ends counted.
function followsOn(range: string, upload: Upload, size: number): boolean {
  const [, from, to] = /^(?:bytes[ =])?(\d+)-(\d+)$/.exec(range.trim()) ?? [];
  return Number(from) === upload.size && Number(to) === upload.size + size - 1;
}

function answerPut(ask: Ask, desk: Desk, upload: Upload, stores: Stores): Response {
  const range = ask.headers.get('content-range');
  if (range !== null && ask.body.length > 0 && !followsOn(range, upload, ask.body.length))
    return progress(ask, upload, 416);
  return finish(ask, desk, upload, stores, ask.query.get('digest'));
}

function finish(ask: Ask, desk: Desk, upload: Upload, stores: Stores, digest: string | null): Response {
  if (digest === null || digest === '') return problem('DIGEST_INVALID', 'digest missing');
  if (!isDigest(digest)) return problem('DIGEST_INVALID', 'digest parsing failed');
  if (!stores.uploads.append(upload, ask.body)) return fullUp();
  const bytes = concat(upload.parts);
  stores.uploads.end(upload);
  if (digestLike(digest, bytes) !== digest) return problem('DIGEST_INVALID', { Digest: digest, Reason: {} });
  const { repo } = upload;
  if (placeNamed(desk.world, repo).kind === 'world') {
    const isHeld = blobAt(desk.world, contentOf(desk), repo, digest).code === null;
    return isHeld
      ? created(ask, repo, digest)
      : problem('DENIED', `${repo} takes no other bytes than it holds`);
  }
  if (!stores.scratch.hasRoom(repo, bytes.length)) return fullUp();
  stores.scratch.keepBlob(repo, digest, bytes);
  return created(ask, repo, digest);
}

function created(ask: Ask, name: string, digest: string): Response {
  return reply(201, {
    Location: `${ask.base}/v2/${name}/blobs/${digest}`,
    'Docker-Content-Digest': digest,
  });
}
