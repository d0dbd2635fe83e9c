import type { EvidenceRecord } from '../fact.ts';
import { isPackage, versionOf } from '../package.ts';
import { sighting } from '../sighting.ts';
import type { Trial, World } from '../state.ts';
import type { Seconds } from '../time.ts';
import { printClock } from '../time.ts';
import { fakeHashedToken, fakeNumber } from './fake-id.ts';
import type { Answer } from './finding.ts';
import { count, each, missing, stampWithFraction, unique } from './finding.ts';
import { factsOf } from './history.ts';
import type { Push } from './push.ts';
import { pushesOf } from './push.ts';
import { readableFrom } from './retention.ts';

/** The audit log of a package: what was published, tagged, yanked and unpublished, each with the hash of the token, never its label. */
export function packageLog(trial: Trial): Answer {
  const { world } = trial;
  const repo = trial.attempt.targets[0] ?? '';
  const from = readableFrom(world, 'registry', repo);
  const pushes = pushesOf(trial, repo).filter((push) => push.at >= from);
  const entries = [
    ...pushes.map((push) => ({ at: push.at, record: pushRecord(trial, repo, push) })),
    ...withdrawals(trial, repo).filter((entry) => entry.at >= from),
  ];
  if (entries.length === 0 && from === 0)
    return missing(
      'expired',
      `The audit log of ${repo} no longer goes back before the start of the exercise.`,
    );
  return {
    records: entries.sort((left, right) => left.at - right.at).map((entry) => entry.record),
    sightings: unique([
      ...each(
        'digest',
        pushes.map((push) => push.digest),
      ),
      ...pushes.flatMap((push) =>
        world.tags[push.tag]?.digest === push.digest ? [sighting('tag', push.tag, push.digest)] : [],
      ),
      ...pushes.flatMap((push) => (push.credential === null ? [] : seenIn(world, push, push.credential))),
    ]),
    summary: summaryOf(trial, repo, pushes),
  };
}

// A hash tells a push's token only to those who noted the hash of that token while it lived (INCIDENTS.md H-07, GitHub's audit log).
function seenIn(world: World, push: Push, credential: string): readonly string[] {
  const logged = sighting('hash-logged', push.tag, push.digest);
  if (world.seen[sighting('hash-noted', credential)] === undefined) return [logged];
  return [logged, sighting('pushed-with', push.tag, push.digest, credential)];
}

/** Pushes of an owner's packages that a listed token is now seen to have made: their hash was read in the log before. */
export function tiedTo(trial: Trial, credential: string): readonly string[] {
  const { world } = trial;
  return Object.keys(world.estate.repositories)
    .filter((repo) => isPackage(world, repo))
    .flatMap((repo) => pushesOf(trial, repo))
    .filter(
      (push) =>
        push.credential === credential &&
        isStillListed(trial, push, credential) &&
        world.seen[sighting('hash-logged', push.tag, push.digest)] !== undefined,
    )
    .map((push) => sighting('pushed-with', push.tag, push.digest, credential));
}

function isStillListed(trial: Trial, push: Push, credential: string): boolean {
  return (
    trial.world.credentials[credential]?.generations[generationAt(trial, credential, push.at) - 1]?.live ===
    true
  );
}

/** The hash under which a log names the value of a token that was the newest at that second. */
export function hashAt(trial: Trial, credential: string, at: Seconds): string {
  return hashOf(credential, generationAt(trial, credential, at));
}

export function hashOf(credential: string, generation: number): string {
  return fakeHashedToken(`${credential}~${generation}`);
}

function generationAt(trial: Trial, credential: string, at: Seconds): number {
  const later = factsOf(trial, 'credential-issued').filter(
    (fact) => fact.subject === credential && fact.at > at,
  );
  return Math.max(1, (trial.world.credentials[credential]?.generations.length ?? 1) - later.length);
}

function pushRecord(trial: Trial, repo: string, push: Push): EvidenceRecord {
  const name = push.tag.slice(repo.length + 1);
  const isVersion = versionOf(name) !== null;
  return {
    ...head(trial, push.at, push.tag, isVersion ? 'package.version_published' : 'package.dist_tag_set'),
    package: repo,
    ...(isVersion ? { version: name } : { dist_tag: name }),
    integrity: push.digest,
    ...(push.credential === null
      ? { programmatic_access_type: 'OIDC or console session' }
      : {
          programmatic_access_type: 'Granular access token',
          hashed_token: hashAt(trial, push.credential, push.at),
        }),
  };
}

// A dist-tag follows its version: of one second, what is published stands before what names it.
function fractionOf(at: Seconds, subject: string, action: string): string {
  const published = fakeNumber(`${at}`, 500);
  const after = action === 'package.dist_tag_set' ? 100 + fakeNumber(`${action} ${subject}`, 400) : 0;
  return String(published + after).padStart(3, '0');
}

function head(trial: Trial, at: Seconds, subject: string, action: string): EvidenceRecord {
  return {
    '@timestamp': stampWithFraction(trial, at, fractionOf(at, subject, action)),
    action,
    actor: trial.world.estate.account,
  };
}

function withdrawals(
  trial: Trial,
  repo: string,
): readonly { readonly at: Seconds; readonly record: EvidenceRecord }[] {
  const gone = factsOf(trial, 'image-deleted')
    .filter((fact) => fact.subject === repo)
    .map((fact) => ({ fact, action: 'package.version_unpublished', digests: [fact.data.digest] }));
  const yanked = factsOf(trial, 'control-set')
    .filter((fact) => fact.data.control === 'deny' && fact.data.place === repo)
    .map((fact) => ({ fact, action: 'package.version_yanked', digests: fact.data.digests }));
  return [...gone, ...yanked].map(({ fact, action, digests }) => ({
    at: fact.at,
    record: { ...head(trial, fact.at, repo, action), package: repo, integrity: digests },
  }));
}

function summaryOf(trial: Trial, repo: string, pushes: readonly Push[]): string {
  const versions = pushes.filter((push) => versionOf(push.tag.slice(repo.length + 1)) !== null);
  const last = versions.at(-1);
  if (last === undefined) return `The audit log of ${repo} shows no version.`;
  const clock = printClock(last.at, trial.world.estate.clock.calendar);
  return `${count(versions.length, 'version')} published; the last, ${last.tag.slice(repo.length + 1)}, at ${clock} ${howOf(trial, last)}.`;
}

function howOf(trial: Trial, { credential, at }: Push): string {
  if (credential === null) return "with a pipeline's own identity or from the console";
  const hash = `the token with the hash ${hashAt(trial, credential, at).slice(0, 8)}…`;
  const { world } = trial;
  return world.seen[sighting('hash-noted', credential)] === undefined
    ? `with ${hash}; no list of tokens that you have read names it`
    : `with ${hash}, which you noted as ${world.estate.credentials[credential]?.label ?? credential}`;
}
