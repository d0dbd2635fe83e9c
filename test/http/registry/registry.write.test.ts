import { beforeAll, describe, expect, test } from 'vitest';
import type { PlayableScenario } from '../../../src/record/playable.ts';
import { loadDrill } from '../../record/drill.ts';
import { type Answered, INDEX, MANIFEST, OPERATOR_PAIR, RegistryClient } from './client.ts';

let drill: PlayableScenario;
beforeAll(async () => {
  drill = await loadDrill();
});
const client = (): RegistryClient => new RegistryClient(drill);
const BASE = '/v2/harborlight/base';
const TOKEN_PAIR = 'harborlight:dckr_pat_FAKE_hub-ci-2026_1';

const put = async (one: RegistryClient, tag: string, from: string, as = OPERATOR_PAIR): Promise<Answered> => {
  const { bytes, headers } = await one.get(`${BASE}/manifests/${from}`);
  const type = headers.get('content-type') ?? '';
  return one.send('PUT', `${BASE}/manifests/${tag}`, { body: bytes, headers: { 'Content-Type': type }, as });
};

describe('a PUT of a manifest to a tag', () => {
  test('is a repoint: it moves the tag when its time is over, and the old bytes stay', async () => {
    const one = client();
    const clean = one.image('clean');
    const { status, headers, text } = await put(one, 'stable', '1.8.3');
    expect([status, text]).toEqual([201, '']);
    expect(headers.get('location')).toBe(`http://127.0.0.1:5500${BASE}/manifests/${clean}`);
    expect(headers.get('docker-content-digest')).toBe(clean);
    expect(one.lines).toEqual([
      'inspect manifest harborlight/base:1.8.3',
      `repoint harborlight/base:stable to ${clean}`,
    ]);
    expect(one.tag('harborlight/base:stable')).toBe(clean);
    expect(one.desk.now).toBe(5 * 60);
  });
  test('that names it already is taken and changes nothing', async () => {
    const one = client();
    expect((await put(one, 'stable', 'stable')).status).toBe(201);
    expect(one.lines.at(-1)).toMatch(/^repoint /);
  });
  test('of one part makes the tag name that part alone', async () => {
    const one = client();
    const part = one.image('clean', 'amd64');
    await one.get(`${BASE}/manifests/1.8.3`);
    expect((await put(one, 'stable', part)).status).toBe(201);
    expect(one.tag('harborlight/base:stable')).toBe(part);
  });
  test('by digest of what it holds is taken and is nothing new', async () => {
    const one = client();
    expect((await put(one, one.image('clean'), '1.8.3')).status).toBe(201);
    expect(one.lines).toEqual(['inspect manifest harborlight/base:1.8.3']);
  });
  test('of other bytes is denied, since the exercise knows of no such image', async () => {
    const one = client();
    const body = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [] });
    const sent = { body, headers: { 'Content-Type': INDEX }, as: OPERATOR_PAIR };
    const { status, json } = await one.send('PUT', `${BASE}/manifests/stable`, sent);
    expect([status, json.errors[0].code, json.errors[0].message]).toEqual([
      403,
      'DENIED',
      'requested access to the resource is denied',
    ]);
    expect(one.lines).toEqual([]);
  });
  test('under a name that the team does not know is denied', async () => {
    expect((await put(client(), 'backup', '1.8.3')).status).toBe(403);
  });
  test('to a protected tag is refused by the world, and costs its time', async () => {
    const one = client();
    one.desk.decide('protect harborlight/base:stable');
    const { status, json } = await put(one, 'stable', '1.8.3');
    expect([status, json.errors[0].code]).toEqual([403, 'DENIED']);
    expect(json.errors[0].detail).toContain('protected');
    expect(one.lines.at(-1)).toMatch(/^repoint /);
    expect(one.tag('harborlight/base:stable')).toBe(one.image('implant'));
  });
  test('to a frozen repository is refused to an access token, not to who owns the registry', async () => {
    const one = client();
    one.desk.decide('freeze harborlight/base');
    expect((await put(one, 'stable', '1.8.3', TOKEN_PAIR)).status).toBe(403);
    expect((await put(one, 'stable', '1.8.3')).status).toBe(201);
  });
  test.each([
    ['no JSON', 'nonsense', INDEX, 'MANIFEST_INVALID'],
    ['a list', '[]', INDEX, 'MANIFEST_INVALID'],
    ['a type that is none', '{"schemaVersion":2}', 'text/plain', 'MANIFEST_INVALID'],
    ['two types', `{"mediaType":"${MANIFEST}"}`, INDEX, 'MANIFEST_INVALID'],
  ])('of %s is invalid', async (_what, body, type, code) => {
    const sent = { body, headers: { 'Content-Type': type }, as: OPERATOR_PAIR };
    const { status, json } = await client().send('PUT', `${BASE}/manifests/stable`, sent);
    expect([status, json.errors[0].code]).toEqual([400, code]);
  });
  test('by a digest that is not that of its bytes is invalid', async () => {
    const one = client();
    const sent = { body: '{}', headers: { 'Content-Type': INDEX }, as: OPERATOR_PAIR };
    const { status, json } = await one.send('PUT', `${BASE}/manifests/${one.image('clean')}`, sent);
    expect([status, json.errors[0].code]).toEqual([400, 'DIGEST_INVALID']);
  });
});

