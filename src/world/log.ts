import type { Draft, Fact } from './fact.ts';
import { covers, digestOf, imageOf, parseReference } from './reference.ts';
import { resolve } from './registry.ts';
import type { Trial, World } from './state.ts';
import { draft, put, refuse, unchanged } from './state.ts';

/** True when the team holds a copy of the index and of every part, or of just the part that is asked about. */
export function isCopied(world: World, digest: string): boolean {
  const image = imageOf(world, digest);
  if (image === null) return false;
  if (image.digest !== digest) return world.copies[digest] !== undefined;
  return [image.digest, ...Object.values(image.parts)].every((one) => world.copies[one] !== undefined);
}

/** True while the bytes can still be had from a registry, a cache or a kept copy; when not, what they would prove is closed for good (H-09). */
export function isRecoverable(world: World, digest: string): boolean {
  const held = [...Object.values(world.stored), ...Object.values(world.caches).map((cache) => cache.blobs)];
  return isCopied(world, digest) || held.some((digests) => digests[digest] === true);
}

export function decideLog(trial: Trial): readonly Draft[] {
  return trial.attempt.verb === 'expire' ? decideExpire(trial) : decidePreserve(trial);
}

function decidePreserve(trial: Trial): readonly Draft[] {
  const { world, attempt } = trial;
  const target = attempt.targets[0] ?? '';
  const log = world.logs[target];
  if (log !== undefined) {
    if (log.kept) return unchanged(trial, `A copy of ${target} is kept already.`);
    if (log.expired && !log.held)
      return refuse(trial, 'expired', `The records of ${target} from before the alert are gone.`);
    return [draft('evidence-kept', target, trial, { digests: [], log: target })];
  }
  const reference = parseReference(target);
  const digest =
    reference?.tag != null ? resolve(world, target).digest : preservable(world, reference?.digest ?? '');
  const image = digest === null ? null : imageOf(world, digest);
  if (digest === null || image === null)
    return refuse(trial, 'gone', `There is nothing left under ${target} to copy.`);
  const digests = image.digest === digest ? [image.digest, ...Object.values(image.parts)] : [digest];
  if (digests.every((one) => world.copies[one] !== undefined))
    return unchanged(trial, 'A copy of all of it is kept already.');
  return [draft('evidence-kept', target, trial, { digests, log: null })];
}

// By digest a copy can also be taken from a cache that still has the blobs.
function preservable(world: World, word: string): string | null {
  const digest = digestOf(world, word);
  return digest !== null && isRecoverable(world, digest) ? digest : null;
}

function decideExpire(trial: Trial): readonly Draft[] {
  const target = trial.attempt.targets[0] ?? '';
  const log = trial.world.logs[target];
  if (log === undefined || log.expired) return [];
  return [draft('log-expired', target, trial, { lost: !log.kept && !log.held })];
}

type LogFact = Fact<'log-expired'> | Fact<'evidence-kept'>;

export function evolveLog(world: World, fact: LogFact): World {
  if (fact.kind === 'evidence-kept') {
    const copies = { ...world.copies };
    for (const digest of fact.data.digests) copies[digest] ??= fact.at;
    const log = fact.data.log === null ? undefined : world.logs[fact.data.log];
    return {
      ...world,
      copies,
      logs: log === undefined ? world.logs : put(world.logs, fact.subject, { ...log, kept: true }),
    };
  }
  const log = world.logs[fact.subject];
  return log === undefined
    ? world
    : { ...world, logs: put(world.logs, fact.subject, { ...log, expired: true }) };
}

/** Notes that a log was read, so that what was shown cannot be lost with it. */
export function markRead(world: World, id: string | null): World {
  const log = id === null ? undefined : world.logs[id];
  if (id === null || log === undefined || log.read || log.expired) return world;
  return { ...world, logs: put(world.logs, id, { ...log, read: true }) };
}

/** Whether any byte of this image can be pulled by a client now: from the registry or from a cache. */
export function isPullable(world: World, digest: string): boolean {
  const image = imageOf(world, digest);
  if (image === null) return false;
  for (const repo of Object.keys(world.stored))
    if (world.stored[repo]?.[digest] === true && resolve(world, `${repo}@${digest}`).digest !== null)
      return true;
  return Object.values(world.caches).some((cache) =>
    Object.keys(cache.blobs).some((one) => covers(image, one)),
  );
}
