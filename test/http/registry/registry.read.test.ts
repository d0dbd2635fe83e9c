import { beforeAll, describe, expect, test } from 'vitest';
import type { PlayableScenario } from '../../../src/record/playable.ts';
import { loadDrill } from '../../record/drill.ts';
import { digestOf, INDEX, MANIFEST, OPERATOR_PAIR, RegistryClient } from './client.ts';

let drill: PlayableScenario;
beforeAll(async () => {
  drill = await loadDrill();
});
const client = (): RegistryClient => new RegistryClient(drill);
const BASE = '/v2/harborlight/base';
const NOWHERE = `sha256:${'0'.repeat(64)}`;

describe('every answer', () => {
  test('says its version, that its type is meant, and its length', async () => {
    const one = client();
    for (const path of ['/v2/', '/v2/_catalog', `${BASE}/tags/list`, '/nowhere', `${BASE}/manifests/none`]) {
      const { headers, bytes } = await one.get(path);
      expect(headers.get('docker-distribution-api-version')).toBe('registry/2.0');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-length')).toBe(String(bytes.length));
    }
  });
  test('a path of no route is a plain 404, a wrong method a 405 that says the right ones', async () => {
    const one = client();
    for (const path of ['/', '/v3', '/v2/Harbor/tags/list', `${BASE}/manifests/.x`, '/v2/x']) {
      const { status, text, headers } = await one.get(path);
      expect([status, text]).toEqual([404, '404 page not found\n']);
      expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    }
    const list = await one.send('HEAD', `${BASE}/tags/list`);
    expect([list.status, list.headers.get('allow')]).toEqual([405, 'GET']);
    const manifest = await one.send('POST', `${BASE}/manifests/stable`);
    expect([manifest.status, manifest.headers.get('allow'), manifest.text]).toEqual([
      405,
      'DELETE, GET, HEAD, PUT',
      'Method not allowed\n',
    ]);
  });
  test.each([
    ['/v2', '/v2/'],
    ['//v2/', '/v2/'],
    [`${BASE}/tags/list/?n=1`, `${BASE}/tags/list?n=1`],
    ['/v2/_catalog/', '/v2/_catalog'],
    [`${BASE}/manifests/stable/`, `${BASE}/manifests/stable`],
    [`${BASE}/blobs/uploads`, `${BASE}/blobs/uploads/`],
  ])('%s is sent on to %s', async (path, location) => {
    const { status, headers } = await client().get(path);
    expect([status, headers.get('location')]).toEqual([301, location]);
  });
  test('nothing of that moves the clock', async () => {
    const one = client();
    for (const path of ['/', '/v2', '/v2/', '/v2/_catalog', '/token', '/v2/none/tags/list'])
      await one.get(path);
    expect([one.desk.now, one.lines]).toEqual([0, []]);
  });
});

