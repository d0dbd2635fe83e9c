import { type ManifestJson, readConfig, readIndex, readManifest } from '../content/reading.ts';
import type { Architecture, Digest, Image } from '../estate.ts';
import type { EvidenceRecord } from '../fact.ts';
import { isPackage } from '../package.ts';
import { shortDigest } from '../reference.ts';
import { sighting } from '../sighting.ts';
import type { Trial, World } from '../state.ts';
import type { Answer } from './finding.ts';
import { count, each, unique } from './finding.ts';
import type { HeldImage } from './held-image.ts';
import { heldImage, imagesIn, namesSeen, partsOf } from './held-image.ts';
import { packageRecords } from './package-manifest.ts';
import { nameOf } from './package-tags.ts';

/** Index, manifests and image configurations as their bytes say: `history` and `Entrypoint` are where something laid on top shows. */
export function manifestOf(trial: Trial): Answer {
  const { world } = trial;
  const { content } = world.estate;
  const held = heldImage(world, trial.attempt.targets[0] ?? '');
  if ('code' in held) return held;
  const { image, digest, tag } = held;
  const index = readIndex(content, digest);
  const parts = partsOf(image).filter(([, part]) => index !== null || part === digest);
  const predecessor = signedPredecessor(world, held);
  const shown = unique([digest, ...parts.map(([, part]) => part)]);
  return {
    records: isPackage(world, held.repo)
      ? packageRecords(world, held)
      : [
          ...(index === null ? [] : [{ digest, ...index }]),
          ...parts.flatMap(([, part]) => partRecords(world, part)),
        ],
    sightings: unique([
      ...each('digest', shown),
      ...(tag === null ? [] : [sighting('tag', tag, digest)]),
      ...(predecessor === null ? [] : each('extra-layer', namesSeen(world, held))),
    ]),
    summary: isPackage(world, held.repo)
      ? tellPackage(world, held, predecessor)
      : summaryOf(held, predecessor),
  };
}

function partRecords(world: World, part: Digest): readonly EvidenceRecord[] {
  const { content } = world.estate;
  const manifest = readManifest(content, part);
  if (manifest === null) return [];
  const { digest, mediaType } = manifest.config;
  return [
    { digest: part, ...manifest },
    { digest, mediaType, ...readConfig(content, digest) },
  ];
}

/** The signed image of the same repository whose layers all lie under this unsigned one's, the longest such; null when there is none. */
function signedPredecessor(world: World, held: HeldImage): Image | null {
  const { image, repo } = held;
  if (image.signedBy !== null) return null;
  const below = imagesIn(world, repo).filter(
    (one) => one.signedBy !== null && one.layers.length < image.layers.length && liesUnder(world, one, held),
  );
  return below.sort((left, right) => right.layers.length - left.layers.length)[0] ?? null;
}

// Judged on the architecture that was asked for, or on the first that both have.
function liesUnder(world: World, one: Image, { image, digest }: HeldImage): boolean {
  const [architecture] = partsOf(image).filter(
    ([name, part]) => one.parts[name] !== undefined && (digest === image.digest || digest === part),
  )[0] ?? [null];
  if (architecture === null) return false;
  const layers = layersOf(world, image, architecture);
  return layersOf(world, one, architecture).every((layer, at) => layer.digest === layers[at]?.digest);
}

function layersOf(world: World, image: Image, architecture: Architecture): ManifestJson['layers'] {
  return readManifest(world.estate.content, image.parts[architecture] ?? '')?.layers ?? [];
}

function tellPackage(world: World, held: HeldImage, predecessor: Image | null): string {
  const { image, digest, repo } = held;
  const what = `${repo} ${nameOf(world, repo, digest)} (${shortDigest(digest)})`;
  const runs =
    image.entrypoint.length === 0
      ? 'runs nothing when it is installed'
      : `runs "${image.entrypoint.join(' ')}" when it is installed`;
  if (predecessor === null) return `${what} ${runs}.`;
  return `${what} ${runs}. It holds all of ${nameOf(world, repo, predecessor.digest)}, which is signed, and files that no release has.`;
}

function summaryOf(held: HeldImage, predecessor: Image | null): string {
  const { image, digest } = held;
  const what = `${shortDigest(digest)} has ${count(image.layers.length, 'layer')} and starts ${image.entrypoint.join(' ')}`;
  if (predecessor === null) return `${what}.`;
  const extra = image.layers.length - predecessor.layers.length;
  return `${what}: the layers of ${shortDigest(predecessor.digest)}, which is signed, and ${count(extra, 'layer')} more.`;
}
