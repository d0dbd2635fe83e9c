import { isPaused } from '../../world/control.ts';
import type { PipelineSpec } from '../../world/estate.ts';
import type { EvidenceRecord } from '../../world/fact.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { attempt, FREE, jsonBody, settled, textIn } from '../shown.ts';
import { madeAt } from './accounts.ts';
import { done, forgeError, forgeJson, listJson, notFound, notHere } from './answers.ts';
import { readRefusal, writeRefusal } from './caller.ts';
import { fullNameOf, pipelineOf, webOf, workflowFile, workflowId } from './names.ts';

// The state is the team's own doing: nobody else pauses a pipeline.
function workflowJson(ask: Ask, desk: Desk, pipeline: PipelineSpec): EvidenceRecord {
  const { id } = pipeline;
  const repo = fullNameOf(desk, id);
  const path = `.forge/workflows/${workflowFile(id)}`;
  const made = madeAt(desk, id);
  return {
    id: workflowId(id),
    node_id: `W_${workflowId(id)}`,
    name: id,
    path,
    state: isPaused(desk.world, id) ? 'disabled_manually' : 'active',
    created_at: made,
    updated_at: made,
    url: `${ask.base}/repos/${repo}/actions/workflows/${workflowId(id)}`,
    html_url: `${webOf(desk)}/${repo}/blob/main/${path}`,
    badge_url: `${webOf(desk)}/${repo}/workflows/${id}/badge.svg`,
  };
}

/** The pipeline of a repository, when the third part of the path names its one workflow by number, file or file with its folder. */
function workflowIn(ask: Ask, desk: Desk): PipelineSpec | null {
  const [owner = '', repo = '', name = ''] = ask.params;
  const pipeline = pipelineOf(desk, owner, repo);
  if (pipeline === null) return null;
  // The folder and the shorter ending are taken too: a person writes a name as the last forge they used had it.
  const file = name.replace(/^\.(?:forge|github)\/workflows\//, '').replace(/\.yml$/, '.yaml');
  return name === String(workflowId(pipeline.id)) || file === workflowFile(pipeline.id) ? pipeline : null;
}

function meansWrite(ask: Ask, desk: Desk, verb: 'pause' | 'resume'): Meaning {
  const refused = writeRefusal(ask, desk);
  if (refused !== null) return refused;
  const pipeline = workflowIn(ask, desk);
  return pipeline === null ? notHere() : attempt(`${verb} ${pipeline.id}`);
}

function meansDispatch(ask: Ask, desk: Desk): Meaning {
  const refused = writeRefusal(ask, desk);
  if (refused !== null) return refused;
  const pipeline = workflowIn(ask, desk);
  if (pipeline === null) return notHere();
  const ref = textIn(jsonBody(ask) ?? {}, 'ref');
  if (ref === null) return settled(forgeError(422, 'Invalid request.\n\n"ref" wasn\'t supplied.'));
  if (!/^(refs\/heads\/)?main$/.test(ref)) return settled(forgeError(422, `No ref found for: ${ref}`));
  return attempt(`rebuild ${pipeline.id}`);
}

function one(ask: Ask, desk: Desk): Response {
  const pipeline = workflowIn(ask, desk);
  return pipeline === null ? notFound() : forgeJson(workflowJson(ask, desk, pipeline));
}

function list(ask: Ask, desk: Desk): Response {
  const pipeline = pipelineOf(desk, ask.params[0] ?? '', ask.params[1] ?? '');
  return pipeline === null ? notFound() : listJson(ask, 'workflows', [workflowJson(ask, desk, pipeline)]);
}

const answerWrite = (_ask: Ask, _desk: Desk, [outcome]: readonly Outcome[]): Response => done(outcome);

export const WORKFLOW_ROUTES: readonly Route[] = [
  {
    methods: ['GET'],
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/workflows$/,
    written: '/repos/OWNER/REPO/actions/workflows',
    shows: 'the one workflow of the repository and whether the team has disabled it',
    counts: 'free',
    means: (ask, desk) => readRefusal(ask, desk) ?? FREE,
    answer: list,
  },
  {
    methods: ['GET'],
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/workflows\/([^/]+)$/,
    written: '/repos/OWNER/REPO/actions/workflows/ID',
    shows: 'one workflow, by number or file, and whether the team has disabled it',
    counts: 'free',
    means: (ask, desk) => readRefusal(ask, desk) ?? FREE,
    answer: one,
  },
  {
    methods: ['PUT'],
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/workflows\/([^/]+)\/disable$/,
    written: '/repos/OWNER/REPO/actions/workflows/ID/disable',
    shows: 'nothing',
    counts: 'pause PIPELINE',
    means: (ask, desk) => meansWrite(ask, desk, 'pause'),
    answer: answerWrite,
  },
  {
    methods: ['PUT'],
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/workflows\/([^/]+)\/enable$/,
    written: '/repos/OWNER/REPO/actions/workflows/ID/enable',
    shows: 'nothing',
    counts: 'resume PIPELINE',
    means: (ask, desk) => meansWrite(ask, desk, 'resume'),
    answer: answerWrite,
  },
  {
    methods: ['POST'],
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/workflows\/([^/]+)\/dispatches$/,
    written: '/repos/OWNER/REPO/actions/workflows/ID/dispatches',
    shows: 'nothing; the run is in the list afterwards',
    counts: 'rebuild PIPELINE',
    means: meansDispatch,
    answer: answerWrite,
  },
];
