import type { Exchange } from './exchange.ts';

export const REPO = '/v2/harborlight/base';
export const INDEX = 'application/vnd.oci.image.index.v1+json';
export const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const DOCKER = 'application/vnd.docker.distribution.manifest';
export const ALL = { Accept: [MANIFEST, `${DOCKER}.v2+json`, `${DOCKER}.list.v2+json`, INDEX, '*/*'] };
export const NOWHERE = `sha256:${'0'.repeat(64)}`;

/** Every tag of every repository, loaded into both. */
export const IMAGES = [
  ...['harborlight/base:1.8', 'harborlight/base:1.8.2', 'harborlight/base:1.8.3', 'harborlight/base:stable'],
  ...['harborlight/api:latest', 'harborlight/worker:latest', 'harborlight/billing:latest'],
];

export interface Descriptor {
  readonly digest: string;
  readonly size: number;
}

/** What is known of the image 1.8.3, once it has been read. */
export interface Known {
  readonly index: string;
  readonly part: string;
  readonly config: string;
  readonly layer: Descriptor;
}

const both = (what: string, path: string, headers: Exchange['headers'] = {}): readonly Exchange[] =>
  ['GET', 'HEAD'].map((method) => ({ what, method, path, headers }));

/** Reads that must be answered alike. */
export function reads(known: Known): readonly Exchange[] {
  return [...manifestReads(known), ...blobReads(known), ...oddPaths(known)];
}

function manifestReads(known: Known): readonly Exchange[] {
  const manifests = IMAGES.flatMap((image) => {
    const [repo = '', tag = ''] = image.split(':');
    return both('a manifest by tag', `/v2/${repo}/manifests/${tag}`, ALL);
  });
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
  ];
}

function blobReads(known: Known): readonly Exchange[] {
  const blob = (digest: string) => `${REPO}/blobs/${digest}`;
  const past = `bytes=0-${known.layer.size * 2}`;
  const ranges = ['bytes=0-9', 'bytes=10-', 'bytes=-10', 'bytes=5-5', past, 'bytes=0-4,8-9'];
  return [
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
  ];
}

function oddPaths(known: Known): readonly Exchange[] {
  return [
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
export function readsThatDiffer(known: Known): readonly Exchange[] {
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
