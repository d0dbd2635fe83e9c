import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Exchange, type Got, plain, send } from './exchange.ts';
import { RealRegistry } from './real-registry.ts';
import { Served } from './served.ts';
import { hasTool, Workshop } from './tools.ts';

const PLAIN = '--tls-verify=false';
const REPO = '/v2/harborlight/base';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const DOCKER = 'application/vnd.docker.distribution.manifest';
const ALL = { Accept: [MANIFEST, `${DOCKER}.v2+json`, `${DOCKER}.list.v2+json`, INDEX, '*/*'] };
const NOWHERE = `sha256:${'0'.repeat(64)}`;

/** Every tag of every repository, loaded into both. */
const IMAGES = [
  ...['harborlight/base:1.8', 'harborlight/base:1.8.2', 'harborlight/base:1.8.3', 'harborlight/base:stable'],
  ...['harborlight/api:latest', 'harborlight/worker:latest', 'harborlight/billing:latest'],
];

let shop: Workshop;
let ours: Served;
let real: RealRegistry;

interface Descriptor {
  readonly digest: string;
  readonly size: number;
}

interface Known {
  readonly index: string;
  readonly indexBytes: string;
  readonly part: string;
  readonly partBytes: string;
  readonly config: string;
  readonly layer: Descriptor;
}
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
    indexBytes: index.body,
    part,
    partBytes: manifest.body,
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

function reads(): readonly Exchange[] {
  const both = (what: string, path: string, headers: Exchange['headers'] = {}): readonly Exchange[] =>
    ['GET', 'HEAD'].map((method) => ({ what, method, path, headers }));
  const manifests = IMAGES.flatMap((image) => {
    const [repo = '', tag = ''] = image.split(':');
    return both('a manifest by tag', `/v2/${repo}/manifests/${tag}`, ALL);
  });
  const blob = (digest: string) => `${REPO}/blobs/${digest}`;
  const ranges = [
    'bytes=0-9',
    'bytes=10-',
    'bytes=-10',
    'bytes=5-5',
    `bytes=0-${known.layer.size * 2}`,
    'bytes=0-4,8-9',
  ];
  return [
    ...both('the ping', '/v2/').filter((one) => one.method === 'GET'),
    ...manifests,
    ...both('an index by digest', `${REPO}/manifests/${known.index}`, ALL),
    ...both('a part by digest', `${REPO}/manifests/${known.part}`, ALL),
    ...both('one Accept line with commas', `${REPO}/manifests/1.8.3`, {
      Accept: `${MANIFEST}, ${INDEX};q=0.5`,
    }),
    ...both('an index without its type in Accept', `${REPO}/manifests/1.8.3`, { Accept: MANIFEST }),
    ...both('an index for any type', `${REPO}/manifests/1.8.3`, { Accept: '*/*' }),
    ...both('an index without Accept', `${REPO}/manifests/1.8.3`),
    ...both('a part without its type in Accept', `${REPO}/manifests/${known.part}`, { Accept: INDEX }),
    ...both('a manifest that one has', `${REPO}/manifests/1.8.3`, {
      ...ALL,
      'If-None-Match': `"${known.index}"`,
    }),
    ...both('a manifest that one has, unquoted', `${REPO}/manifests/1.8.3`, {
      ...ALL,
      'If-None-Match': known.index,
    }),
    ...both('a manifest with another etag', `${REPO}/manifests/1.8.3`, { ...ALL, 'If-None-Match': '"x"' }),
    ...both('an unknown tag', `${REPO}/manifests/none`, ALL),
    ...both('an unknown digest', `${REPO}/manifests/${NOWHERE}`, ALL),
    ...both('a tag of an unknown repository', '/v2/no/where/manifests/stable', ALL),
    ...both('a blob', blob(known.config)),
    ...both('a layer', blob(known.layer.digest)),
    ...both('a blob that one has', blob(known.config), { 'If-None-Match': `"${known.config}"` }),
    ...both('a blob with another etag', blob(known.config), { 'If-None-Match': '"x"' }),
    ...both('a blob for gzip', blob(known.config), { 'Accept-Encoding': 'gzip' }),
    ...both('an unknown blob', blob(NOWHERE)),
    ...both('a blob of another repository', `/v2/harborlight/billing/blobs/${known.config}`),
    ...both('a blob of an unknown repository', `/v2/no/where/blobs/${known.config}`),
    ...both('a malformed digest of a blob', blob('sha256:abc')),
    ...ranges.flatMap((range) => both(`a range ${range}`, blob(known.layer.digest), { Range: range })),
    ...[
      '/v2',
      `${REPO}/tags/list/`,
      '/v2/_catalog/',
      `${REPO}/manifests/1.8.3/`,
      '//v2/',
      `/v2//harborlight/base/tags/list`,
    ].map((path) => ({ what: 'a slash too many or too few', method: 'GET', path, headers: ALL })),
    ...[
      '/v1/',
      '/v2/x',
      '/v2/Harbor/tags/list',
      `${REPO}/manifests/-x`,
      `${REPO}/nothing`,
      '/v2/tags/list',
    ].flatMap((path) => both('a path of no route', path)),
    { what: 'the tags of an unknown repository', method: 'GET', path: '/v2/no/where/tags/list' },
    { what: 'an escaped slash', method: 'GET', path: '/v2/harborlight%2Fbase/manifests/1.8.3', headers: ALL },
    { what: 'HEAD where it is wrong', method: 'HEAD', path: `${REPO}/tags/list` },
    { what: 'HEAD where it is wrong', method: 'HEAD', path: '/v2/_catalog' },
    { what: 'a wrong method', method: 'POST', path: `${REPO}/tags/list` },
    { what: 'a wrong method', method: 'POST', path: `${REPO}/manifests/1.8.3` },
    { what: 'a wrong method', method: 'PATCH', path: `${REPO}/blobs/${known.config}` },
    { what: 'a wrong method', method: 'GET', path: `${REPO}/blobs/uploads/` },
  ];
}

