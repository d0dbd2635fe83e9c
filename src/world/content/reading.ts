import { rememberedBy } from '../remembered.ts';
import { textOf } from './bytes.ts';
import type { Annotations, Blob, Bytes, Descriptor } from './oci.ts';
import { MEDIA_TYPE } from './oci.ts';
import { readBundle, SIGNED, type SignatureRecord } from './signature.ts';

/** An image index, an image manifest and an image configuration as their bytes say (OCI image-spec 1.1). */
export interface IndexJson {
  readonly schemaVersion: 2;
  readonly mediaType: string;
  readonly manifests: readonly Descriptor[];
  readonly annotations?: Annotations;
}

export interface ManifestJson {
  readonly schemaVersion: 2;
  readonly mediaType: string;
  readonly artifactType?: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly subject?: Descriptor;
  readonly annotations?: Annotations;
}

export interface ConfigJson {
  readonly created: string;
  readonly architecture: string;
  readonly variant?: string;
  readonly os: string;
  readonly config: {
    readonly Env: readonly string[];
    readonly Entrypoint?: readonly string[];
    readonly Cmd?: readonly string[];
    readonly Labels?: Annotations;
  };
  readonly rootfs: { readonly type: 'layers'; readonly diff_ids: readonly string[] };
  readonly history: readonly {
    readonly created: string;
    readonly created_by: string;
    readonly comment?: string;
    readonly empty_layer?: true;
  }[];
}

/** The index under a digest; null when something else or nothing is there. */
export function readIndex(bytes: Bytes, digest: string): IndexJson | null {
  return read(bytes.blob(digest), MEDIA_TYPE.index) as IndexJson | null;
}

/** The manifest of one architecture, or of a referrer; null when something else or nothing is there. */
export function readManifest(bytes: Bytes, digest: string): ManifestJson | null {
  return read(bytes.blob(digest), MEDIA_TYPE.manifest) as ManifestJson | null;
}

/** The image configuration under a digest; null when something else or nothing is there. */
export function readConfig(bytes: Bytes, digest: string): ConfigJson | null {
  return read(bytes.blob(digest), MEDIA_TYPE.config) as ConfigJson | null;
}

// The bytes are our own, made from recipes: under their media type their shape is known.
function read(blob: Blob | null, mediaType: string): unknown {
  return blob?.mediaType === mediaType ? readJson(blob) : null;
}

const readJson = rememberedBy(
  (blob: Blob) => blob,
  (blob): unknown => JSON.parse(textOf(blob.bytes)),
);

/** The signatures of just this digest, as verifying finds them: by who refers to it. */
export function signaturesOf(bytes: Bytes, digest: string): readonly SignatureRecord[] {
  return bytes.referrers(digest).flatMap((listed) => {
    const bundle = readManifest(bytes, listed.digest)?.layers[0];
    const blob = bundle?.mediaType === MEDIA_TYPE.bundle ? bytes.blob(bundle.digest) : null;
    if (blob === null) return [];
    const record = readBundle(blob.bytes);
    return record.predicateType === SIGNED.type && record.digest === digest ? [record] : [];
  });
}
