import { utf8 } from './bytes.ts';
import type { ImageContent } from './image.ts';
import type { Hash } from './oci.ts';
import { MEDIA_TYPE } from './oci.ts';
import type { ReferrerContent } from './referrer.ts';
import { descriptorIn, referTo } from './referrer.ts';

/** What an SBOM says of an image: its name (`harborlight/api`), what it was built on, and the packages that were found. */
export interface SbomSpec {
  readonly name: string;
  readonly at: string;
  readonly base?: { readonly name: string; readonly digest: string };
  readonly packages: readonly { readonly name: string; readonly version: string }[];
}

/**
 * A CycloneDX 1.6 document about an image's index, as a referrer. A file that an implant lays on top is no package,
 * so it need not show here. Source: CycloneDX 1.6 JSON; OCI image-spec, base image annotations.
 */
export function makeSbom(content: ImageContent, spec: SbomSpec, hash: Hash): ReferrerContent {
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(hash(utf8(`sbom of ${content.digest} at ${spec.at}`)))}`,
    version: 1,
    metadata: { timestamp: spec.at, component: container(spec.name, content.digest) },
    components: [
      ...(spec.base === undefined ? [] : [container(spec.base.name, spec.base.digest)]),
      ...spec.packages.map(({ name, version }) => ({
        type: 'library',
        'bom-ref': purl('generic', name, version),
        name,
        version,
        purl: purl('generic', name, version),
      })),
    ],
  };
  const annotations = {
    'org.opencontainers.image.created': spec.at,
    ...(spec.base && {
      'org.opencontainers.image.base.name': spec.base.name,
      'org.opencontainers.image.base.digest': spec.base.digest,
    }),
  };
  return referTo(descriptorIn(content.blobs, content.digest), MEDIA_TYPE.sbom, document, annotations, hash);
}

function container(name: string, digest: string): object {
  const repository = name.split(':', 1)[0] ?? name;
  const reference = purl('oci', repository.split('/').at(-1) ?? repository, digest);
  return {
    type: 'container',
    'bom-ref': reference,
    name,
    version: digest,
    hashes: [{ alg: 'SHA-256', content: digest.slice('sha256:'.length) }],
    purl: reference,
  };
}

function purl(type: string, name: string, version: string): string {
  return `pkg:${type}/${encodeURIComponent(name)}@${encodeURIComponent(version)}`;
}

// A version-8 UUID (RFC 9562 §5.8): made from our own hash, so that equal content gets an equal serial number.
function uuidOf(digits: string): string {
  const parts = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ];
  return parts.join('-');
}
