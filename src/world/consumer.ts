import type { Claim } from './claim.ts';
import { namesFor, parseClaim, parseWindow } from './claim.ts';
import type { Draft, Fact } from './fact.ts';
import { digestOfVersion } from './package.ts';
import { fetchDrafts, resolveThrough } from './pull-through-cache.ts';
import { digestOf, imageOf, isPoison, parseReference, suits } from './reference.ts';
import { remembered, rememberedBy } from './remembered.ts';
import type { Consumer, Scheduled, Trial, World } from './state.ts';
import { draft, put, RANK } from './state.ts';

/** An outside team that ran poisoned bytes at any time since the clock opened. */
export function isExposed(world: World, id: string): boolean {
  return world.consumers[id]?.exposedAt != null;
}

/** Clean and told to rotate: only both together end a consumer's exposure, since what the implant read stays stolen. */
export function isRelieved(world: World, id: string): boolean {
  const consumer = world.consumers[id];
  return consumer !== undefined && !isPoison(world, consumer.digest) && consumer.rotated;
}

export function decideConsumer(trial: Trial): readonly Draft[] {
  const id = trial.attempt.targets[0] ?? '';
  const consumer = trial.world.consumers[id];
  if (consumer === undefined) return [];
  switch (trial.attempt.verb) {
    case 'pull':
      return consumer.stopped ? [] : pull(trial, id, consumer.reference);
    case 'hear':
      return hear(trial, id, consumer);
    default:
      return act(trial, id, consumer);
  }
}

function pull(trial: Trial, id: string, reference: string): readonly Draft[] {
  const { world } = trial;
  const spec = world.estate.consumers[id];
  if (spec === undefined) return [];
  const resolved = resolveThrough(world, spec.via, reference);
  if (resolved.digest === null) return [draft('pull-failed', id, trial, { reference, code: resolved.code })];
  if (!suits(world, resolved.digest, spec.architecture))
    return [draft('pull-failed', id, trial, { reference, code: 'not-found' })];
  const digest = imageOf(world, resolved.digest)?.digest ?? resolved.digest;
  return [
    ...fetchDrafts(trial, spec.via, reference, resolved),
    draft('consumer-pulled', id, trial, { reference, digest, via: spec.via }),
  ];
}

function hear(trial: Trial, id: string, consumer: Consumer): readonly Draft[] {
  const noticeId = trial.attempt.targets[1] ?? '';
  const notice = trial.world.notices[noticeId];
  if (notice === undefined || notice.removed || consumer.heard.includes(noticeId)) return [];
  return [
    draft('consumer-told', id, trial, {
      notice: noticeId,
      matched: matches(trial.world, id, claimsOf(trial.world, noticeId)),
    }),
  ];
}

/**
 * Whether the claims let *this* team see that it is or was hit: a bad digest that it ran (an index, or the part it runs), or its own
 * tag with a window that holds the time of a pull. A team behind a cache knows only digests; one that pinned, only its digest.
 */
export function matches(world: World, id: string, claims: readonly Claim[]): boolean {
  const spec = world.estate.consumers[id];
  const consumer = world.consumers[id];
  if (spec === undefined || consumer === undefined) return false;
  return consumer.ran.some((one) => {
    if (namesFor(world, claims, one.digest, imageOf(world, one.digest)?.parts[spec.architecture]))
      return true;
    if (spec.matchesByTag && namesVersion(world, claims, one.digest)) return true;
    if (!spec.matchesByTag || !claims.some((claim) => claim.key === 'tag' && claim.value === one.reference))
      return false;
    return claims.some((claim) => {
      const window = claim.key === 'window' ? parseWindow(claim.value, world.estate.clock.calendar) : null;
      return window !== null && window.from <= one.at && (window.to === null || window.to >= one.at);
    });
  });
}

// Whoever keeps a list of what is installed finds a version there, whenever it was installed.
function namesVersion(world: World, claims: readonly Claim[], digest: string): boolean {
  return claims.some((claim) => claim.key === 'tag' && digestOfVersion(world, claim.value) === digest);
}

