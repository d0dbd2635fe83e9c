/** The kinds of manifest that are served and taken (OCI image-spec 1.1, docker's image manifest version 2). */
export const MANIFEST_TYPE = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
} as const;

const TYPES: readonly string[] = Object.values(MANIFEST_TYPE);

/** Without parameters, in lower case. */
export function bareType(header: string | null): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

export function isManifestType(type: string): boolean {
  return TYPES.includes(type);
}

/** Several Accept lines and one with commas are the same thing; parameters and `q` count for nothing. */
export function acceptedTypes(header: string | null): ReadonlySet<string> {
  return new Set((header ?? '').split(',').map(bareType));
}

/** What docker-registry says to a client whose Accept does not name an OCI type: `*` of any kind does not. Null when it does. */
export function unacceptable(type: string, accept: ReadonlySet<string>): string | null {
  if (accept.has(type)) return null;
  if (type === MANIFEST_TYPE.manifest)
    return 'OCI manifest found, but accept header does not support OCI manifests';
  if (type === MANIFEST_TYPE.index) return 'OCI index found, but accept header does not support OCI indexes';
  return null;
}
