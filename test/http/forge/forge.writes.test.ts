import { beforeAll, describe, expect, test } from 'vitest';
import { forgeFace } from '../../../src/http/forge/face.ts';
import type { PlayableScenario } from '../../../src/record/playable.ts';
import { loadDrill } from '../../record/drill.ts';
import type { Sent } from '../client.ts';
import { FaceClient } from '../client.ts';

const API = '/repos/harborlight/api-build';
const WORKER = '/repos/harborlight/worker-build';
const TOKEN = 'ghp_FAKE_forge-bot_1';
let drill: PlayableScenario;
beforeAll(async () => {
  drill = await loadDrill();
});
const client = (): FaceClient => new FaceClient(drill, forgeFace());

async function status(forge: FaceClient, method: string, path: string, sent: Sent = {}): Promise<number> {
  return (await forge.send(method, path, sent)).status;
}

describe('workflows', () => {
  test('disabling one pauses its pipeline, enabling it resumes it', async () => {
    const forge = client();
    const path = `${API}/actions/workflows/api-build.yaml`;
    expect(await status(forge, 'PUT', `${path}/disable`)).toBe(204);
    expect((await forge.get(path)).json.state).toBe('disabled_manually');
    expect(await status(forge, 'PUT', `${path}/enable`)).toBe(204);
    expect((await forge.get(path)).json.state).toBe('active');
    expect(forge.lines).toEqual(['pause api-build', 'resume api-build']);
  });

  test.each(['api-build.yml', '.forge%2Fworkflows%2Fapi-build.yaml', '.github%2Fworkflows%2Fapi-build.yml'])(
    '%s names the workflow of api-build too',
    async (name) => {
      const forge = client();
      expect(await status(forge, 'PUT', `${API}/actions/workflows/${name}/disable`)).toBe(204);
      expect(forge.lines).toEqual(['pause api-build']);
    },
  );

  test.each(['worker-build.yml', 'api-build', 'other%2Fapi-build.yaml'])('%s does not', async (name) => {
    expect((await client().get(`${API}/actions/workflows/${name}`)).status).toBe(404);
  });

  test('a dispatch rebuilds, and the run is in the list', async () => {
    const forge = client();
    const { id } = (await forge.get(`${API}/actions/workflows`)).json.workflows[0];
    const path = `${API}/actions/workflows/${id}/dispatches`;
    expect(await status(forge, 'POST', path, { body: {} })).toBe(422);
    expect(await status(forge, 'POST', path, { body: { ref: 'other' } })).toBe(422);
    expect(await status(forge, 'POST', path, { body: { ref: 'main' } })).toBe(204);
    expect(forge.lines).toEqual(['rebuild api-build']);
    const runs = (await forge.get(`${API}/actions/runs?event=workflow_dispatch`)).json;
    expect(runs.total_count).toBe(1);
  });

  test('what the world refuses is refused in its words', async () => {
    const forge = client();
    forge.desk.decide('isolate api-build');
    const path = `${API}/actions/workflows/api-build.yaml/dispatches`;
    const refused = await forge.send('POST', path, { body: { ref: 'main' } });
    expect(refused.status).toBe(422);
    expect(refused.json.message).toContain('isolated');
  });
});

describe('secrets', () => {
  const sealed = { encrypted_value: 'AAAA', key_id: '1' };

  test('setting one rotates the credential that the jobs get under its name', async () => {
    const forge = client();
    expect(await status(forge, 'PUT', `${API}/actions/secrets/AWS_DEPLOY`, { body: sealed })).toBe(204);
    expect(forge.lines).toEqual(['rotate aws-deploy']);
  });

  test('one that the jobs do not get, and one without a value, are refused alike for free', async () => {
    const forge = client();
    expect(await status(forge, 'PUT', `${WORKER}/actions/secrets/AWS_DEPLOY`, { body: sealed })).toBe(403);
    expect(await status(forge, 'PUT', `${API}/actions/secrets/NO_SUCH`, { body: sealed })).toBe(403);
    expect(await status(forge, 'PUT', `${API}/actions/secrets/AWS_DEPLOY`, { body: {} })).toBe(422);
    expect(await status(forge, 'DELETE', `${API}/actions/secrets/AWS_DEPLOY`)).toBe(403);
    expect(forge.lines).toEqual([]);
  });
});