// They do the most that the notice lets them do: a clean digest first, else a rebuild of whatever their reference names by then.
function act(trial: Trial, id: string, consumer: Consumer): readonly Draft[] {
  const { world } = trial;
  const noticeId = trial.attempt.targets[1] ?? '';
  const claims = claimsOf(world, noticeId);
  const actions = claims.filter((claim) => claim.key === 'action').map((claim) => claim.value);
  const spec = world.estate.consumers[id];
  if (spec === undefined) return [];
  const clean = claims.filter((claim) => claim.key === 'clean').map((claim) => digestOf(world, claim.value));
  const usable = clean.find((digest) => digest !== null && suits(world, digest, spec.architecture)) ?? null;
  const repo = parseReference(consumer.reference)?.repo ?? '';
  const reference = usable === null ? null : `${repo}@${usable}`;
  const rotated = actions.includes('rotate-secrets');
  const wantsPull = actions.includes('pull-clean') || actions.includes('rebuild') || usable !== null;
  // Who has moved to a digest that nobody calls bad has nothing to stop.
  const settled = parseReference(consumer.reference)?.tag == null && !isPoison(world, consumer.digest);
  const stopped = actions.includes('stop-pulling') && usable === null && !settled;
  const acted = draft('consumer-acted', id, trial, { notice: noticeId, stopped, rotated, reference });
  return wantsPull ? [acted, ...pull(trial, id, reference ?? consumer.reference)] : [acted];
}

/** All that has been said in a notice and its corrections; a correction takes back what it contradicts. */
export function claimsOf(world: World, noticeId: string): readonly Claim[] {
  return readerOf(world)(noticeId);
}

// Every consumer on a list hears the same notice, and reads in it what the others read.
const readerOf = rememberedBy(
  (world: World) => world.notices,
  (world) => remembered((noticeId) => readClaims(world, noticeId)),
);

function readClaims(world: World, noticeId: string): readonly Claim[] {
  const words = new Set(world.notices[noticeId]?.claims ?? []);
  for (const [, other] of Object.entries(world.notices)) {
    if (other.corrects !== noticeId) continue;
    for (const falsehood of world.notices[noticeId]?.falseClaims ?? []) words.delete(falsehood);
    for (const claim of other.claims) words.add(claim);
  }
  return [...words].flatMap((word) => parseClaim(word, world.estate.clock.calendar) ?? []);
}

type ConsumerFact = Fact<'consumer-pulled'> | Fact<'consumer-told'> | Fact<'consumer-acted'>;

export function evolveConsumer(world: World, fact: ConsumerFact): World {
  const before = world.consumers[fact.subject];
  if (before === undefined) return world;
  const after = changed(world, before, fact);
  return after === before ? world : { ...world, consumers: put(world.consumers, fact.subject, after) };
}

function changed(world: World, consumer: Consumer, fact: ConsumerFact): Consumer {
  switch (fact.kind) {
    case 'consumer-pulled': {
      const { digest } = fact.data;
      const exposedAt = isPoison(world, digest) ? (consumer.exposedAt ?? fact.at) : consumer.exposedAt;
      if (digest === consumer.digest)
        return exposedAt === consumer.exposedAt ? consumer : { ...consumer, exposedAt };
      const ran = [...consumer.ran, { digest, reference: fact.data.reference, at: fact.at }];
      return { ...consumer, digest, exposedAt, ran, since: fact.at };
    }
    case 'consumer-told':
      return {
        ...consumer,
        heard: [...consumer.heard, fact.data.notice],
        matchedAt: fact.data.matched ? (consumer.matchedAt ?? fact.at) : consumer.matchedAt,
      };
    default:
      return {
        ...consumer,
        stopped: fact.data.stopped || (consumer.stopped && fact.data.reference === null),
        rotated: consumer.rotated || fact.data.rotated,
        reference: fact.data.reference ?? consumer.reference,
      };
  }
}

/** Somebody who recognised themselves acts after their own reaction time. */
export function reactConsumer(world: World, fact: Fact<'consumer-told'>): readonly Scheduled[] {
  if (!fact.data.matched) return [];
  const reacts = world.estate.consumers[fact.subject]?.reacts ?? 0;
  return [
    {
      at: fact.at + reacts,
      rank: RANK.consumer,
      by: fact.subject,
      cause: fact.cause,
      line: `act ${fact.subject} on ${fact.data.notice}`,
    },
  ];
}