describe('a manifest', () => {
  test('by tag is the very bytes that the tag names, under their digest', async () => {
    const one = client();
    const { status, headers, bytes } = await one.get(`${BASE}/manifests/stable`);
    const digest = digestOf(bytes);
    expect([status, digest, digest]).toEqual([200, one.tag('harborlight/base:stable'), one.image('implant')]);
    expect(headers.get('content-type')).toBe(INDEX);
    expect(headers.get('docker-content-digest')).toBe(digest);
    expect(headers.get('etag')).toBe(`"${digest}"`);
  });
  test('is not sent again to who has it, quoted or not', async () => {
    const one = client();
    const digest = one.image('implant');
    for (const name of [digest, `"${digest}"`]) {
      const { status, headers, bytes } = await one.get(`${BASE}/manifests/stable`, {
        headers: { 'If-None-Match': name },
      });
      expect([status, bytes.length]).toEqual([304, 0]);
      expect(['content-type', 'etag', 'docker-content-digest'].map((name) => headers.get(name))).toEqual([
        null,
        null,
        null,
      ]);
    }
  });
  test('has the same headers for HEAD, and no body', async () => {
    const one = client();
    const got = await one.get(`${BASE}/manifests/stable`);
    const head = await one.send('HEAD', `${BASE}/manifests/stable`, { headers: { Accept: INDEX } });
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
    expect([...head.headers]).toEqual([...got.headers]);
  });
  test('is not given to who does not accept its type, and that costs nothing', async () => {
    const one = client();
    const { status, json } = await one.send('GET', `${BASE}/manifests/stable`, {
      headers: { Accept: '*/*' },
    });
    expect([status, json.errors]).toEqual([
      404,
      [
        {
          code: 'MANIFEST_UNKNOWN',
          message: 'OCI index found, but accept header does not support OCI indexes',
        },
      ],
    ]);
    expect(one.lines).toEqual([]);
  });
  test('that is unknown is told so by tag or by digest, in any repository', async () => {
    const one = client();
    const error = async (path: string): Promise<unknown> => (await one.get(path)).json.errors[0];
    const unknown = { code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' };
    expect(await error(`${BASE}/manifests/none`)).toEqual({ ...unknown, detail: { Tag: 'none' } });
    expect(await error('/v2/no/where/manifests/none')).toEqual({ ...unknown, detail: { Tag: 'none' } });
    expect(await error(`${BASE}/manifests/${NOWHERE}`)).toEqual({
      ...unknown,
      detail: { Name: 'harborlight/base', Revision: NOWHERE },
    });
    expect((await one.get(`${BASE}/manifests/sha256:abc`)).json.errors[0].code).toBe('DIGEST_INVALID');
  });
  test('names parts, configurations and layers that all exist, with their very sizes', async () => {
    const one = client();
    const index = (await one.get(`${BASE}/manifests/stable`)).json;
    for (const part of index.manifests) {
      const manifest = await one.get(`${BASE}/manifests/${part.digest}`);
      expect([digestOf(manifest.bytes), manifest.bytes.length]).toEqual([part.digest, part.size]);
      expect(manifest.headers.get('content-type')).toBe(MANIFEST);
      for (const blob of [manifest.json.config, ...manifest.json.layers]) {
        const { bytes, status } = await one.get(`${BASE}/blobs/${blob.digest}`);
        expect([status, digestOf(bytes), bytes.length]).toEqual([200, blob.digest, blob.size]);
      }
    }
    expect(one.lines).toEqual(['inspect manifest harborlight/base:stable']);
  });
});

describe('a blob', () => {
  const config = async (one: RegistryClient): Promise<string> => {
    await one.get(`${BASE}/manifests/stable`);
    return (await one.get(`${BASE}/manifests/${one.image('implant', 'amd64')}`)).json.config.digest;
  };
  test('is served whole, in part and in several parts', async () => {
    const one = client();
    const path = `${BASE}/blobs/${await config(one)}`;
    const whole = await one.get(path);
    const size = whole.bytes.length;
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(whole.headers.get('cache-control')).toBe('max-age=31536000');
    expect(whole.headers.get('content-type')).toBe('application/octet-stream');
    const part = await one.get(path, { headers: { Range: 'bytes=2-5' } });
    expect([part.status, part.headers.get('content-range'), part.text]).toEqual([
      206,
      `bytes 2-5/${size}`,
      whole.text.slice(2, 6),
    ]);
    const two = await one.get(path, { headers: { Range: 'bytes=0-1,4-5' } });
    expect(two.headers.get('content-type')).toMatch(/^multipart\/byteranges; boundary=/);
    expect(two.text).toContain(`Content-Range: bytes 4-5/${size}\r\n`);
    const beyond = await one.get(path, { headers: { Range: `bytes=${size}-` } });
    expect([beyond.status, beyond.headers.get('content-range'), beyond.text]).toEqual([
      416,
      `bytes */${size}`,
      'invalid range: failed to overlap\n',
    ]);
  });
  test('is not sent again to who has it', async () => {
    const one = client();
    const digest = await config(one);
    const { status, headers } = await one.get(`${BASE}/blobs/${digest}`, {
      headers: { 'If-None-Match': `"${digest}"` },
    });
    expect([status, headers.get('etag'), headers.get('docker-content-digest')]).toEqual([
      304,
      `"${digest}"`,
      digest,
    ]);
  });
  test('of another repository, or of none, is unknown', async () => {
    const one = client();
    const digest = await config(one);
    for (const path of [`/v2/harborlight/billing/blobs/${NOWHERE}`, `/v2/no/where/blobs/${digest}`]) {
      const { status, json } = await one.get(path);
      expect([status, json.errors[0].code, json.errors[0].detail]).toEqual([
        404,
        'BLOB_UNKNOWN',
        path.split('/').at(-1),
      ]);
    }
    const bad = await one.get(`${BASE}/blobs/sha256:abc`);
    expect([bad.status, bad.json.errors[0]]).toEqual([
      400,
      { code: 'DIGEST_INVALID', message: 'provided digest did not match uploaded content', detail: {} },
    ]);
  });
});

describe('lists', () => {
  test('of tags are sorted, and paged with a link', async () => {
    const one = client();
    const { json, text } = await one.get(`${BASE}/tags/list`);
    expect(json).toEqual({ name: 'harborlight/base', tags: ['1.8', '1.8.2', '1.8.3', 'stable'] });
    expect(text.endsWith('}\n')).toBe(true);
    const page = await one.get(`${BASE}/tags/list?n=3`);
    expect(page.headers.get('link')).toBe(`<${BASE}/tags/list?last=1.8.3&n=3>; rel="next"`);
    expect((await one.get('/v2/no/where/tags/list')).json.errors[0]).toEqual({
      code: 'NAME_UNKNOWN',
      message: 'repository name not known to registry',
      detail: { name: 'no/where' },
    });
  });
  test('of referrers hold what points at a digest, filtered if asked, and are never a 404', async () => {
    const one = client();
    const clean = one.image('clean');
    const { json, headers } = await one.get(`${BASE}/referrers/${clean}`);
    expect(headers.get('content-type')).toBe(INDEX);
    expect(json.manifests.length).toBeGreaterThan(0);
    for (const { digest, artifactType, size } of json.manifests) {
      const { bytes, json: manifest } = await one.get(`${BASE}/manifests/${digest}`);
      expect([digestOf(bytes), bytes.length, manifest.artifactType, manifest.subject.digest]).toEqual([
        digest,
        size,
        artifactType,
        clean,
      ]);
    }
    const type = json.manifests[0].artifactType;
    const filtered = await one.get(`${BASE}/referrers/${clean}?artifactType=${encodeURIComponent(type)}`);
    expect(filtered.headers.get('oci-filters-applied')).toBe('artifactType');
    expect(
      filtered.json.manifests.every((entry: { artifactType: string }) => entry.artifactType === type),
    ).toBe(true);
    expect((await one.get(`${BASE}/referrers/${NOWHERE}`)).json.manifests).toEqual([]);
    expect((await one.get(`${BASE}/referrers/sha256:abc`)).status).toBe(400);
    expect(one.lines).toEqual([`inspect signature harborlight/base@${clean}`]);
  });
  test('of repositories hold the caches in front of them as well', async () => {
    const { json } = await client().get('/v2/_catalog');
    expect(json.repositories).toContain('harborlight/base');
    expect(json.repositories).toContain('eu-mirror/harborlight/base');
  });
});

describe('a pull-through cache', () => {
  const CACHE = '/v2/eu-mirror/harborlight/base';
  const repoint = (one: RegistryClient): void => {
    const done = one.desk.decide(`repoint harborlight/base:stable to ${one.image('clean')}`);
    expect(done.kind).toBe('done');
  };
  test('goes on serving what it fetched, though upstream is clean', async () => {
    const one = client();
    repoint(one);
    expect((await one.get(`${BASE}/manifests/stable`)).headers.get('docker-content-digest')).toBe(
      one.image('clean'),
    );
    const { headers } = await one.get(`${CACHE}/manifests/stable`);
    expect(headers.get('docker-content-digest')).toBe(one.image('implant'));
    expect(one.lines.at(-1)).toBe('inspect cache eu-mirror');
  });
  test('serves the whole image, of which looking inside is a look at the image', async () => {
    const one = client();
    const index = (await one.get(`${CACHE}/manifests/stable`)).json;
    const manifest = (await one.get(`${CACHE}/manifests/${index.manifests[0].digest}`)).json;
    expect((await one.get(`${CACHE}/blobs/${manifest.config.digest}`)).status).toBe(200);
    expect(one.lines[0]).toBe('inspect cache eu-mirror');
    expect(one.lines.slice(1).every((line) => line.startsWith('inspect manifest harborlight/base@'))).toBe(
      true,
    );
    expect(one.lines.length).toBe(2);
  });
  test('takes nothing from a client, but forgets an image by its digest', async () => {
    const one = client();
    const { bytes } = await one.get(`${CACHE}/manifests/stable`);
    const put = await one.send('PUT', `${CACHE}/manifests/stable`, {
      body: bytes,
      headers: { 'Content-Type': INDEX },
      as: OPERATOR_PAIR,
    });
    expect([put.status, put.json.errors[0].code]).toEqual([405, 'UNSUPPORTED']);
    expect((await one.send('DELETE', `${CACHE}/manifests/stable`, { as: OPERATOR_PAIR })).status).toBe(405);
    const remove = async (digest: string): Promise<number> =>
      (await one.send('DELETE', `${CACHE}/manifests/${digest}`, { as: OPERATOR_PAIR })).status;
    expect(await remove(one.image('implant'))).toBe(202);
    expect(one.lines.at(-1)).toBe(`purge eu-mirror ${one.image('implant')}`);
    expect(one.desk.world.caches['eu-mirror']).toEqual({ mappings: {}, blobs: {} });
    expect(await remove(one.image('previous'))).toBe(404);
  });
});
