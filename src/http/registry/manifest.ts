import { createHash } from 'node:crypto';
import { textOf } from '../../world/content/bytes.ts';
import type { Ask } from '../route.ts';
import { problem } from './error.ts';
import { bareType, isManifestType } from './media-type.ts';
import { isDigest, meansDigest } from './name.ts';
import { digestLike } from './scratch.ts';

/** A manifest that a client pushes: its own bytes, and what it names. */
export interface PushedManifest {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly digest: string;
  readonly tag: string | null;
  readonly blobs: readonly string[];
  readonly manifests: readonly string[];
  readonly subject: string | null;
}

const LARGEST = 4 * 1024 * 1024;

type Json = Readonly<Record<string, unknown>>;

/** Reads what is pushed to a tag or a digest, or says what is wrong with it (REGISTRY-AND-CI-CONTRACT.md §1.6). */
export function pushedManifest(ask: Ask): PushedManifest | Response {
  const { body } = ask;
  const reference = ask.params[1] ?? '';
  if (body.length > LARGEST) return problem('MANIFEST_INVALID', 'http: request body too large');
  const mediaType = bareType(ask.headers.get('content-type'));
  if (!isManifestType(mediaType)) return problem('MANIFEST_INVALID', {});
  const json = parsed(body);
  if (json instanceof Response) return json;
  if (json.mediaType !== undefined && json.mediaType !== mediaType) return problem('MANIFEST_INVALID', {});
  const isByDigest = meansDigest(reference);
  if (isByDigest && !isDigest(reference)) return problem('DIGEST_INVALID', reference);
  const digest = isByDigest ? digestLike(reference, body) : `sha256:${sha256(body)}`;
  if (isByDigest && digest !== reference) return problem('DIGEST_INVALID');
  return {
    mediaType,
    bytes: body,
    digest,
    tag: isByDigest ? null : reference,
    blobs: [...digestsOf([json.config]), ...digestsOf(json.layers)],
    manifests: digestsOf(json.manifests),
    subject: digestsOf([json.subject])[0] ?? null,
  };
}

function parsed(body: Uint8Array): Json | Response {
  try {
    const value: unknown = JSON.parse(textOf(body));
    const isTable = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isTable ? (value as Json) : problem('MANIFEST_INVALID', {});
  } catch {
    return problem('MANIFEST_INVALID', {});
  }
}

function digestsOf(list: unknown): readonly string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown) => {
    const digest = (one as { readonly digest?: unknown } | null | undefined)?.digest;
    return typeof digest === 'string' ? [digest] : [];
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What a referrer's descriptor in a list needs to know of its manifest. */
export function referrerFields(bytes: Uint8Array): {
  readonly subject: string | null;
  readonly artifactType?: string;
  readonly annotations?: Json;
} {
  const json = parsed(bytes);
  if (json instanceof Response) return { subject: null };
  const config = json.config as { readonly mediaType?: unknown } | undefined;
  const type = [json.artifactType, config?.mediaType].find((one) => typeof one === 'string' && one !== '');
  return {
    subject: digestsOf([json.subject])[0] ?? null,
    ...(typeof type === 'string' ? { artifactType: type } : {}),
    ...(typeof json.annotations === 'object' && json.annotations !== null
      ? { annotations: json.annotations as Json }
      : {}),
  };
}
