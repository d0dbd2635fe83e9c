import { wasStolen } from './credential.ts';
import { rangeOf, versionOf } from './package.ts';
import { isContained, isRecovered } from './questions.ts';
import { covers, digestOf, imageOf, isPoison, parseReference } from './reference.ts';
import type { World } from './state.ts';
import type { Calendar, Seconds } from './time.ts';
import { parseTime } from './time.ts';

/** Every key a claim may have, with what its value must be. */
export const CLAIM_KEYS = {
  digest: 'a digest that is bad, an index or one architecture',
  tag: 'REPO:TAG that named it',
  window: 'FROM..[TO], when it was served',
  indicator: 'a host that infected systems call',
  clean: 'a digest that is good',
  check: "the digest the customer's one-line self-check looks for",
  secret: 'a credential that was stolen',
  'not-affected': 'REPO:TAG or REPO@DIGEST that is good',
  next: 'when you will say more',
  action: 'stop-pulling, pull-clean, rebuild, rotate-secrets, purge-caches, hunt or none',
  status: 'investigating, identified, contained or resolved',
} as const;

export type ClaimKey = keyof typeof CLAIM_KEYS;
export const ACTIONS = [
  'stop-pulling',
  'pull-clean',
  'rebuild',
  'rotate-secrets',
  'purge-caches',
  'hunt',
  'none',
] as const;
export const STATUSES = ['investigating', 'identified', 'contained', 'resolved'] as const;

export interface Claim {
  readonly key: ClaimKey;
  readonly value: string;
}

/** Reads `key=value`; null when the key is unknown or the value has not the key's form. Names inside are not looked up. */
export function parseClaim(text: string, calendar: Calendar): Claim | null {
  const at = text.indexOf('=');
  const key = text.slice(0, at) as ClaimKey;
  const value = text.slice(at + 1);
  if (at < 1 || !Object.hasOwn(CLAIM_KEYS, key) || value === '') return null;
  const accepted = accepts(key, value, calendar);
  return accepted ? { key, value } : null;
}

function accepts(key: ClaimKey, value: string, calendar: Calendar): boolean {
  switch (key) {
    case 'digest':
    case 'clean':
    case 'check':
      return /^(sha256:[0-9a-f]{8,64}|image:[a-z0-9-]+(\/[a-z0-9]+)?)$/.test(value);
    case 'tag':
      return parseReference(value)?.tag != null;
    case 'not-affected':
      return parseReference(value) !== null;
    case 'window':
      return parseWindow(value, calendar) !== null;
    case 'next':
      return parseTime(value, calendar) !== null;
    case 'action':
      return (ACTIONS as readonly string[]).includes(value);
    case 'status':
      return (STATUSES as readonly string[]).includes(value);
    default:
      return /^[A-Za-z0-9][A-Za-z0-9._~-]*$/.test(value);
  }
}

export interface Window {
  readonly from: Seconds;
  readonly to: Seconds | null;
}

export function parseWindow(value: string, calendar: Calendar): Window | null {
  const match = /^(.+?)\.\.(.*)$/.exec(value);
  const from = parseTime(match?.[1] ?? '', calendar);
  const to = match?.[2] === '' ? null : parseTime(match?.[2] ?? '', calendar);
  if (match === null || from === null || (match[2] !== '' && to === null)) return null;
  return to !== null && to < from ? null : { from, to };
}

/** When a tag first named bytes with an implant, null if it never did. Kept in `world.poisonedSince`. */
export function poisonedSince(world: World, tag: string): Seconds | null {
  const reference = parseReference(tag);
  const major = rangeOf(reference?.tag ?? '');
  if (reference === null || major === null) return world.poisonedSince[tag] ?? null;
  // A range led to whatever bad version of that major was out.
  const times = Object.entries(world.poisonedSince).flatMap(([other, at]) =>
    other.startsWith(`${reference.repo}:`) && versionOf(other.slice(reference.repo.length + 1))?.[0] === major
      ? [at]
      : [],
  );
  return times.length === 0 ? null : Math.min(...times);
}

// A stated start may be earlier than the true one by this much and still help rather than flood the reader (INCIDENTS.md H-21).
const WINDOW_SLACK = 4 * 3600;

/** Whether a claim is true in this world at this second. Truth counts, not what the team knows: a lucky guess is true, an honest error is not. */
export function isTrue(world: World, claim: Claim, others: readonly Claim[]): boolean {
  switch (claim.key) {
    case 'digest':
    case 'check':
      return isPoison(world, digestOf(world, claim.value));
    case 'clean': {
      const digest = digestOf(world, claim.value);
      return digest !== null && !isPoison(world, digest) && imageOf(world, digest)?.signedBy != null;
    }
    case 'tag':
      return poisonedSince(world, claim.value) !== null;
    case 'not-affected':
      return isUnharmed(world, claim.value);
    case 'window':
      return isTrueWindow(world, claim.value, others);
    case 'indicator':
      return Object.values(world.estate.implants).some((implant) => implant.host === claim.value);
    case 'secret':
      return wasStolen(world, claim.value);
    case 'action':
      return (
        claim.value !== 'none' ||
        !Object.values(world.consumers).some((consumer) => consumer.exposedAt !== null)
      );
    case 'status':
      return claim.value === 'contained'
        ? isContained(world)
        : claim.value === 'resolved'
          ? isRecovered(world)
          : true;
    default:
      return (parseTime(claim.value, world.estate.clock.calendar) ?? world.at) >= world.at;
  }
}

function isUnharmed(world: World, text: string): boolean {
  const reference = parseReference(text);
  if (reference === null) return false;
  if (reference.tag !== null) return world.tags[text] !== undefined && poisonedSince(world, text) === null;
  const digest = digestOf(world, reference.digest ?? '');
  return digest !== null && !isPoison(world, digest);
}

// A window is true when it lets everyone who was served poison recognise it: it begins no later than the first poisoned minute
// of the tags it speaks of (of any tag, when it names none) and ends no earlier than now while one of them still serves it.
function isTrueWindow(world: World, value: string, others: readonly Claim[]): boolean {
  const window = parseWindow(value, world.estate.clock.calendar);
  if (window === null) return false;
  const named = others.filter((claim) => claim.key === 'tag').map((claim) => claim.value);
  const ranges = named.filter((tag) => rangeOf(parseReference(tag)?.tag ?? '') !== null);
  const times = Object.entries(world.poisonedSince).filter(
    ([tag]) => named.length === 0 || ranges.length > 0 || named.includes(tag),
  );
  if (times.length === 0) return false;
  const first = Math.min(...times.map(([, at]) => at));
  const last = Math.max(...times.map(([tag]) => world.poisonedUntil[tag] ?? world.at));
  return (
    window.from <= first + 60 &&
    window.from >= first - WINDOW_SLACK &&
    (window.to === null || window.to >= Math.min(last, world.at) - 60)
  );
}

/** Digests that a list of claims calls bad, in full. */
export function badDigests(world: World, claims: readonly Claim[]): readonly string[] {
  return claims.flatMap((claim) =>
    claim.key === 'digest' || claim.key === 'check' ? [digestOf(world, claim.value) ?? claim.value] : [],
  );
}

/** Whether bad digests among the claims are those of this image, for someone who runs it on one architecture. */
export function namesFor(
  world: World,
  claims: readonly Claim[],
  imageDigest: string,
  part: string | undefined,
): boolean {
  const image = imageOf(world, imageDigest);
  return badDigests(world, claims).some(
    (digest) =>
      digest === imageDigest ||
      digest === part ||
      (image !== null && part === undefined && covers(image, digest)),
  );
}
