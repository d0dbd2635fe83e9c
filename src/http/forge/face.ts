import type { Face } from '../route.ts';
import { advisoryRoutes } from './advisories.ts';
import { Advisories } from './advisory.ts';
import { noRoute, unavailable } from './answers.ts';
import { AUDIT_LOG_ROUTES } from './audit-log.ts';
import { CACHE_ROUTES } from './caches.ts';
import { CREDENTIAL_ROUTES } from './credentials.ts';
import { GRAPHQL_ROUTES } from './graphql.ts';
import { JOB_ROUTES } from './jobs.ts';
import { PACKAGE_ROUTES } from './packages.ts';
import { RELEASE_ROUTES } from './releases.ts';
import { REPOSITORY_ROUTES } from './repositories.ts';
import { RUN_ROUTES } from './runs.ts';
import { SECRET_ROUTES } from './secrets.ts';
import { SETTING_ROUTES } from './settings.ts';
import { WORKFLOW_ROUTES } from './workflows.ts';

/** The forge's API as its command line and its REST clients know it. Each face keeps drafts of advisories of its own. */
export function forgeFace(): Face {
  return {
    name: 'forge',
    prefix: '/api/v3',
    // The refusals of whole families stand behind what they would take from others.
    routes: [
      ...RUN_ROUTES,
      ...JOB_ROUTES,
      ...WORKFLOW_ROUTES,
      ...SECRET_ROUTES,
      ...CACHE_ROUTES,
      ...CREDENTIAL_ROUTES,
      ...AUDIT_LOG_ROUTES,
      ...PACKAGE_ROUTES,
      ...RELEASE_ROUTES,
      ...advisoryRoutes(new Advisories()),
      ...GRAPHQL_ROUTES,
      ...SETTING_ROUTES,
      ...REPOSITORY_ROUTES,
    ],
    noRoute,
    unavailable,
  };
}
