import { beforeAll, describe, expect, test } from 'vitest';
import type { PlayableScenario } from '../../../src/record/playable.ts';
import { loadDrill } from '../../record/drill.ts';
import { type Answered, HOME, INDEX, OPERATOR_PAIR, RegistryClient } from './client.ts';

let drill: PlayableScenario;
beforeAll(async () => {
  drill = await loadDrill();
});
const client = (): RegistryClient => new RegistryClient(drill);
const BASE = '/v2/harborlight/base';
const OLD = 'harborlight:dckr_pat_FAKE_hub-ci-2023_1';
const NEW = 'harborlight:dckr_pat_FAKE_hub-ci-2026_1';
const PUSH = 'scope=repository:harborlight/base:pull,push';

const tokenOf = async (one: RegistryClient, as?: string, scope = PUSH): Promise<Answered> =>
  one.get(`/token?service=127.0.0.1:5500&${scope}`, as === undefined ? {} : { as });
const bearer = (answered: Answered) => ({ Authorization: `Bearer ${answered.json.token}` });
const claims = (answered: Answered) =>
  JSON.parse(Buffer.from(answered.json.token.split('.')[1], 'base64url').toString());

describe('the token server', () => {
  test('gives anybody a token, good for reading', async () => {
    const answered = await tokenOf(client());
    expect(answered.status).toBe(200);
    expect(answered.json).toMatchObject({ expires_in: 300, issued_at: '1970-01-01T00:00:00Z' });
    expect(answered.json.access_token).toBe(answered.json.token);
    expect(claims(answered).access).toEqual([
      { type: 'repository', name: 'harborlight/base', actions: ['pull'] },
    ]);
  });
  test('gives a credential what its scopes say, in one repository', async () => {
    const one = client();
    expect(claims(await tokenOf(one, NEW)).access[0].actions).toEqual(['pull', 'push']);
    const api = await tokenOf(one, NEW, 'scope=repository:harborlight/api:pull,push');
    expect(claims(api).access[0].actions).toEqual(['pull']);
    const all = await tokenOf(one, OPERATOR_PAIR, 'scope=repository:harborlight/api:pull,push,delete');
    expect(claims(all).access[0].actions).toEqual(['pull', 'push', 'delete']);
  });
  test.each([
    ['a wrong secret', 'harborlight:nope'],
    ['a value that nobody has yet', 'harborlight:dckr_pat_FAKE_hub-ci-2026_2'],
    ["somebody else's name", 'hotwash:dckr_pat_FAKE_hub-ci-2026_1'],
    ['a key to something else', 'harborlight-forge:ghp_FAKE_forge-bot_1'],
    ['a key that the team does not know of', 'harborlight-aws:AKIA_FAKE_aws-shadow_1'],
  ])('refuses %s', async (_what, as) => {
    const { status, json } = await tokenOf(client(), as);
    expect([status, json]).toEqual([401, { details: 'incorrect username or password' }]);
  });
  test('refuses a secret from the minute it is revoked, and takes the new one after a rotation', async () => {
    const one = client();
    expect((await tokenOf(one, OLD)).status).toBe(200);
    one.desk.decide('revoke hub-ci-2023');
    expect((await tokenOf(one, OLD)).status).toBe(401);
    one.desk.decide('rotate hub-ci-2026');
    expect((await tokenOf(one, NEW)).status).toBe(401);
    expect((await tokenOf(one, NEW.replace(/1$/, '2'))).status).toBe(200);
  });
  test('costs no time', async () => {
    const one = client();
    await tokenOf(one, NEW);
    await tokenOf(one, 'a:b');
    expect(one.desk.now).toBe(0);
  });
});

describe('the door', () => {
  test('sends the ping to the token server until it brings a token', async () => {
    const one = client();
    const { status, headers, json } = await one.get('/v2/');
    expect([status, json]).toEqual([
      401,
      { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required', detail: null }] },
    ]);
    expect(headers.get('www-authenticate')).toBe(`Bearer realm="${HOME}/token",service="127.0.0.1:5500"`);
    const { status: then, text } = await one.get('/v2/', { headers: bearer(await tokenOf(one)) });
    expect([then, text]).toEqual([200, '{}']);
  });
  test('lets anybody read, but nobody with a bad key', async () => {
    const one = client();
    expect((await one.get(`${BASE}/tags/list`)).status).toBe(200);
    expect((await one.get(`${BASE}/tags/list`, { as: 'a:b' })).status).toBe(401);
    const bad = await one.get(`${BASE}/tags/list`, { headers: { Authorization: 'Bearer x.y.z' } });
    expect(bad.status).toBe(401);
    expect(bad.headers.get('www-authenticate')).toContain(',error="invalid_token"');
  });
  test('tells who may not write which scope is missing', async () => {
    const one = client();
    const send = (headers: Record<string, string>) =>
      one.send('PUT', `${BASE}/manifests/stable`, {
        body: '{}',
        headers: { 'Content-Type': INDEX, ...headers },
      });
    const anonymous = await send({});
    expect(anonymous.status).toBe(401);
    expect(anonymous.headers.get('www-authenticate')).toBe(
      `Bearer realm="${HOME}/token",service="127.0.0.1:5500",scope="repository:harborlight/base:pull,push"`,
    );
    expect(anonymous.json.errors[0].detail).toEqual([
      { Type: 'repository', Class: '', Name: 'harborlight/base', Action: 'pull' },
      { Type: 'repository', Class: '', Name: 'harborlight/base', Action: 'push' },
    ]);
    const weak = await send(bearer(await tokenOf(one)));
    expect(weak.headers.get('www-authenticate')).toContain(',error="insufficient_scope"');
    expect(one.lines).toEqual([]);
  });
  test('lets a token live on for five minutes after its secret was revoked, and no longer', async () => {
    const one = client();
    const headers = bearer(await tokenOf(one, OLD));
    const { bytes } = await one.get(`${BASE}/manifests/1.8.3`);
    const put = () =>
      one.send('PUT', `${BASE}/manifests/1.8`, {
        body: bytes,
        headers: { 'Content-Type': INDEX, ...headers },
      });
    one.desk.decide('revoke hub-ci-2023');
    expect(one.desk.now).toBe(300);
    expect((await put()).status).toBe(401);

    const other = client();
    const early = bearer(await tokenOf(other, OLD));
    other.desk.decide('revoke hub-ci-2023');
    expect(other.desk.now).toBe(180);
    const sent = { body: bytes, headers: { 'Content-Type': INDEX, ...early } };
    expect((await other.send('PUT', `${BASE}/manifests/1.8`, sent)).status).toBe(201);
  });
  test('lets a token live on as long as its secret works, since a client reads its own clock', async () => {
    const one = client();
    const headers = bearer(await tokenOf(one, NEW));
    one.desk.recorded.pass(3600);
    expect((await one.get(`${BASE}/tags/list`, { headers })).status).toBe(200);
  });
});
