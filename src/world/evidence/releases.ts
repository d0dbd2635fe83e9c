import type { Digest } from '../estate.ts';
import type { EvidenceRecord } from '../fact.ts';
import { isOutside } from '../outside.ts';
import { isPackage, rangeOf, versionOf } from '../package.ts';
import { imageOf, parseReference, shortDigest } from '../reference.ts';
import { sighting } from '../sighting.ts';
import type { Trial } from '../state.ts';
import { printTimestamp } from '../time.ts';
import { fakeRunId } from './fake-id.ts';
import type { Answer } from './finding.ts';
import { count, each, missing, stamp, unique } from './finding.ts';
import { hasForeignSource } from './held-image.ts';
import type { PastRun } from './past-run.ts';
import { runsOf } from './past-run.ts';
import type { Push } from './push.ts';
import { pushCredential, pushesOf } from './push.ts';
import { readableFrom } from './retention.ts';

/** What a pipeline published, set beside what the tags of its repositories name or named: a digest that no run made stands out. */
export function releasesOf(trial: Trial): Answer {
  const { world } = trial;
  const id = trial.attempt.targets[0] ?? '';
  if (world.estate.pipelines[id] === undefined) return missing('not-found', `There is no pipeline ${id}.`);
  const repos = repositoriesOf(trial, id);
  const releases = runsOf(trial, id).filter((run) => run.state === 'published' && run.image !== null);
  const strays = strayPushes(trial, id, repos, releases);
  const last = releases.at(-1);
  const credential = repos.map((repo) => pushCredential(world, id, repo)).find((one) => one !== null) ?? null;
  const digests = unique([...releases.map((run) => run.image ?? ''), ...strays.map((push) => push.digest)]);
  return {
    records: [
      ...releases.map((run) => releaseRecord(trial, run, repos, credential)),
      ...strays.map((push) => strayRecord(trial, push)),
    ],
    sightings: [
      ...each('digest', digests),
      ...each(
        'name',
        releases.map((run) => run.id),
      ),
      ...(last === undefined || credential === null ? [] : [sighting('released-with', id, credential)]),
      ...each('no-run-for', unique(strays.map((push) => push.digest))),
      ...repos
        .filter((repo) => isPackage(world, repo) || isOutside(world, repo))
        .flatMap(() => each('run-for', unique(releases.map((run) => run.image ?? '')))),
    ],
    summary: summaryOf(trial, id, releases, strays, credential),
  };
}

function repositoriesOf(trial: Trial, id: string): readonly string[] {
  const { repositories, pipelines } = trial.world.estate;
  const released = Object.values(repositories)
    .filter((spec) => spec.releasedBy === id)
    .map((spec) => spec.id);
  const published = parseReference(pipelines[id]?.publishes ?? '')?.repo;
  return unique(published === undefined ? released : [...released, published]);
}

function strayPushes(
  trial: Trial,
  pipeline: string,
  repos: readonly string[],
  releases: readonly PastRun[],
): readonly Push[] {
  const runs = new Set(releases.map((run) => run.image));
  const isMade = (digest: Digest): boolean =>
    runs.has(indexOf(trial, digest)) || isOwnBuild(trial, digest, pipeline);
  const strays = repos.flatMap((repo) => {
    const from = readableFrom(trial.world, 'registry', repo);
    return pushesOf(trial, repo).filter((push) => {
      if (!isOfLine(trial, pipeline, push)) return false;
      const isShown = push.at >= from || trial.world.tags[push.tag]?.digest === push.digest;
      return isShown && !isMade(push.digest);
    });
  });
  return strays.filter(
    (push, index) => strays.findIndex((one) => one.digest === push.digest && one.tag === push.tag) === index,
  );
}

// A signature of the pipeline alone is no release of it where the image says that it was made from somebody's fresh copy.
function isOwnBuild(trial: Trial, digest: Digest, pipeline: string): boolean {
  const image = imageOf(trial.world, digest);
  return image?.pipeline === pipeline && !hasForeignSource(image);
}

