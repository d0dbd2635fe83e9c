import { fakeRunId } from '../../world/evidence/fake-id.ts';
import type { PastRun } from '../../world/evidence/past-run.ts';
import { runRecord } from '../../world/evidence/runs.ts';
import type { EvidenceRecord } from '../../world/fact.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { isObject, looks, settled, shownRecords, trialOf } from '../shown.ts';
import { accountRecord, repositoryRecord } from './accounts.ts';
import { forbidden, forgeJson, listJson, notHere, refusal } from './answers.ts';
import { readRefusal, writeRefusal } from './caller.ts';
import { fullNameOf, pipelineOf, runWithId, webOf, workflowFile, workflowId } from './names.ts';

/** A run with what the API says beside the record that `inspect runs` shows. */
function runJson(ask: Ask, desk: Desk, pipeline: string, record: EvidenceRecord): EvidenceRecord {
  const id = String(record.id);
  const repo = fullNameOf(desk, pipeline);
  const url = `${ask.base}/repos/${repo}/actions/runs/${id}`;
  const actor = accountRecord(ask, desk, loginIn(record.actor));
  const home = repositoryRecord(ask, desk, pipeline);
  const person = { name: loginIn(record.actor), email: `${loginIn(record.actor)}@users.forge.example` };
  return {
    ...record,
    node_id: `WFR_${id}`,
    check_suite_id: fakeRunId(`check suite ${id}`),
    actor,
    triggering_actor: actor,
    pull_requests: [],
    referenced_workflows: [],
    previous_attempt_url: null,
    url,
    html_url: `${webOf(desk)}/${repo}/actions/runs/${id}`,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    workflow_url: `${ask.base}/repos/${repo}/actions/workflows/${workflowId(pipeline)}`,
    head_commit: {
      id: record.head_sha,
      message: `Build ${pipeline}`,
      timestamp: record.created_at,
      author: person,
      committer: person,
    },
    repository: home,
    head_repository: home,
  };
}

function loginIn(account: unknown): string {
  return isObject(account) ? String(account.login) : '';
}

/** What the forge knows of a run when its log is gone: all but what the base resolved to, which only the log and the list show. */
export function bareRun(desk: Desk, run: PastRun): EvidenceRecord {
  return { ...runRecord(trialOf(desk, `inspect runs ${run.pipeline}`), run), display_title: run.id };
}

function listRuns(ask: Ask, desk: Desk, outcome: Outcome | undefined): Response {
  const pipeline = pipelineOf(desk, ask.params[0] ?? '', ask.params[1] ?? '');
  if (outcome?.kind !== 'done' || pipeline === null) return refusal(outcome);
  const runs = shownRecords(outcome)
    .filter((record) => isAsked(record, ask.query))
    .map((record) => runJson(ask, desk, pipeline.id, record));
  return listJson(ask, 'workflow_runs', runs.reverse());
}

function isAsked(record: EvidenceRecord, query: URLSearchParams): boolean {
  const is = (key: string, accepts: (text: string) => boolean): boolean => {
    const text = query.get(key);
    return text === null || text === '' || accepts(text);
  };
  return (
    is('actor', (text) => loginIn(record.actor) === text) &&
    is('branch', (text) => record.head_branch === text) &&
    is('event', (text) => record.event === text) &&
    is('head_sha', (text) => record.head_sha === text) &&
    is('status', (text) => record.status === text || record.conclusion === text) &&
    is('created', (text) => isWithin(String(record.created_at), text))
  );
}

/** `>=2026-05-12`, `2026-05-12..2026-05-13`, `2026-05-12T02:41:00Z`; a day without a time is the whole day. */
export function isWithin(stamp: string, range: string): boolean {
  const cut = (bound: string): string => stamp.slice(0, Math.min(bound.length, stamp.length));
  const parts = /^(.*)\.\.(.*)$/.exec(range);
  if (parts !== null) {
    const [, from = '*', to = '*'] = parts;
    return (from === '*' || cut(from) >= from) && (to === '*' || cut(to) <= to);
  }
  const [, sign = '', bound = ''] = /^([<>]=?)?(.*)$/.exec(range) ?? [];
  switch (sign) {
    case '>':
      return cut(bound) > bound;
    case '>=':
      return cut(bound) >= bound;
    case '<':
      return cut(bound) < bound;
    case '<=':
      return cut(bound) <= bound;
    default:
      return cut(bound) === bound;
  }
}

