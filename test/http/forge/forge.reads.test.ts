import { beforeAll, describe, expect, test } from 'vitest';
import { forgeFace } from '../../../src/http/forge/face.ts';
import type { PlayableScenario } from '../../../src/record/playable.ts';
import { loadDrill } from '../../record/drill.ts';
import { FaceClient } from '../client.ts';

const API = '/repos/harborlight/api-build';
let drill: PlayableScenario;
beforeAll(async () => {
  drill = await loadDrill();
});
const client = (): FaceClient => new FaceClient(drill, forgeFace());

describe('what the forge lists is what inspect shows', () => {
  test('runs, newest first', async () => {
    const forge = client();
    const { json } = await forge.get(`${API}/actions/runs?per_page=100`);
    expect(forge.lines).toEqual(['inspect runs api-build']);
    const records = [...forge.inspect('inspect runs api-build')].reverse();
    expect(forge.lines).toHaveLength(1);
    expect(json.total_count).toBe(records.length);
    expect(json.workflow_runs).toMatchObject(records);
  });

  test('the log of a job, whole and step by step', async () => {
    const forge = client();
    const run = (await forge.get(`${API}/actions/runs`)).json.workflow_runs[0];
    const name = `api-build#${run.run_number}`;
    const { json } = await forge.get(run.jobs_url);
    const [job] = json.jobs;
    const link = await forge.get(`${API}/actions/jobs/${job.id}/logs`);
    expect(link.status).toBe(302);
    const { text } = await forge.get(link.headers.get('Location') ?? '', { token: null });
    const lines = forge.inspect(`inspect job ${name}`).map((record) => record.line);
    expect(text).toBe(lines.map((line) => `${line}\n`).join(''));
    expect(job.steps.map((step: { name: string }) => step.name)).toEqual(
      lines
        .filter((line) => String(line).includes('##[group]'))
        .map((line) => String(line).split('##[group]')[1]),
    );
    expect(forge.lines).toEqual(['inspect runs api-build', `inspect job ${name}`]);
  });

  test('secrets', async () => {
    const forge = client();
    const { json } = await forge.get(`${API}/actions/secrets`);
    expect(json.secrets).toEqual(forge.inspect('inspect secrets api-build'));
    expect((await forge.get(`${API}/actions/secrets/aws_deploy`)).json).toEqual(json.secrets[0]);
    expect(forge.lines).toEqual(['inspect secrets api-build']);
  });

  test('releases, without what no run made', async () => {
    const forge = client();
    const { json } = await forge.get('/repos/harborlight/base-release/releases');
    const records = forge.inspect('inspect releases base-release');
    expect(json).toMatchObject([...records].reverse().filter((record) => record.workflow_run !== null));
    expect(json.length).toBeLessThan(records.length);
    expect((await forge.get('/repos/harborlight/base-release/releases/latest')).json).toEqual(json[0]);
  });

  test('tokens of the organisation', async () => {
    const forge = client();
    const { json } = await forge.get('/orgs/harborlight/personal-access-tokens');
    expect(json).toEqual(forge.inspect('inspect credentials harborlight-forge'));
    expect((await forge.get('/orgs/harborlight/personal-access-tokens?owner=somebody')).json).toEqual([]);
  });

  test('the audit log, git events only when they are asked for', async () => {
    const forge = client();
    const { json } = await forge.get('/orgs/harborlight/audit-log?include=all&per_page=100');
    const records = forge.inspect('inspect cloud-log forge-bot');
    expect(json).toEqual([...records].reverse());
    const web = await forge.get('/orgs/harborlight/audit-log?per_page=100');
    expect(web.json).toEqual(json.filter((entry: { action: string }) => !entry.action.startsWith('git.')));
    expect(web.json.length).toBeLessThan(json.length);
  });

  test('versions of a package are manifests, with the tags that they have now', async () => {
    const forge = client();
    const { json } = await forge.get('/orgs/harborlight/packages/container/base/versions?per_page=100');
    const tags = forge.inspect('inspect tags harborlight/base');
    for (const { name, digest } of tags) {
      const version = json.find((one: { name: string }) => one.name === digest);
      expect(version.metadata.container.tags).toContain(name);
    }
    const path = `/orgs/harborlight/packages/container/base/versions/${json[0].id}`;
    expect((await forge.get(path)).json).toEqual(json[0]);
  });

  test('attestations are the bundles of the registry, and none for what nobody signed', async () => {
    const forge = client();
    const { world } = forge.desk;
    const clean = world.estate.images.clean?.digest;
    const { json } = await forge.get(`/repos/harborlight/base-release/attestations/${clean}`);
    expect(json.attestations[0].bundle.dsseEnvelope.payloadType).toBe('application/vnd.in-toto+json');
    const poison = forge
      .inspect('inspect tags harborlight/base')
      .find((tag) => tag.name === 'stable')?.digest;
    expect((await forge.get(`/repos/harborlight/base-release/attestations/${poison}`)).status).toBe(404);
  });
});

