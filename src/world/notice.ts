import type { Claim } from './claim.ts';
import { isTrue, parseClaim } from './claim.ts';
import { heldLive, liveWithScope } from './credential.ts';
import type { Draft, Fact } from './fact.ts';
import { holdsPush } from './questions.ts';
import { imageOf } from './reference.ts';
import type { Notice, Scheduled, Trial, World } from './state.ts';
import { draft, put, RANK, refuse } from './state.ts';

export function decideNotice(trial: Trial): readonly Draft[] {
  const { world, attempt } = trial;
  const target = attempt.targets[0] ?? '';
  switch (attempt.verb) {
    case 'notify':
      return decideNotify(trial, target);
    case 'answer':
      if (world.exercise.injects[target] === undefined)
        return refuse(trial, 'not-found', `Nobody sent you ${target}.`);
      return send(
        trial,
        { audience: target, channel: 'reply', corrects: null, inject: target, author: 'team' },
        attempt.claims,
      );
    case 'correct': {
      const notice = world.notices[target];
      if (notice === undefined) return refuse(trial, 'not-found', `There is no notice ${target}.`);
      return send(
        trial,
        {
          audience: notice.audience,
          channel: notice.channel,
          corrects: target,
          inject: notice.inject,
          author: 'team',
        },
        attempt.claims,
      );
    }
    default:
      return decideRemove(trial, target);
  }
}

function decideNotify(trial: Trial, audience: string): readonly Draft[] {
  const spec = trial.world.estate.audiences[audience];
  const channels = spec?.channels ?? ['direct'];
  const channel = trial.attempt.via ?? channels[0] ?? 'direct';
  if (spec === undefined && trial.world.estate.consumers[audience] === undefined)
    return refuse(trial, 'not-found', `There is no audience ${audience}.`);
  if (trial.attempt.via !== null && !channels.includes(channel) && channel !== 'direct')
    return refuse(trial, 'not-found', `${audience} cannot be reached through ${channel}.`);
  return send(
    trial,
    { audience, channel, corrects: null, inject: null, author: 'team' },
    trial.attempt.claims,
  );
}

interface Envelope {
  readonly audience: string;
  readonly channel: string;
  readonly corrects: string | null;
  readonly inject: string | null;
  readonly author: string;
}

/** A false claim is sent, never refused: it stands in the fact, and costs until corrected. */
export function send(trial: Trial, envelope: Envelope, words: readonly string[]): readonly Draft[] {
  const { world } = trial;
  const claims = words.flatMap((word) => parseClaim(word, world.estate.clock.calendar) ?? []);
  const falseClaims = claims.filter((claim) => !isTrue(world, claim, claims)).map(printClaim);
  const id = `notice-${Object.keys(world.notices).length + 1}`;
  const sent = draft('notice-sent', id, trial, { ...envelope, claims: words, falseClaims });
  return [sent, ...(isPublic(world, envelope.audience) ? warnings(trial, id) : [])];
}

function printClaim(claim: Claim): string {
  return `${claim.key}=${claim.value}`;
}

export function isPublic(world: World, audience: string): boolean {
  return world.estate.audiences[audience]?.public ?? false;
}

/** What is said in public, the attacker reads too (INCIDENTS.md H-18). `held` tells whether it could still push or mint then. */
export function warnings(trial: Pick<Trial, 'world' | 'by' | 'cause'>, through: string): readonly Draft[] {
  return Object.keys(trial.world.estate.agents).map((agent) =>
    draft('attacker-warned', agent, trial, { agent, through, held: holdsAccess(trial.world, agent) }),
  );
}

/** True while an agent can push, or holds a cloud key with which it can mint another. */
export function holdsAccess(world: World, agent: string): boolean {
  return (
    holdsPush(world, agent) ||
    heldLive(world, agent).some((id) => world.estate.credentials[id]?.kind === 'cloud-key')
  );
}

