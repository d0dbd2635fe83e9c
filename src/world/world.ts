import { decideConsumer, evolveConsumer, reactConsumer } from './consumer.ts';
import { decideControl, evolveControl } from './control.ts';
import { decideCredential, evolveCredential } from './credential.ts';
import type { ScheduleSpec } from './estate.ts';
import { decideInvestigation } from './evidence/inspect.ts';
import { logRead } from './evidence/retention.ts';
import { decideVerify } from './evidence/verify.ts';
import { decideExercise, evolveExercise } from './exercise.ts';
import type { Draft, Fact } from './fact.ts';
import { decideLog, evolveLog, markRead } from './log.ts';
import { decideNotice, evolveNotice, reactNotice } from './notice.ts';
import { outsideRefusal } from './outside.ts';
import { decideParty, evolveParty, reactParty } from './party.ts';
import { pillarOfFact } from './pillar.ts';
import { decidePipeline } from './pipeline.ts';
import { decideCache, evolveCache, reactCache } from './pull-through-cache.ts';
import { imageOf } from './reference.ts';
import { decideRegistry, evolveRegistry } from './registry.ts';
import { evolvePipeline, reactPipeline } from './run.ts';
import { resolveSighting, sighting } from './sighting.ts';
import type { Scheduled, Trial, World } from './state.ts';
import { put, RANK, refuse } from './state.ts';
import { decideDeploy, evolveWorkload } from './workload.ts';

type Decide = (trial: Trial) => readonly Draft[];

const DECIDERS: Readonly<Record<string, Decide>> = {
  ...byVerbs(decideInvestigation, ['inspect', 'trace']),
  ...byVerbs(decideVerify, ['verify']),
  ...byVerbs(decideLog, ['preserve']),
  ...byVerbs(decideCredential, [
    'revoke',
    'rotate',
    'reset-password',
    'end-sessions',
    'mint',
    'use',
    'clone',
  ]),
  ...byVerbs(decideControl, [
    'pause',
    'resume',
    'isolate',
    'freeze',
    'quarantine',
    'block',
    'lift',
    'pin',
    'protect',
    'require-signatures',
    'allow-only',
    'deny',
  ]),
  ...byVerbs(decideRegistry, ['push', 'repoint', 'delete']),
  ...byVerbs(decideCache, ['purge', 'fetch']),
  ...byVerbs(decidePipeline, ['run', 'publish', 'rebuild', 'clean-runner']),
  ...byVerbs(decideDeploy, ['deploy']),
  ...byVerbs(decideConsumer, ['pull', 'hear', 'act']),
  ...byVerbs(decideNotice, ['notify', 'answer', 'correct', 'remove']),
  ...byVerbs(decideParty, ['ask', 'fulfil']),
  ...byVerbs(decideExercise, ['declare', 'note', 'need', 'miss', 'begin', 'end', 'deliver']),
  expire: (trial) => (trial.attempt.targets.length > 1 ? decideCache(trial) : decideLog(trial)),
};

function byVerbs(decide: Decide, verbs: readonly string[]): Readonly<Record<string, Decide>> {
  return Object.fromEntries(verbs.map((verb) => [verb, decide]));
}

/** Judges an attempt when it falls due. The one door into the world: whoever tries, the answer is facts, and a refusal is one of them. */
export function decide(trial: Trial): readonly Draft[] {
  const decider = DECIDERS[trial.attempt.verb];
  if (decider === undefined) return refuse(trial, 'not-found', 'Nobody can do that here.');
  const outside = outsideRefusal(trial);
  if (outside !== null) return refuse(trial, 'denied', outside);
  return decider(trial);
}

/** The world after a fact. Never judges: whatever became true is taken as true. */
export function evolve(before: World, fact: Fact): World {
  const world = before.at === fact.at ? before : { ...before, at: fact.at };
  const after = notePull(apply(world, fact), fact);
  return fact.cause === null ? after : noteLanding(after, fact);
}

function notePull(world: World, fact: Fact): World {
  const digest = pulledBy(fact);
  const image = digest === null ? null : imageOf(world, digest);
  if (image === null || world.pulled[image.digest] !== undefined) return world;
  // A run whose gate refused the base started, but never built on it.
  if (fact.kind === 'run-started' && fact.data.poison !== image.poison) return world;
  return { ...world, pulled: put(world.pulled, image.digest, fact.at) };
}

function pulledBy(fact: Fact): string | null {
  if (fact.kind === 'run-started') return fact.data.base;
  return fact.kind === 'consumer-pulled' || fact.kind === 'workload-deployed' ? fact.data.digest : null;
}

