import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import type { JsonObject } from '../shown.ts';
import { FREE, isObject, jsonBody, looks, shownRecords, textIn } from '../shown.ts';
import { repositoryRecord } from './accounts.ts';
import { forgeJson } from './answers.ts';
import { loginOf, readRefusal } from './caller.ts';
import { fullNameOf, isOrganisation, organisationOf, pipelineOf } from './names.ts';

/**
 * The few questions that the forge's own command line asks in GraphQL, told apart by the name of the query. Each is answered with
 * all that we have of the thing: a client takes what it asked for.
 */
interface Query {
  readonly name: string;
  readonly variables: JsonObject;
}

function queryOf(ask: Ask): Query {
  const body = jsonBody(ask) ?? {};
  const [, name = ''] = /\bquery\s+([A-Za-z_]\w*)/.exec(textIn(body, 'query') ?? '') ?? [];
  return { name, variables: isObject(body.variables) ? body.variables : {} };
}

function pipelineIn(desk: Desk, { variables }: Query): string | null {
  const repo = textIn(variables, 'name') ?? textIn(variables, 'repo') ?? '';
  return pipelineOf(desk, textIn(variables, 'owner') ?? '', repo)?.id ?? null;
}

function repositoryNode(ask: Ask, desk: Desk, pipeline: string): JsonObject {
  const record = repositoryRecord(ask, desk, pipeline);
  return {
    id: record.node_id,
    name: pipeline,
    nameWithOwner: fullNameOf(desk, pipeline),
    owner: { id: `O_${organisationOf(desk)}`, login: organisationOf(desk) },
    description: record.description,
    url: record.html_url,
    createdAt: record.created_at,
    updatedAt: record.updated_at,
    pushedAt: record.pushed_at,
    isPrivate: true,
    isFork: false,
    isArchived: false,
    isEmpty: false,
    visibility: 'PRIVATE',
    hasIssuesEnabled: true,
    hasWikiEnabled: false,
    viewerPermission: 'ADMIN',
    defaultBranchRef: { name: 'main' },
    parent: null,
    mergeCommitAllowed: true,
    rebaseMergeAllowed: true,
    squashMergeAllowed: true,
    pullRequests: { nodes: [], totalCount: 0, pageInfo: LAST },
  };
}

const LAST = { hasNextPage: false, endCursor: null };

function noRepository({ variables }: Query): Response {
  const repo = textIn(variables, 'name') ?? textIn(variables, 'repo') ?? '';
  const message = `Could not resolve to a Repository with the name '${textIn(variables, 'owner') ?? ''}/${repo}'.`;
  return forgeJson({
    data: { repository: null },
    errors: [{ type: 'NOT_FOUND', path: ['repository'], message }],
  });
}

function releaseNodes(outcome: Outcome | undefined): readonly JsonObject[] {
  return shownRecords(outcome)
    .filter((record) => isObject(record.workflow_run))
    .reverse()
    .map((record, index) => ({
      name: record.name,
      tagName: `build-${String(isObject(record.workflow_run) ? record.workflow_run.run_number : '')}`,
      isDraft: false,
      isLatest: index === 0,
      isPrerelease: false,
      createdAt: record.created_at,
      publishedAt: record.created_at,
    }));
}

function answer(ask: Ask, desk: Desk, outcome: Outcome | undefined): Response {
  const query = queryOf(ask);
  switch (query.name) {
    case 'UserCurrent':
      return forgeJson({ data: { viewer: { login: loginOf(ask, desk) ?? '' } } });
    case 'RepositoryList':
      return listRepositories(ask, desk, query);
    case 'RepositoryInfo':
    case 'PullRequestForRun':
    case 'RepositoryReleaseList': {
      const pipeline = pipelineIn(desk, query);
      if (pipeline === null) return noRepository(query);
      // The client that asks for releases refuses an answer with anything else in it.
      const releases = { nodes: releaseNodes(outcome), pageInfo: LAST };
      const isList = query.name === 'RepositoryReleaseList';
      const repository = isList ? { releases } : repositoryNode(ask, desk, pipeline);
      return forgeJson({ data: { repository } });
    }
    default:
      return forgeJson({
        data: null,
        errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by personal access token' }],
      });
  }
}

function listRepositories(ask: Ask, desk: Desk, { variables }: Query): Response {
  const owner = textIn(variables, 'owner') ?? organisationOf(desk);
  if (!isOrganisation(desk, owner)) return forgeJson({ data: { repositoryOwner: null } });
  const nodes = Object.keys(desk.world.estate.pipelines).map((id) => repositoryNode(ask, desk, id));
  const repositories = { nodes, totalCount: nodes.length, pageInfo: LAST };
  return forgeJson({ data: { repositoryOwner: { login: organisationOf(desk), repositories } } });
}

function means(ask: Ask, desk: Desk): Meaning {
  const refused = readRefusal(ask, desk);
  if (refused !== null) return refused;
  const query = queryOf(ask);
  const pipeline = pipelineIn(desk, query);
  return query.name === 'RepositoryReleaseList' && pipeline !== null
    ? looks(`inspect releases ${pipeline}`)
    : FREE;
}

export const GRAPHQL_ROUTES: readonly Route[] = [
  {
    methods: ['POST'],
    path: /^\/graphql$/,
    written:
      '/graphql (RepositoryInfo, RepositoryList, RepositoryReleaseList, PullRequestForRun, UserCurrent)',
    shows:
      'repositories as they were known at the start; releases as /releases does; anything else is refused',
    counts: 'free, or inspect releases PIPELINE',
    means,
    answer: (ask, desk, [outcome]) => answer(ask, desk, outcome),
  },
];
