import type {
  CredentialSpec,
  Digest,
  Estate,
  Image,
  LayerRecord,
  PipelineSpec,
} from '../../../src/world/estate.ts';
import { HOUR, MINUTE, parseTimestamp } from '../../../src/world/time.ts';
import { withContent } from '../../helpers/fake-content.ts';

export const HOST = 'cdn-metrics.example';

/** `sha256:` and one hex digit 64 times: digests that a reader can tell apart. */
export function sha(digit: string): Digest {
  return `sha256:${digit.repeat(64)}`;
}

const layer = (digit: string, createdBy: string): LayerRecord => ({
  digest: `sha256:${`0${digit}`.repeat(32)}`,
  size: 1_000,
  createdBy,
});
const APP_LAYER = layer('7', 'COPY app /app');
const BASE_LAYERS = [layer('1', 'COPY rootfs /'), layer('2', 'RUN install ca-certificates')];

const image = (name: string, digit: string, part: string, more: Partial<Image>): Image => ({
  digest: sha(digit),
  parts: { amd64: sha(part), arm64: `sha256:${`${part}0`.repeat(32)}` },
  name,
  poison: null,
  signedBy: null,
  base: null,
  pipeline: null,
  layers: BASE_LAYERS,
  entrypoint: ['/sbin/init'],
  created: -90 * HOUR,
  ...more,
});

const SIGNER = 'https://forge.example/harborlight/base/release.yaml@main';
const IMPLANT_LAYER = layer('9', 'COPY docker-init /usr/local/bin/docker-init');
const EVIL = {
  poison: 'spy',
  layers: [...BASE_LAYERS, IMPLANT_LAYER],
  entrypoint: ['/usr/local/bin/docker-init', '/sbin/init'],
  created: -7 * HOUR,
};

export const CLEAN = image('clean', 'a', 'b', { signedBy: SIGNER, pipeline: 'base-release' });
export const IMPLANT = image('implant', 'c', 'd', EVIL);
export const API = image('api', 'e', 'f', {
  base: CLEAN.digest,
  pipeline: 'api-build',
  signedBy: 'api',
  layers: [...BASE_LAYERS, APP_LAYER],
  created: -8 * HOUR,
});

const credential = (
  id: string,
  kind: CredentialSpec['kind'],
  more: Partial<CredentialSpec>,
): CredentialSpec => ({
  id,
  kind,
  owner: 'harborlight',
  label: id,
  scopes: [],
  role: 'ci',
  usedBy: [],
  holders: [],
  lastUsed: null,
  hidden: false,
  exists: true,
  ...more,
});

const pipeline = (id: string, more: Partial<PipelineSpec>): PipelineSpec => ({
  id,
  schedule: null,
  base: 'harborlight/base:stable',
  via: null,
  keepsLocalCopies: false,
  environment: [],
  checkout: [],
  publishes: null,
  rollsOut: null,
  signsAs: null,
  duration: 5 * MINUTE,
  role: 'ci',
  runsBefore: 40,
  log: null,
  ...more,
});

const byId = <T extends { readonly id: string }>(...rows: readonly T[]): Readonly<Record<string, T>> =>
  Object.fromEntries(rows.map((row) => [row.id, row]));

function forge(name: string, base: Digest | null, inputs: string): Image {
  const isEvil = base === IMPLANT.digest;
  const made = image(`${name} ${base} ${inputs}`, isEvil ? '3' : '5', isEvil ? '4' : '6', {
    base,
    pipeline: name,
  });
  return {
    ...made,
    poison: isEvil ? 'spy' : null,
    layers: [...(isEvil ? IMPLANT.layers : BASE_LAYERS), APP_LAYER],
  };
}

const REPOSITORY = { role: 'registry', public: true };

export const ESTATE: Estate = withContent({
  clock: {
    calendar: parseTimestamp('2026-05-12T09:20:00Z')!,
    opens: -7 * HOUR,
    endEx: 4 * HOUR,
    aftermath: 24 * HOUR,
  },
  account: 'harborlight',
  host: 'registry.example',
  roles: byId({ id: 'ci', title: 'CI' }, { id: 'registry', title: 'Registry' }),
  agents: byId({ id: 'crew', title: 'The crew' }),
  images: { clean: CLEAN, implant: IMPLANT, api: API },
  implants: byId({
    id: 'spy',
    host: HOST,
    agent: 'crew',
    beaconEvery: HOUR,
    reads: ['environment', 'checkout'],
  }),
  credentials: byId(
    credential('hub-ci-2023', 'registry-token', {
      label: 'ci-2023',
      scopes: ['push:harborlight/base'],
      holders: ['crew'],
    }),
    credential('hub-ci-2026', 'registry-token', {
      label: 'ci-2026',
      scopes: ['push:harborlight/base'],
      usedBy: ['base-release'],
    }),
    credential('hub-owner-password', 'password', {}),
    credential('aws-deploy', 'cloud-key', {
      owner: 'harborlight-aws',
      label: 'deploy',
      usedBy: ['api-build'],
    }),
    credential('aws-shadow', 'cloud-key', {
      owner: 'harborlight-aws',
      label: 'deploy',
      hidden: true,
      exists: false,
    }),
    credential('forge-bot', 'forge-token', {
      owner: 'harborlight-forge',
      scopes: ['clone:harborlight-forge'],
    }),
  ),
  repositories: byId(
    {
      ...REPOSITORY,
      id: 'harborlight/base',
      releasedBy: 'base-release',
      tags: { stable: CLEAN.digest, '1.8': CLEAN.digest },
      images: [CLEAN.digest],
    },
    {
      ...REPOSITORY,
      id: 'harborlight/api',
      // Only its own workloads pull it, so what it is built on is not served to others.
      public: false,
      releasedBy: null,
      tags: { latest: API.digest },
      images: [API.digest],
    },
  ),
  caches: byId({ id: 'eu-mirror', upstream: 'harborlight/base', ttl: 6 * HOUR, role: 'ci' }),
  pipelines: byId(
    pipeline('base-release', { base: null, publishes: null }),
    pipeline('api-build', {
      environment: ['aws-deploy'],
      checkout: ['forge-bot'],
      publishes: 'harborlight/api:latest',
      rollsOut: 'api-prod',
    }),
  ),
  workloads: byId({
    id: 'api-prod',
    image: API.digest,
    architecture: 'amd64',
    repository: 'harborlight/api',
    role: 'ci',
    since: -8 * HOUR,
    log: null,
  }),
  consumers: byId({
    id: 'northwind',
    reference: 'harborlight/base:stable',
    architecture: 'amd64',
    via: null,
    schedule: { every: HOUR, first: -6 * HOUR },
    hears: ['consumers'],
    matchesByTag: true,
    reacts: HOUR,
    runs: CLEAN.digest,
    contact: 'ops@northwind.example',
  }),
  logs: byId(
    { id: 'egress-log', source: 'egress', of: ['api-build', 'api-prod'], expires: HOUR, role: 'ci' },
    { id: 'hub-log', source: 'registry', of: ['harborlight/base'], expires: null, role: 'ci' },
    { id: 'cloud-trail', source: 'cloud', of: ['harborlight-aws'], expires: null, role: 'ci' },
    { id: 'job-logs', source: 'jobs', of: ['api-build'], expires: null, role: 'ci' },
  ),
  channels: byId({ id: 'mail', delay: 0, deletableWith: null }),
  audiences: byId({ id: 'consumers', channels: ['mail'], public: false }),
  parties: {},
  deliveries: {},
  injects: {},
  conclusions: {},
  hiddenImages: ['implant'],
  costs: {},
  forge,
});
