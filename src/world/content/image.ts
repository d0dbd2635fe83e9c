import type { Layer, LayerMemo, LayerSpec } from './layer.ts';
import { emptyLayerMemo, hasFiles, layerOf } from './layer.ts';
import type { Annotations, Architecture, Blob, Descriptor, Hash } from './oci.ts';
import { configBytes, indexBytes, MEDIA_TYPE, manifestBytes, platformOf, shelve } from './oci.ts';

/** What an image is made of. At least one architecture, and one layer with files; the order of architectures is ours. */
export interface ImageSpec {
  readonly architectures: readonly Architecture[];
  readonly layers: readonly LayerSpec[];
  readonly entrypoint: readonly string[];
  readonly cmd?: readonly string[];
  readonly env: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly created: string;
  /** They stand on the index and on each manifest. */
  readonly annotations?: Annotations;
}

/** An image's index, manifests, configurations and layers, each under its digest. */
export interface ImageContent {
  /** Digest of the index. */
  readonly digest: string;
  /** Digest of the manifest of each architecture that the image has. */
  readonly parts: Readonly<Partial<Record<Architecture, string>>>;
  /** The layers of each architecture, lowest first, with the history line that made each. */
  readonly layers: Readonly<Partial<Record<Architecture, readonly LayerLine[]>>>;
  readonly blobs: ReadonlyMap<string, Blob>;
}

export interface LayerLine {
  readonly digest: string;
  readonly size: number;
  readonly createdBy: string;
}

/** What a build adds to its base. What it leaves out it inherits. */
export interface OwnSpec {
  readonly layers: readonly LayerSpec[];
  readonly created: string;
  readonly architectures?: readonly Architecture[];
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly env?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Annotations;
  /** Recorded in the annotations; a build by tag knows the digest that its tag named then. */
  readonly base?: { readonly name: string; readonly digest: string };
}

const ARCHITECTURES: readonly Architecture[] = ['amd64', 'arm64'];

/**
 * The real bytes of an image: equal specs give equal digests on every machine.
 * Refuses an image without architectures or layers, bad paths and bad times. Source: OCI image-spec 1.1.
 */
export function makeImage(spec: ImageSpec, hash: Hash, memo: LayerMemo = emptyLayerMemo()): ImageContent {
  const architectures = ARCHITECTURES.filter((architecture) => spec.architectures.includes(architecture));
  if (architectures.length === 0) throw new RangeError('an image needs an architecture');
  const filled = spec.layers.filter(hasFiles);
  if (filled.length === 0) throw new RangeError('an image needs a layer with files');
  const blobs = new Map<string, Blob>();
  const parts: Partial<Record<Architecture, string>> = {};
  const lines: Partial<Record<Architecture, readonly LayerLine[]>> = {};
  const manifests = architectures.map((architecture) => {
    // Only the first layer is stamped with its architecture: an image keeps it as the prefix of what is built on it.
    const layers = filled.map((layer, index) =>
      layerOf(layer, index === 0 ? architecture : 'common', hash, memo),
    );
    const manifest = shelvePart(blobs, spec, architecture, layers, hash);
    parts[architecture] = manifest.digest;
    lines[architecture] = layers.map(({ descriptor: { digest, size }, createdBy }) => ({
      digest,
      size,
      createdBy,
    }));
    return { ...manifest, platform: platformOf(architecture) };
  });
  const index = shelve(blobs, MEDIA_TYPE.index, indexBytes(manifests, spec.annotations), hash);
  return { digest: index.digest, parts, layers: lines, blobs };
}

/**
 * The spec of an image built `FROM` another: its history continues the base's. As in a Dockerfile, a new entrypoint
 * drops the inherited command, labels and environment are inherited by name, annotations are not.
 */
export function buildOn(base: ImageSpec, own: OwnSpec): ImageSpec {
  const cmd = own.cmd ?? (own.entrypoint === undefined ? base.cmd : undefined);
  const annotations = {
    ...own.annotations,
    ...(own.base && {
      'org.opencontainers.image.base.name': own.base.name,
      'org.opencontainers.image.base.digest': own.base.digest,
    }),
  };
  return {
    architectures: own.architectures ?? base.architectures,
    layers: [...base.layers, ...own.layers],
    entrypoint: own.entrypoint ?? base.entrypoint,
    ...(cmd && { cmd }),
    env: mergedEnv(base.env, own.env ?? []),
    labels: { ...base.labels, ...own.labels },
    created: own.created,
    annotations,
  };
}

function shelvePart(
  blobs: Map<string, Blob>,
  spec: ImageSpec,
  architecture: Architecture,
  layers: readonly Layer[],
  hash: Hash,
): Descriptor {
  for (const layer of layers) blobs.set(layer.descriptor.digest, layer.blob);
  const config = configBytes({
    created: spec.created,
    platform: platformOf(architecture),
    env: spec.env,
    entrypoint: spec.entrypoint,
    ...(spec.cmd && { cmd: spec.cmd }),
    labels: spec.labels,
    diffIds: layers.map((layer) => layer.diffId),
    history: spec.layers.map((layer) => ({
      created: layer.created,
      createdBy: layer.createdBy,
      ...(layer.comment !== undefined && { comment: layer.comment }),
      emptyLayer: !hasFiles(layer),
    })),
  });
  const manifest = manifestBytes({
    config: shelve(blobs, MEDIA_TYPE.config, config, hash),
    layers: layers.map((layer) => layer.descriptor),
    ...(spec.annotations && { annotations: spec.annotations }),
  });
  return shelve(blobs, MEDIA_TYPE.manifest, manifest, hash);
}

// A variable set again keeps its place in the list and takes the new value.
function mergedEnv(base: readonly string[], own: readonly string[]): readonly string[] {
  const byName = new Map<string, string>();
  for (const entry of [...base, ...own]) byName.set(entry.split('=', 1)[0] ?? entry, entry);
  return [...byName.values()];
}