/** What a real one does otherwise, each with the reason why ours does not. */
function readsThatDiffer(): readonly Exchange[] {
  const { digest, size } = known.layer;
  const layer = `${REPO}/blobs/${digest}`;
  return [
    {
      ...{ what: 'the ping without a token', method: 'GET', path: '/v2/', headers: { Authorization: '' } },
      differs: 'ours has a token server; this one was started without any',
    },
    {
      ...{
        what: 'a malformed digest of a manifest',
        method: 'GET',
        path: `${REPO}/manifests/sha256:abc`,
        headers: ALL,
      },
      differs: '400, where 2.8 fails with 500',
    },
    {
      ...{ what: 'a page of tags', method: 'GET', path: `${REPO}/tags/list?n=2` },
      differs: 'pages as the specification has them; 2.8 ignores n and last, and sorts nothing',
    },
    {
      ...{ what: 'referrers', method: 'GET', path: `${REPO}/referrers/${known.index}` },
      differs: 'the specification 1.1 has them; 2.8 knows no such path',
    },
    {
      ...{ what: 'the catalogue', method: 'GET', path: '/v2/_catalog' },
      differs: 'ours also names the pull-through caches',
    },
    {
      ...{
        what: 'a range that cannot be read',
        method: 'GET',
        path: `${REPO}/blobs/${known.config}`,
        headers: { Range: 'bytes=x' },
      },
      differs: 'the whole, as HTTP has it; 2.8 answers 416',
    },
    {
      ...{ what: 'a range past the end', method: 'GET', path: layer, headers: { Range: `bytes=${size}-` } },
      differs: '2.8 announces the length of the whole with its 416, and hangs up in the middle',
    },
    {
      ...{ what: 'HEAD of a slash too few', method: 'HEAD', path: '/v2' },
      differs: 'ours says the length that GET would have',
    },
    {
      ...{ what: 'the root', method: 'GET', path: '/' },
      differs: 'the port is shared with other services, so nothing is there; 2.8 answers an empty 200',
    },
  ];
}

