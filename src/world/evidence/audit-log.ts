import type { EvidenceRecord } from '../fact.ts';
import { isPackage } from '../package.ts';
import { shortDigest } from '../reference.ts';
import { sighting } from '../sighting.ts';
import type { Trial, World } from '../state.ts';
import type { Seconds } from '../time.ts';
import { printClock } from '../time.ts';
import { fakeDigits, fakeUuid } from './fake-id.ts';
import type { Answer } from './finding.ts';
import { count, each, missing, stampWithFraction, unique } from './finding.ts';
import { factsOf } from './history.ts';
import { packageLog } from './package-log.ts';
import type { Push } from './push.ts';
import { pushesOf } from './push.ts';
import { readableFrom } from './retention.ts';

interface Entry {
  readonly at: Seconds;
  readonly record: EvidenceRecord;
}

/** Docker Hub's audit log of one repository: pushes, deleted tags, tag rules. It has no address, no client and no pulls. */
export function auditLog(trial: Trial): Answer {
  const { world } = trial;
  const repo = trial.attempt.targets[0] ?? '';
  if (world.stored[repo] === undefined) return missing('not-found', `There is no repository ${repo}.`);
  if (isPackage(world, repo)) return packageLog(trial);
  const from = readableFrom(world, 'registry', repo);
  const pushes = pushesOf(trial, repo).filter((push) => push.at >= from);
  const others = [...deletions(trial, repo), ...rules(trial, repo)].filter((entry) => entry.at >= from);
  const entries = [...pushes.map((push) => ({ at: push.at, record: pushRecord(trial, push) })), ...others];
  if (entries.length === 0 && from === 0) {
    return missing(
      'expired',
      `The audit log of ${repo} no longer goes back before the start of the exercise.`,
    );
  }
  return {
    records: entries.sort((left, right) => left.at - right.at).map((entry) => entry.record),
    sightings: unique(pushes.flatMap((push) => pushSightings(world, push))),
    summary: summaryOf(trial, repo, pushes),
  };
}

function pushSightings(world: World, push: Push): readonly string[] {
  const { tag, digest, credential } = push;
  const current = world.tags[tag]?.digest === digest ? [sighting('tag', tag, digest)] : [];
  const tied = credential === null ? [] : [sighting('pushed-with', tag, digest, credential)];
  return [...each('digest', [digest]), ...current, ...tied];
}

/** One push as the audit log prints it. */
export function pushRecord(trial: Trial, push: Push): EvidenceRecord {
  const name = push.tag.split(':')[1] ?? push.tag;
  const token = push.credential === null ? {} : tokenFields(trial.world, push.credential);
  return {
    ...head(trial, push.at, push.tag, 'repo.tag.push'),
    actor: actorOf(trial.world, push.credential),
    data: { tag: name, digest: push.digest, ...token },
    action_description: `pushed the tag ${name}`,
  };
}

/** `harborlight - access token "ci-2026"`, or the account alone for who is signed in to the web console. */
export function actorOf(world: World, credential: string | null): string {
  const spec = world.estate.credentials[credential ?? ''];
  return spec === undefined ? world.estate.account : `${spec.owner} - access token "${spec.label}"`;
}

function tokenFields(world: World, credential: string): EvidenceRecord {
  return {
    access_token_id: fakeUuid(`token ${credential}`),
    access_token_label: world.estate.credentials[credential]?.label ?? '',
    access_token_type: 'TYPE_UNSPECIFIED',
  };
}

function head(trial: Trial, at: Seconds, subject: string, action: string): EvidenceRecord {
  return {
    account: trial.world.estate.account,
    action,
    name: subject.split(':')[0] ?? subject,
    timestamp: stampWithFraction(trial, at, fakeDigits(`${action} ${subject} ${at}`, 3)),
  };
}

function deletions(trial: Trial, repo: string): readonly Entry[] {
  const entry = (at: Seconds, tag: string, digest: string): Entry => {
    const name = tag.split(':')[1] ?? tag;
    const data = { tag: name, digest };
    const record = {
      ...head(trial, at, tag, 'repo.tag.delete'),
      actor: trial.world.estate.account,
      data,
      action_description: `deleted the tag ${name}`,
    };
    return { at, record };
  };
  const single = factsOf(trial, 'tag-deleted')
    .filter((fact) => fact.subject.startsWith(`${repo}:`))
    .map((fact) => entry(fact.at, fact.subject, fact.data.from));
  const whole = factsOf(trial, 'image-deleted')
    .filter((fact) => fact.subject === repo)
    .flatMap((fact) => fact.data.tags.map((tag) => entry(fact.at, tag, fact.data.digest)));
  return [...single, ...whole];
}

function rules(trial: Trial, repo: string): readonly Entry[] {
  return [...factsOf(trial, 'control-set'), ...factsOf(trial, 'control-lifted')]
    .filter((fact) => fact.data.control === 'protect' && fact.data.place.startsWith(`${repo}:`))
    .map((fact) => {
      const name = fact.data.place.split(':')[1] ?? '';
      const isSet = fact.kind === 'control-set';
      const record = {
        ...head(trial, fact.at, fact.data.place, 'repo.immutable.tags.updated'),
        actor: trial.world.estate.account,
        data: { immutable_tags: isSet, immutable_tags_rules: [name] },
        action_description: `${isSet ? 'made' : 'no longer makes'} the tag ${name} immutable`,
      };
      return { at: fact.at, record };
    });
}

function summaryOf(trial: Trial, repo: string, pushes: readonly Push[]): string {
  const last = pushes.at(-1);
  if (last === undefined) return `The audit log of ${repo} shows no push.`;
  const clock = printClock(last.at, trial.world.estate.clock.calendar);
  const label = trial.world.estate.credentials[last.credential ?? '']?.label;
  const how = label === undefined ? 'without an access token' : `with access token ${label}`;
  return `${count(pushes.length, 'push', 'pushes')}; the last moved ${last.tag} to ${shortDigest(last.digest)} at ${clock} ${how}.`;
}
