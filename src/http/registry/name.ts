const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const DIGEST_WORD = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*(?::|%3[Aa])[A-Za-z0-9=_-]+';

/** A repository as it stands in a path: `harborlight/base`, whose slash a client may escape. */
export const NAME = `${PART}(?:(?:/|%2[Ff])${PART})*`;
/** What looks like a digest, whether or not it is one: a malformed digest gets an answer of its own. */
export const DIGEST = DIGEST_WORD;
/** A tag or what looks like a digest. */
export const REFERENCE = `${DIGEST_WORD}|[A-Za-z0-9_][A-Za-z0-9._-]{0,127}`;

/** A name with its host is at most 255 characters; the host is ours to leave room for. */
export const LONGEST_NAME = 255;

const SIZES: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

export function isDigest(text: string): boolean {
  const [, algorithm = '', digits = ''] = /^([a-z0-9]+):([0-9a-f]+)$/.exec(text) ?? [];
  return SIZES[algorithm] === digits.length;
}

/** Whether a reference of a path means a digest rather than a tag: a tag has no colon. */
export function meansDigest(reference: string): boolean {
  return reference.includes(':');
}

/** The digest in a tag that stands for what refers to it, `sha256-….sig` or `sha256-…` alone; null for any other tag. */
export function subjectOfTag(tag: string): string | null {
  const [, digits] = /^sha256-([0-9a-f]{64})(?:\.(?:sig|att|sbom))?$/.exec(tag) ?? [];
  return digits === undefined ? null : `sha256:${digits}`;
}
