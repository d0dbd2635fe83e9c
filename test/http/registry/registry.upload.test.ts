import { beforeAll, describe, expect, test } from 'vitest';
import type { PlayableScenario } from '../../../src/record/playable.ts';
import { loadDrill } from '../../record/drill.ts';
import { type Answered, digestOf, HOME, INDEX, MANIFEST, OPERATOR_PAIR, RegistryClient } from './client.ts';

let drill: PlayableScenario;
beforeAll(async () => {
  drill = await loadDrill();
});
const client = (): RegistryClient => new RegistryClient(drill);
const REPO = '/v2/scratch/evidence';
const as = OPERATOR_PAIR;
const BYTES = new TextEncoder().encode('twelve bytes');
const DIGEST = digestOf(BYTES);

const begin = (one: RegistryClient): Promise<Answered> => one.send('POST', `${REPO}/blobs/uploads/`, { as });
const at = (answered: Answered): string => answered.headers.get('location') ?? '';
const withDigest = (location: string, digest: string): string =>
  `${location}&digest=${encodeURIComponent(digest)}`;
const push = async (one: RegistryClient, bytes: Uint8Array, repo = REPO): Promise<Answered> =>
  one.send('POST', `${repo}/blobs/uploads/?digest=${digestOf(bytes)}`, { as, body: bytes });

describe('an upload', () => {
  test('begins with a place to go on at, and its repository is there', async () => {
    const one = client();
    const { status, headers, bytes } = await begin(one);
    expect([status, headers.get('range'), bytes.length]).toEqual([202, '0-0', 0]);
    expect(headers.get('location')).toMatch(
      new RegExp(`^${HOME}${REPO}/blobs/uploads/[0-9a-f-]{36}\\?_state=`),
    );
    expect(headers.get('docker-upload-uuid')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await one.get(`${REPO}/tags/list`)).json).toEqual({ name: 'scratch/evidence', tags: [] });
  });
  test('in one request, in two, and in chunks ends with the same blob', async () => {
    const one = client();
    expect((await push(one, BYTES)).status).toBe(201);
    const two = await one.send('PUT', withDigest(at(await begin(one)), DIGEST), { as, body: BYTES });
    expect([two.status, at(two), two.headers.get('docker-content-digest')]).toEqual([
      201,
      `${HOME}${REPO}/blobs/${DIGEST}`,
      DIGEST,
    ]);
    const first = await one.send('PATCH', at(await begin(one)), {
      ...{ as, body: BYTES.slice(0, 6) },
      headers: { 'Content-Range': '0-5' },
    });
    expect([first.status, first.headers.get('range')]).toEqual([202, '0-5']);
    const second = await one.send('PATCH', at(first), { as, body: BYTES.slice(6) });
    expect(second.headers.get('range')).toBe('0-11');
    expect((await one.send('PUT', withDigest(at(second), DIGEST), { as })).status).toBe(201);
    expect((await one.get(`${REPO}/blobs/${DIGEST}`)).text).toBe('twelve bytes');
  });
  test('takes chunks in their order only, and says where it stands', async () => {
    const one = client();
    const begun = await begin(one);
    const chunk = (location: string, range: string, body: Uint8Array): Promise<Answered> =>
      one.send('PATCH', location, { as, body, headers: { 'Content-Range': range } });
    const early = await chunk(at(begun), '6-11', BYTES.slice(6));
    expect([early.status, early.json.errors[0].code]).toEqual([416, 'RANGE_INVALID']);
    const first = await chunk(at(begun), '0-5', BYTES.slice(0, 6));
    expect((await chunk(at(first), '0-5', BYTES.slice(0, 6))).status).toBe(416);
    const state = await one.send('GET', at(first), { as });
    expect([state.status, state.headers.get('range')]).toEqual([204, '0-5']);
    expect((await one.send('PUT', withDigest(at(first), DIGEST), { as, body: BYTES.slice(6) })).status).toBe(
      201,
    );
  });
  test('is found only at its newest location, and not after it was given up', async () => {
    const one = client();
    const begun = await begin(one);
    const first = await one.send('PATCH', at(begun), { as, body: BYTES });
    const stale = await one.send('PATCH', at(begun), { as, body: BYTES });
    expect([stale.status, stale.json.errors[0].code]).toEqual([404, 'BLOB_UPLOAD_INVALID']);
    expect((await one.send('DELETE', at(first), { as })).status).toBe(204);
    const gone = await one.send('GET', at(first), { as });
    expect([gone.status, gone.json.errors[0].code]).toEqual([404, 'BLOB_UPLOAD_UNKNOWN']);
  });
  test('of other bytes than its digest says is refused', async () => {
    const one = client();
    const end = async (tail: string): Promise<unknown> => {
      const { status, json } = await one.send('PUT', `${at(await begin(one))}${tail}`, { as, body: 'other' });
      return [status, json.errors[0].code, json.errors[0].detail];
    };
    expect(await end(`&digest=${DIGEST}`)).toEqual([400, 'DIGEST_INVALID', { Digest: DIGEST, Reason: {} }]);
    expect(await end('&digest=x')).toEqual([400, 'DIGEST_INVALID', 'digest parsing failed']);
    expect(await end('')).toEqual([400, 'DIGEST_INVALID', 'digest missing']);
  });
  test('needs a key', async () => {
    expect((await client().send('POST', `${REPO}/blobs/uploads/`)).status).toBe(401);
  });
  test('has an end: what would fill the memory is refused', async () => {
    const one = client();
    const big = new Uint8Array(15 * 1024 * 1024);
    const statuses: number[] = [];
    for (let at = 0; at < 6; at += 1) {
      big[0] = at;
      statuses.push((await push(one, big)).status);
    }
    expect(statuses).toEqual([201, 201, 201, 201, 403, 403]);
  });
});

