import type { Face } from '../route.ts';
import { ACCESS_TOKEN_ROUTES } from './access-tokens.ts';
import { noRoute, unavailable } from './answers.ts';
import { AUDIT_LOG_ROUTES } from './audit-log.ts';
import { LOGIN_ROUTES } from './caller.ts';
import { IMMUTABLE_TAG_ROUTES } from './immutable-tags.ts';
import { REPOSITORY_ROUTES } from './repositories.ts';

/** The API of the registry's web side: access tokens, tags, tag rules, audit log, pull analytics. */
export function hubFace(): Face {
  return {
    name: 'hub',
    prefix: '/hub',
    // The short paths of repositories would take those of the others, so they stand last.
    routes: [
      ...LOGIN_ROUTES,
      ...ACCESS_TOKEN_ROUTES,
      ...AUDIT_LOG_ROUTES,
      ...IMMUTABLE_TAG_ROUTES,
      ...REPOSITORY_ROUTES,
    ],
    noRoute,
    unavailable,
  };
}