describe('a DELETE', () => {
  test('by digest takes every tag on it along', async () => {
    const one = client();
    await one.get(`${BASE}/manifests/stable`);
    const implant = one.image('implant');
    const { status, text } = await one.send('DELETE', `${BASE}/manifests/${implant}`, { as: OPERATOR_PAIR });
    expect([status, text]).toEqual([202, '']);
    expect(one.lines.at(-1)).toBe(`delete harborlight/base@${implant}`);
    expect((await one.get(`${BASE}/tags/list`)).json.tags).toEqual(['1.8.2', '1.8.3']);
    expect((await one.get(`${BASE}/manifests/${implant}`)).status).toBe(404);
    expect((await one.get(`${BASE}/manifests/1.8`)).status).toBe(404);
  });
  test('by tag leaves its bytes', async () => {
    const one = client();
    await one.get(`${BASE}/manifests/1.8.2`);
    expect((await one.send('DELETE', `${BASE}/manifests/1.8.2`, { as: OPERATOR_PAIR })).status).toBe(202);
    expect(one.lines.at(-1)).toBe('delete harborlight/base:1.8.2');
    expect((await one.get(`${BASE}/manifests/${one.image('previous')}`)).status).toBe(200);
  });
  test('of what is not there is a 404, and of a layer alone is denied', async () => {
    const one = client();
    const nothing = `sha256:${'0'.repeat(64)}`;
    expect((await one.send('DELETE', `${BASE}/manifests/${nothing}`, { as: OPERATOR_PAIR })).status).toBe(
      404,
    );
    expect((await one.send('DELETE', `${BASE}/blobs/${nothing}`, { as: OPERATOR_PAIR })).status).toBe(403);
    expect(one.lines).toEqual([]);
  });
  test('is for the account, not for an access token', async () => {
    const one = client();
    const path = `${BASE}/manifests/${one.image('clean')}`;
    const { status, headers } = await one.send('DELETE', path, { as: TOKEN_PAIR });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('scope="repository:harborlight/base:delete"');
    expect(headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    expect((await one.send('DELETE', path, { as: 'harborlight:pw_FAKE_hub-owner-password_1' })).status).toBe(
      202,
    );
  });
});

describe('when nobody can answer', () => {
  test('a client is told to come back while all hands are busy, by how many seconds', async () => {
    const one = client();
    const { recorded } = one.desk;
    for (const line of [
      'inspect pulls harborlight/base',
      'inspect pulls harborlight/api',
      'inspect pulls harborlight/worker',
    ]) {
      const read = recorded.read(line);
      if (read.ok) recorded.take(read.decision, null);
    }
    const { status, headers, json } = await one.get(`${BASE}/manifests/stable`);
    expect([status, headers.get('retry-after'), json.errors[0].code]).toEqual([
      429,
      '360',
      'TOOMANYREQUESTS',
    ]);
  });
  test('the registry is closed once play is over', async () => {
    const one = client();
    one.desk.decide('declare closed');
    const { status, json } = await one.get(`${BASE}/manifests/stable`);
    expect([status, json.errors[0].code]).toEqual([503, 'UNAVAILABLE']);
  });
});
