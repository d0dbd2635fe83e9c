import type { CredentialSpec } from '../world/estate.ts';
import { isVersion } from '../world/package.ts';
import { parseReference } from '../world/reference.ts';
import type { World } from '../world/state.ts';
import { ASK_REQUESTS, PHASES } from '../world/verb.ts';
import type { Names } from './decision-words.ts';
import type { Session } from './session.ts';

/**
 * Names that this team may use now: all that was known at the start, and what it has been shown since. Nothing else.
 * Each kind is looked up only when it is asked for, since a line names one or two.
 */
export function knownNames(session: Session): Names {
  const { world } = session.course;
  const { estate } = world;
  return {
    get repo() {
      return Object.keys(estate.repositories);
    },
    get tag() {
      return knownTags(world);
    },
    get run() {
      return knownRuns(world);
    },
    get owner() {
      return [...new Set(knownCredentials(world).map((spec) => spec.owner))];
    },
    get credential() {
      return knownCredentials(world).map((spec) => spec.id);
    },
    get host() {
      return seenWords(world, 'host', 0);
    },
    get notice() {
      return Object.keys(world.notices).filter((id) => world.notices[id]?.author === 'team');
    },
    get control() {
      return Object.keys(world.controls).filter((id) => world.controls[id]?.kind !== 'vendor-block');
    },
    pipeline: Object.keys(estate.pipelines),
    workload: Object.keys(estate.workloads),
    cache: Object.keys(estate.caches),
    log: Object.keys(estate.logs),
    audience: Object.keys(estate.audiences),
    consumer: Object.keys(estate.consumers),
    channel: ['direct', ...Object.keys(estate.channels)],
    inject: Object.keys(world.exercise.injects),
    party: Object.keys(estate.parties),
    phase: PHASES,
    request: ASK_REQUESTS,
    argument: ['revoke', 'delete', 'notify', 'isolate', 'quarantine'],
  };
}

function knownCredentials(world: World): readonly CredentialSpec[] {
  return Object.values(world.estate.credentials).filter(
    (spec) => !spec.hidden || world.seen[`name ${spec.id}`] !== undefined,
  );
}

/** Full digests that a prefix may stand for: those of images known at the start, and every one that was shown. */
export function knownDigests(session: Session): readonly string[] {
  const { world } = session.course;
  const digests = new Set<string>();
  for (const image of Object.values(world.estate.images)) {
    if (image.name !== null && world.estate.hiddenImages.includes(image.name)) continue;
    for (const digest of [image.digest, ...Object.values(image.parts)]) digests.add(digest);
  }
  for (const text of Object.keys(world.seen))
    for (const word of text.split(' ')) if (word.startsWith('sha256:')) digests.add(word);
  return [...digests];
}

function knownTags(world: World): readonly string[] {
  const atStart = Object.values(world.estate.repositories).flatMap((spec) =>
    Object.keys(spec.tags).map((tag) => `${spec.id}:${tag}`),
  );
  const named = seenWords(world, 'name', 0).filter((name) => parseReference(name)?.tag != null);
  const tags = [...atStart, ...seenWords(world, 'tag', 0), ...named];
  return [...new Set([...tags, ...tags.flatMap((tag) => rangeWith(world, tag) ?? [])])];
}

// Who knows a version of a package knows the range that it lies in.
function rangeWith(world: World, tag: string): string | null {
  if (!isVersion(world, tag)) return null;
  const [repo = '', version = ''] = tag.split(':');
  return `${repo}:${version.split('.', 1)[0] ?? ''}.x`;
}

// A run is named in whatever showed it: a list of runs, a log, a trace, a message, or the team's own rebuild.
function knownRuns(world: World): readonly string[] {
  const { pipelines } = world.estate;
  const found = new Set<string>();
  for (const text of Object.keys(world.seen))
    for (const word of text.split(' ')) {
      const hash = word.indexOf('#');
      if (hash > 0 && Object.hasOwn(pipelines, word.slice(0, hash))) found.add(word);
    }
  return [...found];
}

function seenWords(world: World, kind: string, index: number): readonly string[] {
  const found = Object.keys(world.seen).filter((text) => text.startsWith(`${kind} `));
  return [...new Set(found.map((text) => text.split(' ')[index + 1] ?? ''))];
}
