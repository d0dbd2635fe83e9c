import { describe, expect, test } from 'vitest';
import {
  blobAt,
  blobThrough,
  cacheView,
  manifestAt,
  manifestsIn,
  manifestThrough,
  namedBy,
  referrersAt,
  repositoriesOf,
  tagsIn,
} from '../../src/world/observable.ts';
import type { World } from '../../src/world/state.ts';
import { having, type Step } from '../helpers/check.ts';
import { CLEAN, IMPLANT, PREVIOUS, RANGE } from '../helpers/range.ts';

const REPO = 'harborlight/base';
const STABLE = `${REPO}:stable`;
const bytes = RANGE.content;
const worldAfter = (...steps: readonly Step[]): World => having(steps).world;
const OPEN = worldAfter();
const POISONED: Step = [0, 'crew', `push ${STABLE} to image:implant`];
const configOf = (manifest: string): string => namedBy(bytes, manifest)[0]?.digest ?? '';

/** The vendor's block is its own doing; here it simply stands. */
function blocked(world: World): World {
  return {
    ...world,
    controls: {
      ...world.controls,
      'vendor-block:registry': {
        kind: 'vendor-block',
        place: 'registry',
        digests: [IMPLANT.digest],
        since: 0,
      },
    },
  };
}

describe('a client of the registry', () => {
  test('lists repositories and tags bytewise, each with the digest it names', () => {
    expect(repositoriesOf(OPEN)).toEqual(['harborlight/api', 'harborlight/base', 'harborlight/worker']);
    expect(tagsIn(worldAfter(POISONED), REPO)).toEqual({
      code: null,
      value: [
        { tag: '1.8', digest: CLEAN.digest, movedAt: OPEN.at },
        { tag: 'stable', digest: IMPLANT.digest, movedAt: 0 },
      ],
    });
    expect(tagsIn(worldAfter([0, 'registry', `delete ${STABLE}`]), REPO).value).toHaveLength(1);
  });

  test.each(['harborlight/nothing', 'constructor', '', 'harborlight'])('finds nothing in %s', (repo) => {
    for (const read of [
      tagsIn(OPEN, repo),
      manifestsIn(OPEN, bytes, repo),
      manifestAt(OPEN, bytes, repo, CLEAN.digest),
      blobAt(OPEN, bytes, repo, configOf(CLEAN.parts.amd64!)),
      referrersAt(OPEN, bytes, repo, CLEAN.digest),
    ])
      expect(read).toEqual({ code: 'not-found', value: null });
  });

  test('reads a manifest by tag, by digest and by the digest of a part', () => {
    for (const [reference, digest] of [
      ['stable', CLEAN.digest],
      [CLEAN.digest, CLEAN.digest],
      [CLEAN.parts.arm64!, CLEAN.parts.arm64!],
    ] as const)
      expect(manifestAt(OPEN, bytes, REPO, reference)).toEqual({
        code: null,
        value: { digest, ...bytes.blob(digest) },
      });
  });

  test('is told nothing by a scenario’s own names, a prefix, or a digest of another repository', () => {
    for (const reference of [
      'image:clean',
      CLEAN.digest.slice(0, 20),
      'constructor',
      '__proto__',
      'toString',
    ])
      expect(manifestAt(OPEN, bytes, REPO, reference).code).toBe('not-found');
    expect(manifestAt(OPEN, bytes, 'harborlight/api', CLEAN.digest).code).toBe('not-found');
    expect(blobAt(OPEN, bytes, 'harborlight/api', configOf(CLEAN.parts.amd64!)).code).toBe('not-found');
  });

  test('still reads what a tag named before, by digest', () => {
    expect(manifestAt(worldAfter(POISONED), bytes, REPO, CLEAN.digest).code).toBe(null);
  });

  test('reads the configuration and layers that a manifest of the repository names, and no manifest as a blob', () => {
    for (const { digest } of namedBy(bytes, CLEAN.parts.amd64!))
      expect(blobAt(OPEN, bytes, REPO, digest)).toMatchObject({ code: null, value: { digest } });
    expect(blobAt(OPEN, bytes, REPO, CLEAN.parts.amd64!).code).toBe('not-found');
    expect(manifestAt(OPEN, bytes, REPO, configOf(CLEAN.parts.amd64!)).code).toBe('not-found');
  });

  test('finds who refers to a digest, and reads it; nobody refers to what is not there', () => {
    const [signature] = referrersAt(OPEN, bytes, REPO, CLEAN.digest).value!;
    expect(manifestAt(OPEN, bytes, REPO, signature!.digest).value?.digest).toBe(signature!.digest);
    for (const { digest } of namedBy(bytes, signature!.digest))
      expect(blobAt(OPEN, bytes, REPO, digest).code).toBe(null);
    for (const digest of [IMPLANT.digest, `sha256:${'0'.repeat(64)}`, 'nonsense'])
      expect(referrersAt(OPEN, bytes, REPO, digest)).toEqual({ code: null, value: [] });
    expect(manifestAt(OPEN, bytes, 'harborlight/api', signature!.digest).code).toBe('not-found');
  });

  test('reads every manifest in the list of manifests, and each of them once', () => {
    const all = manifestsIn(OPEN, bytes, REPO).value!;
    expect(all.length).toBe(new Set(all.map(({ digest }) => digest)).size);
    for (const one of all) {
      const read = manifestAt(OPEN, bytes, REPO, one.digest).value!;
      expect({ mediaType: read.mediaType, digest: read.digest, size: read.bytes.length }).toEqual(one);
    }
  });
});

