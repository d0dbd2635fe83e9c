import { readConfig, readManifest } from '../content/reading.ts';
import type { Digest, Image } from '../estate.ts';
import type { EvidenceRecord } from '../fact.ts';
import { isPackage } from '../package.ts';
import { imageOf, shortDigest } from '../reference.ts';
import { tagsOf } from '../registry.ts';
import { sighting } from '../sighting.ts';
import type { Trial } from '../state.ts';
import { fakeRunId } from './fake-id.ts';
import type { Answer } from './finding.ts';
import { count, each, missing, stamp, unique } from './finding.ts';
import { partsOf } from './held-image.ts';
import { factsOf } from './history.ts';
import { packageTags } from './package-tags.ts';
import { pushesOf } from './push.ts';

/** Docker Hub's list of tags: what each names now, not what it named before. */
export function tagList(trial: Trial): Answer {
  const { world } = trial;
  const repo = trial.attempt.targets[0] ?? '';
  if (world.stored[repo] === undefined) return missing('not-found', `There is no repository ${repo}.`);
  if (isPackage(world, repo)) return packageTags(trial);
  const tags = tagsOf(world, repo);
  const named = tags.map((tag) => world.tags[tag]?.digest ?? '');
  const images = named.flatMap((digest) => imageOf(world, digest) ?? []);
  return {
    records: tags.map((tag) => record(trial, repo, tag)),
    sightings: unique([
      ...tags.map((tag, index) => sighting('tag', tag, named[index] ?? '')),
      ...each('digest', [
        ...named,
        ...images.flatMap((image) => [image.digest, ...partsOf(image).map(([, part]) => part)]),
      ]),
    ]),
    summary: summaryOf(repo, tags, named),
  };
}

function record(trial: Trial, repo: string, tag: string): EvidenceRecord {
  const { world } = trial;
  const digest = world.tags[tag]?.digest ?? '';
  const image = imageOf(world, digest);
  const movedAt = world.tags[tag]?.movedAt ?? 0;
  const push = pushesOf(trial, repo).findLast((one) => one.tag === tag && one.digest === digest);
  const user = world.estate.credentials[push?.credential ?? '']?.owner ?? world.estate.account;
  const pushed = stamp(trial, push?.at ?? movedAt);
  const pulled = lastPull(trial, repo, tag);
  return {
    id: fakeRunId(`tag ${tag}`),
    name: tag.slice(repo.length + 1),
    creator: fakeRunId(`user ${world.estate.account}`),
    repository: fakeRunId(`repository ${repo}`),
    v2: true,
    digest,
    media_type: world.estate.content.blob(digest)?.mediaType ?? null,
    full_size: image === null ? 0 : (platforms(trial, image, digest)[0]?.size ?? 0),
    last_updated: pushed,
    last_updater: fakeRunId(`user ${user}`),
    last_updater_username: user,
    status: 'active',
    tag_status: 'active',
    tag_last_pushed: pushed,
    tag_last_pulled: pulled,
    images:
      image === null
        ? []
        : platforms(trial, image, digest).map((one) => ({
            ...one,
            status: 'active',
            last_pushed: pushed,
            last_pulled: pulled,
          })),
  };
}

interface PlatformRow {
  readonly architecture: string;
  readonly variant: string | null;
  readonly os: string;
  readonly digest: Digest;
  readonly size: number;
}

function platforms(trial: Trial, image: Image, digest: Digest): readonly PlatformRow[] {
  const { content } = trial.world.estate;
  return partsOf(image)
    .filter(([, part]) => digest === image.digest || digest === part)
    .map(([architecture, part]) => {
      const manifest = readManifest(content, part);
      const config = manifest === null ? null : readConfig(content, manifest.config.digest);
      return {
        architecture,
        variant: config?.variant ?? null,
        os: config?.os ?? 'linux',
        digest: part,
        size: (manifest?.layers ?? []).reduce((size, layer) => size + layer.size, 0),
      };
    });
}

function lastPull(trial: Trial, repo: string, tag: string): string | null {
  const last = factsOf(trial, 'consumer-pulled').findLast(
    (fact) => fact.data.via === null && fact.data.reference === tag && tag.startsWith(`${repo}:`),
  );
  return last === undefined ? null : stamp(trial, last.at);
}

function summaryOf(repo: string, tags: readonly string[], named: readonly string[]): string {
  if (tags.length === 0) return `${repo} has no tags.`;
  const list = tags.map(
    (tag, index) => `${tag.slice(repo.length + 1)} names ${shortDigest(named[index] ?? '')}`,
  );
  return `${count(tags.length, 'tag')} in ${repo}: ${list.join(', ')}.`;
}
