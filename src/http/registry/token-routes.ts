import { askerOf } from '../asker.ts';
import type { Desk } from '../desk.ts';
import type { Ask, Route } from '../route.ts';
import { admit, type Holder, holderOf } from './access.ts';
import { settled } from './reading.ts';
import { json, reply } from './reply.ts';
import type { Stores } from './stores.ts';
import { type Access, parseScope, TOKEN_LIFE } from './token.ts';

const MOST_SCOPES = 50;

/** The ping by which a client learns where tokens are to be had, and the server that gives them. */
export function tokenRoutes(stores: Stores): readonly Route[] {
  return [
    {
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      path: /^\/v2\/$/,
      written: '/v2/',
      shows: 'where tokens are to be had',
      counts: 'free',
      means: (ask, desk) => {
        const { refusal } = admit(ask, desk, stores.mint, null, []);
        return refusal === null ? { kind: 'free' } : settled(refusal);
      },
      answer: () =>
        reply(200, { 'Content-Type': 'application/json; charset=utf-8' }, new Uint8Array([0x7b, 0x7d])),
    },
    {
      methods: ['GET'],
      path: /^\/token$/,
      written: '/token',
      shows: 'whether a secret of the team still works',
      counts: 'free',
      means: () => ({ kind: 'free' }),
      answer: (ask, desk) => answerToken(ask, desk, stores),
    },
  ];
}

/** Nobody is refused a token who shows no secret or a good one; it says how much of what was asked for it is good for. */
function answerToken(ask: Ask, desk: Desk, stores: Stores): Response {
  const holder = holderOf(desk, askerOf(desk, ask.headers));
  if (holder === null) return json(401, { details: 'incorrect username or password' });
  const host = new URL(ask.base).host;
  const { startEx } = desk.world.estate.clock.calendar;
  const iat = startEx + desk.now;
  const token = stores.mint.issue({
    iss: host,
    sub: holder.user,
    aud: ask.query.get('service') ?? host,
    exp: iat + TOKEN_LIFE,
    nbf: iat,
    iat,
    jti: holder.id,
    access: grantedTo(holder, ask.query.getAll('scope')),
  });
  // A client holds `issued_at` against its own clock; by the simulated one it would ask for a new token at every request.
  const issued = `${stores.wallClock().toISOString().slice(0, 19)}Z`;
  return json(200, { token, access_token: token, expires_in: TOKEN_LIFE, issued_at: issued });
}

function grantedTo(holder: Holder, scopes: readonly string[]): readonly Access[] {
  return scopes
    .flatMap((scope) => scope.split(' '))
    .slice(0, MOST_SCOPES)
    .flatMap((scope) => {
      const asked = parseScope(scope);
      if (asked === null) return [];
      if (asked.type === 'registry') return asked.name === 'catalog' ? [asked] : [];
      if (asked.type !== 'repository') return [];
      const may = holder.mayAs(asked.name);
      return [{ ...asked, actions: asked.actions.filter((action) => may.includes(action)) }];
    });
}
