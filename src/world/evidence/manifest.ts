import type { Image } from '../estate.ts';
import type { EvidenceRecord } from '../fact.ts';
import { shortDigest } from '../reference.ts';
import { sighting } from '../sighting.ts';
import type { Trial, World } from '../state.ts';
import { fakeDigest } from './fake-id.ts';
import type { Answer } from './finding.ts';
import { count, each, stamp, unique } from './finding.ts';
import type { HeldImage } from './held-image.ts';
import { heldImage, imagesIn, namesSeen, partsOf } from './held-image.ts';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';

/** Index, manifests and image configurations: `history` and `Entrypoint` are where something laid on top shows. */
export function manifestOf(trial: Trial): Answer {
  const { world } = trial;
  const held = heldImage(world, trial.attempt.targets[0] ?? '');
  if ('code' in held) return held;
  const { image, digest, tag } = held;
  const isIndex = digest === image.digest;
  const parts = partsOf(image).filter(([, part]) => isIndex || part === digest);
  const predecessor = signedPredecessor(world, held);
  const shown = isIndex ? [digest, ...parts.map(([, part]) => part)] : [digest];
  return {
    records: [
      ...(isIndex ? [indexRecord(image)] : []),
      ...parts.flatMap(([architecture, part]) => [
        manifestRecord(image, part),
        configRecord(trial, held, architecture),
      ]),
    ],
    sightings: unique([
      ...each('digest', shown),
      ...(tag === null ? [] : [sighting('tag', tag, digest)]),
      ...(predecessor === null ? [] : each('extra-layer', namesSeen(world, held))),
    ]),
    summary: summaryOf(held, predecessor),
  };
}

/** The signed image of the same repository whose layers all lie under this unsigned one's, the longest such; null when there is none. */
function signedPredecessor(world: World, held: HeldImage): Image | null {
  const { image, repo } = held;
  if (image.signedBy !== null) return null;
  const below = imagesIn(world, repo).filter(
    (one) =>
      one.signedBy !== null &&
      one.layers.length < image.layers.length &&
      one.layers.every((layer, index) => layer.digest === image.layers[index]?.digest),
  );
  return below.sort((left, right) => right.layers.length - left.layers.length)[0] ?? null;
}

function indexRecord(image: Image): EvidenceRecord {
  return {
    schemaVersion: 2,
    mediaType: INDEX,
    digest: image.digest,
    manifests: partsOf(image).map(([architecture, digest]) => ({
      mediaType: MANIFEST,
      digest,
      platform: { architecture, os: 'linux' },
    })),
  };
}

function manifestRecord(image: Image, part: string): EvidenceRecord {
  return {
    schemaVersion: 2,
    mediaType: MANIFEST,
    digest: part,
    config: { mediaType: CONFIG },
    layers: image.layers.map(({ digest, size }) => ({ mediaType: LAYER, digest, size })),
  };
}

function configRecord(trial: Trial, held: HeldImage, architecture: string): EvidenceRecord {
  const { image, repo } = held;
  const created = stamp(trial, image.created);
  return {
    mediaType: CONFIG,
    architecture,
    os: 'linux',
    created,
    config: { Entrypoint: image.entrypoint, Labels: labelsOf(image, repo) },
    rootfs: {
      type: 'layers',
      diff_ids: image.layers.map((layer) => fakeDigest(`uncompressed ${layer.digest}`)),
    },
    history: image.layers.map((layer) => ({ created, created_by: layer.createdBy })),
  };
}

// Labels are copied by whoever lays a layer on top, so they prove nothing.
function labelsOf(image: Image, repo: string): EvidenceRecord {
  const base = image.base === null ? {} : { 'org.opencontainers.image.base.digest': image.base };
  return { 'org.opencontainers.image.source': `https://forge.example/${repo}`, ...base };
}

function summaryOf(held: HeldImage, predecessor: Image | null): string {
  const { image, digest } = held;
  const what = `${shortDigest(digest)} has ${count(image.layers.length, 'layer')} and starts ${image.entrypoint.join(' ')}`;
  if (predecessor === null) return `${what}.`;
  const extra = image.layers.length - predecessor.layers.length;
  return `${what}: the layers of ${shortDigest(predecessor.digest)}, which is signed, and ${count(extra, 'layer')} more.`;
}
