import { type Asker, askerOf } from '../asker.ts';
import type { Desk } from '../desk.ts';
import type { Ask } from '../route.ts';
import { OPERATOR } from '../secret-value.ts';
import { problems } from './error.ts';
import { placeNamed } from './place.ts';
import type { Action, Claims, TokenMint } from './token.ts';
import { TOKEN_LIFE } from './token.ts';

/** Who stands at the door with a good key: `operator`, `anonymous` or `hub-ci-2026~1`, and what it may do to a repository. */
export interface Holder {
  readonly id: string;
  readonly user: string;
  readonly mayAs: (repo: string) => readonly Action[];
}

/** `admitted`, or the 401 that sends a client to the token server. */
export type Admission =
  | { readonly holder: Holder; readonly refusal: null }
  | { readonly holder: null; readonly refusal: Response };

/** Whom a user and a secret, or their absence, make; null for a wrong pair, one that was revoked, or a key to something else. */
export function holderOf(desk: Desk, asker: Asker): Holder | null {
  switch (asker.kind) {
    case 'anonymous':
      return { id: 'anonymous', user: '', mayAs: () => ['pull'] };
    case 'operator':
      return { id: 'operator', user: OPERATOR.user, mayAs: (repo) => rightsIn(desk, repo, true) };
    case 'stranger':
      return null;
    case 'credential': {
      const { spec, generation, isLive } = asker;
      const opens = spec.kind === 'registry-token' || spec.scopes.some((scope) => scope.startsWith('push:'));
      if (!isLive || !opens) return null;
      return {
        id: `${spec.id}~${generation}`,
        user: spec.owner,
        mayAs: (repo) => {
          const rights = rightsIn(desk, repo, spec.kind === 'password');
          return spec.scopes.includes(`push:${repo}`) || placeNamed(desk.world, repo).kind === 'scratch'
            ? rights
            : ['pull'];
        },
      };
    }
    default: {
      const never: never = asker;
      return never;
    }
  }
}

// A cache takes nothing from its clients, but may be told to forget. An access token pushes; deleting is for the owner.
function rightsIn(desk: Desk, repo: string, isOwner: boolean): readonly Action[] {
  const { kind } = placeNamed(desk.world, repo);
  if (kind === 'cache') return isOwner ? ['pull', 'delete'] : ['pull'];
  return kind === 'scratch' || isOwner ? ['pull', 'push', 'delete'] : ['pull', 'push'];
}

/**
 * Lets a request do something to a repository, or says whom to ask for a token. A read needs no key, but a bad one is refused;
 * a write needs one. `actions` is empty for the ping, by which a client learns where tokens are to be had.
 */
export function admit(
  ask: Ask,
  desk: Desk,
  mint: TokenMint,
  repo: string | null,
  actions: readonly Action[],
): Admission {
  const header = ask.headers.get('authorization');
  const [, token] = /^\s*bearer\s+(\S+)\s*$/i.exec(header ?? '') ?? [];
  const claims = token === undefined ? null : mint.read(token);
  if (claims !== null)
    return isStanding(desk, claims)
      ? enough(ask, repo, actions, fromClaims(claims))
      : turnedAway(ask, repo, actions, 'invalid_token');
  // Not a token of ours: a user and a secret, or a secret alone, as some registries take them without a token server.
  const holder = holderOf(desk, askerOf(desk, ask.headers));
  if (holder === null) return turnedAway(ask, repo, actions, token === undefined ? null : 'invalid_token');
  if (holder.id === 'anonymous' && !isRead(actions)) return turnedAway(ask, repo, actions, null);
  return enough(ask, repo, actions, holder);
}

function isRead(actions: readonly Action[]): boolean {
  return actions.length > 0 && actions.every((action) => action === 'pull');
}

function enough(ask: Ask, repo: string | null, actions: readonly Action[], holder: Holder): Admission {
  const may = repo === null ? actions : holder.mayAs(repo);
  const isEnough = isRead(actions) || actions.every((action) => may.includes(action));
  return isEnough ? { holder, refusal: null } : turnedAway(ask, repo, actions, 'insufficient_scope');
}

function fromClaims(claims: Claims): Holder {
  return {
    id: claims.jti,
    user: claims.sub,
    mayAs: (repo) =>
      claims.access
        .filter((one) => one.type === 'repository' && one.name === repo)
        .flatMap((one) => one.actions),
  };
}

/**
 * Tokens outlive the secret that bought them, until they expire: real registries ask nobody. One whose secret still works goes on,
 * since the client reads its own clock, and a minute of the exercise may be a blink of that.
 */
function isStanding(desk: Desk, claims: Claims): boolean {
  const { world } = desk;
  if (world.estate.clock.calendar.startEx + desk.now < claims.iat + TOKEN_LIFE) return true;
  const [, id = '', generation = ''] = /^(.+)~(\d+)$/.exec(claims.jti) ?? [];
  return id === '' || world.credentials[id]?.generations[Number(generation) - 1]?.live === true;
}

function turnedAway(
  ask: Ask,
  repo: string | null,
  actions: readonly Action[],
  error: 'invalid_token' | 'insufficient_scope' | null,
): Admission {
  const scope = repo === null ? '' : `,scope="repository:${repo}:${actions.join(',')}"`;
  const why = error === null ? '' : `,error="${error}"`;
  const challenge = `Bearer realm="${ask.base}/token",service="${new URL(ask.base).host}"${scope}${why}`;
  const detail =
    repo === null
      ? null
      : actions.map((action) => ({ Type: 'repository', Class: '', Name: repo, Action: action }));
  return {
    holder: null,
    refusal: problems([{ code: 'UNAUTHORIZED', detail }], { 'Www-Authenticate': challenge }),
  };
}