function decideRemove(trial: Trial, id: string): readonly Draft[] {
  const { world, by } = trial;
  const notice = world.notices[id];
  const scope = world.estate.channels[notice?.channel ?? '']?.deletableWith ?? null;
  if (notice === undefined || scope === null)
    return refuse(trial, 'not-found', `${by} cannot reach what was said there.`);
  if (liveWithScope(world, by, scope).length === 0)
    return refuse(trial, 'revoked', `${by} holds nothing that could delete it.`);
  return [draft('notice-removed', id, trial, { agent: by })];
}

type NoticeFact = Fact<'notice-sent'> | Fact<'notice-removed'> | Fact<'attacker-warned'>;

export function evolveNotice(world: World, fact: NoticeFact): World {
  switch (fact.kind) {
    case 'notice-removed':
      return {
        ...world,
        notices: put(world.notices, fact.subject, {
          ...(world.notices[fact.subject] as Notice),
          removed: true,
        }),
      };
    case 'attacker-warned':
      if (!fact.data.held || world.warned[fact.data.agent] !== undefined) return world;
      return { ...world, warned: put(world.warned, fact.data.agent, fact.at) };
    default:
      return sent(world, fact);
  }
}

function sent(world: World, fact: Fact<'notice-sent'>): World {
  const { audience, channel, author, claims, falseClaims, corrects, inject } = fact.data;
  const notice: Notice = {
    audience,
    channel,
    author,
    claims,
    falseClaims,
    corrects,
    inject,
    sentAt: fact.at,
    correctedAt: null,
    removed: false,
  };
  let notices = put(world.notices, fact.subject, notice);
  const corrected = corrects === null ? undefined : world.notices[corrects];
  if (corrects !== null && corrected !== undefined)
    notices = put(notices, corrects, { ...corrected, correctedAt: corrected.correctedAt ?? fact.at });
  if (inject === null) return { ...world, notices };
  const asked = world.exercise.injects[inject] ?? { at: fact.at, answeredAt: null, answeredTruly: false };
  const answeredTruly = asked.answeredTruly || falseClaims.length === 0;
  const answered = put(world.exercise.injects, inject, {
    ...asked,
    answeredAt: asked.answeredAt ?? fact.at,
    answeredTruly,
  });
  return { ...world, notices, exercise: { ...world.exercise, injects: answered } };
}

/** Everyone whom a notice reaches hears it after the channel's delay. */
export function reactNotice(world: World, fact: Fact<'notice-sent'>): readonly Scheduled[] {
  const delay = world.estate.channels[fact.data.channel]?.delay ?? 0;
  return readers(world, fact).map((consumer) => ({
    at: fact.at + delay,
    rank: RANK.message,
    by: consumer,
    cause: fact.cause,
    line: `hear ${consumer} of ${fact.subject}`,
  }));
}

function readers(world: World, fact: Fact<'notice-sent'>): readonly string[] {
  const { audience, inject } = fact.data;
  if (inject !== null) {
    const writer = writerOf(world, inject);
    return writer === null ? [] : [writer];
  }
  if (world.estate.consumers[audience] !== undefined) return [audience];
  if (audience === PULLERS) return directPullers(world, fact.data.claims);
  return Object.values(world.estate.consumers)
    .filter((spec) => spec.hears.includes(audience))
    .map((spec) => spec.id);
}

/** The consumer who wrote a message, and whom an answer reaches; null when nobody of them did. */
export function writerOf(world: World, inject: string): string | null {
  return world.estate.injects[inject]?.consumer ?? null;
}

/** The audience of a registry vendor's own message: whoever pulled the digest from the registry itself, under their own account. */
export const PULLERS = 'pullers';

function directPullers(world: World, claims: readonly string[]): readonly string[] {
  const named = claims
    .filter((claim) => claim.startsWith('digest='))
    .map((claim) => claim.slice('digest='.length));
  return Object.values(world.estate.consumers)
    .filter((spec) => spec.via === null && named.some((digest) => pulledIt(world, spec.id, digest)))
    .map((spec) => spec.id);
}

function pulledIt(world: World, consumer: string, digest: string): boolean {
  const spec = world.estate.consumers[consumer];
  return (world.consumers[consumer]?.ran ?? []).some(
    (one) =>
      one.digest === digest ||
      (spec !== undefined && imageOf(world, one.digest)?.parts[spec.architecture] === digest),
  );
}
