import { beforeAll, describe, expect, test } from 'vitest';
import { hubFace } from '../../../src/http/hub/face.ts';
import type { PlayableScenario } from '../../../src/record/playable.ts';
import { loadDrill } from '../../record/drill.ts';
import { FaceClient } from '../client.ts';

const BASE = '/v2/namespaces/harborlight/repositories/base';
const OLD = 'dckr_pat_FAKE_hub-ci-2023_1';
let drill: PlayableScenario;
beforeAll(async () => {
  drill = await loadDrill();
});
const client = (): FaceClient => new FaceClient(drill, hubFace());
const login = (hub: FaceClient, secret: string, identifier = 'harborlight') =>
  hub.send('POST', '/v2/auth/token', { token: null, body: { identifier, secret } });

async function uuidOf(hub: FaceClient, label: string): Promise<string> {
  const { json } = await hub.get('/v2/access-tokens');
  return json.results.find((token: { token_label: string }) => token.token_label === label).uuid;
}

describe('access tokens', () => {
  test('deleting one revokes it, and it is gone for good', async () => {
    const hub = client();
    const uuid = await uuidOf(hub, 'ci-2023');
    expect((await hub.send('DELETE', `/v2/access-tokens/${uuid}`)).status).toBe(204);
    expect(hub.lines.at(-1)).toBe('revoke hub-ci-2023');
    expect((await hub.send('DELETE', `/v2/access-tokens/${uuid}`)).status).toBe(404);
    expect(hub.lines.filter((line) => line.startsWith('revoke'))).toHaveLength(1);
  });

  test('switching one off revokes it and shows it as it is then', async () => {
    const hub = client();
    const uuid = await uuidOf(hub, 'ci-2023');
    const off = await hub.send('PATCH', `/v2/access-tokens/${uuid}`, { body: { is_active: false } });
    expect(off.json).toMatchObject({ uuid, is_active: false, token: '' });
    expect((await hub.send('PATCH', `/v2/access-tokens/${uuid}`, { body: { is_active: true } })).status).toBe(
      403,
    );
  });

  test('a new one of the same label replaces the old one and tells its value once', async () => {
    const hub = client();
    const made = await hub.send('POST', '/v2/access-tokens', { body: { token_label: 'ci-2026' } });
    expect(hub.lines).toEqual(['rotate hub-ci-2026']);
    expect(made.status).toBe(201);
    expect(made.json.token).toBe('dckr_pat_FAKE_hub-ci-2026_2');
    expect((await login(hub, made.json.token)).status).toBe(200);
    const listed = await hub.get(`/v2/access-tokens/${made.json.uuid}`);
    expect(listed.json).toEqual({ ...made.json, token: '' });
  });

  test('one that would be nobody’s is refused', async () => {
    const hub = client();
    const made = await hub.send('POST', '/v2/access-tokens', { body: { token_label: 'mine' } });
    expect(made.status).toBe(403);
    expect(hub.lines).toEqual([]);
  });
});

describe('logins', () => {
  test('a live secret gets a login that outlives its revocation by ten minutes at most', async () => {
    const hub = client();
    const token = (await login(hub, OLD)).json.access_token;
    expect(token.split('.')).toHaveLength(3);
    hub.desk.decide('revoke hub-ci-2023');
    expect((await login(hub, OLD)).status).toBe(401);
    expect((await hub.get(`${BASE}`, { token })).status).toBe(200);
    hub.desk.recorded.pass(hub.desk.now + 600);
    expect((await hub.get(`${BASE}`, { token })).status).toBe(401);
  });

  test('anybody may read, a push token manages nothing, an invented value is nobody', async () => {
    const hub = client();
    expect((await hub.get(`${BASE}/tags`, { token: null })).status).toBe(200);
    const uuid = await uuidOf(hub, 'ci-2023');
    const path = `/v2/access-tokens/${uuid}`;
    expect((await hub.send('DELETE', path, { token: null })).status).toBe(401);
    expect((await hub.send('DELETE', path, { token: OLD })).status).toBe(403);
    expect((await hub.get(`${BASE}/tags`, { token: 'made-up' })).status).toBe(401);
    expect((await login(hub, 'made-up')).status).toBe(401);
    expect((await login(hub, OLD, 'somebody')).status).toBe(401);
    expect((await login(hub, 'ghp_FAKE_forge-bot_1', 'harborlight-forge')).status).toBe(401);
    expect((await hub.get(BASE, { token: 'ghp_FAKE_forge-bot_1' })).status).toBe(401);
    expect(hub.lines.some((line) => line.startsWith('revoke'))).toBe(false);
  });

  test('a login that was tampered with is nobody’s', async () => {
    const hub = client();
    const token: string = (await login(hub, OLD)).json.access_token;
    const [head, , seal] = token.split('.');
    const body = Buffer.from(JSON.stringify({ sub: 'x', exp: 9e9, generation: 1, credential: null }));
    expect((await hub.get(BASE, { token: `${head}.${body.toString('base64url')}.${seal}` })).status).toBe(
      401,
    );
  });
});

describe('immutable tags', () => {
  const patch = (hub: FaceClient, body: unknown) => hub.send('PATCH', `${BASE}/immutabletags`, { body });

  test('a rule protects a tag, and leaving it out lifts that again', async () => {
    const hub = client();
    const set = await patch(hub, { immutable_tags: true, immutable_tags_rules: ['^1\\.8\\.3$'] });
    expect(set.json.immutable_tags_settings).toEqual({ enabled: true, rules: ['1.8.3'] });
    await patch(hub, { immutable_tags: true, immutable_tags_rules: ['1.8.3'] });
    const lifted = await patch(hub, { immutable_tags: false });
    expect(lifted.json.immutable_tags_settings.enabled).toBe(false);
    expect(hub.lines).toEqual(['protect harborlight/base:1.8.3', 'lift protect:harborlight/base:1.8.3']);
  });

  test('a pattern, two changes at once and an unknown tag are refused without a decision', async () => {
    const hub = client();
    const rules = (...list: string[]) => patch(hub, { immutable_tags: true, immutable_tags_rules: list });
    expect((await rules('(a+)+$')).status).toBe(400);
    expect((await rules('stable', '1.8')).status).toBe(400);
    expect((await rules('nosuchtag')).status).toBe(400);
    expect((await patch(hub, 'not json')).status).toBe(400);
    expect(hub.lines).toEqual([]);
  });
});
