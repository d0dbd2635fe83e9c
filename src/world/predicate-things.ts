import { canPush, familyOf, logSafe, pinnedClean, text, texts } from './answers.ts';
import { controlAt, controlId } from './control.ts';
import { heldLive, holdsLive, isLive } from './credential.ts';
import { isCopied, isPullable, isRecoverable } from './log.ts';
import { holdsAccess } from './notice.ts';
import { buildsOnPoison } from './pipeline.ts';
import { type Entry, entry } from './predicate-entry.ts';
import { poisonedMappings } from './pull-through-cache.ts';
import { isCleanIndex, servesPoison } from './questions.ts';
import { digestOf, isPoison } from './reference.ts';
import { resolve } from './registry.ts';
import { canAuthenticate } from './release.ts';
import { scansSafely } from './scan-gate.ts';
import { concludedAt, hasSeen } from './sighting.ts';
import { leaksByTools, runnerClean, toolsFixed } from './tool.ts';
import type { ControlKind } from './verb.ts';
import { runsPoison } from './workload.ts';

/** What can be asked about sightings, credentials, images, places and logs; `PREDICATES` holds all. */
export const THINGS = {
  seen: entry('the team has seen this sighting', { what: 'sighting' }, ['seen'], (world, args) =>
    hasSeen(world, text(args, 'what')),
  ),
  concluded: entry(
    'the team has seen enough clues of a conclusion',
    { what: 'conclusion' },
    ['seen'],
    (world, args) => concludedAt(world, text(args, 'what')) !== null,
  ),
  'holds-live': entry(
    'an agent holds a working value, of one credential or of any',
    { agent: 'agent', credential: 'optional-credential' },
    ['credentials'],
    (world, args) =>
      args.credential === undefined
        ? heldLive(world, text(args, 'agent')).length > 0
        : familyOf(world, text(args, 'credential')).some((id) => holdsLive(world, text(args, 'agent'), id)),
  ),
  'holds-access': entry(
    'an agent can still push, or holds a cloud key',
    { agent: 'agent' },
    ['credentials'],
    (world, args) => holdsAccess(world, text(args, 'agent')),
  ),
  'can-push': entry(
    'an agent could make one of these tags name one of its images now',
    { agent: 'agent', tags: 'tags' },
    ['credentials', 'controls', 'tags', 'stored'],
    canPush,
  ),
  'is-live': entry(
    'a credential has a working value',
    { credential: 'credential' },
    ['credentials'],
    (world, args) => isLive(world, text(args, 'credential')),
  ),
  'held-by-nobody': entry(
    'no agent holds a working value of the credential',
    { credential: 'credential' },
    ['credentials'],
    (world, args) =>
      !Object.keys(world.estate.agents).some((agent) => holdsLive(world, agent, text(args, 'credential'))),
  ),
  'can-authenticate': entry(
    'a pipeline has a working value of every credential it needs',
    { pipeline: 'pipeline' },
    ['credentials', 'controls'],
    (world, args) => canAuthenticate(world, text(args, 'pipeline')),
  ),
  'tag-clean': entry('a tag names a signed clean index', { tag: 'tag' }, ['tags', 'images'], (world, args) =>
    isCleanIndex(world, world.tags[text(args, 'tag')]?.digest ?? null),
  ),
  'resolves-clean': entry(
    'whoever asks the registry for a tag, a version, a dist-tag or a range of a package gets a signed clean index',
    { tag: 'tag' },
    ['tags', 'images', 'controls', 'stored'],
    (world, args) => isCleanIndex(world, resolve(world, text(args, 'tag')).digest),
  ),
  'tag-poisoned': entry(
    'a tag names bytes with an implant',
    { tag: 'tag' },
    ['tags', 'images'],
    (world, args) => isPoison(world, world.tags[text(args, 'tag')]?.digest ?? null),
  ),
  'tag-names': entry(
    'a tag names this image',
    { tag: 'tag', image: 'image' },
    ['tags'],
    (world, args) => world.tags[text(args, 'tag')]?.digest === digestOf(world, text(args, 'image')),
  ),
  'cache-clean': entry(
    'a cache serves no implant for any tag',
    { cache: 'cache' },
    ['caches'],
    (world, args) => poisonedMappings(world, text(args, 'cache')).length === 0,
  ),
  'serves-poison': entry(
    'a tag of an attacked repository or a cache serves an implant',
    {},
    ['tags', 'caches', 'images', 'poisonedSince', 'controls', 'stored'],
    (world) => servesPoison(world),
  ),
  'builds-on-poison': entry(
    'a pipeline that is not stopped would build on an implant',
    { pipeline: 'pipeline' },
    ['tags', 'caches', 'controls', 'pipelines', 'stored'],
    (world, args) => buildsOnPoison(world, text(args, 'pipeline')),
  ),
  'runs-on-poison': entry(
    'a pipeline that is not stopped or cut off would run an implant: in its base, in a tool, or left on its runner',
    { pipeline: 'pipeline' },
    ['tags', 'caches', 'controls', 'pipelines', 'stored'],
    (world, args) =>
      buildsOnPoison(world, text(args, 'pipeline')) || leaksByTools(world, text(args, 'pipeline')),
  ),
  'tools-fixed': entry(
    'each tool of a pipeline, and each that these call themselves, is signed, clean, and cannot move silently',
    { pipeline: 'pipeline' },
    ['tags', 'caches', 'controls', 'pipelines', 'stored'],
    (world, args) => toolsFixed(world, text(args, 'pipeline')),
  ),
  'runner-clean': entry(
    'nothing of an implant is left on the runner of a pipeline',
    { pipeline: 'pipeline' },
    ['pipelines'],
    (world, args) => runnerClean(world, text(args, 'pipeline')),
  ),
  'scans-safely': entry(
    'a scan pipeline can say yes or no to what goes out, and no implant in it can send anything away',
    { pipeline: 'pipeline' },
    ['tags', 'caches', 'controls', 'pipelines', 'stored'],
    (world, args) => scansSafely(world, text(args, 'pipeline')),
  ),
  'runs-clean': entry(
    'a workload runs an image without an implant',
    { workload: 'workload' },
    ['workloads', 'images'],
    (world, args) => !runsPoison(world, text(args, 'workload')),
  ),
  pulled: entry(
    'a build, a workload or a consumer pulled this image',
    { image: 'image' },
    ['pulled'],
    (world, args) => world.pulled[digestOf(world, text(args, 'image')) ?? ''] !== undefined,
  ),
  control: entry(
    'a control stands at a place',
    { kind: 'control', place: 'place' },
    ['controls'],
    (world, args) => controlAt(world, text(args, 'kind') as ControlKind, text(args, 'place')) !== null,
  ),
  stood: entry(
    'a control stood at a place at some time, whether it was lifted since or not',
    { kind: 'control', place: 'place' },
    ['stood'],
    (world, args) =>
      world.stood?.[controlId(text(args, 'kind') as ControlKind, text(args, 'place'))] !== undefined,
  ),
  'any-control': entry(
    'any control of the team stands',
    {},
    ['controls', 'credentials'],
    (world) =>
      Object.keys(world.controls).length > 0 ||
      Object.values(world.credentials).some((one) => one.generations.some((generation) => !generation.live)),
  ),
  'pinned-clean': entry(
    'a pipeline builds on a clean index that cannot move silently: pinned by digest, or gated on a clean base',
    { pipeline: 'pipeline' },
    ['controls', 'tags', 'caches', 'pipelines', 'images', 'stored'],
    pinnedClean,
  ),
  gated: entry(
    'unsigned images are refused at a place',
    { place: 'place' },
    ['controls'],
    (world, args) =>
      controlAt(world, 'require-signatures', text(args, 'place')) !== null ||
      controlAt(world, 'allow-only', text(args, 'place')) !== null,
  ),
  denied: entry(
    'an image is denied at every one of these places',
    { image: 'image', places: 'places' },
    ['controls'],
    (world, args) =>
      texts(args, 'places').every(
        (place) =>
          controlAt(world, 'deny', place)?.digests.includes(digestOf(world, text(args, 'image')) ?? '') ===
          true,
      ),
  ),
  copied: entry(
    'the team holds a copy of the image, every part of it',
    { image: 'image' },
    ['copies'],
    (world, args) => isCopied(world, digestOf(world, text(args, 'image')) ?? ''),
  ),
  recoverable: entry(
    "the image's bytes still exist in a registry, a cache or a kept copy",
    { image: 'image' },
    ['copies', 'stored', 'caches'],
    (world, args) => isRecoverable(world, digestOf(world, text(args, 'image')) ?? ''),
  ),
  pullable: entry(
    'a client can pull the image from the registry or a cache',
    { image: 'image' },
    ['stored', 'caches', 'controls'],
    (world, args) => isPullable(world, digestOf(world, text(args, 'image')) ?? ''),
  ),
  'log-kept': entry(
    'a log was kept or is held',
    { log: 'log' },
    ['logs'],
    (world, args) =>
      world.logs[text(args, 'log')]?.kept === true || world.logs[text(args, 'log')]?.held === true,
  ),
  'log-safe': entry(
    'a log was read, kept or held before it expired',
    { log: 'log' },
    ['logs'],
    (world, args) => logSafe(world, text(args, 'log')),
  ),
} as const satisfies Readonly<Record<string, Entry>>;
