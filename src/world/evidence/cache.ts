import type { EvidenceRecord } from '../fact.ts';
import { imageOf } from '../reference.ts';
import { sighting } from '../sighting.ts';
import type { Trial } from '../state.ts';
import type { Answer } from './finding.ts';
import { count, each, missing, stamp, unique } from './finding.ts';
import { spoken } from './package-tags.ts';

/** What a pull-through cache serves for each tag and until when, and the manifests it still gives by digest. */
export function cacheOf(trial: Trial): Answer {
  const { world } = trial;
  const id = trial.attempt.targets[0] ?? '';
  const spec = world.estate.caches[id];
  const cache = world.caches[id];
  if (spec === undefined || cache === undefined) return missing('not-found', `There is no cache ${id}.`);
  const served = Object.entries(cache.mappings)
    .filter(([, mapping]) => mapping.until > world.at)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const blobs = Object.keys(cache.blobs).sort();
  const mappings = served.map(
    ([tag, mapping]): EvidenceRecord => ({
      repository: spec.upstream,
      path: `${spec.upstream}/${tag.split(':')[1] ?? tag}`,
      tag: tag.split(':')[1] ?? tag,
      'docker.manifest.digest': mapping.digest,
      fetched_at: stamp(trial, mapping.until - spec.ttl),
      expires_at: stamp(trial, mapping.until),
    }),
  );
  return {
    records: [...mappings, ...blobs.map((digest) => blobRecord(trial, spec.upstream, digest))],
    sightings: unique([
      ...served.map(([tag, mapping]) => sighting('cached', id, tag, mapping.digest)),
      ...each('digest', [...served.map(([, mapping]) => mapping.digest), ...blobs]),
    ]),
    summary: summaryOf(trial, id, served),
  };
}

function blobRecord(trial: Trial, upstream: string, digest: string): EvidenceRecord {
  const isIndex = imageOf(trial.world, digest)?.digest === digest;
  return {
    repository: upstream,
    path: `${upstream}/${digest}`,
    'docker.manifest.digest': digest,
    'docker.manifest.type': `application/vnd.oci.image.${isIndex ? 'index' : 'manifest'}.v1+json`,
  };
}

function summaryOf(
  trial: Trial,
  id: string,
  served: readonly (readonly [string, { readonly digest: string; readonly until: number }])[],
): string {
  if (served.length === 0) return `${id} serves no tag from its own store now.`;
  const list = served.map(
    ([tag, one]) =>
      `${tag} as ${spoken(trial.world, trial.world.estate.caches[id]?.upstream ?? '', one.digest)} until ${stamp(trial, one.until)}`,
  );
  return `${id} serves ${count(served.length, 'tag')}: ${list.join(', ')}.`;
}
