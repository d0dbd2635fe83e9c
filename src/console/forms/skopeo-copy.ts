import type { Desk } from '../../http/desk.ts';
import type { Call, Plan } from '../form.ts';
import { type ImageName, pointOf, repositoryOf } from '../image-reference.ts';
import { joined, lined, type Output, out } from '../output.ts';
import { isFine, type Reply, type Wire } from '../wire.ts';
import {
  type Fetched,
  fetchManifest,
  heldBehind,
  imageOperand,
  isOurs,
  type ManifestJson,
  manifestRequest,
  partFor,
  partRequest,
  partRequests,
  problemIn,
  putRequest,
  statusWords,
} from './registry-calls.ts';
import { fatal, noHost } from './skopeo-words.ts';

/**
 * `skopeo copy` between names of our registry, or out into a directory, which here is a place for evidence. An index is copied
 * whole only with `--all`; without it one architecture is, which is a mistake that people really make.
 */
export function copy(call: Call): Plan | Output {
  const [from = '', to = ''] = call.operands;
  if (call.operands.length !== 2) return fatal('Exactly two arguments expected');
  const source = imageOperand(call, 0, 'docker://');
  if (source === null) return fatal(`Invalid source name ${from}: ${problemWith(from)}`);
  if (!isOurs(call, source)) return fatal(`initializing source ${from}: ${noHost(source.host)}`);
  if (/^(?:dir|oci):./.test(to)) return outTo(call, source);
  const target = imageOperand(call, 1, 'docker://');
  if (target === null) return fatal(`Invalid destination name ${to}: ${problemWith(to)}`);
  if (!isOurs(call, target)) return fatal(`initializing destination ${to}: ${noHost(target.host)}`);
  return between(call, source, target);
}

function problemWith(text: string): string {
  const colon = text.indexOf(':');
  if (colon < 0) return `Invalid image name "${text}", expected colon-separated transport:reference`;
  return text.startsWith('docker://')
    ? 'invalid reference format'
    : `Invalid image name "${text}", unknown transport "${text.slice(0, colon)}"`;
}

function isAll(call: Call): boolean {
  return call.flags.on.has('-a') || call.flags.values.get('--multi-arch')?.at(-1) === 'all';
}

function architectureIn(call: Call): string {
  return call.flags.values.get('--override-arch')?.at(-1) ?? 'amd64';
}

/** What will be written: the index with --all, else its part for this machine. */
function chosen(call: Call, top: Fetched, partOf: (digest: string) => Fetched | null): Fetched | null {
  if (isAll(call) || top.json.manifests === undefined) return top;
  const part = partFor(top.json, architectureIn(call));
  return part === null ? null : partOf(part.digest);
}

function partsRead(call: Call, source: ImageName) {
  return isAll(call) ? partRequests(source) : [partRequest(source, architectureIn(call))];
}

function between(call: Call, source: ImageName, target: ImageName): Plan {
  const tag = target.tag ?? 'latest';
  const part = (desk: Desk): Fetched | null => {
    const top = heldBehind(desk, source);
    return top === null ? null : chosen(call, top, (digest) => heldBehind(desk, source, digest));
  };
  return {
    opening: [
      manifestRequest(source),
      ...partsRead(call, source),
      (desk) => {
        const found = part(desk);
        return found === null ? null : putRequest(target.repo, tag, found);
      },
    ],
    run: async (wire) => {
      const copied = await read(call, wire, source);
      if (!('top' in copied)) return copied;
      const written = await wire.ask(putRequest(target.repo, tag, copied.whole));
      if (isFine(written)) return out(copied.said.join(''));
      const head =
        copied.top.json.manifests === undefined || isAll(call)
          ? ''
          : 'copying system image from manifest list: ';
      const said = copied.said.join('').replace(/Storing (?:list )?signatures\n$/, '');
      return joined(
        out(said),
        fatal(
          `${head}writing manifest: uploading manifest ${tag} to ${repositoryOf(target)}: ${refusalWords(written)}`,
        ),
      );
    },
  };
}

function refusalWords(reply: Reply): string {
  const { code, message } = problemIn(reply);
  if (reply.status === 401)
    return 'errors:\ndenied: requested access to the resource is denied\nunauthorized: authentication required\n';
  return code === ''
    ? `received unexpected HTTP status: ${statusWords(reply)}`
    : `${code.toLowerCase()}: ${message}`;
}

