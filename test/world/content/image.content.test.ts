import { spawnSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ImageContent, ImageSpec } from '../../../src/world/content/image.ts';
import { buildOn, makeImage } from '../../../src/world/content/image.ts';
import { emptyLayerMemo } from '../../../src/world/content/layer.ts';
import type { Architecture } from '../../../src/world/content/oci.ts';
import { jsonBytes } from '../../../src/world/content/oci.ts';
import type { ConfigJson, IndexJson, ManifestJson } from './samples.ts';
import { api, base, implantOnTop, jsonOf, sha256 } from './samples.ts';

const implant = buildOn(base, implantOnTop);
const apiOnImplant = buildOn(implant, api);
const big: ImageSpec = {
  ...base,
  layers: [{ ...base.layers[0]!, files: { 'opt/model.bin': 'weights '.repeat(20_000) } }],
};
const specs = { base, implant, apiOnImplant, big };

function part(
  content: ImageContent,
  architecture: Architecture,
): { manifest: ManifestJson; config: ConfigJson } {
  const manifest = jsonOf<ManifestJson>(content.blobs, content.parts[architecture]!);
  return { manifest, config: jsonOf<ConfigJson>(content.blobs, manifest.config.digest) };
}

describe.each(Object.entries(specs))('the image %s', (_name, spec) => {
  const content = makeImage(spec, sha256);

  it('keeps each blob under the sha256 of its bytes', () => {
    for (const [digest, blob] of content.blobs) expect(digest).toBe(`sha256:${sha256(blob.bytes)}`);
  });

  it('names only what it holds, with its true size and type, and holds nothing else', () => {
    const index = jsonOf<IndexJson>(content.blobs, content.digest);
    const manifests = index.manifests.map(({ digest }) => jsonOf<ManifestJson>(content.blobs, digest));
    const named = [...index.manifests, ...manifests.flatMap(({ config, layers }) => [config, ...layers])];
    for (const { digest, size, mediaType } of named) {
      expect(content.blobs.get(digest)).toMatchObject({
        mediaType,
        bytes: expect.objectContaining({ length: size }),
      });
    }
    expect(new Set([content.digest, ...named.map(({ digest }) => digest)])).toEqual(
      new Set(content.blobs.keys()),
    );
    for (const { mediaType } of [index, ...manifests])
      expect(mediaType).toMatch(/^application\/vnd\.oci\.image\./);
  });

  it('has layers that unpack into the tar that its configuration names', () => {
    for (const architecture of spec.architectures) {
      const { manifest, config } = part(content, architecture);
      const tars = manifest.layers.map(({ digest }) => gunzipSync(content.blobs.get(digest)!.bytes));
      expect(config.rootfs).toEqual({ type: 'layers', diff_ids: tars.map((tar) => `sha256:${sha256(tar)}`) });
      for (const tar of tars) expect(spawnSync('tar', ['-tf', '-'], { input: tar }).status).toBe(0);
    }
  });

  it('tells in its history every line of its making, and which of them are layers', () => {
    const { config, manifest } = part(content, 'amd64');
    expect(config.history.map((entry) => entry.created_by)).toEqual(
      spec.layers.map((layer) => layer.createdBy),
    );
    expect(config.history.filter((entry) => entry.empty_layer !== true)).toHaveLength(manifest.layers.length);
  });

  it('lists the layers of each architecture with the line that made each', () => {
    for (const architecture of spec.architectures) {
      const { config, manifest } = part(content, architecture);
      const made = config.history.filter((entry) => entry.empty_layer !== true);
      expect(content.layers[architecture]).toEqual(
        manifest.layers.map(({ digest, size }, index) => ({
          digest,
          size,
          createdBy: made[index]?.created_by,
        })),
      );
    }
  });

  it('has JSON that is compact and unchanged by reading and writing it again', () => {
    for (const { mediaType, bytes } of content.blobs.values()) {
      if (!mediaType.endsWith('+json')) continue;
      expect(jsonBytes(JSON.parse(Buffer.from(bytes).toString('utf8')))).toEqual(bytes);
    }
  });

  it('has other parts for each architecture, of which only the first layer differs', () => {
    const [amd64, arm64] = [part(content, 'amd64'), part(content, 'arm64')];
    expect(content.parts.amd64).not.toBe(content.parts.arm64);
    expect(amd64.manifest.layers[0]!.digest).not.toBe(arm64.manifest.layers[0]!.digest);
    expect(amd64.manifest.layers.slice(1)).toEqual(arm64.manifest.layers.slice(1));
    const index = jsonOf<IndexJson>(content.blobs, content.digest);
    expect(index.manifests.map(({ digest, platform }) => [digest, platform])).toEqual([
      [content.parts.amd64, { architecture: 'amd64', os: 'linux' }],
      [content.parts.arm64, { architecture: 'arm64', os: 'linux', variant: 'v8' }],
    ]);
  });
});

