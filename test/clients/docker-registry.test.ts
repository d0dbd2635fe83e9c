import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Exchange, type Got, plain, send } from './exchange.ts';
import { RealRegistry } from './real-registry.ts';
import {
  ALL,
  type Descriptor,
  IMAGES,
  type Known,
  MANIFEST,
  NOWHERE,
  REPO,
  reads,
  readsThatDiffer,
} from './registry-reads.ts';
import { AT, BYTES, DIGEST, type Step, writes } from './registry-writes.ts';
import { Served } from './served.ts';
import { hasTool, Workshop } from './tools.ts';

const PLAIN = '--tls-verify=false';
let shop: Workshop;
let ours: Served;
let real: RealRegistry;

let known: Known;

beforeAll(async () => {
  shop = new Workshop();
  ours = await Served.start(inject('built'));
  real = await RealRegistry.start(shop);
  for (const image of IMAGES) {
    const from = `docker://${ours.host}/${image}`;
    await shop.must('skopeo', [
      'copy',
      '--all',
      `--src-tls-verify=false`,
      '--dest-tls-verify=false',
      from,
      `docker://${real.host}/${image}`,
    ]);
  }
  known = await readImage();
});
afterAll(async () => {
  await real?.stop();
  await ours?.stop();
  ours?.remove();
  shop?.remove();
});

async function readImage(): Promise<Known> {
  const get = async (path: string) => send(real.host, { what: '', method: 'GET', path, headers: ALL });
  const index = await get(`${REPO}/manifests/1.8.3`);
  const part = (JSON.parse(index.body) as { manifests: Descriptor[] }).manifests[0]?.digest ?? '';
  const manifest = await get(`${REPO}/manifests/${part}`);
  const { config, layers } = JSON.parse(manifest.body) as { config: Descriptor; layers: Descriptor[] };
  return {
    index: index.headers['docker-content-digest'] ?? '',
    part,
    config: config.digest,
    layer: layers[0] as Descriptor,
  };
}

/** Sends each to both, and says of each that differs how; what is meant to differ must differ. */
async function compare(exchanges: readonly Exchange[]): Promise<{ agree: number; problems: string[] }> {
  const problems: string[] = [];
  let agree = 0;
  for (const exchange of exchanges) {
    const mine = plain(await send(ours.host, exchange), ours.host);
    const theirs = plain(await send(real.host, exchange), real.host);
    const isSame = JSON.stringify(mine) === JSON.stringify(theirs);
    if (isSame) agree += 1;
    const name = `${exchange.what}: ${exchange.method} ${exchange.path}`;
    if (!isSame && exchange.differs === undefined)
      problems.push(`${name}\n  ours ${JSON.stringify(mine)}\n  real ${JSON.stringify(theirs)}`);
    if (isSame && exchange.differs !== undefined)
      problems.push(`${name}\n  is meant to differ: ${exchange.differs}`);
  }
  return { agree, problems };
}

function tell(what: string, agree: number, exchanges: readonly Exchange[]): void {
  const meant = exchanges.filter((one) => one.differs !== undefined);
  const reasons = meant.map((one) => `\n    ${one.what}: ${one.differs}`).join('');
  process.stderr.write(`  ${what}: ${agree} of ${exchanges.length} answers agree${reasons}\n`);
}

test('the same reads get the same answers', async () => {
  const exchanges = [...reads(known), ...readsThatDiffer(known)];
  const { agree, problems } = await compare(exchanges);
  tell('reads', agree, exchanges);
  expect(problems).toEqual([]);
});

test('the same tags are listed, in whatever order', async () => {
  for (const repo of ['harborlight/base', 'harborlight/api', 'harborlight/worker', 'harborlight/billing']) {
    const [mine, theirs] = await Promise.all(
      [ours.host, real.host].map(async (host) =>
        send(host, { what: '', method: 'GET', path: `/v2/${repo}/tags/list` }),
      ),
    );
    const sorted = (body: string | undefined): unknown => {
      const { name, tags } = JSON.parse(body ?? '{}') as { name: string; tags: string[] };
      return { name, tags: [...tags].sort() };
    };
    expect(sorted(mine?.body)).toEqual(sorted(theirs?.body));
    expect(mine?.headers).toEqual(theirs?.headers);
  }
});

/** One upload after another in a repository that neither has: what the next request needs is read from the answer before. */
async function upload(host: string, steps: readonly Step[]): Promise<readonly Got[]> {
  const got: Got[] = [];
  let at = '';
  for (const step of steps) {
    const answer = await send(host, step(at));
    got.push(plain(answer, host));
    at = answer.headers.location?.replace(`http://${host}`, '') ?? at;
  }
  return got;
}

test('an upload goes the same way', async () => {
  const steps = writes();
  const mine = await upload(ours.host, steps);
  const theirs = await upload(real.host, steps);
  const agree = mine.filter((one, index) => JSON.stringify(one) === JSON.stringify(theirs[index])).length;
  process.stderr.write(`  writes: ${agree} of ${steps.length} answers agree\n`);
  const named = (list: readonly unknown[]) => list.map((one, index) => [steps[index]?.('').what, one]);
  expect(named(mine)).toEqual(named(theirs));
});

