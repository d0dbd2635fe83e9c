import type { Estate, Image } from '../../src/world/estate.ts';
import { HOUR } from '../../src/world/time.ts';
import { withContent } from './fake-content.ts';
import { CLEAN, HOST, IMPLANT, IMPLANT_2, PREVIOUS, RANGE } from './range.ts';

export { CLEAN, HOST, IMPLANT, IMPLANT_2, PREVIOUS };

const hex = (two: string): string => `sha256:${two.repeat(32)}`;
export const BAD_SCAN: Image = {
  ...IMPLANT,
  name: 'bad-scan',
  digest: hex('a1'),
  parts: { amd64: hex('a2'), arm64: hex('a3') },
  signedBy: 'scan-release',
  pipeline: 'scan-release',
  created: 0,
  source: { repository: 'forge.example/stranger/scan', since: -27 * HOUR },
};
export const GOOD_SCAN: Image = {
  ...CLEAN,
  name: 'good-scan',
  digest: hex('b1'),
  parts: { amd64: hex('b2'), arm64: hex('b3') },
  source: { repository: 'forge.example/oakum/scan', since: -30_000 * HOUR },
};
export const STEP: Image = {
  ...CLEAN,
  name: 'step',
  digest: hex('c1'),
  parts: { amd64: hex('c2'), arm64: hex('c3') },
  uses: ['oakum/scan:2'],
};
export const FALLBACK = 'paste.example';

const build = RANGE.pipelines['api-build']!;

/** The little publisher, whose pipelines run a scanner that belongs to others. */
export const TOOLS: Estate = withContent({
  ...RANGE,
  images: { ...RANGE.images, 'bad-scan': BAD_SCAN, 'good-scan': GOOD_SCAN, step: STEP },
  implants: {
    spy: { ...RANGE.implants.spy!, reads: ['environment', 'checkout'], fallback: FALLBACK, persists: true },
  },
  repositories: {
    ...RANGE.repositories,
    'oakum/scan': {
      id: 'oakum/scan',
      outside: true,
      role: 'ci',
      public: false,
      releasedBy: 'scan-release',
      tags: { '2': GOOD_SCAN.digest },
      images: [GOOD_SCAN.digest, BAD_SCAN.digest],
    },
    'oakum/step': {
      id: 'oakum/step',
      outside: true,
      role: 'ci',
      public: false,
      releasedBy: null,
      tags: { v2: STEP.digest },
      images: [STEP.digest],
    },
  },
  credentials: {
    ...RANGE.credentials,
    'oakum-hub': {
      ...RANGE.credentials['forge-bot']!,
      id: 'oakum-hub',
      kind: 'registry-token',
      scopes: ['push:oakum/scan'],
      holders: ['crew'],
    },
  },
  pipelines: {
    ...RANGE.pipelines,
    'api-build': { ...build, uses: [`oakum/step@${STEP.digest}`], scannedBy: 'scan' },
    scan: {
      ...build,
      id: 'scan',
      base: null,
      uses: ['oakum/scan:2'],
      selfHosted: true,
      worksOffline: true,
      environment: [],
      checkout: ['forge-bot'],
      publishes: null,
      rollsOut: null,
    },
    'scan-release': {
      ...build,
      id: 'scan-release',
      base: null,
      publishes: 'oakum/scan:2',
      signsAs: 'scan-release',
    },
  },
  logs: {
    ...RANGE.logs,
    'runner-log': {
      id: 'runner-log',
      source: 'jobs',
      of: ['scan'],
      expires: null,
      onRunner: 'scan',
      role: 'ci',
    },
  },
  deliveries: {
    hotfix: { id: 'hotfix', pipeline: 'api-build', from: 0, due: 3 * HOUR, flawedUntil: HOUR },
  },
});
