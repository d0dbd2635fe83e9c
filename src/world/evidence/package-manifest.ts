import type { EvidenceRecord } from '../fact.ts';
import type { World } from '../state.ts';
import type { HeldImage } from './held-image.ts';
import { nameOf, scriptsOf } from './package-tags.ts';

/** A package's tarball as an unpacked listing: what is in it, and what it runs when it is installed. */
export function packageRecords(world: World, { repo, digest, image }: HeldImage): readonly EvidenceRecord[] {
  // What starts in an image stands in a line of its history that holds no files.
  const contents = image.layers.filter((layer) => !/^(ENTRYPOINT|CMD) /.test(layer.createdBy));
  return [
    {
      name: repo,
      version: nameOf(world, repo, digest),
      ...scriptsOf(image),
      dist: { integrity: image.digest },
      files: contents.map((layer) => ({ path: layer.createdBy, size: layer.size })),
    },
  ];
}