describe('the digest of an image', () => {
  it('is the same for ever', () => {
    const clean = makeImage(base, sha256);
    expect([clean.digest, clean.parts.amd64, clean.parts.arm64]).toEqual([
      'sha256:715107a0489ac10323743ecd7cbedb2efee3b7d05db7a6a498fd9f594dd04d4b',
      'sha256:9ab8ba360a578d387d1919adaca39bd78e68533c6510b05d26a25780168ce4ea',
      'sha256:bbdd75f3b28af1fae63cfc422dc23b40e31234940967be67c49b1fe462b17f1a',
    ]);
    expect(makeImage(apiOnImplant, sha256).digest).toBe(
      'sha256:2749ef0152d6fdf8014f3752de8b1181ee9e70eef4c7357c0c1616f7531e7554',
    );
  });

  it('does not depend on the order of keys, nor of architectures', () => {
    const turn = (record: Readonly<Record<string, string>>): Record<string, string> =>
      Object.fromEntries(Object.entries(record).reverse());
    const turned: ImageSpec = {
      ...base,
      architectures: ['arm64', 'amd64'],
      layers: base.layers.map((layer) => ({ ...layer, files: turn(layer.files) })),
      labels: turn(base.labels),
    };
    expect(makeImage(turned, sha256).digest).toBe(makeImage(base, sha256).digest);
  });

  it('changes with the smallest change of a file, of its time and of the entrypoint', () => {
    const [first, ...rest] = base.layers;
    const changed: readonly ImageSpec[] = [
      { ...base, layers: [{ ...first!, files: { ...first!.files, 'etc/passwd': '' } }, ...rest] },
      { ...base, layers: [{ ...first!, created: '2026-04-28T10:00:01Z' }, ...rest] },
      { ...base, entrypoint: [] },
    ];
    const digests = [base, ...changed].map((spec) => makeImage(spec, sha256).digest);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('does not depend on what was made before, and layers made before are not hashed again', () => {
    const sizes: number[] = [];
    const counted = (bytes: Uint8Array): string => {
      sizes.push(bytes.length);
      return sha256(bytes);
    };
    const memo = emptyLayerMemo();
    const first = makeImage(big, counted, memo);
    // The first layer, for two architectures, packed and unpacked.
    expect(sizes.filter((size) => size > 100_000)).toHaveLength(4);
    const second = makeImage(buildOn(big, api), counted, memo);
    expect(sizes.filter((size) => size > 100_000)).toHaveLength(4);
    expect(first.digest).toBe(makeImage(big, sha256).digest);
    expect(second.digest).toBe(makeImage(buildOn(big, api), sha256).digest);
  });
});

describe('an image built on another', () => {
  const [below, above] = [makeImage(implant, sha256), makeImage(apiOnImplant, sha256)];

  it.each(['amd64', 'arm64'] as const)(
    'has the layers of its base as the beginning of its own (%s)',
    (architecture) => {
      const [inner, outer] = [part(below, architecture), part(above, architecture)];
      const depth = inner.manifest.layers.length;
      expect(outer.manifest.layers).toHaveLength(depth + 1);
      expect(outer.manifest.layers.slice(0, depth)).toEqual(inner.manifest.layers);
      expect(outer.config.rootfs.diff_ids.slice(0, depth)).toEqual(inner.config.rootfs.diff_ids);
      expect(outer.config.history.slice(0, -1)).toEqual(inner.config.history);
    },
  );

  it('shows the wrapped entrypoint of a poisoned base, which the clean base does not have', () => {
    const wrapped = implantOnTop.entrypoint;
    expect(part(above, 'arm64').config.config.Entrypoint).toEqual(wrapped);
    expect(part(makeImage(buildOn(base, api), sha256), 'arm64').config.config.Entrypoint).toEqual(
      base.entrypoint,
    );
  });

  it('takes its own command and environment before those of its base', () => {
    expect(part(above, 'amd64').config.config).toMatchObject({
      Cmd: api.cmd,
      Env: ['PATH=/usr/local/bin:/usr/bin:/bin', 'TZ=Europe/Lisbon', 'PORT=8080'],
      Labels: base.labels,
    });
    expect(part(below, 'amd64').config.config.Cmd).toBeUndefined();
    expect(buildOn(base, { layers: [], created: base.created }).cmd).toEqual(base.cmd);
  });

  it('names its base on the index and on each manifest, and does not inherit annotations', () => {
    const named = {
      'org.opencontainers.image.base.digest': api.base!.digest,
      'org.opencontainers.image.base.name': api.base!.name,
    };
    expect(jsonOf<IndexJson>(above.blobs, above.digest).annotations).toEqual(named);
    expect(part(above, 'arm64').manifest.annotations).toEqual(named);
    expect(jsonOf<IndexJson>(below.blobs, below.digest).annotations).toBeUndefined();
  });
});

describe('an image spec', () => {
  it('for one architecture makes an index of one manifest', () => {
    const single = makeImage({ ...base, architectures: ['arm64'] }, sha256);
    expect(Object.keys(single.parts)).toEqual(['arm64']);
    expect(single.parts.arm64).toBe(makeImage(base, sha256).parts.arm64);
  });

  it('without architectures, without files or with a bad time is refused', () => {
    expect(() => makeImage({ ...base, architectures: [] }, sha256)).toThrow(/architecture/);
    expect(() => makeImage({ ...base, layers: base.layers.slice(2) }, sha256)).toThrow(/layer with files/);
    expect(() => makeImage({ ...base, layers: [{ ...base.layers[0]!, created: 'now' }] }, sha256)).toThrow(
      RangeError,
    );
  });
});