test('the same reads get the same answers', async () => {
  const exchanges = [...reads(), ...readsThatDiffer()];
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

const BYTES = 'some bytes of evidence';
const DIGEST = 'sha256:9d0b0b0d0a6f7b6d8b0a2f1c0e4a0d5a7e3d1b8f4c2a9e6d5b3c1f0a8e7d6c5b';

/** One upload after another in a repository that neither has: what the next request needs is read from the answer before. */
async function upload(host: string, steps: readonly ((at: string) => Exchange)[]): Promise<readonly Got[]> {
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
  const digest = `sha256:${createHash('sha256').update(BYTES).digest('hex')}`;
  const start = `/v2/scratch/evidence/blobs/uploads/`;
  const manifest = JSON.stringify({
    ...{ schemaVersion: 2, mediaType: MANIFEST },
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: BYTES.length },
    layers: [],
  });
  const at = '/v2/scratch/evidence';
  const put = (what: string, path: string, body: string, type: string): Exchange => ({
    ...{ what, method: 'PUT', path: `${at}/manifests/${path}`, body, headers: { 'Content-Type': type } },
  });
  const own = `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
  const steps: readonly ((at: string) => Exchange)[] = [
    () => ({ what: 'a slash too few', method: 'POST', path: start.slice(0, -1) }),
    () => ({ what: 'begin', method: 'POST', path: start }),
    (path) => ({ what: 'state', method: 'GET', path }),
    (path) => ({
      what: 'a chunk',
      method: 'PATCH',
      path,
      body: BYTES.slice(0, 9),
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
    (path) => ({ what: 'state', method: 'GET', path }),
    (path) => ({
      what: 'the end',
      method: 'PUT',
      path: `${path}&digest=${encodeURIComponent(digest)}`,
      body: BYTES.slice(9),
    }),
    () => ({ what: 'there', method: 'HEAD', path: `${at}/blobs/${digest}` }),
    () => ({ what: 'begin', method: 'POST', path: start }),
    (path) => ({ what: 'give up', method: 'DELETE', path }),
    (path) => ({ what: 'gone', method: 'GET', path }),
    () => ({ what: 'begin', method: 'POST', path: start }),
    (path) => ({
      what: 'whole',
      method: 'PUT',
      path: `${path}&digest=${encodeURIComponent(digest)}`,
      body: BYTES,
    }),
    () => ({ what: 'begin', method: 'POST', path: start }),
    (path) => ({
      what: 'other bytes',
      method: 'PUT',
      path: `${path}&digest=${encodeURIComponent(DIGEST)}`,
      body: BYTES,
    }),
    () => ({ what: 'begin', method: 'POST', path: start }),
    (path) => ({ what: 'no digest', method: 'PUT', path, body: BYTES }),
    () => ({ what: 'begin', method: 'POST', path: start }),
    (path) => ({ what: 'a bad digest', method: 'PUT', path: `${path}&digest=x`, body: BYTES }),
    () => ({ what: 'mount nothing', method: 'POST', path: `${start}?mount=${DIGEST}&from=harborlight/base` }),
    () => ({ what: 'mount from nowhere', method: 'POST', path: `${start}?mount=${digest}` }),
    () => ({
      what: 'mount',
      method: 'POST',
      path: `/v2/scratch/other/blobs/uploads/?mount=${digest}&from=scratch/evidence`,
    }),
    () => put('a manifest', 'one', manifest, MANIFEST),
    () => put('the same by digest', own, manifest, MANIFEST),
    () => put('with parameters', 'two', manifest, `${MANIFEST}; charset=utf-8`),
    () => put('by another digest', DIGEST, manifest, MANIFEST),
    () => put('of another type', 'one', manifest, INDEX),
    () => put('of no type', 'one', manifest, 'text/plain'),
    () => put('with a blob that is not there', 'one', manifest.replace(digest, DIGEST), MANIFEST),
    () => ({ what: 'read', method: 'GET', path: `${at}/manifests/one`, headers: ALL }),
    () => ({ what: 'delete', method: 'DELETE', path: `${at}/manifests/${own}` }),
    () => ({ what: 'deleted', method: 'GET', path: `${at}/manifests/one`, headers: ALL }),
    () => ({ what: 'deleted', method: 'GET', path: `${at}/manifests/${own}`, headers: ALL }),
    () => ({ what: 'delete again', method: 'DELETE', path: `${at}/manifests/${own}` }),
    () => ({ what: 'delete a blob', method: 'DELETE', path: `${at}/blobs/${digest}` }),
    () => ({ what: 'deleted', method: 'GET', path: `${at}/blobs/${digest}` }),
    () => ({ what: 'delete it again', method: 'DELETE', path: `${at}/blobs/${digest}` }),
  ];
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
  const at = '/v2/scratch/evidence';
  const digest = `sha256:${createHash('sha256').update(BYTES).digest('hex')}`;
  const type = { 'Content-Type': MANIFEST };
  const exchanges: readonly Exchange[] = [
    {
      ...{
        what: 'an upload in one request',
        method: 'POST',
        path: `${at}/blobs/uploads/?digest=${digest}`,
        body: BYTES,
      },
      differs: '201, as the specification has it; 2.8 takes the request for the first of two',
    },
    {
      ...{ what: 'no JSON', method: 'PUT', path: `${at}/manifests/one`, body: '{', headers: type },
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
  const steps: readonly ((at: string) => Exchange)[] = [
    () => ({ what: 'begin', method: 'POST', path: `${at}/blobs/uploads/` }),
    (path) => ({ what: 'a chunk out of its order', method: 'PATCH', path, body: '56789', headers: late }),
  ];
  // 416, as the specification has it; 2.8 does not look.
  expect((await upload(ours.host, steps)).map(({ status }) => status)).toEqual([202, 416]);
  expect((await upload(real.host, steps)).map(({ status }) => status)).toEqual([202, 202]);
});
