import type { CredentialSpec } from '../world/estate.ts';
import { isVersion } from '../world/package.ts';
import { parseReference } from '../world/reference.ts';
import { rememberedBy } from '../world/remembered.ts';
import type { World } from '../world/state.ts';
import { ASK_REQUESTS, PHASES } from '../world/verb.ts';
import type { Names } from './decision-words.ts';
import type { Session } from './session.ts';

/** What an outside party can be asked to approve. */
const APPROVALS = ['revoke', 'delete', 'notify', 'isolate', 'quarantine'];

/**
 * Names that this team may use now: all that was known at the start, and what it has been shown since. Nothing else.
 * Each kind is looked up only when it is asked for, since a line names one or two.
 */
export function knownNames(session: Session): Names {
  return new KnownNames(session.course.world);
}

// A class, since an object with as many getters of its own would cost more than most lines do.
class KnownNames implements Names {
  readonly phase = PHASES;
  readonly request = ASK_REQUESTS;
  readonly argument = APPROVALS;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  get repo() {
    return Object.keys(this.#world.estate.repositories);
  }

  get tag() {
    return knownTags(this.#world);
  }

  get run() {
    return knownRuns(this.#world);
  }

  get owner() {
    return [...new Set(knownCredentials(this.#world).map((spec) => spec.owner))];
  }

  get credential() {
    return knownCredentials(this.#world).map((spec) => spec.id);
  }

  get host() {
    return seenWords(this.#world, 'host', 0);
  }

  get notice() {
    const { notices } = this.#world;
    return Object.keys(notices).filter((id) => notices[id]?.author === 'team');
  }

  get control() {
    const { controls } = this.#world;
    return Object.keys(controls).filter((id) => controls[id]?.kind !== 'vendor-block');
  }

  get pipeline() {
    return Object.keys(this.#world.estate.pipelines);
  }

  get workload() {
    return Object.keys(this.#world.estate.workloads);
  }

  get cache() {
    return Object.keys(this.#world.estate.caches);
  }

  get log() {
    return Object.keys(this.#world.estate.logs);
  }

  get audience() {
    return Object.keys(this.#world.estate.audiences);
  }

  get consumer() {
    return Object.keys(this.#world.estate.consumers);
  }

  get channel() {
    return ['direct', ...Object.keys(this.#world.estate.channels)];
  }

  get inject() {
    return Object.keys(this.#world.exercise.injects);
  }

  get party() {
    return Object.keys(this.#world.estate.parties);
  }
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

// What was seen is the same value until something new is; most lines name a tag, and many name several.
const knownTags = rememberedBy((world: World) => world.seen, tagsOf);

function tagsOf(world: World): readonly string[] {
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
