import type { Desk } from '../../http/desk.ts';
import { manifestAt, manifestThrough } from '../../world/observable.ts';
import type { Call } from '../form.ts';
import { type ImageName, pointOf, readImageName } from '../image-reference.ts';
import { textOf } from '../output.ts';
import { isFine, jsonOf, type Reply, type Wire, type WireRequest } from '../wire.ts';

export const INDEX = 'application/vnd.oci.image.index.v1+json';
export const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const DOCKER_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';

const ACCEPT = { accept: [MANIFEST, INDEX, DOCKER_MANIFEST, DOCKER_LIST].join(', ') };

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: { readonly architecture: string; readonly os: string; readonly variant?: string };
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ManifestJson {
  readonly schemaVersion: number;
  readonly mediaType: string;
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
  readonly manifests?: readonly Descriptor[];
  readonly artifactType?: string;
}

export interface ConfigJson {
  readonly architecture?: string;
  readonly os?: string;
  readonly variant?: string;
  readonly created?: string;
  readonly config?: {
    readonly Env?: readonly string[];
    readonly Labels?: Readonly<Record<string, string>>;
    readonly Entrypoint?: readonly string[];
  };
  readonly history?: readonly {
    readonly created?: string;
    readonly created_by?: string;
    readonly comment?: string;
    readonly empty_layer?: boolean;
  }[];
}

/** A manifest or index as it came, with its digest. */
export interface Fetched {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly json: ManifestJson;
}

export type Got =
  | { readonly ok: true; readonly found: Fetched }
  | { readonly ok: false; readonly reply: Reply };

export function manifestRequest(
  image: ImageName,
  method: 'GET' | 'HEAD' = 'GET',
  point = pointOf(image),
): WireRequest {
  return { service: 'registry', method, path: `/v2/${image.repo}/manifests/${point}`, headers: ACCEPT };
}

export function tagsRequest(repo: string): WireRequest {
  return { service: 'registry', path: `/v2/${repo}/tags/list` };
}

export function blobRequest(repo: string, digest: string): WireRequest {
  return { service: 'registry', path: `/v2/${repo}/blobs/${digest}` };
}

/** Gives a tag what lies behind another name: the bytes as they were read, under their own type. */
export function putRequest(
  repo: string,
  tag: string,
  { mediaType, bytes }: Pick<Fetched, 'mediaType' | 'bytes'>,
): WireRequest {
  return {
    service: 'registry',
    method: 'PUT',
    path: `/v2/${repo}/manifests/${tag}`,
    headers: { 'content-type': mediaType },
    body: bytes,
  };
}

export async function fetchManifest(wire: Wire, image: ImageName, point = pointOf(image)): Promise<Got> {
  const reply = await wire.ask(manifestRequest(image, 'GET', point));
  const json = jsonOf(reply);
  if (!isFine(reply) || json === null) return { ok: false, reply };
  return { ok: true, found: fetchedFrom(reply, json as ManifestJson) };
}

function fetchedFrom(reply: Reply, json: ManifestJson): Fetched {
  return {
    digest: reply.headers.get('docker-content-digest') ?? '',
    mediaType: reply.headers.get('content-type') ?? json.mediaType,
    bytes: reply.body,
    json,
  };
}

/** The image for linux/amd64 (or another machine) where an index came. */
export async function fetchPlatform(wire: Wire, image: ImageName, architecture = 'amd64'): Promise<Got> {
  const got = await fetchManifest(wire, image);
  if (!got.ok || got.found.json.manifests === undefined) return got;
  const part = partFor(got.found.json, architecture);
  return part === null ? got : fetchManifest(wire, image, part.digest);
}

export function partFor(index: ManifestJson, architecture: string): Descriptor | null {
  const fitting = (index.manifests ?? []).filter(({ platform }) => platform?.os === 'linux');
  return fitting.find(({ platform }) => platform?.architecture === architecture) ?? null;
}

