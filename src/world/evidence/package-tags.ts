import type { Digest, Image } from '../estate.ts';
import type { EvidenceRecord } from '../fact.ts';
import { digestOfVersion, isPackage, isYanked, versionOf, versionsOf } from '../package.ts';
import { imageOf, shortDigest } from '../reference.ts';
import { resolve, tagsOf } from '../registry.ts';
import { sighting } from '../sighting.ts';
import type { Trial, World } from '../state.ts';
import { fakeCommit } from './fake-id.ts';
import type { Answer } from './finding.ts';
import { count, each, stamp, unique } from './finding.ts';
import type { Push } from './push.ts';
import { pushesOf } from './push.ts';

/** A package's metadata as its registry gives them: dist-tags, times, and for each version who published it from which commit. */
export function packageTags(trial: Trial): Answer {
  const { world } = trial;
  const repo = trial.attempt.targets[0] ?? '';
  const versions = versionsOf(world, repo);
  const pushes = pushesOf(trial, repo);
  const distTags = distTagsOf(world, repo);
  const strange = versions.filter(({ digest }) => imageOf(world, digest)?.signedBy == null);
  const times = versions.map(({ name }) => [name, timeOf(trial, pushes, `${repo}:${name}`)] as const);
  return {
    records: [
      {
        name: repo,
        'dist-tags': Object.fromEntries(distTags.map(([tag, digest]) => [tag, nameOf(world, repo, digest)])),
        time: Object.fromEntries(times),
      },
      ...versions.map(({ name, digest }) => versionRecord(trial, repo, name, digest, pushes)),
    ],
    sightings: unique([
      ...versions.map(({ name, digest }) => sighting('tag', `${repo}:${name}`, digest)),
      ...distTags.map(([tag, digest]) => sighting('tag', `${repo}:${tag}`, digest)),
      ...each(
        'digest',
        versions.map((one) => one.digest),
      ),
      ...each(
        'no-provenance',
        strange.map((one) => one.digest),
      ),
    ]),
    summary: summaryOf(world, repo, versions.length, strange, distTags),
  };
}

/** The version under which a package has these bytes, or had them before it was unpublished; the short digest when there is none. */
export function nameOf(world: World, repo: string, digest: Digest): string {
  const whole = imageOf(world, digest)?.digest ?? digest;
  const tag = Object.keys(world.tags).find(
    (one) => one.startsWith(`${repo}:`) && digestOfVersion(world, one) === whole,
  );
  return tag === undefined ? shortDigest(digest) : tag.slice(repo.length + 1);
}

function rangesOf(world: World, repo: string): readonly string[] {
  return unique(versionsOf(world, repo).map(({ name }) => `${name.split('.', 1)[0] ?? ''}.x`));
}

/** Bytes as people speak of them: a package's by version, an image's by digest. */
export function spoken(world: World, repo: string, digest: Digest): string {
  return isPackage(world, repo)
    ? `${nameOf(world, repo, digest)} (${shortDigest(digest)})`
    : shortDigest(digest);
}

function distTagsOf(world: World, repo: string): readonly (readonly [string, Digest])[] {
  return tagsOf(world, repo).flatMap((tag) => {
    const name = tag.slice(repo.length + 1);
    return versionOf(name) === null ? [[name, world.tags[tag]?.digest ?? ''] as const] : [];
  });
}

function timeOf(trial: Trial, pushes: readonly Push[], tag: string): string | null {
  const push = pushes.find((one) => one.tag === tag);
  return push === undefined ? null : stamp(trial, push.at);
}

function versionRecord(
  trial: Trial,
  repo: string,
  version: string,
  digest: Digest,
  pushes: readonly Push[],
): EvidenceRecord {
  const { world } = trial;
  const image = imageOf(world, digest);
  const push = pushes.find((one) => one.tag === `${repo}:${version}`);
  const isTrusted = image?.signedBy != null && push?.credential === null;
  const name = image?.signedBy != null ? `${world.estate.account}-ci` : world.estate.account;
  return {
    name: repo,
    version,
    _npmUser: {
      name,
      email: `${name}@${world.estate.account}.example`,
      ...(isTrusted && { trustedPublisher: { id: 'forge', oidcConfigId: `oidc:${image.signedBy}` } }),
    },
    ...(image?.signedBy != null && { gitHead: fakeCommit(`${repo} ${version}`) }),
    ...(isYanked(world, repo, digest) && { deprecated: 'yanked by its publisher' }),
    ...scriptsOf(image),
    dist: {
      integrity: digest,
      tarball: `https://${world.estate.host}/${repo}/-/${version}.tgz`,
      unpackedSize: image?.layers.reduce((size, layer) => size + layer.size, 0) ?? 0,
      ...(image?.signedBy != null && {
        attestations: {
          url: `https://${world.estate.host}/-/attestations/${repo}@${version}`,
          provenance: { predicateType: 'https://slsa.dev/provenance/v1' },
        },
      }),
    },
  };
}

/** What a package runs when it is installed: the start of its image. */
export function scriptsOf(image: Image | null): EvidenceRecord {
  if (image === null || image.entrypoint.length === 0) return {};
  return { scripts: { postinstall: image.entrypoint.join(' ') } };
}

function summaryOf(
  world: World,
  repo: string,
  size: number,
  strange: readonly { readonly name: string }[],
  distTags: readonly (readonly [string, Digest])[],
): string {
  const named = [...distTags.map(([tag]) => tag), ...rangesOf(world, repo)].map((tag) => {
    const digest = resolve(world, `${repo}:${tag}`).digest;
    return `${tag} leads to ${digest === null ? 'nothing' : nameOf(world, repo, digest)}`;
  });
  const tags = named.length === 0 ? '' : `; ${named.join(', ')}`;
  const without =
    strange.length === 0
      ? 'every one names its commit and has an attestation'
      : `${strange.map((one) => one.name).join(' and ')} ${strange.length === 1 ? 'names' : 'name'} no commit and no attestation`;
  return `${count(size, 'version')} of ${repo}${tags}; ${without}.`;
}
