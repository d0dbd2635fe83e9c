import { fakeAddress } from '../../world/evidence/fake-id.ts';
import type { EvidenceRecord } from '../../world/fact.ts';
import { printTimestamp } from '../../world/time.ts';
import type { Desk } from '../desk.ts';
import type { Ask, Route } from '../route.ts';
import { FREE, settled } from '../shown.ts';
import { clusterJson, emptyWatch, forbidden, isWatch, noSuch } from './answers.ts';
import { isSelected, NAMESPACE, nodeOf, workloadsOf } from './names.ts';
import type { Listing, Row } from './table.ts';
import { ageOf, listed, single } from './table.ts';

const VERSION = 'v1.32.4';
const READ = ['get', 'list', 'watch'];

function resource(name: string, kind: string, more: object = {}): object {
  const singularName = name.includes('/') ? '' : kind.toLowerCase();
  return { name, singularName, namespaced: true, kind, verbs: READ, ...more };
}

const CORE = {
  kind: 'APIResourceList',
  groupVersion: 'v1',
  resources: [
    resource('events', 'Event', { shortNames: ['ev'] }),
    resource('namespaces', 'Namespace', { namespaced: false, shortNames: ['ns'] }),
    resource('nodes', 'Node', { namespaced: false, shortNames: ['no'] }),
    resource('pods', 'Pod', { shortNames: ['po'], categories: ['all'] }),
    resource('pods/log', 'Pod', { verbs: ['get'] }),
    resource('services', 'Service', { shortNames: ['svc'], categories: ['all'] }),
  ],
};

const APPS = {
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: 'apps/v1',
  resources: [
    resource('deployments', 'Deployment', {
      shortNames: ['deploy'],
      categories: ['all'],
      verbs: [...READ, 'patch'],
    }),
    resource('deployments/scale', 'Scale', {
      group: 'autoscaling',
      version: 'v1',
      verbs: ['get', 'patch', 'update'],
    }),
    resource('replicasets', 'ReplicaSet', { shortNames: ['rs'] }),
  ],
};

const GROUP = { groupVersion: 'apps/v1', version: 'v1' };
const APPS_GROUP = { name: 'apps', versions: [GROUP], preferredVersion: GROUP };

const DOCUMENTS: Readonly<Record<string, object>> = {
  '/api': { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] },
  '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [APPS_GROUP] },
  '/apis/apps': { kind: 'APIGroup', apiVersion: 'v1', ...APPS_GROUP },
  '/api/v1': CORE,
  '/apis/apps/v1': APPS,
  '/version': {
    major: '1',
    minor: '32',
    gitVersion: VERSION,
    gitCommit: '0000000000000000000000000000000000000000',
    gitTreeState: 'clean',
    buildDate: '2025-04-22T00:00:00Z',
    goVersion: 'go1.23.8',
    compiler: 'gc',
    platform: 'linux/amd64',
  },
};

/** When the cluster was set up. */
function madeAt(desk: Desk): number {
  return desk.world.estate.clock.opens - 400 * 86_400;
}

function metadata(desk: Desk, name: string, labels: object): EvidenceRecord {
  const created = printTimestamp(madeAt(desk), desk.world.estate.clock.calendar);
  return { name, uid: `thing-${name}`, resourceVersion: '1', creationTimestamp: created, labels };
}

function namespaces(desk: Desk): Listing {
  const object = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: metadata(desk, NAMESPACE, { 'kubernetes.io/metadata.name': NAMESPACE }),
    spec: {},
    status: { phase: 'Active' },
  };
  const columns = [{ name: 'Name' }, { name: 'Status' }, { name: 'Age' }];
  const row = { cells: [NAMESPACE, 'Active', ageOf(desk.now - madeAt(desk))], object };
  return { kind: 'Namespace', apiVersion: 'v1', columns, rows: [row] };
}