interface Copied {
  readonly top: Fetched;
  /** What goes to the other name. */
  readonly whole: Fetched;
  readonly said: readonly string[];
}

async function read(call: Call, wire: Wire, source: ImageName): Promise<Copied | Output> {
  const got = await fetchManifest(wire, source);
  if (!got.ok) {
    const { code, message } = problemIn(got.reply);
    const said =
      code === ''
        ? `received unexpected HTTP status: ${statusWords(got.reply)}`
        : `${code.toLowerCase().replaceAll('_', ' ')}: ${message}`;
    return fatal(
      `initializing source docker://${source.text}: reading manifest ${pointOf(source)} in ${repositoryOf(source)}: ${said}`,
    );
  }
  const top = got.found;
  const parts = top.json.manifests ?? [];
  const wanted = isAll(call)
    ? parts
    : parts.filter(({ digest }) => digest === partFor(top.json, architectureIn(call))?.digest);
  const images: Fetched[] = [];
  for (const { digest } of wanted) {
    const part = await fetchManifest(wire, source, digest);
    if (part.ok) images.push(part.found);
  }
  if (parts.length === 0) return { top, whole: top, said: [imageWords(top.json)] };
  if (!isAll(call)) {
    const [image] = images;
    if (image === undefined)
      return fatal(
        `choosing image instance: no image found in manifest list for architecture ${architectureIn(call)}, variant "", OS linux`,
      );
    return { top, whole: image, said: [imageWords(image.json)] };
  }
  return { top, whole: top, said: [listWords(images)] };
}

/** What skopeo tells while it copies one image. */
export function imageWords({ layers = [], config }: ManifestJson): string {
  return lined([
    'Getting image source signatures',
    ...layers.map(({ digest }) => `Copying blob ${digest}`),
    `Copying config ${config?.digest ?? ''}`,
    'Writing manifest to image destination',
    'Storing signatures',
  ]);
}

function listWords(images: readonly Fetched[]): string {
  const count = images.length;
  const each = images.map(
    ({ digest, json }, index) => `Copying image ${digest} (${index + 1}/${count})\n${imageWords(json)}`,
  );
  return [
    `Getting image list signatures\nCopying ${count} of ${count} images in list\n`,
    ...each,
    'Writing manifest list to image destination\nStoring list signatures\n',
  ].join('');
}

/** Copying out is what `preserve` means; a client reads the manifest for it first. */
function outTo(call: Call, source: ImageName): Plan {
  const line = (desk: Desk): string => {
    const top = heldBehind(desk, source);
    const repo = upstreamOf(desk, source.repo);
    // What a cache keeps is known by digest alone: a tag is the registry's own.
    const isTag = source.digest === null && repo === source.repo;
    if (isAll(call)) return `preserve ${repo}${isTag ? `:${source.tag}` : `@${top?.digest ?? ''}`}`;
    const part = top === null ? null : chosen(call, top, (digest) => heldBehind(desk, source, digest));
    return `preserve ${repo}@${part?.digest ?? source.digest ?? ''}`;
  };
  return {
    opening: [
      manifestRequest(source),
      ...partsRead(call, source),
      (desk) => (heldBehind(desk, source) === null ? null : { line: line(desk) }),
    ],
    run: async (wire) => {
      const copied = await read(call, wire, source);
      if (!('top' in copied)) return copied;
      const outcome = wire.desk.decide(line(wire.desk));
      if (outcome.kind === 'done') return out(copied.said.join(''));
      const why =
        outcome.kind === 'refused' || outcome.kind === 'unknown'
          ? outcome.message
          : 'nobody has hands free for it';
      return fatal(`writing blob: ${why}`);
    },
  };
}

/** The repository that a name through a cache stands for: `eu-mirror/harborlight/base` is `harborlight/base`. */
function upstreamOf(desk: Desk, repo: string): string {
  const slash = repo.indexOf('/');
  const { caches } = desk.world.estate;
  const cache = repo.slice(0, slash);
  const upstream = Object.hasOwn(caches, cache) ? caches[cache]?.upstream : undefined;
  return upstream === repo.slice(slash + 1) ? upstream : repo;
}
