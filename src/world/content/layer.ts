import { gzipStored } from './gzip.ts';
import { secondsOf } from './instant.ts';
import type { Architecture, Blob, Descriptor, Hash } from './oci.ts';
import { MEDIA_TYPE } from './oci.ts';
import { tarOf } from './tar.ts';

/**
 * One line of an image's history. Without files it changed the configuration only (an ENTRYPOINT, an ENV):
 * it stands in the history as an empty layer and has no blob. `created` is RFC 3339 and dates the files too.
 */
export interface LayerSpec {
  readonly files: Readonly<Record<string, string>>;
  readonly createdBy: string;
  readonly created: string;
  readonly comment?: string;
}

export interface Layer {
  readonly descriptor: Descriptor;
  readonly diffId: string;
  readonly createdBy: string;
  readonly blob: Blob;
}

/** Layers made before, for one hash function: what images share is built and hashed once. The caller owns it. */
export interface LayerMemo {
  readonly common: WeakMap<LayerSpec, Layer>;
  readonly amd64: WeakMap<LayerSpec, Layer>;
  readonly arm64: WeakMap<LayerSpec, Layer>;
}

// The one file that differs, so that two architectures never share a manifest by accident.
const ARCHITECTURE_FILE = 'etc/image-architecture';

/** An empty memo. Nothing but speed depends on it. */
export function emptyLayerMemo(): LayerMemo {
  return { common: new WeakMap(), amd64: new WeakMap(), arm64: new WeakMap() };
}

/** Whether the line has a blob of its own. */
export function hasFiles(spec: LayerSpec): boolean {
  return Object.keys(spec.files).length > 0;
}

/** The layer as tar+gzip; `architecture` names the one it is stamped for, or `common` for a layer they share. */
export function layerOf(
  spec: LayerSpec,
  architecture: Architecture | 'common',
  hash: Hash,
  memo: LayerMemo,
): Layer {
  const known = memo[architecture].get(spec);
  if (known !== undefined) return known;
  const stamp = architecture === 'common' ? {} : { [ARCHITECTURE_FILE]: `${architecture}\n` };
  const tar = tarOf({ ...spec.files, ...stamp }, secondsOf(spec.created));
  const bytes = gzipStored(tar);
  const digest = `sha256:${hash(bytes)}`;
  const layer = {
    descriptor: { mediaType: MEDIA_TYPE.layer, digest, size: bytes.length },
    diffId: `sha256:${hash(tar)}`,
    createdBy: spec.createdBy,
    blob: { mediaType: MEDIA_TYPE.layer, bytes },
  };
  memo[architecture].set(spec, layer);
  return layer;
}
