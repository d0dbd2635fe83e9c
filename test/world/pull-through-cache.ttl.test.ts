import { describe, expect, test } from 'vitest';
import { poisonedMappings, resolveThrough } from '../../src/world/pull-through-cache.ts';
import { react } from '../../src/world/world.ts';
import { check, checkRefused, having, type Past, type Step } from '../helpers/check.ts';
import { CLEAN, IMPLANT } from '../helpers/range.ts';

const HOUR = 3600;
const STABLE = 'harborlight/base:stable';
const POISONED: readonly Step[] = [
  [0, 'crew', `push ${STABLE} to image:implant`],
  [100, 'clock', `fetch ${STABLE} through eu-mirror`],
];
const served = (given: Past, at: number): string | null =>
  resolveThrough({ ...given.world, at }, 'eu-mirror', STABLE).digest;

describe('a mapping', () => {
  test('binds tag to digest until its TTL, whatever upstream says meanwhile (H-11)', () => {
    const given = having([...POISONED, [200, 'registry', `repoint ${STABLE} to image:clean`]]);
    expect(served(given, 100 + 6 * HOUR - 1)).toBe(IMPLANT.digest);
    expect(served(given, 100 + 6 * HOUR)).toBe(CLEAN.digest);
    expect(poisonedMappings(given.world, 'eu-mirror')).toEqual([STABLE]);
  });

  test('is asked for once: within the TTL nobody fetches again', () => {
    check(POISONED, [200, 'clock', `fetch ${STABLE} through eu-mirror`], []);
    check(
      POISONED,
      [100 + 6 * HOUR, 'clock', `fetch ${STABLE} through eu-mirror`],
      [['cache-fetched', 'eu-mirror', { until: 100 + 12 * HOUR }]],
    );
  });

  test('schedules its own end', () => {
    const { world, past } = having(POISONED);
    expect(react(world, past.at(-1)!)).toMatchObject([
      { at: 100 + 6 * HOUR, line: `expire eu-mirror ${STABLE}` },
    ]);
  });

  test('ends with its TTL, and an older end does nothing to a newer mapping', () => {
    check(
      POISONED,
      [100 + 6 * HOUR, 'clock', `expire eu-mirror ${STABLE}`],
      [['cache-expired', 'eu-mirror', { tag: STABLE }]],
    );
    check(POISONED, [50 + 6 * HOUR, 'clock', `expire eu-mirror ${STABLE}`], []);
  });
});

describe('blobs', () => {
  test('stay readable by digest after the registry deleted them, until purged', () => {
    const given = having([...POISONED, [200, 'registry', 'delete harborlight/base@image:implant']]);
    const byDigest = (one: Past): string | null =>
      resolveThrough(one.world, 'eu-mirror', `harborlight/base@${IMPLANT.parts.arm64}`).digest;
    expect(byDigest(given)).toBe(IMPLANT.parts.arm64);
    const purged = check(
      given,
      [300, 'ci', 'purge eu-mirror image:implant'],
      [['cache-purged', 'eu-mirror', { digest: IMPLANT.digest }]],
    );
    expect(byDigest(purged)).toBeNull();
    expect(purged.world.caches['eu-mirror']).toEqual({ mappings: {}, blobs: {} });
  });
});

describe('a purge', () => {
  test('before upstream is clean fetches poison again, for a whole TTL', () => {
    const purged = having([...POISONED, [200, 'ci', 'purge eu-mirror']]);
    expect(poisonedMappings(purged.world, 'eu-mirror')).toEqual([]);
    const again = check(
      purged,
      [300, 'cedarbank', 'pull cedarbank'],
      [
        ['cache-fetched', 'eu-mirror', { digest: IMPLANT.digest }],
        ['consumer-pulled', 'cedarbank'],
      ],
    );
    const mended = having([]).world.tags[STABLE];
    expect(
      served(
        { ...again, world: { ...again.world, tags: { ...again.world.tags, [STABLE]: mended! } } },
        5 * HOUR,
      ),
    ).toBe(IMPLANT.digest);
  });

  test('after upstream is clean fetches clean', () => {
    check(
      [...POISONED, [150, 'registry', `repoint ${STABLE} to image:clean`], [200, 'ci', 'purge eu-mirror']],
      [300, 'cedarbank', 'pull cedarbank'],
      [['cache-fetched', 'eu-mirror', { digest: CLEAN.digest }], ['consumer-pulled']],
    );
  });

  test('of one image, named by a part, takes all of it and leaves the others', () => {
    const given = having([...POISONED, [150, 'clock', 'fetch harborlight/base:1.8 through eu-mirror']]);
    const { world } = check(given, [200, 'ci', 'purge eu-mirror image:implant/amd64'], [['cache-purged']]);
    expect(Object.keys(world.caches['eu-mirror']!.mappings)).toEqual(['harborlight/base:1.8']);
    expect(world.caches['eu-mirror']!.blobs[CLEAN.digest]).toBe(true);
    expect(world.caches['eu-mirror']!.blobs[IMPLANT.digest]).toBeUndefined();
  });

  test('of what it does not hold changes nothing', () => {
    check([], [0, 'ci', 'purge eu-mirror image:implant'], [['nothing-changed']]);
    checkRefused([], [0, 'ci', 'purge eu-mirror image:nothing'], 'not-found');
  });
});

test('a cache stands only in front of its upstream', () => {
  const { world } = having([]);
  expect(resolveThrough(world, 'eu-mirror', 'harborlight/api:latest').fetched).toBe(false);
});

test('a quarantine upstream does not reach what the cache has', () => {
  const given = having([...POISONED, [200, 'registry', 'quarantine harborlight/base']]);
  expect(served(given, 300)).toBe(IMPLANT.digest);
  expect(served(given, 100 + 6 * HOUR)).toBeNull();
});
