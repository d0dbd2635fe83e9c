import { isExposed } from './consumer.ts';
import { controlAt } from './control.ts';
import type { Fact } from './fact.ts';
import { writerOf } from './notice.ts';
import { pinnedIn } from './pin.ts';
import { baseOf } from './pipeline.ts';
import { isCleanIndex } from './questions.ts';
import { digestOf, imageOf, parseReference } from './reference.ts';
import { pushRefusal } from './registry.ts';
import type { Notice, World } from './state.ts';

/** Arguments of a predicate as a scenario gives them. */
export type Args = Readonly<Record<string, unknown>>;

export const text = (args: Args, name: string): string =>
  typeof args[name] === 'string' ? (args[name] as string) : '';
export const texts = (args: Args, name: string): readonly string[] =>
  Array.isArray(args[name]) ? (args[name] as readonly string[]) : [];

/** A credential and all that was minted with it. */
export function familyOf(world: World, id: string): readonly string[] {
  return [
    id,
    ...Object.keys(world.credentials).filter((other) => world.credentials[other]?.mintedFrom === id),
  ];
}

export function canPush(world: World, args: Args): boolean {
  const agent = text(args, 'agent');
  const images = Object.values(world.estate.images).filter((image) => image.poison !== null);
  return texts(args, 'tags').some((tag) =>
    images.some((image) => pushRefusal(world, agent, tag, image.digest) === null),
  );
}

export function pinnedClean(world: World, args: Args): boolean {
  const id = text(args, 'pipeline');
  // A pin is judged by what it names: a quarantine that keeps its bytes away for a while does not undo it.
  const repo = parseReference(world.estate.pipelines[id]?.base ?? '')?.repo ?? '';
  const pinned = pinnedIn(world, id, controlAt(world, 'pin', id)?.digests ?? [], repo);
  const digest = pinned ?? baseOf(world, id).digest;
  if (!isCleanIndex(world, digest)) return false;
  return (
    pinned !== null ||
    controlAt(world, 'require-signatures', id) !== null ||
    controlAt(world, 'allow-only', id) !== null
  );
}

export function logSafe(world: World, id: string): boolean {
  const log = world.logs[id];
  return log !== undefined && (log.read || log.kept || log.held);
}

export function reachedCount(world: World): number {
  return Object.keys(world.consumers).filter(
    (id) => isExposed(world, id) && world.consumers[id]?.matchedAt !== null,
  ).length;
}

export function told(world: World, args: Args): boolean {
  return hasSent(world, args, (notice) =>
    notice.claims.filter((claim) => !notice.falseClaims.includes(claim)),
  );
}

export function said(world: World, args: Args): boolean {
  return hasSent(world, args, (notice) => notice.claims);
}

function hasSent(world: World, args: Args, counted: (notice: Notice) => readonly string[]): boolean {
  const to = texts(args, 'to');
  const wanted = texts(args, 'claims');
  return Object.values(world.notices).some(
    (notice) =>
      notice.author === 'team' &&
      isTo(world, notice, to) &&
      wanted.every((claim) => isAmong(world, counted(notice), claim)),
  );
}

// An answer reaches whoever wrote as a notice would, so it is said to them as well as to their message.
function isTo(world: World, notice: Notice, to: readonly string[]): boolean {
  if (to.includes(notice.audience)) return true;
  const writer = notice.inject === null ? null : writerOf(world, notice.inject);
  return writer !== null && to.includes(writer);
}

// `digest=*` accepts any claim of that key; `digest=image:implant` the index, or each of its parts said one by one.
function isAmong(world: World, claims: readonly string[], wanted: string): boolean {
  const key = wanted.slice(0, wanted.indexOf('=') + 1);
  const value = wanted.slice(key.length);
  const mine = claims.filter((claim) => claim.startsWith(key)).map((claim) => claim.slice(key.length));
  if (value === '*') return mine.length > 0;
  if (!value.startsWith('image:')) return mine.includes(value);
  const digests = mine.map((word) => digestOf(world, word));
  const digest = digestOf(world, value);
  const parts = Object.values(imageOf(world, digest ?? '')?.parts ?? {});
  return digests.includes(digest) || (parts.length > 0 && parts.every((part) => digests.includes(part)));
}

export function isSuchFact(_world: World, args: Args, fact: Fact | null): boolean {
  if (fact === null) return false;
  if (args.by !== undefined && fact.by !== text(args, 'by')) return false;
  if (args.subject !== undefined && !texts(args, 'subject').includes(fact.subject)) return false;
  const wanted = (args.data ?? {}) as Args;
  const data = fact.data as Args;
  return Object.keys(wanted).every((key) => data[key] === wanted[key]);
}