test('tools print the same', async () => {
  const outputs: string[] = [];
  const run = async (tool: string, args: (host: string) => readonly string[]): Promise<void> => {
    const [mine, theirs] = [await shop.run(tool, args(ours.host)), await shop.run(tool, args(real.host))];
    const plainly = (text: string, host: string): string =>
      text
        .replaceAll(host, 'HOST')
        .replace(/time="[^"]*"/g, 'time')
        .replaceAll(/"(Created)": "[^"]*"/g, '$1');
    const told = [tool, ...args('HOST')].join(' ');
    expect([told, mine.code, plainly(mine.stdout, ours.host), plainly(mine.stderr, ours.host)]).toEqual([
      ...[told, theirs.code, plainly(theirs.stdout, real.host), plainly(theirs.stderr, real.host)],
    ]);
    outputs.push(told);
  };
  for (const image of IMAGES) {
    await run('skopeo', (host) => ['inspect', '--no-tags', PLAIN, `docker://${host}/${image}`]);
    await run('skopeo', (host) => ['inspect', '--raw', PLAIN, `docker://${host}/${image}`]);
    await run('skopeo', (host) => ['inspect', '--config', '--raw', PLAIN, `docker://${host}/${image}`]);
    await run('skopeo', (host) => ['inspect', '--format', '{{.Digest}}', PLAIN, `docker://${host}/${image}`]);
    if (hasTool('docker')) {
      await run('docker', (host) => ['manifest', 'inspect', '--insecure', `${host}/${image}`]);
      await run('docker', (host) => ['manifest', 'inspect', '-v', '--insecure', `${host}/${image}`]);
    }
  }
  for (const wrong of ['harborlight/base:none', 'no/where:latest', `harborlight/base@${NOWHERE}`]) {
    await run('skopeo', (host) => ['inspect', PLAIN, `docker://${host}/${wrong}`]);
    await run('skopeo', (host) => [
      'copy',
      '--src-tls-verify=false',
      `docker://${host}/${wrong}`,
      'dir:nothing',
    ]);
    if (hasTool('docker'))
      await run('docker', (host) => ['manifest', 'inspect', '--insecure', `${host}/${wrong}`]);
  }
  await run('skopeo', (host) => ['list-tags', PLAIN, `docker://${host}/no/where`]);
  process.stderr.write(`  tools: ${outputs.length} of ${outputs.length} outputs agree\n`);
});

test('what is copied out is the same to the byte, and buildah makes the same image of it', async () => {
  for (const [name, host] of [
    ['ours', ours.host],
    ['real', real.host],
  ]) {
    await shop.must('skopeo', [
      'copy',
      '--all',
      '--src-tls-verify=false',
      `docker://${host}/harborlight/base:stable`,
      `dir:${name}`,
    ]);
  }
  const files = readdirSync(shop.path('ours'));
  expect(files).toEqual(readdirSync(shop.path('real')));
  for (const file of files)
    expect(readFileSync(`${shop.path('ours')}/${file}`)).toEqual(
      readFileSync(`${shop.path('real')}/${file}`),
    );
  const pull = (host: string): Promise<string> =>
    shop.must('buildah', [
      ...['--storage-driver', 'vfs', '--root', shop.path('images'), '--runroot', shop.path('run')],
      ...['pull', PLAIN, `docker://${host}/harborlight/base:stable`],
    ]);
  expect(await pull(ours.host)).toBe(await pull(real.host));
});

test('where a write is answered otherwise, it is meant', async () => {
  const type = { 'Content-Type': MANIFEST };
  const exchanges: readonly Exchange[] = [
    {
      ...{
        what: 'an upload in one request',
        method: 'POST',
        path: `${AT}/blobs/uploads/?digest=${DIGEST}`,
        body: BYTES,
      },
      differs: '201, as the specification has it; 2.8 takes the request for the first of two',
    },
    {
      ...{ what: 'no JSON', method: 'PUT', path: `${AT}/manifests/one`, body: '{', headers: type },
      differs: 'no detail of the parser of Go',
    },
    {
      ...{ what: 'delete by tag', method: 'DELETE', path: `${REPO}/manifests/1.8.2` },
      differs: '202, as the specification has it; 2.8 cannot',
    },
  ];
  const { agree, problems } = await compare(exchanges);
  tell('more writes', agree, exchanges);
  expect(problems).toEqual([]);
  const late = { 'Content-Range': '5-9', 'Content-Type': 'application/octet-stream' };
  const steps: readonly Step[] = [
    () => ({ what: 'begin', method: 'POST', path: `${AT}/blobs/uploads/` }),
    (path) => ({ what: 'a chunk out of its order', method: 'PATCH', path, body: '56789', headers: late }),
  ];
  // 416, as the specification has it; 2.8 does not look.
  expect((await upload(ours.host, steps)).map(({ status }) => status)).toEqual([202, 416]);
  expect((await upload(real.host, steps)).map(({ status }) => status)).toEqual([202, 202]);
});
