import type { ConsumerSpec, Digest, Estate, Image, PipelineSpec } from '../../src/world/estate.ts';
import { HOUR, MINUTE } from '../../src/world/time.ts';
import { API, CLEAN, ESTATE, HOST, IMPLANT, sha } from '../world/evidence/estate.ts';
import { withContent } from './fake-content.ts';

export { API, CLEAN, HOST, IMPLANT, sha };

/** A second implant and a second signed release, so that a tag can move more than once. */
export const IMPLANT_2: Image = {
  ...IMPLANT,
  name: 'implant-2',
  digest: sha('8'),
  parts: { amd64: `sha256:${'81'.repeat(32)}`, arm64: `sha256:${'82'.repeat(32)}` },
  layers: [...IMPLANT.layers, { digest: `sha256:${'83'.repeat(32)}`, size: 10, createdBy: 'ENV CHANNEL=2' }],
};
export const PREVIOUS: Image = {
  ...CLEAN,
  name: 'previous',
  digest: sha('9'),
  parts: { amd64: `sha256:${'91'.repeat(32)}`, arm64: `sha256:${'92'.repeat(32)}` },
};

const consumer = (id: string, more: Partial<ConsumerSpec>): ConsumerSpec => ({
  id,
  reference: 'harborlight/base:stable',
  architecture: 'amd64',
  via: null,
  schedule: { every: 24 * HOUR, first: -4 * HOUR },
  hears: ['consumers', 'public'],
  matchesByTag: true,
  reacts: 20 * MINUTE,
  runs: CLEAN.digest,
  contact: 'desk',
  ...more,
});

const worker: PipelineSpec = {
  ...(ESTATE.pipelines['api-build'] as PipelineSpec),
  id: 'worker-build',
  keepsLocalCopies: true,
  environment: [],
  checkout: ['forge-bot'],
  publishes: 'harborlight/worker:latest',
  rollsOut: 'worker-prod',
};

const byId = <T extends { readonly id: string }>(...rows: readonly T[]): Readonly<Record<string, T>> =>
  Object.fromEntries(rows.map((row) => [row.id, row]));

// Builds of each pipeline on each base need digests of their own; the evidence tests' forge knows only one pair.
function forge(pipeline: string, base: Digest | null, inputs: string): Image {
  const evil = base === IMPLANT.digest || base === IMPLANT_2.digest;
  const letters = [pipeline, base ?? '', inputs].join(' ');
  let number = 7;
  for (const letter of letters) number = (number * 31 + letter.charCodeAt(0)) % 0xffffff;
  const hex = number.toString(16).padStart(6, '0');
  const name = (mark: string): Digest => `sha256:${mark}${hex}${'0'.repeat(57)}`;
  return {
    ...API,
    digest: name('1'),
    parts: { amd64: name('2'), arm64: name('3') },
    name: null,
    poison: evil ? 'spy' : null,
    signedBy: pipeline,
    base,
    pipeline,
    layers: [...(evil ? IMPLANT.layers : CLEAN.layers), ...API.layers.slice(-1)],
  };
}

const REPOSITORY = { role: 'registry', public: false, releasedBy: null };