describe('caches', () => {
  test('deleting one cleans the runner, and then there is none', async () => {
    const forge = client();
    const [cache] = (await forge.get(`${WORKER}/actions/caches`)).json.actions_caches;
    const deleted = await forge.send('DELETE', `${WORKER}/actions/caches?key=${cache.key}`);
    expect(deleted.json.actions_caches[0].id).toBe(cache.id);
    expect((await forge.get(`${WORKER}/actions/caches`)).json.total_count).toBe(0);
    expect(await status(forge, 'DELETE', `${WORKER}/actions/caches/${cache.id}`)).toBe(404);
    expect(forge.lines.filter((line) => line === 'clean-runner worker-build')).toHaveLength(2);
    expect(await status(forge, 'DELETE', `${WORKER}/actions/caches?key=other`)).toBe(404);
  });
});

describe('credentials', () => {
  test('a grant of the organisation is revoked once', async () => {
    const forge = client();
    const [grant] = (await forge.get('/orgs/harborlight/personal-access-tokens')).json;
    const path = `/orgs/harborlight/personal-access-tokens/${grant.id}`;
    expect(await status(forge, 'POST', path, { body: { action: 'revoke' } })).toBe(204);
    expect(forge.lines.at(-1)).toBe('revoke forge-bot');
    expect(await status(forge, 'POST', path, { body: { action: 'revoke' } })).toBe(404);
  });

  test('a value that was found is handed in by anyone, unsigned, and works no more', async () => {
    const forge = client();
    expect((await forge.get(API, { token: TOKEN })).status).toBe(200);
    const body = { credentials: [TOKEN, 'ghp_nobody'] };
    expect(await status(forge, 'POST', '/credentials/revoke', { body })).toBe(403);
    expect(await status(forge, 'POST', '/credentials/revoke', { body, token: null })).toBe(202);
    expect(forge.lines).toEqual(['revoke forge-bot']);
    expect((await forge.get(API, { token: TOKEN })).status).toBe(401);
    expect(await status(forge, 'POST', '/credentials/revoke', { body, token: null })).toBe(202);
    expect(forge.lines).toHaveLength(1);
  });

  test('anybody may read, a scenario’s token changes nothing, an invented one is nobody', async () => {
    const forge = client();
    const path = `${API}/actions/workflows/api-build.yaml/disable`;
    expect((await forge.get(API, { token: null })).status).toBe(200);
    expect(await status(forge, 'PUT', path, { token: null })).toBe(401);
    expect(await status(forge, 'PUT', path, { token: TOKEN })).toBe(403);
    expect(await status(forge, 'PUT', path, { token: 'made-up' })).toBe(401);
    expect((await forge.get(API, { token: 'dckr_pat_FAKE_hub-ci-2023_1' })).status).toBe(401);
    expect(forge.lines).toEqual([]);
  });
});