describe('scratch repositories', () => {
  const manifestOf = (fields: object): string =>
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType: MANIFEST },
      config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: DIGEST, size: BYTES.length },
      ...{ layers: [], ...fields },
    });
  const putManifest = (
    one: RegistryClient,
    reference: string,
    body: string,
    type = MANIFEST,
  ): Promise<Answered> =>
    one.send('PUT', `${REPO}/manifests/${reference}`, { as, body, headers: { 'Content-Type': type } });

  test('take a manifest whose blobs are there, and give it back to the byte', async () => {
    const one = client();
    const body = manifestOf({ custom: 'kept ' });
    const missing = await putManifest(one, 'one', body);
    expect([missing.status, missing.json.errors]).toEqual([
      400,
      [{ code: 'MANIFEST_BLOB_UNKNOWN', message: 'blob unknown to registry', detail: DIGEST }],
    ]);
    await push(one, BYTES);
    expect((await putManifest(one, 'one', body)).status).toBe(201);
    expect((await one.get(`${REPO}/manifests/one`)).text).toBe(body);
    expect((await one.get(`${REPO}/tags/list`)).json.tags).toEqual(['one']);
  });
  test('list what refers to a digest, though that is not there itself', async () => {
    const one = client();
    await push(one, BYTES);
    const subject = { mediaType: MANIFEST, digest: `sha256:${'1'.repeat(64)}`, size: 5 };
    const body = manifestOf({ subject, artifactType: 'text/test', annotations: { a: 'b' } });
    const put = await putManifest(one, 'one', body);
    expect(put.headers.get('oci-subject')).toBe(subject.digest);
    const { json } = await one.get(`${REPO}/referrers/${subject.digest}`);
    expect(json.manifests).toEqual([
      {
        ...{ mediaType: MANIFEST, digest: digestOf(new TextEncoder().encode(body)), size: body.length },
        ...{ artifactType: 'text/test', annotations: { a: 'b' } },
      },
    ]);
  });
  test('forget what is deleted: a digest with its tags, a tag alone, a blob', async () => {
    const one = client();
    await push(one, BYTES);
    const digest = digestOf(new TextEncoder().encode(manifestOf({})));
    for (const tag of ['one', 'two', 'three']) await putManifest(one, tag, manifestOf({}));
    const remove = async (path: string): Promise<number> =>
      (await one.send('DELETE', `${REPO}/${path}`, { as })).status;
    expect(await remove('manifests/one')).toBe(202);
    expect((await one.get(`${REPO}/manifests/${digest}`)).status).toBe(200);
    expect(await remove(`manifests/${digest}`)).toBe(202);
    expect((await one.get(`${REPO}/tags/list`)).json.tags).toEqual([]);
    expect([await remove(`blobs/${DIGEST}`), await remove(`blobs/${DIGEST}`)]).toEqual([202, 404]);
  });
  test('take over a blob from another repository that can be read for nothing', async () => {
    const one = client();
    await push(one, BYTES);
    const mount = (query: string): Promise<Answered> =>
      one.send('POST', `/v2/scratch/other/blobs/uploads/?mount=${query}`, { as });
    expect((await mount(`${DIGEST}&from=scratch/evidence`)).status).toBe(201);
    expect((await mount(DIGEST)).status).toBe(202);
    expect((await mount(`sha256:${'1'.repeat(64)}&from=scratch/evidence`)).status).toBe(202);
    expect((await one.get(`/v2/scratch/other/blobs/${DIGEST}`)).text).toBe('twelve bytes');
    const other = client();
    const index = (await other.get('/v2/harborlight/base/manifests/1.8.3')).json;
    const part = (await other.get(`/v2/harborlight/base/manifests/${index.manifests[0].digest}`)).json;
    const from = `${part.config.digest}&from=harborlight/base`;
    expect((await mount(from)).status).toBe(202);
    await one.get('/v2/harborlight/base/manifests/1.8.3');
    expect((await mount(from)).status).toBe(201);
  });
  test('leave no trace in the exercise', async () => {
    const one = client();
    await push(one, BYTES);
    await putManifest(one, 'one', manifestOf({}));
    await one.get(`${REPO}/manifests/one`);
    await one.send('DELETE', `${REPO}/manifests/one`, { as });
    expect([one.lines, one.desk.now]).toEqual([[], 0]);
  });
  test('give old docker clients the part for the commonest machine', async () => {
    const one = client();
    await push(one, BYTES);
    const DOCKER = 'application/vnd.docker.distribution.manifest';
    const child = JSON.stringify({ schemaVersion: 2, mediaType: `${DOCKER}.v2+json`, layers: [] });
    const digest = digestOf(new TextEncoder().encode(child));
    await putManifest(one, digest, child, `${DOCKER}.v2+json`);
    const platform = { architecture: 'amd64', os: 'linux' };
    const manifests = [{ mediaType: `${DOCKER}.v2+json`, digest, size: child.length, platform }];
    const list = JSON.stringify({ schemaVersion: 2, mediaType: `${DOCKER}.list.v2+json`, manifests });
    expect((await putManifest(one, 'list', list, `${DOCKER}.list.v2+json`)).status).toBe(201);
    const old = await one.send('GET', `${REPO}/manifests/list`, { headers: { Accept: `${DOCKER}.v2+json` } });
    expect(old.text).toBe(child);
    expect((await one.get(`${REPO}/manifests/list`)).text).toBe(list);
  });
});

describe('an upload into a repository of the exercise', () => {
  test('may bring what it holds, and nothing else', async () => {
    const one = client();
    const index = (await one.get('/v2/harborlight/base/manifests/1.8.3')).json;
    const part = (await one.get(`/v2/harborlight/base/manifests/${index.manifests[0].digest}`)).json;
    const { bytes } = await one.get(`/v2/harborlight/base/blobs/${part.config.digest}`);
    expect((await push(one, bytes, '/v2/harborlight/base')).status).toBe(201);
    const other = await push(one, BYTES, '/v2/harborlight/base');
    expect([other.status, other.json.errors[0].code]).toEqual([403, 'DENIED']);
    expect((await one.get(`/v2/harborlight/base/blobs/${DIGEST}`)).status).toBe(404);
  });
  test('that begins an image of its own is denied by its manifest', async () => {
    const body = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [] });
    const sent = { as, body, headers: { 'Content-Type': INDEX } };
    expect((await client().send('PUT', '/v2/harborlight/api/manifests/latest', sent)).status).toBe(403);
  });
});
