import { createHash } from 'node:crypto';
import type { Blob, Bytes, Descriptor } from '../../src/world/content/oci.ts';
import {
  configBytes,
  indexBytes,
  MEDIA_TYPE,
  manifestBytes,
  platformOf,
} from '../../src/world/content/oci.ts';
import { attest, SIGNED } from '../../src/world/content/signature.ts';
import type { Architecture, Digest, Estate, Image } from '../../src/world/estate.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const configOf = (part: Digest): Digest => `sha256:cf${part.slice(9)}`;
const archive = (text: string): Blob => ({
  mediaType: MEDIA_TYPE.layer,
  bytes: new TextEncoder().encode(text),
});

/** An estate whose images have digests that a test chose: bytes to match, though no digest of theirs is true. */
export function withContent(estate: Omit<Estate, 'content'>): Estate {
  const images = new Map(Object.values(estate.images).map((image) => [image.digest, image]));
  const forge: Estate['forge'] = (pipeline, base, inputs) => {
    const image = estate.forge(pipeline, base, inputs);
    images.set(image.digest, image);
    return image;
  };
  const blobs = (): Map<Digest, Blob> => new Map([...images.values()].flatMap(blobsOf));
  const signatures = (digest: Digest) => {
    const subject = blobs().get(digest);
    const image = [...images.values()].find((one) =>
      [one.digest, ...Object.values(one.parts)].includes(digest),
    );
    if (subject === undefined || image === undefined || image.signedBy === null) return [];
    const signing = {
      identity: image.signedBy,
      issuer: 'https://issuer.example',
      at: '2026-05-12T00:00:00Z',
      logIndex: 7,
    };
    return [attest(descriptor(digest, subject), SIGNED, signing, sha256)];
  };
  const content: Bytes = {
    blob: (digest) => {
      const found = blobs().get(digest);
      if (found !== undefined) return found;
      const referring = [...images.values()]
        .flatMap((one) => [one.digest, ...Object.values(one.parts)])
        .flatMap(signatures);
      return referring.flatMap((one) => one.blobs.get(digest) ?? [])[0] ?? null;
    },
    referrers: (digest) => signatures(digest).map((one) => one.listed),
  };
  return { ...estate, forge, content };
}

function descriptor(digest: Digest, { mediaType, bytes }: Blob): Descriptor {
  return { mediaType, digest, size: bytes.length };
}

function blobsOf(image: Image): readonly (readonly [Digest, Blob])[] {
  const created = '2026-05-12T00:00:00Z';
  const annotations = image.base === null ? {} : { 'org.opencontainers.image.base.digest': image.base };
  const layers = image.layers.map(({ digest, size }) => ({ mediaType: MEDIA_TYPE.layer, digest, size }));
  const parts = Object.entries(image.parts) as [Architecture, Digest][];
  const made = parts.map(([architecture, part]) => {
    const config: Blob = {
      mediaType: MEDIA_TYPE.config,
      bytes: configBytes({
        created,
        platform: platformOf(architecture),
        env: [],
        entrypoint: image.entrypoint,
        labels: {},
        diffIds: layers.map(({ digest }) => `sha256:${sha256(archive(digest).bytes)}`),
        history: image.layers.map(({ createdBy }) => ({ created, createdBy, emptyLayer: false })),
      }),
    };
    const manifest: Blob = {
      mediaType: MEDIA_TYPE.manifest,
      bytes: manifestBytes({ config: descriptor(configOf(part), config), layers, annotations }),
    };
    return { config: [configOf(part), config] as const, manifest: [part, manifest] as const, architecture };
  });
  const index: Blob = {
    mediaType: MEDIA_TYPE.index,
    bytes: indexBytes(
      made.map(({ manifest: [part, blob], architecture }) => ({
        ...descriptor(part, blob),
        platform: platformOf(architecture),
      })),
      annotations,
    ),
  };
  return [
    [image.digest, index],
    ...made.flatMap(({ config, manifest }) => [config, manifest]),
    ...layers.map(({ digest }) => [digest, archive(digest)] as const),
  ];
}
