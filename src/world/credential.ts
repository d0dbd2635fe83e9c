import type { Draft, Fact } from './fact.ts';
import { countChange, limitRefusal } from './limit.ts';
import { isOutside } from './outside.ts';
import type { Credential, Generation, Trial, World } from './state.ts';
import { draft, put, refuse, unchanged } from './state.ts';

export function isLive(world: World, id: string): boolean {
  return world.credentials[id]?.generations.some((one) => one.live) ?? false;
}

/** True when the agent holds a copy of a value that still works. */
export function holdsLive(world: World, agent: string, id: string): boolean {
  return world.credentials[id]?.generations.some((one) => one.live && one.holders.includes(agent)) ?? false;
}

/** Ids of all credentials of which the agent holds a working value and that carry the scope. */
export function liveWithScope(world: World, agent: string, scope: string): readonly string[] {
  return Object.keys(world.credentials).filter(
    (id) => scopesOf(world, id).includes(scope) && holdsLive(world, agent, id),
  );
}

/** True when the agent ever had a copy of a credential with this scope, working or not. */
export function everHeldScope(world: World, agent: string, scope: string): boolean {
  return Object.entries(world.credentials).some(
    ([id, credential]) =>
      scopesOf(world, id).includes(scope) &&
      credential.generations.some((one) => one.holders.includes(agent)),
  );
}

/** Our own credentials of which an agent holds a working value; what it took from others is theirs to withdraw. */
export function heldLive(world: World, agent: string): readonly string[] {
  return Object.keys(world.credentials).filter((id) => holdsLive(world, agent, id) && !isOutside(world, id));
}

/** True when an agent holds or held a copy of any value of it: what a `secret=` claim asserts. */
export function wasStolen(world: World, id: string): boolean {
  return world.credentials[id]?.generations.some((one) => one.holders.length > 0) ?? false;
}

/** A revoked credential that something of ours cannot work without is outage until a new value is issued. */
export function isMissed(world: World, id: string): boolean {
  const spec = world.estate.credentials[id];
  const state = world.credentials[id];
  return (
    spec !== undefined &&
    state !== undefined &&
    spec.usedBy.length > 0 &&
    !state.generations.some((one) => one.live)
  );
}

function scopesOf(world: World, id: string): readonly string[] {
  return world.estate.credentials[id]?.scopes ?? [];
}

export function decideCredential(trial: Trial): readonly Draft[] {
  switch (trial.attempt.verb) {
    case 'revoke':
      return decideRevoke(trial);
    case 'rotate':
      return decideRotate(trial);
    case 'reset-password':
      return decideReset(trial);
    case 'end-sessions':
      return decideEndSessions(trial);
    case 'mint':
      return decideMint(trial);
    case 'use':
      return decideUse(trial);
    default:
      return decideClone(trial);
  }
}

function decideRevoke(trial: Trial): readonly Draft[] {
  const id = trial.attempt.targets[0] ?? '';
  const credential = trial.world.credentials[id];
  if (credential === undefined) return refuse(trial, 'not-found', `There is no credential ${id}.`);
  const revoked = revokeAll(trial, id, credential);
  const limit = revoked.length === 0 ? null : limitRefusal(trial.world, [id]);
  if (limit !== null) return refuse(trial, 'denied', limit);
  return revoked.length > 0 ? revoked : unchanged(trial, `${id} was revoked before.`);
}

// Rotating is one step: the new value is issued and the old ones stop working in the same second (INCIDENTS.md H-03 shows why).
function decideRotate(trial: Trial): readonly Draft[] {
  const drafts: Draft[] = [];
  const limit = limitRefusal(trial.world, [...new Set(trial.attempt.targets)]);
  if (limit !== null) return refuse(trial, 'denied', limit);
  for (const id of new Set(trial.attempt.targets)) {
    const credential = trial.world.credentials[id];
    if (credential === undefined) return refuse(trial, 'not-found', `There is no credential ${id}.`);
    drafts.push(...revokeAll(trial, id, credential), issue(trial, id, credential, [], null));
  }
  return drafts;
}

function decideReset(trial: Trial): readonly Draft[] {
  const ids = ownedBy(trial, (kind) => kind === 'password');
  if (ids.length === 0)
    return refuse(trial, 'not-found', `${trial.attempt.targets[0] ?? ''} has no password here.`);
  return ids.flatMap((id) => {
    const credential = trial.world.credentials[id] as Credential;
    return [...revokeAll(trial, id, credential), issue(trial, id, credential, [], null)];
  });
}