function nodes(desk: Desk): Listing {
  const architectures = new Map(workloadsOf(desk).map((spec) => [nodeOf(spec), spec.architecture]));
  const columns = [
    { name: 'Name' },
    { name: 'Status' },
    { name: 'Roles' },
    { name: 'Age' },
    { name: 'Version' },
  ];
  const rows = [...architectures].map(([name, architecture]): Row => {
    const labels = { 'kubernetes.io/arch': architecture, 'kubernetes.io/os': 'linux' };
    const object = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: metadata(desk, name, labels),
      spec: {},
      status: {
        addresses: [{ type: 'InternalIP', address: fakeAddress('ours', name) }],
        conditions: [{ type: 'Ready', status: 'True' }],
        nodeInfo: { architecture, operatingSystem: 'linux', kubeletVersion: VERSION },
      },
    };
    return { cells: [name, 'Ready', '<none>', ageOf(desk.now - madeAt(desk)), VERSION], object };
  });
  return { kind: 'Node', apiVersion: 'v1', columns, rows };
}

function nothing(kind: string, apiVersion: string): (desk: Desk) => Listing {
  return () => ({ kind, apiVersion, columns: [{ name: 'Name' }, { name: 'Age' }], rows: [] });
}

function selected(ask: Ask, listing: Listing): Listing {
  const isIn = (row: Row): boolean =>
    isSelected(ask.query, { name: String(row.cells[0]), namespace: '', labels: {}, fields: {} });
  return { ...listing, rows: listing.rows.filter(isIn) };
}

function still(path: RegExp, written: string, shows: string, of: (desk: Desk) => Listing): Route {
  return {
    methods: ['GET'],
    path,
    written,
    shows,
    counts: 'free',
    means: (ask) => (isWatch(ask) ? settled(emptyWatch()) : FREE),
    answer: (ask, desk) => {
      const listing = of(desk);
      const [plural = '', name = ''] = ask.params;
      if (name === '') return listed(ask, selected(ask, listing));
      const row = listing.rows.find((one) => one.cells[0] === name);
      return row === undefined ? noSuch(plural, name) : single(ask, listing, row);
    },
  };
}

const VERBS: Readonly<Record<string, string>> = {
  DELETE: 'delete',
  PATCH: 'patch',
  PUT: 'update',
  POST: 'create',
  GET: 'list',
};

export const DISCOVERY_ROUTES: readonly Route[] = [
  {
    methods: ['GET'],
    path: /^\/(?:api|apis|api\/v1|apis\/apps|apis\/apps\/v1|version)\/?$/,
    written: '/api, /apis, /api/v1, /apis/apps/v1, /version',
    shows: 'which kinds of things there are',
    counts: 'free',
    means: () => FREE,
    answer: (ask) => clusterJson(DOCUMENTS[ask.path.replace(/\/$/, '')] ?? {}),
  },
  still(
    /^\/api\/v1\/(namespaces)(?:\/([^/]+))?$/,
    '/api/v1/namespaces[/NAME]',
    'the one namespace',
    namespaces,
  ),
  still(/^\/api\/v1\/(nodes)(?:\/([^/]+))?$/, '/api/v1/nodes[/NAME]', 'a node for each architecture', nodes),
  still(
    /^\/api\/v1\/(?:namespaces\/[^/]+\/)?(events)$/,
    '/api/v1/[namespaces/NS/]events',
    'an empty list',
    nothing('Event', 'v1'),
  ),
  still(
    /^\/api\/v1\/(?:namespaces\/[^/]+\/)?(services)$/,
    '/api/v1/[namespaces/NS/]services',
    'an empty list',
    nothing('Service', 'v1'),
  ),
  still(
    /^\/apis\/apps\/v1\/(?:namespaces\/[^/]+\/)?(replicasets)$/,
    '/apis/apps/v1/[namespaces/NS/]replicasets',
    'an empty list: nothing is kept to go back to',
    nothing('ReplicaSet', 'apps/v1'),
  ),
  {
    methods: ['POST', 'PUT', 'PATCH', 'DELETE'],
    path: /^\/apis?\/(?:v1|[a-z0-9.]+\/v1)\/(?:namespaces\/[^/]+\/)?([a-z]+)(?:\/([^/]+))?(?:\/.*)?$/,
    written: '/api/v1/…, /apis/…',
    shows: 'nothing: refused',
    counts: 'free',
    means: (ask) => {
      const group = /^\/apis\/([a-z0-9.]+)\/v1\//.exec(ask.path)?.[1];
      const kind = `${ask.params[0] ?? ''}${group === undefined ? '' : `.${group}`}`;
      return settled(forbidden(VERBS[ask.method] ?? 'get', kind, ask.params[1] ?? ''));
    },
    answer: (ask) => noSuch(ask.params[0] ?? '', ask.params[1] ?? ''),
  },
];