// Of a package, a pipeline answers for the versions of its own line and for its dist-tag only.
function isOfLine(trial: Trial, pipeline: string, push: Push): boolean {
  const [repo = '', name = ''] = push.tag.split(':');
  const spec = trial.world.estate.pipelines[pipeline];
  if (!isPackage(trial.world, repo)) return true;
  const major = versionOf(name)?.[0];
  return major === undefined
    ? name === spec?.distTag
    : major === rangeOf(spec?.publishes?.split(':')[1] ?? '');
}

function indexOf(trial: Trial, digest: Digest): Digest {
  return imageOf(trial.world, digest)?.digest ?? digest;
}

function releaseRecord(
  trial: Trial,
  run: PastRun,
  repos: readonly string[],
  credential: string | null,
): EvidenceRecord {
  const image = run.image ?? '';
  const pushes = repos.flatMap((repo) => pushesOf(trial, repo)).filter((push) => push.digest === image);
  if (isPackage(trial.world, repos[0] ?? '')) return packageRecord(trial, run, pushes);
  return {
    name: image,
    package: repos[0] ?? null,
    metadata: {
      package_type: 'container',
      container: { tags: unique(pushes.map((push) => push.tag.split(':')[1] ?? '')) },
    },
    created_at: stamp(trial, run.endedAt ?? run.startedAt),
    access_token_label: trial.world.estate.credentials[credential ?? '']?.label ?? null,
    workflow_run: {
      id: fakeRunId(run.id),
      run_number: run.number,
      event: run.manual ? 'workflow_dispatch' : 'schedule',
      conclusion: 'success',
    },
  };
}

// A forge's page of a package's version: who signed it stands beside the run, so that a change of signer shows.
function packageRecord(trial: Trial, run: PastRun, pushes: readonly Push[]): EvidenceRecord {
  return {
    name: unique(pushes.map((push) => push.tag.split(':')[1] ?? '')).join(', '),
    package: pushes[0]?.tag.split(':')[0] ?? null,
    metadata: { package_type: 'npm' },
    integrity: run.image,
    signed_by: imageOf(trial.world, run.image ?? '')?.signedBy ?? null,
    created_at: stamp(trial, run.endedAt ?? run.startedAt),
    workflow_run: {
      id: fakeRunId(run.id),
      run_number: run.number,
      event: run.manual ? 'workflow_dispatch' : 'schedule',
      conclusion: 'success',
    },
  };
}

function strayRecord(trial: Trial, push: Push): EvidenceRecord {
  if (isPackage(trial.world, push.tag.split(':')[0] ?? ''))
    return {
      name: push.tag.split(':')[1] ?? '',
      package: push.tag.split(':')[0] ?? '',
      metadata: { package_type: 'npm' },
      integrity: push.digest,
      signed_by: null,
      created_at: stamp(trial, push.at),
      workflow_run: null,
    };
  return {
    name: push.digest,
    package: push.tag.split(':')[0] ?? null,
    metadata: { package_type: 'container', container: { tags: [push.tag.split(':')[1] ?? ''] } },
    created_at: stamp(trial, push.at),
    access_token_label: trial.world.estate.credentials[push.credential ?? '']?.label ?? null,
    workflow_run: null,
  };
}

// A package's strange versions are told by number; what a dist-tag names is one of them.
function strangersOf(trial: Trial, strays: readonly Push[]): readonly string[] {
  const versions = strays.flatMap(({ tag }) => {
    const [repo = '', name = ''] = tag.split(':');
    return isPackage(trial.world, repo) && versionOf(name) !== null ? [name] : [];
  });
  return unique(versions.length > 0 ? versions : strays.map((push) => shortDigest(push.digest)));
}

function summaryOf(
  trial: Trial,
  id: string,
  releases: readonly PastRun[],
  strays: readonly Push[],
  credential: string | null,
): string {
  const last = releases.at(-1);
  const strange = strangersOf(trial, strays);
  const without =
    strange.length === 0
      ? 'every digest that its tags named comes from a run'
      : `no run made ${strange.join(', ')}`;
  if (last === undefined) return `${id} has released nothing; ${without}.`;
  const label = trial.world.estate.credentials[credential ?? '']?.label;
  const how = label === undefined ? 'with its own identity' : `with access token ${label}`;
  const at = printTimestamp(last.endedAt ?? last.startedAt, trial.world.estate.clock.calendar);
  return `${count(releases.length, 'release')} of ${id}, the last at ${at} ${how}; ${without}.`;
}
