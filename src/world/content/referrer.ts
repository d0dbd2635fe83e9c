import type { Annotations, Blob, Descriptor, Hash } from './oci.ts';
import { jsonBytes, MEDIA_TYPE, manifestBytes, shelve } from './oci.ts';

/** Content that points at other content: a signature, an attestation, an SBOM (OCI distribution-spec, Listing Referrers). */
export interface ReferrerContent {
  /** Digest of the referrer's own manifest. */
  readonly digest: string;
  /** Digest that it points at, and binds: never a tag. */
  readonly subject: string;
  readonly blobs: ReadonlyMap<string, Blob>;
  /** As it stands in the list of referrers. */
  readonly listed: Descriptor;
}

/** A manifest with one document as its only layer and the empty configuration, pointing at `subject`. */
export function referTo(
  subject: Descriptor,
  artifactType: string,
  document: object,
  annotations: Annotations,
  hash: Hash,
): ReferrerContent {
  const blobs = new Map<string, Blob>();
  const config = shelve(blobs, MEDIA_TYPE.empty, jsonBytes({}), hash);
  const layer = shelve(blobs, artifactType, jsonBytes(document), hash);
  const bytes = manifestBytes({
    artifactType,
    config,
    layers: [layer],
    subject: plain(subject),
    annotations,
  });
  const manifest = shelve(blobs, MEDIA_TYPE.manifest, bytes, hash);
  return {
    digest: manifest.digest,
    subject: subject.digest,
    blobs,
    listed: { ...manifest, annotations, artifactType },
  };
}

/** The descriptor of what is stored under a digest; refuses a digest that is not among the blobs. */
export function descriptorIn(blobs: ReadonlyMap<string, Blob>, digest: string): Descriptor {
  const blob = blobs.get(digest);
  if (blob === undefined) throw new RangeError(`no such content: ${digest}`);
  return { mediaType: blob.mediaType, digest, size: blob.bytes.length };
}

function plain(descriptor: Descriptor): Descriptor {
  return { mediaType: descriptor.mediaType, digest: descriptor.digest, size: descriptor.size };
}
