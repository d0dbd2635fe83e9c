import { randomBytes } from 'node:crypto';
import type { Ask, Face, Route } from '../route.ts';
import { unavailable } from './error.ts';
import { DIGEST, NAME, REFERENCE } from './name.ts';
import { readRoutes } from './read-routes.ts';
import { redirect, redirectClean, text } from './reply.ts';
import { Stores } from './stores.ts';
import { TokenMint } from './token.ts';
import { tokenRoutes } from './token-routes.ts';
import { uploadRoutes } from './upload-routes.ts';
import { writeRoutes } from './write-routes.ts';

const KEY_BYTES = 32;
const ANY_METHOD = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

export interface RegistryOptions {
  readonly key?: Uint8Array;
  readonly wallClock?: () => Date;
}

/** The container registry (OCI distribution-spec 1.1), caches in front of it included. Scratch space and tokens last as long as it does. */
export function registryFace({ key, wallClock }: RegistryOptions = {}): Face {
  const stores = new Stores(new TokenMint(key ?? randomBytes(KEY_BYTES)), wallClock ?? (() => new Date()));
  return {
    name: 'registry',
    prefix: '',
    routes: [
      ...tokenRoutes(stores),
      ...readRoutes(stores),
      ...writeRoutes(stores),
      ...uploadRoutes(stores),
      ...redirectRoutes(),
    ],
    noRoute: (_ask, methods) =>
      methods === null
        ? text(404, '404 page not found')
        : text(405, 'Method not allowed', { Allow: methods.join(', ') }),
    unavailable: (_ask, outcome) => unavailable(outcome),
  };
}

/** Paths with a slash too many or too few, which a real registry sends on to where they belong. */
function redirectRoutes(): readonly Route[] {
  const add = (ask: Ask): Response => redirect(ask.method, `${ask.path}/${queryOf(ask)}`);
  const drop = (ask: Ask): Response => redirect(ask.method, ask.path.slice(0, -1) + queryOf(ask));
  const clean = (ask: Ask): Response => redirectClean(ask.path.replace(/\/{2,}/g, '/') + queryOf(ask));
  const rows: readonly (readonly [RegExp, (ask: Ask) => Response])[] = [
    [/^.*\/\/.*$/, clean],
    [/^\/v2$/, add],
    [new RegExp(`^/v2/(?:${NAME})/blobs/uploads$`), add],
    [new RegExp(`^/v2/(?:_catalog|(?:${NAME})/tags/list)/$`), drop],
    [new RegExp(`^/v2/(?:${NAME})/manifests/(?:${REFERENCE})/$`), drop],
    [new RegExp(`^/v2/(?:${NAME})/blobs/(?:${DIGEST})/$`), drop],
  ];
  return rows.map(([path, answer]) => ({
    methods: ANY_METHOD,
    path,
    written: 'a path with a slash too many or too few',
    shows: 'where it belongs',
    counts: 'free',
    means: () => ({ kind: 'free' }),
    answer,
  }));
}

function queryOf(ask: Ask): string {
  const query = ask.query.toString();
  return query === '' ? '' : `?${query}`;
}
