import type { Digest, Image } from './estate.ts';
import type { Draft, Fact } from './fact.ts';
import { isStrayPin, withPin } from './pin.ts';
import { digestOf, imageOf, parseReference, shortDigest } from './reference.ts';
import { remembered } from './remembered.ts';
import { isUnlogged } from './service.ts';
import type { Control, Trial, World } from './state.ts';
import { draft, drop, put, refuse, unchanged } from './state.ts';
import { CONTROL_KINDS, type ControlKind, type RefusalCode } from './verb.ts';

/** Name under which a control can be lifted: `freeze:harborlight/base`, `protect:harborlight/base:stable`. */
export function controlId(kind: ControlKind, place: string): string {
  return ID_OF[kind](place);
}

// Gates are asked all day about the same few places; a text that was joined anew would have to be hashed anew each time.
const ID_OF = Object.fromEntries(
  CONTROL_KINDS.map((kind) => [kind, remembered((place) => `${kind}:${place}`)]),
) as Readonly<Record<ControlKind, (place: string) => string>>;

export function controlAt(world: World, kind: ControlKind, place: string): Control | null {
  return world.controls[controlId(kind, place)] ?? null;
}

export function isPaused(world: World, pipeline: string): boolean {
  return controlAt(world, 'pause', pipeline) !== null;
}

export function isIsolated(world: World, place: string): boolean {
  return controlAt(world, 'isolate', place) !== null;
}

/** What a gate at a place (push gate, base gate, admission) says to an image: null lets it in. */
export function gateRefusal(world: World, place: string, digest: Digest): RefusalCode | null {
  const image = imageOf(world, digest);
  if (controlAt(world, 'require-signatures', place) !== null && lacksSignature(world, place, image))
    return 'unsigned';
  const denied = controlAt(world, 'deny', place);
  if (denied?.digests.some((one) => one === digest || (image !== null && sameImage(image, one))) === true)
    return 'denied';
  const allowed = controlAt(world, 'allow-only', place);
  if (allowed !== null && !allowed.digests.some((one) => one === digest || image?.digest === one))
    return 'denied';
  return null;
}

// Whoever has verified an image by hand lets it in by its digest: then nobody has to ask the log.
function lacksSignature(world: World, place: string, image: Image | null): boolean {
  if (image?.signedBy == null) return true;
  const allowed = controlAt(world, 'allow-only', place)?.digests ?? [];
  return isUnlogged(world, image) && !allowed.includes(image.digest);
}

/** Why a gate said no, in words where its code alone would mislead: a signature that is there and cannot be looked up. */
export function whyRefused(world: World, digest: Digest, code: RefusalCode): string {
  const image = imageOf(world, digest);
  return code === 'unsigned' && image !== null && isUnlogged(world, image)
    ? 'unsigned: the transparency log is down, so its signature is not to be found'
    : code;
}

/** The vendor blocks by content: a manifest that carries a blocked image's own top layer is refused too, whatever its digest. */
export function vendorBlocks(world: World, digest: Digest): boolean {
  const image = imageOf(world, digest);
  if (image === null) return false;
  for (const control of Object.values(world.controls)) {
    if (control.kind !== 'vendor-block') continue;
    for (const blocked of control.digests) {
      const top = imageOf(world, blocked)?.layers.at(-1)?.digest;
      if (sameImage(image, blocked) || image.layers.some((layer) => layer.digest === top)) return true;
    }
  }
  return false;
}

function sameImage(image: Image, digest: Digest): boolean {
  return image.digest === digest || Object.values(image.parts).includes(digest);
}

/** Verb and the kind of control it sets at its place. */
const SETS: Readonly<Record<string, ControlKind>> = {
  pause: 'pause',
  isolate: 'isolate',
  freeze: 'freeze',
  quarantine: 'quarantine',
  block: 'block',
  protect: 'protect',
  pin: 'pin',
  'require-signatures': 'require-signatures',
  'allow-only': 'allow-only',
  deny: 'deny',
};

export function decideControl(trial: Trial): readonly Draft[] {
  const { world, attempt } = trial;
  const place = attempt.targets[0] ?? '';
  if (attempt.verb === 'resume') return lift(trial, 'pause', place, `${place} is not paused.`);
  if (attempt.verb === 'lift') {
    const control = world.controls[place];
    if (control === undefined || control.kind === 'vendor-block')
      return refuse(trial, 'not-found', `There is no control ${place} of yours to lift.`);
    return lift(trial, control.kind, control.place, '');
  }
  const kind = SETS[attempt.verb];
  if (kind === undefined) return refuse(trial, 'not-found', 'There is no such control.');
  const words = attempt.verb === 'pin' ? [attempt.to ?? ''] : attempt.targets.slice(1);
  const digests: Digest[] = [];
  for (const word of words) {
    const digest = digestOf(world, word);
    if (digest === null) return refuse(trial, 'not-found', `No image has the digest ${word}.`);
    digests.push(digest);
  }
  if (kind === 'protect' && world.tags[place] === undefined)
    return refuse(trial, 'not-found', `There is no tag ${place}.`);
  const stray = kind === 'pin' ? digests.find((digest) => isStrayPin(world, place, digest)) : undefined;
  if (stray !== undefined)
    return refuse(trial, 'not-found', `${place} uses nothing that ${shortDigest(stray)} could stand for.`);
  const present = controlAt(world, kind, place);
  const after = merged(world, kind, place, present, digests);
  if (present !== null && sameDigests(present.digests, after))
    return unchanged(trial, `${kind} already stands at ${place}.`);
  return [draft('control-set', place, trial, { control: kind, place, digests: after })];
}

// A second `deny` or `allow-only` adds to the first; a second `pin` replaces the one for the same repository.
function merged(
  world: World,
  kind: ControlKind,
  place: string,
  present: Control | null,
  digests: readonly Digest[],
): readonly Digest[] {
  if (kind === 'pin') return withPin(world, place, present?.digests ?? [], digests);
  if (present === null) return digests;
  return [...new Set([...present.digests, ...digests])];
}

function sameDigests(left: readonly Digest[], right: readonly Digest[]): boolean {
  return left.length === right.length && left.every((digest) => right.includes(digest));
}

function lift(trial: Trial, kind: ControlKind, place: string, message: string): readonly Draft[] {
  if (controlAt(trial.world, kind, place) === null) return unchanged(trial, message);
  return [draft('control-lifted', place, trial, { control: kind, place })];
}

export function evolveControl(world: World, fact: Fact<'control-set'> | Fact<'control-lifted'>): World {
  const id = controlId(fact.data.control, fact.data.place);
  if (fact.kind === 'control-lifted') return { ...world, controls: drop(world.controls, id) };
  const control: Control = {
    kind: fact.data.control,
    place: fact.data.place,
    digests: fact.data.digests,
    since: fact.at,
  };
  const stood = world.stood?.[id] === undefined ? put(world.stood ?? {}, id, fact.at) : world.stood;
  return { ...world, controls: put(world.controls, id, control), stood };
}

/** Repository of a place that may be a tag: what freezes and quarantines are asked about. */
export function repositoryOf(reference: string): string {
  return parseReference(reference)?.repo ?? reference;
}
