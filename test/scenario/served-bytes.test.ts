import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ConfigJson, IndexJson, ManifestJson } from '../../src/world/content/reading.ts';
import { blobAt, manifestAt, manifestsIn, namedBy, referrersAt, tagsIn } from '../../src/world/observable.ts';
import { BASE, CASES, readingOf } from './served-images.ts';
import { sha256 } from './small.ts';

describe.each(CASES)('$id $when', (one) => {
  const { content, world, bytesOf, json, images, signable } = readingOf(one);

  test('every digest that a manifest names has bytes with that digest, size and type', () => {
    const open = [
      ...signable,
      ...signable.flatMap((digest) => content.referrers(digest).map((one) => one.digest)),
    ];
    expect(images.length).toBeGreaterThan(2);
    for (const manifest of open) {
      expect(`sha256:${sha256(bytesOf(manifest))}`).toBe(manifest);
      const named = namedBy(content, manifest);
      expect(named.length).toBeGreaterThan(0);
      for (const { digest, size, mediaType } of named) {
        expect({ digest: `sha256:${sha256(bytesOf(digest))}`, size: bytesOf(digest).length }).toEqual({
          digest,
          size,
        });
        expect(content.blob(digest)?.mediaType).toBe(mediaType);
      }
    }
  });

  test('each layer is a tar of its own, and unpacks to the diff id in the configuration', () => {
    for (const image of images)
      for (const part of Object.values(image.parts)) {
        const { config, layers } = json<ManifestJson>(part);
        const { rootfs, history: lines } = json<ConfigJson>(config.digest);
        const unpacked = layers.map(({ digest }) => gunzipSync(bytesOf(digest)));
        expect(rootfs.diff_ids).toEqual(
          unpacked.map((tar) => `sha256:${createHash('sha256').update(tar).digest('hex')}`),
        );
        for (const tar of unpacked) {
          expect(tar.length % 512).toBe(0);
          expect(tar.subarray(257, 262).toString()).toBe('ustar');
        }
        expect(lines.filter((line) => line.empty_layer !== true)).toHaveLength(layers.length);
      }
  });

  test('what physics knows of an image is what its bytes say', () => {
    for (const image of images) {
      const index = json<IndexJson>(image.digest);
      expect(index.manifests.map(({ digest }) => digest)).toEqual(Object.values(image.parts));
      expect(index.annotations?.[BASE] ?? null).toBe(image.base);
      for (const { digest, platform } of index.manifests) {
        const manifest = json<ManifestJson>(digest);
        const config = json<ConfigJson>(manifest.config.digest);
        expect([config.architecture, config.os, config.variant]).toEqual([
          platform?.architecture,
          platform?.os,
          platform?.variant,
        ]);
        expect(config.config.Entrypoint ?? []).toEqual(image.entrypoint);
        const made = config.history
          .filter((line) => line.empty_layer !== true)
          .map((line) => line.created_by);
        expect(made).toEqual(image.layers.map((layer) => layer.createdBy));
      }
      const first = json<ManifestJson>(index.manifests[0]?.digest ?? '').layers;
      expect(image.layers.map(({ digest, size }) => ({ digest, size }))).toEqual(
        first.map(({ digest, size }) => ({ digest, size })),
      );
    }
  });

  test('two architectures share no manifest and no configuration', () => {
    for (const image of images) {
      const configs = Object.values(image.parts).map((part) => json<ManifestJson>(part).config.digest);
      expect(new Set([...configs, ...Object.values(image.parts)]).size).toBe(configs.length * 2);
    }
  });

  test('just what is signed has signatures, each bound to its own digest; a build has an SBOM of its base', () => {
    for (const image of images) {
      for (const digest of [image.digest, ...Object.values(image.parts)]) {
        const found = content.referrers(digest).map((listed) => ({
          listed,
          manifest: json<ManifestJson>(listed.digest),
        }));
        for (const { listed, manifest } of found) {
          expect(manifest.subject?.digest).toBe(digest);
          expect(manifest.subject?.size).toBe(bytesOf(digest).length);
          expect(listed).toMatchObject({
            artifactType: manifest.artifactType,
            annotations: manifest.annotations,
          });
        }
        const signatures = found.filter((one) => one.manifest.artifactType?.includes('sigstore'));
        expect(signatures).toHaveLength(image.signedBy === null ? 0 : 1);
        const boms = found.filter((one) => one.manifest.artifactType?.includes('cyclonedx'));
        expect(boms).toHaveLength(image.base !== null && digest === image.digest ? 1 : 0);
        for (const { manifest } of boms) {
          const bom = json<{
            metadata: { component: { version: string } };
            components: { version: string }[];
          }>(manifest.layers[0]?.digest ?? '');
          expect(bom.metadata.component.version).toBe(digest);
          expect(bom.components[0]?.version).toBe(image.base);
        }
      }
    }
  });

  test('a client can read every manifest and blob of every repository, and nothing with another digest', () => {
    for (const repo of Object.keys(world.stored)) {
      const manifests = manifestsIn(world, content, repo).value ?? [];
      for (const listed of manifests) {
        const read = manifestAt(world, content, repo, listed.digest).value;
        expect({ digest: read?.digest, size: read?.bytes.length, mediaType: read?.mediaType }).toEqual(
          listed,
        );
        if (listed.mediaType.includes('index')) continue;
        for (const { digest, size } of namedBy(content, listed.digest)) {
          const blob = blobAt(world, content, repo, digest).value;
          expect([blob?.digest, blob?.bytes.length]).toEqual([digest, size]);
        }
      }
      const listedDigests = manifests.map(({ digest }) => digest);
      for (const { tag, digest } of tagsIn(world, repo).value ?? []) {
        expect(listedDigests).toContain(digest);
        expect(manifestAt(world, content, repo, tag).value?.digest).toBe(digest);
        for (const one of referrersAt(world, content, repo, digest).value ?? [])
          expect(listedDigests).toContain(one.digest);
      }
    }
  });
});

test('the expert’s play makes builds of its own, and they are served', () => {
  const { scenario, session } = CASES.find(
    (one) => one.id === 'poisoned-base-image' && one.when !== 'at the start',
  )!;
  const { world } = session.course;
  const born = Object.values(world.images).filter(
    (image) => !Object.values(scenario.estate.images).some((one) => one.digest === image.digest),
  );
  expect(born.length).toBeGreaterThan(2);
  const latest = manifestAt(world, scenario.content, 'harborlight/api', 'latest').value;
  expect(born.map(({ digest }) => digest)).toContain(latest?.digest);
});

test('an image that the intruder has yet to make is nowhere in the registry', () => {
  const { scenario, session } = CASES.find(
    (one) => one.id === 'poisoned-base-image' && one.when === 'at the start',
  )!;
  const second = scenario.estate.images['implant-2']!;
  expect(manifestAt(session.course.world, scenario.content, 'harborlight/base', second.digest).code).toBe(
    'not-found',
  );
});