describe('what was deleted', () => {
  test('by tag leaves the manifest readable by digest', () => {
    const world = worldAfter([0, 'registry', `delete ${STABLE}`]);
    expect(manifestAt(world, bytes, REPO, 'stable').code).toBe('not-found');
    expect(manifestAt(world, bytes, REPO, CLEAN.digest).code).toBe(null);
  });

  test('by digest is gone with its tags, parts, signatures and own blobs', () => {
    const [signature] = referrersAt(OPEN, bytes, REPO, PREVIOUS.digest).value!;
    const world = worldAfter([0, 'registry', `delete ${REPO}@image:previous`]);
    for (const digest of [PREVIOUS.digest, PREVIOUS.parts.amd64!, signature!.digest])
      expect(manifestAt(world, bytes, REPO, digest).code).toBe('not-found');
    expect(blobAt(world, bytes, REPO, configOf(PREVIOUS.parts.amd64!)).code).toBe('not-found');
    expect(referrersAt(world, bytes, REPO, PREVIOUS.digest).value).toEqual([]);
  });

  test('leaves the layers that another manifest names', () => {
    const world = worldAfter([0, 'registry', `delete ${REPO}@image:previous`]);
    const [, layer] = namedBy(bytes, PREVIOUS.parts.amd64!);
    expect(blobAt(world, bytes, REPO, layer!.digest).code).toBe(null);
  });
});

describe('who is kept out', () => {
  test('a quarantine denies everything in the repository, to everyone', () => {
    const world = worldAfter([0, 'registry', `quarantine ${REPO}`]);
    for (const read of [
      tagsIn(world, REPO),
      manifestsIn(world, bytes, REPO),
      manifestAt(world, bytes, REPO, 'stable'),
      blobAt(world, bytes, REPO, configOf(CLEAN.parts.amd64!)),
      referrersAt(world, bytes, REPO, CLEAN.digest),
    ])
      expect(read).toEqual({ code: 'denied', value: null });
    expect(tagsIn(world, 'harborlight/api').code).toBe(null);
  });

  test('the vendor’s block denies the image and what only it names; its tag is still listed', () => {
    const world = blocked(worldAfter(POISONED));
    for (const reference of ['stable', IMPLANT.digest, IMPLANT.parts.arm64!])
      expect(manifestAt(world, bytes, REPO, reference)).toEqual({ code: 'denied', value: null });
    expect(blobAt(world, bytes, REPO, configOf(IMPLANT.parts.amd64!)).code).toBe('denied');
    expect(blobAt(world, bytes, REPO, CLEAN.layers[0]!.digest).code).toBe(null);
    expect(tagsIn(world, REPO).value?.map(({ tag }) => tag)).toContain('stable');
    const listed = manifestsIn(world, bytes, REPO).value!.map(({ digest }) => digest);
    expect(listed).not.toContain(IMPLANT.digest);
    expect(listed).toContain(CLEAN.digest);
  });
});

