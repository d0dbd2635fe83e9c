import type { CredentialSpec, Estate, Image, PipelineSpec } from '../../src/world/estate.ts';
import { MINUTE } from '../../src/world/time.ts';
import { withContent } from './fake-content.ts';
import { API, CLEAN, IMPLANT, IMPLANT_2, PREVIOUS, RANGE, sha } from './range.ts';

export const FIXED: Image = {
  ...CLEAN,
  name: 'fixed',
  digest: sha('5'),
  parts: { amd64: `sha256:${'51'.repeat(32)}`, arm64: `sha256:${'52'.repeat(32)}` },
  pipeline: 'release-4',
};

const token = (id: string, more: Partial<CredentialSpec>): CredentialSpec => ({
  id,
  kind: 'registry-token',
  owner: 'lumenkit',
  label: id,
  scopes: ['push:lumenkit/parse'],
  role: 'registry',
  usedBy: [],
  holders: ['crew'],
  lastUsed: null,
  hidden: false,
  exists: true,
  ...more,
});

const release: PipelineSpec = {
  ...(RANGE.pipelines['api-build'] as PipelineSpec),
  id: 'release-4',
  schedule: null,
  base: null,
  environment: ['pkg-main'],
  publishes: 'lumenkit/parse:4.x',
  distTag: 'latest',
  releases: [FIXED.digest],
  signsAs: 'release-4',
  rollsOut: null,
};

/** The little publisher, who publishes a package too: version 4.7.2, a dist-tag, three tokens under a limit, a log that fails from T+30m on. */
export const PACKAGES: Estate = withContent({
  ...RANGE,
  images: { ...RANGE.images, fixed: FIXED },
  repositories: {
    ...RANGE.repositories,
    'lumenkit/parse': {
      id: 'lumenkit/parse',
      kind: 'package',
      role: 'registry',
      public: true,
      releasedBy: 'release-4',
      tags: { '3.9.1': PREVIOUS.digest, '4.7.2': CLEAN.digest, latest: CLEAN.digest },
      images: [PREVIOUS.digest, CLEAN.digest],
    },
  },
  credentials: {
    ...RANGE.credentials,
    'pkg-main': token('pkg-main', { usedBy: ['release-4'] }),
    'pkg-old': token('pkg-old', {}),
    'pkg-read': token('pkg-read', { scopes: ['clone:lumenkit'], holders: [] }),
  },
  pipelines: {
    ...RANGE.pipelines,
    'release-4': release,
    'site-build': {
      ...(RANGE.pipelines['api-build'] as PipelineSpec),
      id: 'site-build',
      base: 'lumenkit/parse:4.x',
      publishes: 'harborlight/api:latest',
      rollsOut: null,
    },
  },
  consumers: {
    ...RANGE.consumers,
    ranger: { ...RANGE.consumers.northwind!, id: 'ranger', reference: 'lumenkit/parse:4.x' },
  },
  services: {
    'transparency-log': { id: 'transparency-log', down: [{ from: 30 * MINUTE, to: 90 * MINUTE }] },
  },
  limits: { lumenkit: { owner: 'lumenkit', most: 2, per: 40 * MINUTE } },
});

export { API, CLEAN, IMPLANT, IMPLANT_2, PREVIOUS };
