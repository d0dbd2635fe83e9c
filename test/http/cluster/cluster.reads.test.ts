import { beforeAll, describe, expect, test } from 'vitest';
import { clusterFace } from '../../../src/http/cluster/face.ts';
import { ageOf } from '../../../src/http/cluster/table.ts';
import type { PlayableScenario } from '../../../src/record/playable.ts';
import { loadDrill } from '../../record/drill.ts';
import type { Answered } from '../client.ts';
import { FaceClient } from '../client.ts';

const PODS = '/api/v1/namespaces/default/pods';
const TABLE = { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };
const WORKLOADS = ['api-prod', 'billing-prod', 'worker-prod'];
let drill: PlayableScenario;
beforeAll(async () => {
  drill = await loadDrill();
});
const client = (): FaceClient => new FaceClient(drill, clusterFace());
const names = (answer: Answered): readonly string[] =>
  answer.json.items.map((item: { metadata: { labels: { app: string } } }) => item.metadata.labels.app);

describe('pods', () => {
  test('are the records that inspect shows, a look for each', async () => {
    const cluster = client();
    const { json } = await cluster.get('/api/v1/pods?limit=500');
    expect(cluster.lines).toEqual(WORKLOADS.map((id) => `inspect workload ${id}`));
    for (const [index, id] of WORKLOADS.entries())
      expect(json.items[index]).toMatchObject(cluster.inspect(`inspect workload ${id}`)[0] ?? {});
    expect(json).toMatchObject({ kind: 'PodList', apiVersion: 'v1' });
  });

  test('of one label or name are one look', async () => {
    const cluster = client();
    const listed = await cluster.get(`${PODS}?labelSelector=app%3Dworker-prod`);
    const { name } = listed.json.items[0].metadata;
    const one = await cluster.get(`${PODS}/${name}`);
    const field = await cluster.get(`${PODS}?fieldSelector=metadata.name%3D${name},status.phase!=Failed`);
    expect(one.json).toEqual(listed.json.items[0]);
    expect(field.json.items).toEqual(listed.json.items);
    expect(cluster.lines).toEqual(['inspect workload worker-prod']);
  });

  test('come as a table with the columns that are printed', async () => {
    const cluster = client();
    const { json } = await cluster.get(`${PODS}?labelSelector=app=api-prod`, { headers: TABLE });
    expect(json.kind).toBe('Table');
    const shown = json.columnDefinitions.filter((one: { priority: number }) => one.priority === 0);
    expect(shown.map((one: { name: string }) => one.name)).toEqual([
      'Name',
      'Ready',
      'Status',
      'Restarts',
      'Age',
    ]);
    expect(json.rows[0].cells.slice(1, 4)).toEqual(['1/1', 'Running', 0]);
    expect(json.rows[0].object.metadata.namespace).toBe('default');
  });

  test('show that a workload was cut off', async () => {
    const cluster = client();
    cluster.desk.decide('isolate api-prod');
    const { json } = await cluster.get(`${PODS}?labelSelector=app=api-prod`, { headers: TABLE });
    expect(json.rows[0].cells[1]).toBe('0/1');
  });

  test('are called anew after a deployment, and the old name is nobody’s', async () => {
    const cluster = client();
    const before = (await cluster.get(`${PODS}?labelSelector=app=api-prod`)).json.items[0];
    const clean = cluster.desk.world.estate.images.clean?.digest ?? '';
    cluster.desk.decide(`repoint harborlight/base:stable to ${clean}`);
    cluster.desk.decide('rebuild api-build');
    cluster.desk.decide('deploy api-prod to harborlight/api:latest');
    const after = (await cluster.get(`${PODS}?labelSelector=app=api-prod`)).json.items[0];
    expect(after.metadata.name).not.toBe(before.metadata.name);
    const gone = await cluster.get(`${PODS}/${before.metadata.name}`);
    expect(gone.json).toMatchObject({ kind: 'Status', reason: 'NotFound', code: 404 });
  });

  test('have a log of their service alone', async () => {
    const cluster = client();
    const { name } = (await cluster.get(`${PODS}?labelSelector=app=api-prod`)).json.items[0].metadata;
    const log = await cluster.get(`${PODS}/${name}/log?container=api-prod&timestamps=true`);
    expect(log.headers.get('Content-Type')).toBe('text/plain');
    expect(log.text).toMatch(/^2026-05-1\dT\S+Z api-prod: starting\n/);
    expect((await cluster.get(`${PODS}/${name}/log?container=x`)).status).toBe(400);
    expect((await cluster.get(`${PODS}/${name}/log?tailLines=1`)).text).toBe(
      'api-prod: listening on :8080\n',
    );
  });
});