describe('lists', () => {
  test('come in pages with links', async () => {
    const forge = client();
    const path = `${API}/actions/runs?per_page=5`;
    const seen: unknown[] = [];
    let next: string | undefined = path;
    while (next !== undefined) {
      const page = await forge.get(next);
      seen.push(...page.json.workflow_runs.map((run: { id: number }) => run.id));
      next = /<([^>]+)>; rel="next"/.exec(page.headers.get('Link') ?? '')?.[1];
    }
    expect(seen).toHaveLength(forge.inspect('inspect runs api-build').length);
    expect(new Set(seen).size).toBe(seen.length);
    expect((await forge.get(`${path}&page=99`)).json.workflow_runs).toEqual([]);
  });

  test('of an audit log are followed by cursor, forth and back', async () => {
    const forge = client();
    const path = '/orgs/harborlight/audit-log?include=all&per_page=4';
    const first = await forge.get(path);
    const link = (answer: typeof first, rel: string): string =>
      new RegExp(`<([^>]+)>; rel="${rel}"`).exec(answer.headers.get('Link') ?? '')?.[1] ?? '';
    const second = await forge.get(link(first, 'next'));
    expect(second.json).not.toEqual(first.json);
    expect((await forge.get(link(second, 'prev'))).json).toEqual(first.json);
  });

  test('are filtered as they are asked', async () => {
    const forge = client();
    const count = async (query: string): Promise<number> =>
      (await forge.get(`${API}/actions/runs?${query}`)).json.total_count;
    expect(await count('event=workflow_dispatch')).toBe(0);
    expect(await count('status=success&branch=main')).toBeGreaterThan(5);
    const early = await count('created=<2026-05-12T03:00:00Z');
    expect(early).toBeGreaterThan(0);
    expect(await count('created=>=2026-05-12T03:00:00Z')).toBe((await count('')) - early);
    const log = async (phrase: string): Promise<number> =>
      (
        await forge.get(
          `/orgs/harborlight/audit-log?include=all&per_page=100&phrase=${encodeURIComponent(phrase)}`,
        )
      ).json.length;
    expect(await log('actor:hl-bot action:git')).toBeGreaterThan(0);
    expect(await log('actor:nobody')).toBe(0);
    expect((await log('country:XX')) + (await log('-country:XX'))).toBe(await log(''));
    expect(await log('country:XX')).toBeGreaterThan(0);
  });
});

test('what was known at the start costs nothing', async () => {
  const forge = client();
  const paths = [
    '/',
    '/meta',
    '/rate_limit',
    '/user',
    '/user/repos',
    '/orgs/harborlight',
    '/orgs/harborlight/repos',
    API,
    `${API}/actions/workflows`,
    `${API}/actions/workflows/api-build.yaml`,
    `${API}/actions/secrets/public-key`,
    `${API}/actions/variables`,
    `${API}/actions/permissions`,
    `${API}/actions/permissions/workflow`,
    `${API}/keys`,
    '/orgs/harborlight/actions/secrets',
    '/orgs/harborlight/packages?package_type=container',
    '/orgs/harborlight/packages/container/base',
    `${API}/security-advisories`,
    '/advisories',
    `${API}/environments`,
  ];
  for (const path of paths) expect((await forge.get(path)).status, path).toBe(200);
  expect(forge.lines).toEqual([]);
});

test('what is not there is not found', async () => {
  const forge = client();
  const paths = [
    '/repos/harborlight/none',
    '/repos/other/api-build',
    `${API}/actions/runs/1`,
    `${API}/actions/jobs/1/logs`,
    `${API}/actions/workflows/none.yaml`,
    `${API}/attestations/sha256:${'0'.repeat(64)}`,
    '/orgs/other/audit-log',
    '/orgs/harborlight/packages/container/none/versions',
    '/orgs/__proto__',
    '/repos/harborlight/__proto__',
    '/_apis/pipelines/__proto__/runs/1/signedlogcontent',
    '/users/toString',
    `${API}/secret-scanning/alerts`,
    '/orgs/harborlight/packages/container/constructor',
    '/no/such/path',
  ];
  for (const path of paths) expect((await forge.get(path)).status, path).toBe(404);
  expect(forge.lines).toEqual([]);
});

test('a run whose log has expired is there without its base, and its log is gone', async () => {
  const { estate } = drill.scenario;
  const log = { id: 'job-log', source: 'jobs', of: ['api-build'], expires: 600, role: 'ci' } as const;
  const logs = { ...estate.logs, 'job-log': log };
  const scenario = { ...drill.scenario, estate: { ...estate, logs } };
  const forge = new FaceClient({ ...drill, scenario }, forgeFace());
  const listed = (await forge.get(`${API}/actions/runs?per_page=100`)).json.workflow_runs.at(-1);
  forge.desk.recorded.pass(1200);
  const run = await forge.get(listed.url);
  expect(run.status).toBe(200);
  expect(run.json).toMatchObject({ id: listed.id, display_title: `api-build#${listed.run_number}` });
  expect(run.text).not.toContain('sha256:');
  expect((await forge.get(run.json.jobs_url)).json.jobs[0].steps).toEqual([]);
  expect((await forge.get(run.json.logs_url)).status).toBe(410);
});

test('no list of versions holds an image that waits unpushed', async () => {
  const forge = client();
  const { json } = await forge.get('/orgs/harborlight/packages/container/base/versions?per_page=100');
  const hidden = forge.desk.world.estate.images['implant-2'];
  const digests = [hidden?.digest, ...Object.values(hidden?.parts ?? {})];
  expect(digests.length).toBe(3);
  for (const version of json) expect(digests).not.toContain(version.name);
});