/** A whole little publisher: what the evidence tests have, and a cache, a runner with local copies, consumers, notices and parties. */
export const RANGE: Estate = withContent({
  ...ESTATE,
  images: { clean: CLEAN, previous: PREVIOUS, implant: IMPLANT, 'implant-2': IMPLANT_2, api: API },
  hiddenImages: ['implant', 'implant-2'],
  roles: byId(
    { id: 'lead', title: 'Lead' },
    { id: 'registry', title: 'Registry' },
    { id: 'ci', title: 'CI' },
    { id: 'comms', title: 'Comms' },
  ),
  repositories: {
    ...ESTATE.repositories,
    'harborlight/base': {
      ...ESTATE.repositories['harborlight/base']!,
      images: [CLEAN.digest, PREVIOUS.digest, IMPLANT.digest, IMPLANT_2.digest],
    },
    'harborlight/worker': { ...REPOSITORY, id: 'harborlight/worker', tags: {}, images: [API.digest] },
  },
  credentials: {
    ...ESTATE.credentials,
    'hub-owner-session': {
      ...ESTATE.credentials['hub-owner-password']!,
      id: 'hub-owner-session',
      kind: 'session',
    },
    'status-login': {
      ...ESTATE.credentials['forge-bot']!,
      id: 'status-login',
      scopes: ['speak:status'],
      holders: ['crew'],
    },
  },
  pipelines: { ...ESTATE.pipelines, 'worker-build': worker },
  workloads: {
    ...ESTATE.workloads,
    'worker-prod': {
      ...ESTATE.workloads['api-prod']!,
      id: 'worker-prod',
      architecture: 'arm64',
      repository: 'harborlight/worker',
    },
  },
  consumers: byId(
    consumer('northwind', {}),
    consumer('cedarbank', {
      via: 'eu-mirror',
      matchesByTag: false,
      schedule: { every: HOUR, first: -6 * HOUR },
    }),
    consumer('elmtree', { architecture: 'arm64', via: 'eu-mirror', matchesByTag: false, hears: ['public'] }),
    consumer('kestrel', { reference: `harborlight/base@${IMPLANT.digest}`, matchesByTag: false }),
    consumer('isobar', { reference: `harborlight/base@${CLEAN.digest}`, matchesByTag: false }),
    consumer('granite', {
      reference: 'harborlight/base:1.8',
      schedule: { every: 24 * HOUR, first: 13 * HOUR },
    }),
  ),
  channels: byId(
    { id: 'mail', delay: 0, deletableWith: null },
    { id: 'slow-mail', delay: 10 * MINUTE, deletableWith: null },
    { id: 'status-page', delay: 0, deletableWith: 'speak:status' },
  ),
  audiences: byId(
    { id: 'consumers', channels: ['mail', 'slow-mail'], public: false },
    { id: 'public', channels: ['status-page'], public: true },
    { id: 'executives', channels: ['mail'], public: false },
  ),
  parties: byId(
    { id: 'vendor', takes: ['tell-pullers', 'block', 'access-details', 'hold', 'approval'] },
    { id: 'legal', takes: ['approval'] },
  ),
  deliveries: byId({ id: 'hotfix', pipeline: 'api-build', from: 75 * MINUTE, due: 150 * MINUTE }),
  injects: byId(
    {
      id: 'is-it-you',
      from: 'northwind',
      title: 'Is it you?',
      text: 'since {clock:T-6h}',
      shows: [`host ${HOST}`],
      answerable: true,
      public: false,
      when: null,
      consumer: 'northwind',
    },
    {
      id: 'press',
      from: 'press',
      title: 'The article',
      text: 'x',
      shows: [],
      answerable: false,
      public: true,
      when: { is: 'not', of: { is: 'told', args: { to: ['public'], claims: [] } } },
      consumer: null,
    },
  ),
  conclusions: { poison: { needs: 2, clues: ['unsigned image:implant', 'extra-layer image:implant'] } },
  costs: {
    inspect: { hands: 120, lands: 120, perClaim: 0, publicExtra: 0 },
    revoke: { hands: 180, lands: 180, perClaim: 0, publicExtra: 0 },
    rotate: { hands: 360, lands: 360, perClaim: 0, publicExtra: 0 },
    purge: { hands: 120, lands: 300, perClaim: 0, publicExtra: 0 },
    protect: { hands: 120, lands: 120, perClaim: 0, publicExtra: 0 },
    freeze: { hands: 120, lands: 120, perClaim: 0, publicExtra: 0 },
    lift: { hands: 120, lands: 120, perClaim: 0, publicExtra: 0 },
    rebuild: { hands: 120, lands: 720, perClaim: 0, publicExtra: 0 },
    notify: { hands: 240, lands: 240, perClaim: 60, publicExtra: 240 },
    ask: { hands: 0, lands: 3600, perClaim: 0, publicExtra: 0 },
    'ask block': { hands: 0, lands: 1800, perClaim: 0, publicExtra: 0 },
  },
  forge,
});