function decideEndSessions(trial: Trial): readonly Draft[] {
  const ids = ownedBy(trial, (kind) => kind === 'session');
  const revoked = ids.flatMap((id) => revokeAll(trial, id, trial.world.credentials[id] as Credential));
  return [
    ...revoked,
    draft('sessions-ended', trial.attempt.targets[0] ?? '', trial, { owner: trial.attempt.targets[0] ?? '' }),
  ];
}

// A minted key is a credential of its own: it lives on when the one it was made with is revoked (INCIDENTS.md H-08, I-04).
function decideMint(trial: Trial): readonly Draft[] {
  const { world, attempt, by } = trial;
  const id = attempt.targets[0] ?? '';
  const source = attempt.from ?? '';
  if (!holdsLive(world, by, source))
    return refuse(trial, 'revoked', `${by} holds no working value of ${source}.`);
  if (isLive(world, id)) return unchanged(trial, `${id} exists already.`);
  const credential = world.credentials[id] ?? { generations: [], mintedFrom: source, lastUsed: null };
  return [used(trial, source, 'CreateAccessKey'), issue(trial, id, credential, [by], source)];
}

function decideUse(trial: Trial): readonly Draft[] {
  const id = trial.attempt.targets[0] ?? '';
  if (!holdsLive(trial.world, trial.by, id))
    return refuse(trial, 'revoked', `${trial.by} holds no working value of ${id}.`);
  return [used(trial, id, 'GetCallerIdentity')];
}

function decideClone(trial: Trial): readonly Draft[] {
  const [owner = '', id = ''] = trial.attempt.targets;
  if (!holdsLive(trial.world, trial.by, id))
    return refuse(trial, 'revoked', `${trial.by} holds no working value of ${id}.`);
  if (!scopesOf(trial.world, id).includes(`clone:${owner}`))
    return refuse(trial, 'denied', `${id} cannot read the repositories of ${owner}.`);
  return [
    used(trial, id, 'git.clone'),
    draft('repositories-cloned', owner, trial, { agent: trial.by, credential: id }),
  ];
}

function ownedBy(trial: Trial, accepts: (kind: string) => boolean): readonly string[] {
  const owner = trial.attempt.targets[0] ?? '';
  return Object.values(trial.world.estate.credentials)
    .filter(
      (spec) => spec.owner === owner && accepts(spec.kind) && trial.world.credentials[spec.id] !== undefined,
    )
    .map((spec) => spec.id);
}

function revokeAll(trial: Trial, id: string, credential: Credential): readonly Draft[] {
  return credential.generations.flatMap((one, index) =>
    one.live ? [draft('credential-revoked', id, trial, { generation: index + 1 })] : [],
  );
}

function issue(
  trial: Trial,
  id: string,
  credential: Credential,
  holders: readonly string[],
  from: string | null,
): Draft {
  return draft('credential-issued', id, trial, {
    generation: credential.generations.length + 1,
    holders,
    from,
  });
}

function used(trial: Trial, id: string, call: string): Draft {
  const generations = trial.world.credentials[id]?.generations ?? [];
  const generation = generations.findLastIndex((one) => one.live && one.holders.includes(trial.by)) + 1;
  return draft('credential-used', id, trial, { generation, agent: trial.by, call });
}

type CredentialFact =
  | Fact<'credential-issued'>
  | Fact<'credential-revoked'>
  | Fact<'credential-copied'>
  | Fact<'credential-used'>;

export function evolveCredential(world: World, fact: CredentialFact): World {
  const before = world.credentials[fact.subject] ?? { generations: [], mintedFrom: null, lastUsed: null };
  const after = { ...world, credentials: put(world.credentials, fact.subject, changed(before, fact)) };
  return fact.kind === 'credential-issued' || fact.kind === 'credential-revoked'
    ? countChange(after, fact)
    : after;
}

function changed(credential: Credential, fact: CredentialFact): Credential {
  switch (fact.kind) {
    case 'credential-issued':
      return {
        ...credential,
        mintedFrom: fact.data.from ?? credential.mintedFrom,
        generations: [...credential.generations, { live: true, holders: fact.data.holders }],
      };
    case 'credential-revoked':
      return {
        ...credential,
        generations: at(credential.generations, fact.data.generation, (one) => ({ ...one, live: false })),
      };
    case 'credential-copied':
      return {
        ...credential,
        generations: at(credential.generations, fact.data.generation, (one) => ({
          ...one,
          holders: [...one.holders, fact.data.agent],
        })),
      };
    default:
      return { ...credential, lastUsed: fact.at };
  }
}

function at(
  generations: readonly Generation[],
  generation: number,
  change: (one: Generation) => Generation,
): readonly Generation[] {
  return generations.map((one, index) => (index + 1 === generation ? change(one) : one));
}