export async function fetchConfig(
  wire: Wire,
  repo: string,
  manifest: ManifestJson,
): Promise<{ readonly bytes: Uint8Array; readonly json: ConfigJson } | Reply> {
  const reply = await wire.ask(blobRequest(repo, manifest.config?.digest ?? ''));
  const json = jsonOf(reply);
  return isFine(reply) && json !== null ? { bytes: reply.body, json: json as ConfigJson } : reply;
}

/** All tags of a repository, page after page as `Link` leads. */
export async function fetchTags(wire: Wire, repo: string): Promise<readonly string[] | Reply> {
  const tags: string[] = [];
  let path: string | null = `/v2/${repo}/tags/list`;
  for (let page = 0; path !== null && page < 200; page += 1) {
    const reply: Reply = await wire.ask({ service: 'registry', path });
    if (!isFine(reply)) return reply;
    const body = jsonOf(reply) as { readonly tags?: readonly string[] | null } | null;
    tags.push(...(body?.tags ?? []));
    path = /^<([^>]+)>;\s*rel="next"/.exec(reply.headers.get('link') ?? '')?.[1] ?? null;
  }
  return tags;
}

/** What a name stands for on a desk, for a write that sends it on: what was read a moment before, without reading again. */
export function heldBehind(desk: Desk, image: ImageName, point = pointOf(image)): Fetched | null {
  const { content } = desk.session.engine.scenario;
  const { caches } = desk.world.estate;
  const cache = image.repo.slice(0, image.repo.indexOf('/'));
  const upstream = Object.hasOwn(caches, cache) ? caches[cache]?.upstream : undefined;
  const read =
    upstream !== undefined && image.repo === `${cache}/${upstream}`
      ? manifestThrough(desk.world, content, cache, point)
      : manifestAt(desk.world, content, image.repo, point);
  if (read.code !== null) return null;
  const { digest, mediaType, bytes } = read.value;
  return { digest, mediaType, bytes, json: JSON.parse(textOf(bytes)) as ManifestJson };
}

/**
 * The part of an index that a client reads next. Mostly its bytes were shown with the index; behind a cache they were not, and
 * then it is a look of its own.
 */
export function partRequest(image: ImageName, architecture = 'amd64'): (desk: Desk) => WireRequest | null {
  return (desk) => {
    const top = heldBehind(desk, image);
    const part = top === null ? null : partFor(top.json, architecture);
    return part === null ? null : manifestRequest(image, 'GET', part.digest);
  };
}

/** Every part of an index, one after the other. */
export function partRequests(image: ImageName): readonly ((desk: Desk) => WireRequest | null)[] {
  return ['amd64', 'arm64'].map((architecture) => partRequest(image, architecture));
}

export interface RegistryProblem {
  readonly code: string;
  readonly message: string;
  readonly detail: unknown;
}

/** The first error of a registry's answer; what is not one, in the words of its status. */
export function problemIn(reply: Reply): RegistryProblem {
  const body = jsonOf(reply) as { readonly errors?: readonly Partial<RegistryProblem>[] } | null;
  const first = body?.errors?.[0];
  return {
    code: first?.code ?? '',
    message: first?.message ?? '',
    detail: first?.detail ?? null,
  };
}

const STATUS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

/** `404 Not Found`. */
export function statusWords({ status, statusText }: Reply): string {
  return `${status} ${STATUS[status] ?? statusText}`.trim();
}

/** Reads the image that a form names; `docker://` is taken off where a tool wants it. */
export function imageOperand(call: Call, at: number, transport = ''): ImageName | null {
  const word = call.operands[at] ?? '';
  if (!word.startsWith(transport)) return null;
  return readImageName(word.slice(transport.length), call.hosts);
}

export function isOurs(call: Pick<Call, 'hosts'>, image: ImageName): boolean {
  return image.host === call.hosts.registry;
}