function apply(world: World, fact: Fact): World {
  switch (fact.kind) {
    case 'credential-issued':
    case 'credential-revoked':
    case 'credential-copied':
    case 'credential-used':
      return evolveCredential(world, fact);
    case 'tag-moved':
    case 'tag-deleted':
    case 'image-deleted':
      return evolveRegistry(world, fact);
    case 'control-set':
    case 'control-lifted':
      return evolveControl(world, fact);
    case 'cache-fetched':
    case 'cache-expired':
    case 'cache-purged':
      return evolveCache(world, fact);
    case 'runner-fetched':
    case 'runner-cleaned':
    case 'runner-infected':
    case 'run-started':
    case 'run-failed':
    case 'run-published':
      return evolvePipeline(world, fact);
    case 'workload-deployed':
      return evolveWorkload(world, fact);
    case 'consumer-pulled':
    case 'consumer-told':
    case 'consumer-acted':
      return evolveConsumer(world, fact);
    case 'notice-sent':
    case 'notice-removed':
    case 'attacker-warned':
      return evolveNotice(world, fact);
    case 'log-expired':
    case 'evidence-kept':
      return evolveLog(world, fact);
    case 'request-made':
    case 'log-held':
      return evolveParty(world, fact);
    case 'exercise-started':
    case 'exercise-ended':
    case 'declared':
    case 'delivery-requested':
    case 'delivery-made':
    case 'delivery-overdue':
      return evolveExercise(world, fact);
    case 'inject-delivered':
      return see(evolveExercise(world, fact), world.estate.injects[fact.subject]?.shows ?? [], fact.at);
    case 'evidence-shown':
      return markRead(see(world, fact.data.sightings, fact.at), logRead(world, fact.data.do));
    case 'verified':
    case 'request-fulfilled':
      return see(world, fact.data.sightings, fact.at);
    case 'decided':
    case 'refused':
    case 'nothing-changed':
    case 'sessions-ended':
    case 'pull-failed':
    case 'repositories-cloned':
    case 'noted':
    case 'hinted':
      return world;
    default:
      return fact satisfies never;
  }
}

function see(world: World, sightings: readonly string[], at: number): World {
  const fresh = sightings
    .map((text) => resolveSighting(world, text))
    .filter((text) => world.seen[text] === undefined);
  if (fresh.length === 0) return world;
  return { ...world, seen: { ...world.seen, ...Object.fromEntries(fresh.map((text) => [text, at])) } };
}

// What a decision of the team brought about, the team knows.
function noteLanding(world: World, fact: Fact): World {
  const pillar = pillarOfFact(fact);
  const { exercise } = world;
  const landed =
    pillar === null ? exercise.landed : { ...exercise.landed, [pillar]: (exercise.landed[pillar] ?? 0) + 1 };
  const counted = landed === exercise.landed ? world : { ...world, exercise: { ...exercise, landed } };
  return see(counted, shownByDoing(fact), fact.at);
}

// What it took away, where its own tag points now, what its own rebuild made, what it keeps a copy of.
function shownByDoing(fact: Fact): readonly string[] {
  switch (fact.kind) {
    case 'credential-revoked':
      return [sighting('withdrawn', fact.subject)];
    case 'tag-moved':
      return [sighting('tag', fact.subject, fact.data.to)];
    case 'run-started':
      return [sighting('name', fact.data.run)];
    case 'run-published': {
      const { image, tag } = fact.data;
      return [
        sighting('digest', image.digest),
        ...(tag === null ? [] : [sighting('tag', tag, image.digest)]),
      ];
    }
    case 'run-failed':
      return fact.data.built === undefined ? [] : [sighting('digest', fact.data.built)];
    case 'workload-deployed':
      return [sighting('runs', fact.subject, fact.data.digest)];
    case 'evidence-kept':
      return fact.data.digests.map((digest) => sighting('digest', digest));
    default:
      return [];
  }
}

/** What follows later from a fact, as attempts that are judged when they fall due. */
export function react(world: World, fact: Fact): readonly Scheduled[] {
  switch (fact.kind) {
    case 'cache-fetched':
      return reactCache(fact);
    case 'run-started':
      return reactPipeline(world, fact);
    case 'consumer-told':
      return reactConsumer(world, fact);
    case 'notice-sent':
      return reactNotice(world, fact);
    case 'request-made':
      return reactParty(fact);
    default:
      return [];
  }
}

/** A schedule goes on whatever its last attempt came to: the next run or pull after one at `at`. */
export function recur(world: World, verb: string, subject: string, at: number): Scheduled | null {
  if (verb === 'run') return next(world.estate.pipelines[subject]?.schedule ?? null, 'run', subject, at);
  if (verb === 'pull') return next(world.estate.consumers[subject]?.schedule ?? null, 'pull', subject, at);
  return null;
}

function next(
  schedule: ScheduleSpec | null,
  verb: 'run' | 'pull',
  subject: string,
  at: number,
): Scheduled | null {
  if (schedule === null) return null;
  return {
    at: at + schedule.every,
    rank: verb === 'run' ? RANK.pipeline : RANK.consumer,
    by: verb === 'run' ? 'ci' : subject,
    cause: null,
    line: `${verb} ${subject}`,
  };
}
