import type { Trial } from '../state.ts';
import type { Seconds } from '../time.ts';
import { factsOf, isStranger } from './history.ts';
import { pushesOf } from './push.ts';

/** One call with a credential, as the service behind it saw it. */
export interface Use {
  readonly at: Seconds;
  readonly call: string;
  /** Who called; it decides the address and the client that a log shows, and is never shown itself. */
  readonly by: string;
  readonly stranger: boolean;
  readonly generation: number | null;
  /** The credential that the call made, if it made one. */
  readonly made: string | null;
}

/** All calls with a credential so far, oldest first: those of agents, and those of the pipelines that use it. */
export function usesOf(trial: Trial, id: string): readonly Use[] {
  const uses = [...ownUses(trial, id), ...strangeUses(trial, id), ...pushUses(trial, id)];
  return uses.sort((left, right) => left.at - right.at);
}

/** The last call; a credential's own record of it counts when it is later than all that the history tells. */
export function lastUse(trial: Trial, id: string): Use | null {
  return usesOf(trial, id).at(-1) ?? null;
}

/** When it was last used, as a list of tokens shows it; null for never. */
export function lastUsedAt(trial: Trial, id: string): Seconds | null {
  const known = trial.world.estate.credentials[id]?.lastUsed ?? null;
  const last = lastUse(trial, id)?.at ?? null;
  if (known === null || last === null) return known ?? last;
  return Math.max(known, last);
}

/** True when the last use that a list would show was a stranger's. */
export function lastUsedByStranger(trial: Trial, id: string): boolean {
  const last = lastUse(trial, id);
  return last?.stranger === true && last.at === lastUsedAt(trial, id);
}

function strangeUses(trial: Trial, id: string): readonly Use[] {
  const issued = factsOf(trial, 'credential-issued');
  return factsOf(trial, 'credential-used')
    .filter((fact) => fact.subject === id)
    .map(({ at, by, data }) => {
      const made = issued.find((fact) => fact.at === at && fact.by === by && fact.data.from === id);
      const isMint = data.call === 'CreateAccessKey';
      return {
        at,
        call: data.call,
        by: data.agent,
        stranger: isStranger(trial.world, data.agent),
        generation: data.generation,
        made: isMint ? (made?.subject ?? null) : null,
      };
    });
}

// A registry token is used by pushing; the history has no other fact of that call.
function pushUses(trial: Trial, id: string): readonly Use[] {
  return factsOf(trial, 'tag-moved')
    .filter((fact) => fact.data.credential === id)
    .map(({ at, by }) => ({
      at,
      call: 'push',
      by,
      stranger: isStranger(trial.world, by),
      generation: null,
      made: null,
    }));
}

function ownUses(trial: Trial, id: string): readonly Use[] {
  const spec = trial.world.estate.credentials[id];
  if (spec === undefined) return [];
  const ours = { stranger: false, generation: null, made: null };
  if (spec.kind === 'registry-token') {
    const repos = spec.scopes.filter((scope) => scope.startsWith('push:')).map((scope) => scope.slice(5));
    const strange = new Set(pushUses(trial, id).map((use) => use.at));
    return repos
      .flatMap((repo) => pushesOf(trial, repo))
      .filter((push) => push.credential === id && !strange.has(push.at))
      .map((push) => ({ at: push.at, call: 'push', by: spec.owner, ...ours }));
  }
  const call = spec.kind === 'cloud-key' ? 'PutImage' : 'git.fetch';
  return factsOf(trial, 'run-published')
    .filter((fact) => reads(trial, fact.subject, id))
    .map((fact) => ({ at: fact.at, call, by: fact.subject, ...ours }));
}

function reads(trial: Trial, pipeline: string, id: string): boolean {
  const { environment = [], checkout = [] } = trial.world.estate.pipelines[pipeline] ?? {};
  const uses = trial.world.estate.credentials[id]?.usedBy.includes(pipeline) ?? false;
  return uses || environment.includes(id) || checkout.includes(id);
}