describe('a pull-through cache', () => {
  const FETCHED: readonly Step[] = [POISONED, [1, 'elmtree', `fetch ${STABLE} through eu-mirror`]];
  const MENDED: readonly Step[] = [...FETCHED, [2, 'registry', `delete ${REPO}@image:implant`]];

  test('serves its mapping and its bytes after upstream deleted both', () => {
    const world = worldAfter(...MENDED);
    expect(cacheView(world, 'eu-mirror')).toMatchObject({
      upstream: REPO,
      mappings: [{ tag: 'stable', digest: IMPLANT.digest }],
      manifests: [IMPLANT.digest, ...Object.values(IMPLANT.parts)].sort(),
    });
    for (const reference of ['stable', IMPLANT.digest])
      expect(manifestThrough(world, bytes, 'eu-mirror', reference)).toMatchObject({
        code: null,
        kept: true,
        value: { digest: IMPLANT.digest },
      });
    expect(blobThrough(world, bytes, 'eu-mirror', configOf(IMPLANT.parts.amd64!))).toMatchObject({
      code: null,
      kept: true,
    });
    expect(manifestAt(world, bytes, REPO, IMPLANT.digest).code).toBe('not-found');
  });

  test('asks upstream for what it does not keep', () => {
    expect(manifestThrough(OPEN, bytes, 'eu-mirror', '1.8')).toMatchObject({
      code: null,
      kept: false,
      value: { digest: CLEAN.digest },
    });
    expect(blobThrough(OPEN, bytes, 'eu-mirror', configOf(CLEAN.parts.amd64!))).toMatchObject({
      code: null,
      kept: false,
    });
  });

  test('forgets a mapping with its TTL and keeps the bytes by digest', () => {
    const world = worldAfter(...MENDED);
    const later = { ...world, at: cacheView(world, 'eu-mirror')!.mappings[0]!.until };
    expect(cacheView(later, 'eu-mirror')?.mappings).toEqual([]);
    expect(manifestThrough(later, bytes, 'eu-mirror', 'stable')).toMatchObject({
      code: 'not-found',
      kept: false,
    });
    expect(manifestThrough(later, bytes, 'eu-mirror', IMPLANT.digest).kept).toBe(true);
  });

  test('serves nothing of its own after a purge', () => {
    const world = worldAfter(...MENDED, [3, 'ci', 'purge eu-mirror']);
    expect(cacheView(world, 'eu-mirror')).toMatchObject({ mappings: [], manifests: [] });
    expect(manifestThrough(world, bytes, 'eu-mirror', IMPLANT.digest).code).toBe('not-found');
  });

  test('goes on serving what it keeps through a quarantine', () => {
    const world = worldAfter(...FETCHED, [2, 'registry', `quarantine ${REPO}`]);
    expect(manifestThrough(world, bytes, 'eu-mirror', 'stable').kept).toBe(true);
    expect(manifestThrough(world, bytes, 'eu-mirror', '1.8').code).toBe('denied');
  });

  test('that is not there serves nothing', () => {
    expect(cacheView(OPEN, 'constructor')).toBe(null);
    expect(manifestThrough(OPEN, bytes, 'nothing', 'stable')).toMatchObject({
      code: 'not-found',
      kept: false,
    });
  });
});
