import { beforeAll, expect, test } from 'vitest';
import { clusterFace } from '../../../src/http/cluster/face.ts';
import type { PlayableScenario } from '../../../src/record/playable.ts';
import { loadDrill } from '../../record/drill.ts';
import type { Answered } from '../client.ts';
import { FaceClient } from '../client.ts';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const HOST = 'registry.harborlight.example';
let drill: PlayableScenario;
beforeAll(async () => {
  drill = await loadDrill();
});
const client = (): FaceClient => new FaceClient(drill, clusterFace());
const setImage = (cluster: FaceClient, image: string): Promise<Answered> => {
  const containers = [{ name: 'api-prod', image }];
  const body = { spec: { template: { spec: { containers } } } };
  return cluster.send('PATCH', `${DEPLOYMENTS}/api-prod`, { token: null, body });
};
const scale = (cluster: FaceClient, replicas: number): Promise<Answered> =>
  cluster.send('PATCH', `${DEPLOYMENTS}/api-prod/scale`, { body: { spec: { replicas } } });

test('setting an image deploys it, by tag or by digest, and shows it as ordered', async () => {
  const cluster = client();
  const tagged = await setImage(cluster, `${HOST}/harborlight/api:latest`);
  expect(tagged.status).toBe(200);
  const digest = String(cluster.desk.world.tags['harborlight/api:latest']?.digest);
  cluster.inspect('inspect tags harborlight/api');
  const pinned = await setImage(cluster, `127.0.0.1:5500/harborlight/api@${digest}`);
  expect(pinned.json.spec.template.spec.containers[0].image).toBe(`127.0.0.1:5500/harborlight/api@${digest}`);
  expect(cluster.lines.filter((line) => line.startsWith('deploy'))).toEqual([
    'deploy api-prod to harborlight/api:latest',
    `deploy api-prod to ${digest}`,
  ]);
});

test('an image of another registry, one that nobody has seen and one for another machine are refused', async () => {
  const cluster = client();
  expect((await setImage(cluster, 'evil.example/harborlight/api:latest')).status).toBe(403);
  expect((await setImage(cluster, `${HOST}/harborlight/api`)).status).toBe(403);
  expect((await setImage(cluster, `${HOST}/harborlight/api@sha256:${'0'.repeat(64)}`)).status).toBe(422);
  expect(cluster.lines).toEqual([]);
});

test('admission refuses in its own words', async () => {
  const cluster = client();
  cluster.desk.decide('require-signatures api-prod');
  cluster.desk.recorded.pass(900);
  const refused = await setImage(cluster, `${HOST}/harborlight/base:stable`);
  expect(refused.json).toMatchObject({ kind: 'Status', status: 'Failure' });
  expect([403, 422]).toContain(refused.status);
});

test('scaling to nothing isolates, scaling back lifts that, and no change is no decision', async () => {
  const cluster = client();
  expect((await scale(cluster, 0)).json.spec.replicas).toBe(0);
  expect((await scale(cluster, 0)).json.spec.replicas).toBe(0);
  expect((await cluster.get(`${DEPLOYMENTS}/api-prod`)).json.status.replicas).toBe(0);
  expect((await scale(cluster, 1)).json.spec.replicas).toBe(1);
  expect((await scale(cluster, 5)).status).toBe(403);
  expect(cluster.lines).toEqual(['isolate api-prod', 'lift isolate:api-prod']);
});

test('a restart deploys what the tag names now', async () => {
  const cluster = client();
  const annotations = { 'kubectl.kubernetes.io/restartedAt': '2026-05-12T09:30:00Z' };
  const body = { spec: { template: { metadata: { annotations } } } };
  expect((await cluster.send('PATCH', `${DEPLOYMENTS}/api-prod`, { body })).status).toBe(200);
  expect(cluster.lines).toEqual(['deploy api-prod to harborlight/api:latest']);
});

test('what no verb covers is forbidden for free', async () => {
  const cluster = client();
  const refused = [
    ['DELETE', '/api/v1/namespaces/default/pods/api-prod-0'],
    ['POST', '/api/v1/namespaces/default/pods/api-prod-0/exec'],
    ['GET', '/api/v1/namespaces/default/pods/api-prod-0/exec'],
    ['POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'],
    ['DELETE', `${DEPLOYMENTS}/api-prod`],
    ['PATCH', '/api/v1/nodes/node-amd64-1'],
    ['POST', '/apis/networking.k8s.io/v1/namespaces/default/networkpolicies'],
  ] as const;
  for (const [method, path] of refused) {
    const { json } = await cluster.send(method, path);
    expect(json, path).toMatchObject({ kind: 'Status', reason: 'Forbidden', code: 403 });
  }
  const label = { metadata: { labels: { a: 'b' } } };
  expect((await cluster.send('PATCH', `${DEPLOYMENTS}/api-prod`, { body: label })).status).toBe(403);
  expect((await cluster.send('PATCH', `${DEPLOYMENTS}/none`, { body: label })).status).toBe(404);
  expect((await cluster.send('PATCH', `${DEPLOYMENTS}/api-prod`, { body: 'x' })).status).toBe(400);
  expect(cluster.lines).toEqual([]);
});

test('hands that are busy are a 429 with the time to wait, and play that is over a 503', async () => {
  const cluster = client();
  const read = cluster.desk.recorded.read('pause api-build');
  if (read.ok) cluster.desk.recorded.take(read.decision, null);
  const busy = await scale(cluster, 0);
  expect([busy.status, busy.json.reason, busy.headers.get('Retry-After')]).toEqual([
    429,
    'TooManyRequests',
    '60',
  ]);
  cluster.desk.decide('declare closed');
  expect((await scale(cluster, 0)).status).toBe(503);
});
