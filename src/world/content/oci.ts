import { utf8 } from './bytes.ts';

/** Makes the 64 lower-case hexadecimal digits of the sha256 of some bytes; passed in, since the world is pure. */
export type Hash = (bytes: Uint8Array) => string;

export type Architecture = 'amd64' | 'arm64';

/** What a registry stores under one digest: its bytes and the type they are served as. */
export interface Blob {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Where bytes are found by their digest, and who refers to a digest. */
export interface Bytes {
  readonly blob: (digest: string) => Blob | null;
  readonly referrers: (digest: string) => readonly Descriptor[];
}

export type Annotations = Readonly<Record<string, string>>;

/** A pointer at content: digest and exact size, so that a client can refuse anything else (OCI image-spec, Descriptor). */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Annotations;
  readonly platform?: Platform;
  readonly artifactType?: string;
}

export interface Platform {
  readonly architecture: Architecture;
  readonly os: 'linux';
  readonly variant?: 'v8';
}

export interface ManifestParts {
  readonly artifactType?: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly subject?: Descriptor;
  readonly annotations?: Annotations;
}

export interface HistoryEntry {
  readonly created: string;
  readonly createdBy: string;
  readonly comment?: string;
  readonly emptyLayer: boolean;
}

export interface ConfigParts {
  readonly created: string;
  readonly platform: Platform;
  readonly env: readonly string[];
  readonly entrypoint: readonly string[];
  readonly cmd?: readonly string[];
  readonly labels: Annotations;
  readonly diffIds: readonly string[];
  readonly history: readonly HistoryEntry[];
}

export const MEDIA_TYPE = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  empty: 'application/vnd.oci.empty.v1+json',
  bundle: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  sbom: 'application/vnd.cyclonedx+json',
} as const;

/** Puts bytes among the blobs under their digest, and gives the descriptor that points at them. */
export function shelve(
  blobs: Map<string, Blob>,
  mediaType: string,
  bytes: Uint8Array,
  hash: Hash,
): Descriptor {
  const digest = `sha256:${hash(bytes)}`;
  blobs.set(digest, { mediaType, bytes });
  return { mediaType, digest, size: bytes.length };
}

/** Compact JSON in the order in which the keys were written down; what is undefined is left out. */
export function jsonBytes(value: object): Uint8Array {
  return utf8(JSON.stringify(value));
}

/** A copy with its keys in byte order, as Go writes its maps: the order in a scenario file must not change a digest. */
export function sortedKeys(record: Annotations): Annotations {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The platform as registries list it; arm64 is always the eighth version of that family. */
export function platformOf(architecture: Architecture): Platform {
  return architecture === 'arm64'
    ? { architecture, os: 'linux', variant: 'v8' }
    : { architecture, os: 'linux' };
}

/** An image manifest, or with `artifactType` and `subject` a referrer (OCI image-spec 1.1, Image Manifest). */
export function manifestBytes(parts: ManifestParts): Uint8Array {
  return jsonBytes({
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.manifest,
    artifactType: parts.artifactType,
    config: descriptorJson(parts.config),
    layers: parts.layers.map(descriptorJson),
    subject: parts.subject && descriptorJson(parts.subject),
    annotations: annotationsJson(parts.annotations),
  });
}

/** An index: one manifest an architecture (OCI image-spec, Image Index). */
export function indexBytes(manifests: readonly Descriptor[], annotations?: Annotations): Uint8Array {
  return jsonBytes({
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.index,
    manifests: manifests.map(descriptorJson),
    annotations: annotationsJson(annotations),
  });
}

/** An image's configuration; its history is where an added layer shows (OCI image-spec, Image Configuration). */
export function configBytes(parts: ConfigParts): Uint8Array {
  return jsonBytes({
    created: parts.created,
    architecture: parts.platform.architecture,
    variant: parts.platform.variant,
    os: parts.platform.os,
    config: {
      Env: parts.env,
      Entrypoint: parts.entrypoint.length === 0 ? undefined : parts.entrypoint,
      Cmd: parts.cmd,
      Labels: annotationsJson(parts.labels),
    },
    rootfs: { type: 'layers', diff_ids: parts.diffIds },
    history: parts.history.map((entry) => ({
      created: entry.created,
      created_by: entry.createdBy,
      comment: entry.comment,
      empty_layer: entry.emptyLayer ? true : undefined,
    })),
  });
}

function descriptorJson(descriptor: Descriptor): object {
  return {
    mediaType: descriptor.mediaType,
    digest: descriptor.digest,
    size: descriptor.size,
    annotations: annotationsJson(descriptor.annotations),
    platform: descriptor.platform,
    artifactType: descriptor.artifactType,
  };
}

function annotationsJson(annotations: Annotations | undefined): Annotations | undefined {
  return annotations === undefined || Object.keys(annotations).length === 0
    ? undefined
    : sortedKeys(annotations);
}
