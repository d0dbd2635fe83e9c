import { describe, expect, test } from 'vitest';
import type { World } from '../../src/world/state.ts';
import { having } from '../helpers/check.ts';
import { violations } from '../helpers/invariants.ts';
import { IMPLANT } from '../helpers/range.ts';

const STABLE = 'harborlight/base:stable';
const { world } = having([
  [-100, 'crew', `push ${STABLE} to image:implant`],
  [-50, 'northwind', 'pull northwind'],
  [0, 'ci', 'run api-build'],
  [10, 'comms', 'notify consumers with digest=image:implant'],
  [20, 'northwind', 'hear northwind of notice-1'],
]);

const BROKEN: readonly (readonly [what: string, broken: Partial<World>])[] = [
  ['a tag on bytes that nobody stores', { stored: { ...world.stored, 'harborlight/base': {} } }],
  ['a tag of no repository', { tags: { ...world.tags, 'nobody/x:y': { digest: null, movedAt: 0 } } }],
  ['a part of no image', { parts: {} }],
  ['a copy of no image', { copies: { 'sha256:0': 0 } }],
  [
    'two working values',
    {
      credentials: {
        ...world.credentials,
        'aws-deploy': {
          generations: [
            { live: true, holders: [] },
            { live: true, holders: [] },
          ],
          mintedFrom: null,
          lastUsed: null,
        },
      },
    },
  ],
  [
    'a credential without a value',
    {
      credentials: {
        ...world.credentials,
        'aws-deploy': { generations: [], mintedFrom: null, lastUsed: null },
      },
    },
  ],
  [
    'a holder who is nobody',
    {
      credentials: {
        ...world.credentials,
        'aws-deploy': {
          generations: [{ live: true, holders: ['nobody'] }],
          mintedFrom: null,
          lastUsed: null,
        },
      },
    },
  ],
  [
    'a published run without an image',
    { runs: { ...world.runs, 'api-build#41': { ...world.runs['api-build#41']!, state: 'published' } } },
  ],
  ['a run that was never counted', { runs: { ...world.runs, 'api-build#99': world.runs['api-build#41']! } }],
  [
    'a consumer exposed without an implant',
    { consumers: { ...world.consumers, isobar: { ...world.consumers.isobar!, exposedAt: 0 } } },
  ],
  ['a consumer who heard what nobody sent', { notices: {} }],
  [
    'a control under another name',
    { controls: { x: { kind: 'pause', place: 'api-build', digests: [], since: 0 } } },
  ],
  ['something seen tomorrow', { seen: { [`digest ${IMPLANT.digest}`]: 99_999 } }],
  ['a negative count', { exercise: { ...world.exercise, landed: { clean: -1 } } }],
];

describe('the invariants', () => {
  test('hold in a world that came about', () => expect(violations(world)).toEqual([]));
  test.each(BROKEN)('name %s', (_what, broken) =>
    expect(violations({ ...world, ...broken })).not.toEqual([]),
  );
});
