import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Served } from './served.ts';
import { hasTool, type Ran, Workshop } from './tools.ts';

const HOST = 'registry.harborlight.example';
const hasKubectl = hasTool('kubectl');
if (!hasKubectl) process.stderr.write('not tried with kubectl: this machine has none\n');

let served: Served;
let shop: Workshop;
beforeAll(async () => {
  if (!hasKubectl) return;
  shop = new Workshop();
  // An older kubectl speaks of a missing file each time.
  writeFileSync(shop.env.KUBECONFIG ?? '', 'apiVersion: v1\nkind: Config\n');
  served = await Served.start(inject('built'));
});
afterAll(async () => {
  await served?.stop();
  served?.remove();
  shop?.remove();
});

const server = (): readonly string[] => ['-s', `http://${served.host}/cluster`];
const kubectl = (...args: readonly string[]): Promise<string> => shop.must('kubectl', [...server(), ...args]);
const refused = (...args: readonly string[]): Promise<Ran> => shop.run('kubectl', [...server(), ...args]);
const since = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
  const before = served.lines().length;
  await work();
  return served.lines().slice(before);
};
const table = (text: string): readonly (readonly string[])[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.trim().split(/ {2,}/));

// The steps of one session, each on what the one before left.
describe.skipIf(!hasKubectl)('kubectl, in one session', () => {
  let pod = '';

  test('get pods prints what runs, one look for each pod', async () => {
    const lines = await since(async () => {
      const [head, ...pods] = table(await kubectl('get', 'pods', '-A'));
      expect(head).toEqual(['NAMESPACE', 'NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE']);
      expect(pods.map(([, name]) => name?.replace(/-[0-9a-f]{9}-[0-9a-f]{5}$/, ''))).toEqual([
        'api-prod',
        'billing-prod',
        'worker-prod',
      ]);
      expect(pods.map((cells) => cells.slice(2, 5))).toEqual(Array(3).fill(['1/1', 'Running', '0']));
      pod = pods[0]?.[1] ?? '';
    });
    expect(lines).toEqual([
      'inspect workload api-prod',
      'inspect workload billing-prod',
      'inspect workload worker-prod',
    ]);
  });

  test('wide, as JSON and by path it shows the node and the digest that really runs', async () => {
    const wide = table(await kubectl('get', 'pod', pod, '-o', 'wide'));
    expect(wide[0]?.slice(5, 7)).toEqual(['IP', 'NODE']);
    expect(wide[1]?.[6]).toBe('node-amd64-1');
    const json = JSON.parse(await kubectl('get', 'pod', pod, '-o', 'json'));
    const path = 'jsonpath={.status.containerStatuses[0].imageID}';
    const imageId = await kubectl('get', 'pod', pod, '-o', path);
    expect(imageId).toBe(json.status.containerStatuses[0].imageID);
    expect(imageId).toMatch(/^registry\.harborlight\.example\/harborlight\/api@sha256:[0-9a-f]{64}$/);
    expect(json.spec.containers[0].image).toBe(`${HOST}/harborlight/api:latest`);
  });

  test('get deploy, ns, nodes and svc cost nothing', async () => {
    const lines = await since(async () => {
      expect(table(await kubectl('get', 'deploy'))).toHaveLength(4);
      expect(table(await kubectl('get', 'ns'))[1]?.slice(0, 2)).toEqual(['default', 'Active']);
      expect(table(await kubectl('get', 'nodes'))).toHaveLength(3);
      expect((await refused('get', 'svc')).stderr).toBe('No resources found in default namespace.\n');
      expect(await kubectl('api-resources')).toContain('deployments');
    });
    expect(lines).toEqual([]);
  });

  test('logs shows what the service wrote, of a pod or of a deployment', async () => {
    expect(await kubectl('logs', pod)).toContain('api-prod: listening on :8080');
    expect(await kubectl('logs', 'deploy/api-prod', '--tail', '1')).toBe('api-prod: listening on :8080\n');
  });

  test('set image deploys a digest that was seen, and rollout status tells that it is out', async () => {
    const id = await kubectl('get', 'pod', pod, '-o', 'jsonpath={.status.containerStatuses[0].imageID}');
    const lines = await since(async () => {
      const set = await kubectl('set', 'image', 'deploy/api-prod', `api-prod=${id}`);
      expect(set).toBe('deployment.apps/api-prod image updated\n');
    });
    expect(lines).toEqual([`deploy api-prod to ${id.split('@')[1]}`]);
    expect(await kubectl('rollout', 'status', 'deploy/api-prod')).toContain('successfully rolled out');
  });

  test('set image to what nobody has seen, or to another registry, is refused', async () => {
    const unseen = `api-prod=${HOST}/harborlight/api@sha256:${'1'.repeat(64)}`;
    const strange = 'api-prod=evil.example/api:latest';
    const lines = await since(async () => {
      for (const image of [unseen, strange])
        expect((await refused('set', 'image', 'deploy/api-prod', image)).code).toBe(1);
    });
    expect(lines).toEqual([]);
  });

  test('rollout restart deploys what the tag names now', async () => {
    const lines = await since(() => kubectl('rollout', 'restart', 'deploy/api-prod'));
    expect(lines).toEqual(['deploy api-prod to harborlight/api:latest']);
  });

  test('scaling to nothing cuts it off, scaling back lifts that', async () => {
    const lines = await since(async () => {
      expect(await kubectl('scale', 'deploy/api-prod', '--replicas=0')).toBe(
        'deployment.apps/api-prod scaled\n',
      );
      expect(table(await kubectl('get', 'deploy', 'api-prod'))[1]?.[1]).toBe('0/0');
      await kubectl('scale', 'deploy/api-prod', '--replicas=1');
    });
    expect(lines).toEqual(['isolate api-prod', 'lift isolate:api-prod']);
  });

  test('what is not there and what may not be done end as with a real cluster', async () => {
    const missing = await refused('get', 'pod', 'none');
    expect([missing.code, missing.stderr]).toEqual([
      1,
      'Error from server (NotFound): pods "none" not found\n',
    ]);
    const deleted = await refused('delete', 'pod', pod);
    expect(deleted.stderr).toContain('Error from server (Forbidden): pods');
    expect((await refused('exec', 'deploy/api-prod', '--', 'id')).stderr).toContain('Forbidden');
  });

  test('a watch ends by itself', async () => {
    expect(table(await kubectl('get', 'pods', '--watch', '-l', 'app=api-prod'))).toHaveLength(2);
  });
});
