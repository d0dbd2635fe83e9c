import type { Desk } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { FREE, settled } from '../shown.ts';
import { arrayJson, forbidden, forgeError, forgeJson, listJson, notFound, notHere } from './answers.ts';
import { readRefusal, writeRefusal } from './caller.ts';
import { pipelineOf } from './names.ts';

/** What the forge has of a repository that plays no part in the exercise: it is there, empty or fixed, and nobody here may change it. */
interface Still {
  readonly end: string;
  readonly written: string;
  readonly shows: string;
  readonly answer: (ask: Ask) => Response;
}

const STILL: readonly Still[] = [
  {
    end: 'actions\\/variables',
    written: 'actions/variables',
    shows: 'an empty list',
    answer: (ask) => listJson(ask, 'variables', []),
  },
  {
    end: 'actions\\/runs\\/\\d+\\/artifacts|actions\\/artifacts',
    written: 'actions/runs/ID/artifacts',
    shows: 'an empty list: what a run makes, it publishes',
    answer: (ask) => listJson(ask, 'artifacts', []),
  },
  {
    end: 'check-runs\\/\\d+\\/annotations',
    written: 'check-runs/ID/annotations',
    shows: 'an empty list',
    answer: (ask) => arrayJson(ask, []),
  },
  {
    end: 'actions\\/permissions',
    written: 'actions/permissions',
    shows: 'that workflows may run and that actions need no pinning',
    answer: () => forgeJson({ enabled: true, allowed_actions: 'all', sha_pinning_required: false }),
  },
  {
    end: 'actions\\/permissions\\/workflow',
    written: 'actions/permissions/workflow',
    shows: 'that the token of a job may read only',
    answer: () =>
      forgeJson({ default_workflow_permissions: 'read', can_approve_pull_request_reviews: false }),
  },
  {
    end: 'actions\\/runners',
    written: 'actions/runners',
    shows: 'an empty list: runners belong to the organisation',
    answer: (ask) => listJson(ask, 'runners', []),
  },
  {
    end: 'environments',
    written: 'environments',
    shows: 'an empty list',
    answer: (ask) => listJson(ask, 'environments', []),
  },
  {
    end: 'keys',
    written: 'keys',
    shows: 'an empty list: there are no deploy keys',
    answer: (ask) => arrayJson(ask, []),
  },
  {
    end: 'secret-scanning\\/alerts(?:\\/\\d+)?',
    written: 'secret-scanning/alerts',
    shows: 'that scanning for secrets is switched off',
    answer: () => forgeError(404, 'Secret scanning is disabled on this repository.'),
  },
];

function isThere(ask: Ask, desk: Desk): boolean {
  return pipelineOf(desk, ask.params[0] ?? '', ask.params[1] ?? '') !== null;
}

function stillRoute({ end, written, shows, answer }: Still): Route {
  return {
    methods: ['GET'],
    path: new RegExp(`^/repos/([^/]+)/([^/]+)/(?:${end})$`),
    written: `/repos/OWNER/REPO/${written}`,
    shows,
    counts: 'free',
    means: (ask, desk) => readRefusal(ask, desk) ?? FREE,
    answer: (ask, desk) => (isThere(ask, desk) ? answer(ask) : notFound()),
  };
}

function meansWrite(ask: Ask, desk: Desk): Meaning {
  const refused = writeRefusal(ask, desk);
  if (refused !== null) return refused;
  return isThere(ask, desk) ? settled(forbidden()) : notHere();
}

export const SETTING_ROUTES: readonly Route[] = [
  ...STILL.map(stillRoute),
  {
    methods: ['POST', 'PUT', 'PATCH', 'DELETE'],
    path: /^\/repos\/([^/]+)\/([^/]+)\/(?:actions\/(?:variables|permissions|artifacts|runners|oidc)|environments|keys|secret-scanning|branches|rulesets|collaborators|hooks|git|contents|releases|issues|pulls|transfer|automated-security-fixes)(?:\/.*)?$/,
    written: '/repos/OWNER/REPO/… (variables, permissions, keys, branches, hooks and the like)',
    shows: 'nothing: refused, whatever is asked',
    counts: 'free',
    means: meansWrite,
    answer: forbidden,
  },
];