describe('advisories', () => {
  const LIST = '/repos/harborlight/base-release/security-advisories';
  const draft = (forge: FaceClient, description: string, more: object = {}) =>
    forge.send('POST', LIST, { body: { summary: 'Base image', description, severity: 'critical', ...more } });
  const stableOf = (forge: FaceClient): string =>
    String(forge.inspect('inspect tags harborlight/base').find((tag) => tag.name === 'stable')?.digest);

  test('a draft is nobody’s business; published, it is a notice to the public with its claims', async () => {
    const forge = client();
    const digest = stableOf(forge);
    const { json } = await draft(
      forge,
      `Stop. (digest=${digest}, window=02:41..) Then action=stop-pulling.`,
      {
        vulnerabilities: [
          { package: { ecosystem: 'other', name: 'harborlight/base' }, vulnerable_version_range: '= stable' },
        ],
      },
    );
    expect(json).toMatchObject({ state: 'draft', published_at: null });
    expect((await forge.get('/advisories')).json).toEqual([]);
    const before = forge.lines.length;
    const sent = await forge.send('PATCH', `${LIST}/${json.ghsa_id}`, { body: { state: 'published' } });
    expect(sent.json).toMatchObject({ state: 'published', ghsa_id: json.ghsa_id });
    expect(forge.lines.slice(before)).toEqual([
      `notify public with digest=${digest} window=02:41.. action=stop-pulling tag=harborlight/base:stable`,
    ]);
    expect((await forge.get(`/advisories/${json.ghsa_id}`)).json.published_at).toBe(sent.json.published_at);
    expect((await forge.get(LIST)).json).toHaveLength(1);
  });

  test('a change of a published one is a correction', async () => {
    const forge = client();
    const { ghsa_id: id } = (await draft(forge, 'status=investigating action=hunt')).json;
    await forge.send('PATCH', `${LIST}/${id}`, { body: { state: 'published' } });
    await forge.send('PATCH', `${LIST}/${id}`, { body: { description: 'action=stop-pulling' } });
    expect(forge.lines).toEqual([
      'notify public with status=investigating action=hunt',
      'correct notice-1 with action=stop-pulling',
    ]);
    expect((await forge.get(LIST)).json).toHaveLength(1);
    expect(await status(forge, 'PATCH', `${LIST}/${id}`, { body: { state: 'closed' } })).toBe(403);
  });

  test('one that claims nothing, or what cannot be read or is not known, is not published', async () => {
    const forge = client();
    const publish = async (description: string): Promise<string> => {
      const { ghsa_id: id } = (await draft(forge, description)).json;
      const refused = await forge.send('PATCH', `${LIST}/${id}`, { body: { state: 'published' } });
      expect(refused.status).toBe(422);
      return refused.json.errors[0].message;
    };
    expect(await publish('We are looking into it.')).toContain('key=value');
    expect(await publish('window=yesterday')).toContain('FROM..[TO]');
    expect(await publish(`digest=sha256:${'0'.repeat(64)}`)).toContain('nothing called');
    expect(forge.lines).toEqual([]);
  });

  test('what was said in public another way is an advisory too', async () => {
    const forge = client();
    forge.desk.decide('notify public with status=investigating action=hunt');
    const [advisory] = (await forge.get('/advisories')).json;
    expect(advisory.description).toBe('status=investigating action=hunt');
  });
});

test('deleting a version deletes its digest with its tags', async () => {
  const forge = client();
  const path = '/orgs/harborlight/packages/container/base/versions';
  const versions = (await forge.get(path)).json;
  const poisoned = versions.find((one: { metadata: { container: { tags: string[] } } }) =>
    one.metadata.container.tags.includes('stable'),
  );
  expect(await status(forge, 'DELETE', `${path}/${poisoned.id}`)).toBe(204);
  expect(forge.lines.at(-1)).toBe(`delete harborlight/base@${poisoned.name}`);
  expect(await status(forge, 'POST', `${path}/${poisoned.id}/restore`)).toBe(403);
});

test('what no verb covers is refused for free', async () => {
  const forge = client();
  const run = (await forge.get(`${API}/actions/runs`)).json.workflow_runs[0];
  const path = `${API}/actions/runs/${run.id}`;
  const before = forge.lines.length;
  const refused = [
    ['DELETE', path],
    ['DELETE', `${path}/logs`],
    ['POST', `${path}/cancel`],
    ['POST', `${path}/rerun`],
    ['PUT', `${API}/actions/permissions`],
    ['POST', `${API}/actions/variables`],
    ['DELETE', `${API}/keys/1`],
    ['DELETE', API],
    ['PATCH', '/orgs/harborlight'],
    ['DELETE', '/orgs/harborlight/packages/container/base'],
    ['PUT', `${API}/contents/README.md`],
  ] as const;
  for (const [method, where] of refused) expect(await status(forge, method, where), where).toBe(403);
  expect(forge.lines).toHaveLength(before);
});

test('a role whose hands are busy is a 429 with the time to wait, and play that is over a 503', async () => {
  const forge = client();
  const read = forge.desk.recorded.read('pause worker-build');
  if (read.ok) forge.desk.recorded.take(read.decision, null);
  const path = `${API}/actions/workflows/api-build.yaml/disable`;
  const busy = await forge.send('PUT', path);
  expect([busy.status, busy.headers.get('Retry-After')]).toEqual([429, '60']);
  forge.desk.decide('declare closed');
  expect(await status(forge, 'PUT', path)).toBe(503);
});