test('what was ordered and what kinds there are costs nothing', async () => {
  const cluster = client();
  const paths = [
    '/api',
    '/apis',
    '/api/v1',
    '/apis/apps/v1',
    '/version',
    '/api/v1/namespaces',
    '/api/v1/nodes',
    '/apis/apps/v1/deployments',
    '/apis/apps/v1/namespaces/default/deployments/api-prod',
    '/apis/apps/v1/namespaces/default/deployments/api-prod/scale',
    '/apis/apps/v1/namespaces/default/replicasets',
    '/api/v1/namespaces/default/events',
    '/api/v1/nodes/node-amd64-1',
    '/api/v1/namespaces/other/pods',
  ];
  for (const path of paths) expect((await cluster.get(path)).status, path).toBe(200);
  const image = (await cluster.get('/apis/apps/v1/deployments')).json.items[0].spec.template.spec
    .containers[0];
  expect(image).toMatchObject({
    name: 'api-prod',
    image: 'registry.harborlight.example/harborlight/api:latest',
  });
  expect(cluster.lines).toEqual([]);
});

test('no list of what was ordered holds a digest', async () => {
  const cluster = client();
  expect((await cluster.get('/apis/apps/v1/deployments')).text).not.toContain('sha256:');
  expect((await cluster.get('/apis/apps/v1/deployments', { headers: TABLE })).text).not.toContain('sha256:');
});

test('selectors choose as a cluster does', async () => {
  const cluster = client();
  const chosen = async (query: string): Promise<readonly string[]> =>
    names(await cluster.get(`/apis/apps/v1/deployments?${query}`)).map(String);
  const select = (text: string): string => `labelSelector=${encodeURIComponent(text)}`;
  expect(await chosen(select('app!=api-prod'))).toEqual(['billing-prod', 'worker-prod']);
  expect(await chosen(select('app in (api-prod, worker-prod)'))).toEqual(['api-prod', 'worker-prod']);
  expect(await chosen(select('app notin (api-prod)'))).toEqual(['billing-prod', 'worker-prod']);
  expect(await chosen(select('tier'))).toEqual([]);
  expect(await chosen(select('!tier,app=api-prod'))).toEqual(['api-prod']);
  expect(await chosen('fieldSelector=metadata.name%3Dapi-prod')).toEqual(['api-prod']);
});

test('what is not there is a Status, and a watch ends with nothing', async () => {
  const cluster = client();
  const paths = [
    '/api/v1/configmaps',
    '/apis/batch/v1/jobs',
    `${PODS}/none`,
    `${PODS}/api-prod-000000000-00000`,
  ];
  const statuses = [];
  for (const path of paths) statuses.push((await cluster.get(path)).json.kind);
  expect(statuses).toEqual(['Status', 'Status', 'Status', 'Status']);
  expect((await cluster.get(`${PODS}/none`)).json.message).toBe('pods "none" not found');
  const watch = await cluster.get(`${PODS}?watch=true`);
  expect([watch.status, watch.text]).toEqual([200, '']);
});

test('an age is printed as the server prints it', () => {
  const ages = [0, 119, 120, 3599, 3600, 3900, 10_799, 10_800, 172_799, 172_800, 180_000, 864_000];
  expect(ages.map(ageOf)).toEqual([
    '0s',
    '119s',
    '2m',
    '59m',
    '60m',
    '65m',
    '179m',
    '3h',
    '47h',
    '2d',
    '2d2h',
    '10d',
  ]);
});