function meansList(ask: Ask, desk: Desk): Meaning {
  const pipeline = pipelineOf(desk, ask.params[0] ?? '', ask.params[1] ?? '');
  const refused = readRefusal(ask, desk);
  if (refused !== null) return refused;
  const workflow = ask.params[2] ?? '';
  if (pipeline === null) return notHere();
  const isOurs =
    workflow === '' || [String(workflowId(pipeline.id)), workflowFile(pipeline.id)].includes(workflow);
  return isOurs ? looks(`inspect runs ${pipeline.id}`) : notHere();
}

/** The look that a read of one run stands for: its log, unless the list of this minute shows the run anyway. */
function meansRun(ask: Ask, desk: Desk): Meaning {
  const [owner = '', repo = '', id = ''] = ask.params;
  const refused = readRefusal(ask, desk);
  if (refused !== null) return refused;
  const pipeline = pipelineOf(desk, owner, repo);
  const run = pipeline === null ? null : runWithId(desk, pipeline.id, id);
  if (pipeline === null || run === null) return notHere();
  const list = `inspect runs ${pipeline.id}`;
  return desk.lookedAt(list) === null ? looks(`inspect job ${run.id}`) : looks(list);
}

function answerRun(ask: Ask, desk: Desk, outcome: Outcome | undefined): Response {
  const [owner = '', repo = '', id = ''] = ask.params;
  const pipeline = pipelineOf(desk, owner, repo);
  const run = pipeline === null ? null : runWithId(desk, pipeline.id, id);
  const isExpired = outcome?.kind === 'refused' && outcome.code === 'expired';
  if (run === null || (outcome?.kind !== 'done' && !isExpired)) return refusal(outcome);
  const record = isExpired
    ? bareRun(desk, run)
    : runRecord(trialOf(desk, `inspect runs ${run.pipeline}`), run);
  return forgeJson(runJson(ask, desk, run.pipeline, record));
}

function meansNoVerb(ask: Ask, desk: Desk): Meaning {
  const refused = writeRefusal(ask, desk);
  if (refused !== null) return refused;
  const pipeline = pipelineOf(desk, ask.params[0] ?? '', ask.params[1] ?? '');
  const isThere = pipeline !== null && runWithId(desk, pipeline.id, ask.params[2] ?? '') !== null;
  return isThere ? settled(forbidden()) : notHere();
}

export const RUN_ROUTES: readonly Route[] = [
  {
    methods: ['GET'],
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/(?:workflows\/([^/]+)\/)?runs$/,
    written: '/repos/OWNER/REPO/actions/runs, …/workflows/ID/runs',
    shows: 'the runs of the pipeline, newest first, and what each resolved its base to',
    counts: 'inspect runs PIPELINE',
    means: meansList,
    answer: (ask, desk, [outcome]) => listRuns(ask, desk, outcome),
  },
  {
    methods: ['GET'],
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/runs\/(\d+)$/,
    written: '/repos/OWNER/REPO/actions/runs/ID',
    shows: 'one run; without its base when its log has expired',
    counts: 'inspect job RUN',
    means: meansRun,
    answer: (ask, desk, [outcome]) => answerRun(ask, desk, outcome),
  },
  {
    methods: ['DELETE'],
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/runs\/(\d+)(?:\/logs)?$/,
    written: '/repos/OWNER/REPO/actions/runs/ID[/logs]',
    shows: 'nothing: nobody may destroy evidence here',
    counts: 'free',
    means: meansNoVerb,
    answer: forbidden,
  },
  {
    methods: ['POST'],
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/runs\/(\d+)\/(?:cancel|force-cancel|rerun|rerun-failed-jobs|approve)$/,
    written: '/repos/OWNER/REPO/actions/runs/ID/cancel, …/rerun',
    shows: 'nothing: refused; a dispatch of the workflow builds anew',
    counts: 'free',
    means: meansNoVerb,
    answer: forbidden,
  },
];
