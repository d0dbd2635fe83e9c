import { beforeAll, describe, expect, test } from 'vitest';
import { hubFace } from '../../../src/http/hub/face.ts';
import type { PlayableScenario } from '../../../src/record/playable.ts';
import { loadDrill } from '../../record/drill.ts';
import { FaceClient } from '../client.ts';

const BASE = '/v2/namespaces/harborlight/repositories/base';
let drill: PlayableScenario;
beforeAll(async () => {
  drill = await loadDrill();
});
const client = (): FaceClient => new FaceClient(drill, hubFace());

describe('what the hub lists is what inspect shows', () => {
  test('access tokens', async () => {
    const hub = client();
    const { json } = await hub.get('/v2/access-tokens');
    expect(hub.lines).toEqual(['inspect credentials harborlight']);
    const records = hub.inspect('inspect credentials harborlight').filter((one) => 'uuid' in one);
    expect(hub.lines).toHaveLength(1);
    expect(json).toMatchObject({ count: records.length, active_count: 3, next: null, results: records });
  });

  test('tags, those pushed last first', async () => {
    const hub = client();
    const { json } = await hub.get(`${BASE}/tags`);
    const records = hub.inspect('inspect tags harborlight/base');
    expect(json.results).toHaveLength(records.length);
    expect(json.results).toEqual(expect.arrayContaining([...records]));
    expect(json.results.at(-1).name).toBe('1.8.2');
    expect(['stable', '1.8']).toContain(json.results[0].name);
  });

  test('one tag, which is the same look', async () => {
    const hub = client();
    const { json } = await hub.get('/v2/repositories/harborlight/base/tags/stable');
    await hub.get(`${BASE}/tags`);
    expect(hub.lines).toEqual(['inspect tags harborlight/base']);
    expect(hub.inspect('inspect tags harborlight/base')).toContainEqual(json);
    expect((await hub.get(`${BASE}/tags/none`)).status).toBe(404);
  });

  test('the audit log of one repository, newest first', async () => {
    const hub = client();
    const { json } = await hub.get('/v2/auditlogs/harborlight?name=harborlight/base&page_size=100');
    const records = hub.inspect('inspect audit-log harborlight/base');
    expect(json.logs).toHaveLength(records.length);
    expect(json.logs).toEqual(expect.arrayContaining([...records]));
    const stamps = json.logs.map((log: { timestamp: string }) => log.timestamp);
    expect(stamps).toEqual([...stamps].sort().reverse());
    expect(hub.lines).toEqual(['inspect audit-log harborlight/base']);
  });

  test('the audit log of the account takes a look for each repository', async () => {
    const hub = client();
    const { json } = await hub.get('/v2/auditlogs/harborlight?page_size=100');
    expect(hub.lines).toHaveLength(4);
    expect(new Set(json.logs.map((log: { name: string }) => log.name)).size).toBe(4);
  });

  test('the audit log is filtered by action, actor and time', async () => {
    const hub = client();
    const path = '/v2/auditlogs/harborlight?name=harborlight/base&page_size=100';
    const { json } = await hub.get(`${path}&action=tag.push&actor=harborlight&from=2026-05-12T02:41:00Z`);
    expect(json.logs.map((log: { data: { tag: string } }) => log.data.tag)).toEqual(['1.8', 'stable']);
    expect((await hub.get(`${path}&action=repo.tag.delete`)).json.logs).toEqual([]);
  });

  test('pulls, as JSON and as CSV', async () => {
    const hub = client();
    const path = '/api/publisher/analytics/v1/namespaces/harborlight/repositories/base/pulls';
    const { json } = await hub.get(path);
    const records = hub.inspect('inspect pulls harborlight/base');
    expect(json.results).toEqual(records);
    const csv = await hub.get(path, { headers: { Accept: 'text/csv' } });
    expect(csv.text.trim().split('\n')).toHaveLength(records.length + 1);
  });
});

test('lists come in pages with the addresses of their neighbours', async () => {
  const hub = client();
  const first = await hub.get(`${BASE}/tags?page_size=3`);
  expect(first.json).toMatchObject({ count: 4, previous: null });
  const second = await hub.get(first.json.next);
  expect(second.json.results).toHaveLength(1);
  expect(second.json.next).toBeNull();
  expect((await hub.get(second.json.previous)).json.results).toEqual(first.json.results);
});

test('names known at the start cost nothing', async () => {
  const hub = client();
  const { json } = await hub.get('/v2/namespaces/harborlight/repositories');
  expect(json.results.map((repo: { name: string }) => repo.name)).toEqual([
    'api',
    'base',
    'billing',
    'worker',
  ]);
  expect((await hub.get(BASE)).json.immutable_tags_settings).toEqual({ enabled: false, rules: [] });
  expect((await hub.get('/v2/orgs/harborlight/access-tokens')).json.results).toEqual([]);
  expect((await hub.get('/v2/auditlogs/harborlight/actions')).status).toBe(200);
  expect(hub.lines).toEqual([]);
});

test('what is not there is not found, and a wrong method is told which are right', async () => {
  const hub = client();
  expect((await hub.get('/v2/namespaces/harborlight/repositories/none/tags')).status).toBe(404);
  expect((await hub.get('/v2/auditlogs/other')).status).toBe(404);
  expect((await hub.get('/nowhere')).status).toBe(404);
  const wrong = await hub.send('PUT', '/v2/access-tokens');
  expect([wrong.status, wrong.headers.get('Allow')]).toEqual([405, 'GET, POST']);
  expect(hub.lines).toEqual([]);
});
