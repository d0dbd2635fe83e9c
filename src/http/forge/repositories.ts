import type { EvidenceRecord } from '../../world/fact.ts';
import type { Desk } from '../desk.ts';
import type { Ask, Route } from '../route.ts';
import { OPERATOR } from '../secret-value.ts';
import { FREE, settled } from '../shown.ts';
import { accountRecord, madeAt, repositoryRecord } from './accounts.ts';
import { arrayJson, forgeError, forgeJson, notFound } from './answers.ts';
import { loginOf, readRefusal } from './caller.ts';
import { isOrganisation, organisationOf, pipelineOf } from './names.ts';

/** What a token of the administrator may do, as the command line asks for it when somebody signs in. */
const SCOPES = { 'X-OAuth-Scopes': 'admin:org, read:packages, delete:packages, repo, workflow' } as const;

function user(ask: Ask, desk: Desk): Response {
  const login = loginOf(ask, desk);
  if (login === null) return forgeError(401, 'Requires authentication');
  return forgeJson(
    { ...accountRecord(ask, desk, login), name: login, company: null, email: null },
    200,
    SCOPES,
  );
}

function account(ask: Ask, desk: Desk): Response {
  const name = ask.params[0] ?? '';
  if (isOrganisation(desk, name)) return forgeJson(organisation(ask, desk));
  return name === OPERATOR.user ? forgeJson(accountRecord(ask, desk, name)) : notFound();
}

function organisation(ask: Ask, desk: Desk): EvidenceRecord {
  const login = organisationOf(desk);
  const url = `${ask.base}/orgs/${login}`;
  return {
    ...accountRecord(ask, desk, login),
    url,
    repos_url: `${url}/repos`,
    description: '',
    name: login,
    created_at: madeAt(desk, login),
    two_factor_requirement_enabled: false,
  };
}

function repositories(ask: Ask, desk: Desk): Response {
  const name = ask.params[0] ?? '';
  if (name !== '' && !isOrganisation(desk, name)) return notFound();
  const all = Object.keys(desk.world.estate.pipelines).sort();
  return arrayJson(
    ask,
    all.map((pipeline) => repositoryRecord(ask, desk, pipeline)),
  );
}

function oneRepository(ask: Ask, desk: Desk): Response {
  const pipeline = pipelineOf(desk, ask.params[0] ?? '', ask.params[1] ?? '');
  return pipeline === null ? notFound() : forgeJson(repositoryRecord(ask, desk, pipeline.id));
}

function rateLimit(): Response {
  const core = { limit: 5000, used: 1, remaining: 4999, reset: 4_102_444_800 };
  return forgeJson({ resources: { core, search: core, graphql: core }, rate: core });
}

function root(ask: Ask, desk: Desk): Response {
  const urls = {
    current_user_url: `${ask.base}/user`,
    organization_url: `${ask.base}/orgs/{org}`,
    repository_url: `${ask.base}/repos/{owner}/{repo}`,
    rate_limit_url: `${ask.base}/rate_limit`,
  };
  return forgeJson(urls, 200, loginOf(ask, desk) === null ? {} : SCOPES);
}

const free = (
  path: RegExp,
  written: string,
  shows: string,
  answer: (ask: Ask, desk: Desk) => Response,
): Route => ({
  methods: ['GET'],
  path,
  written,
  shows,
  counts: 'free',
  means: (ask, desk) => readRefusal(ask, desk) ?? FREE,
  answer,
});

export const REPOSITORY_ROUTES: readonly Route[] = [
  free(/^\/$/, '/', 'where things are', root),
  free(/^\/meta$/, '/meta', 'which version it says it is', () => forgeJson({ installed_version: '3.14.0' })),
  free(/^\/rate_limit$/, '/rate_limit', 'limits that never run out', rateLimit),
  free(/^\/user$/, '/user', 'whose the token is', user),
  free(/^\/user\/orgs$/, '/user/orgs', 'the one organisation', (ask, desk) =>
    arrayJson(ask, [organisation(ask, desk)]),
  ),
  free(
    /^\/(?:orgs|users)\/([^/]+)$/,
    '/orgs/ORG, /users/NAME',
    'the organisation, or the administrator',
    account,
  ),
  free(
    /^\/(?:(?:orgs|users)\/([^/]+)|user)\/repos$/,
    '/orgs/ORG/repos, /user/repos',
    'a repository for each pipeline',
    repositories,
  ),
  free(
    /^\/repos\/([^/]+)\/([^/]+)$/,
    '/repos/OWNER/REPO',
    'what was known of it at the start',
    oneRepository,
  ),
  {
    methods: ['PUT', 'PATCH', 'POST', 'DELETE'],
    path: /^\/(?:orgs\/([^/]+)(?:\/repos|\/members\/.+|\/memberships\/.+)?|repos\/([^/]+)\/([^/]+)|user\/.+)$/,
    written: '/orgs/ORG, /repos/OWNER/REPO, /user/…',
    shows: 'nothing: refused',
    counts: 'free',
    means: (ask, desk) =>
      readRefusal(ask, desk) ??
      settled(
        loginOf(ask, desk) === null
          ? forgeError(401, 'Requires authentication')
          : forgeError(403, 'Must have admin rights to Repository.'),
      ),
    answer: notFound,
  },
];
