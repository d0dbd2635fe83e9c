import { utf8 } from '../../world/content/bytes.ts';
import { fakeCommit, fakeRunId } from '../../world/evidence/fake-id.ts';
import type { PastRun } from '../../world/evidence/past-run.ts';
import type { EvidenceRecord } from '../../world/fact.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { bodyResponse, looks, settled, shownRecords } from '../shown.ts';
import { forgeEmpty, forgeJson, listJson, notFound, notHere, refusal } from './answers.ts';
import { readRefusal } from './caller.ts';
import { fullNameOf, jobId, pipelineOf, runOfJob, runWithId, webOf } from './names.ts';
import { bareRun } from './runs.ts';
import { zip } from './zip.ts';

/** The one job of a run. */
const JOB = 'build';
const GROUP = '##[group]';

interface Step {
  readonly name: string;
  readonly lines: readonly string[];
}

/** The steps of a log: a group opens one, and what follows belongs to it until the next opens. */
function stepsOf(lines: readonly string[]): readonly Step[] {
  const steps: { readonly name: string; readonly lines: string[] }[] = [];
  for (const line of lines) {
    const text = line.slice(line.indexOf(' ') + 1);
    if (text.startsWith(GROUP)) steps.push({ name: text.slice(GROUP.length), lines: [] });
    else if (steps.length === 0) steps.push({ name: 'Set up job', lines: [] });
    steps.at(-1)?.lines.push(line);
  }
  return steps;
}

function linesIn(outcome: Outcome | undefined): readonly string[] {
  return shownRecords(outcome).map((record) => String(record.line));
}

function timeOf(step: Step | undefined): string | null {
  const [stamp = ''] = (step?.lines[0] ?? '').split(' ');
  return stamp === '' ? null : stamp.replace(/\.\d+Z$/, 'Z');
}

function stepRecords(steps: readonly Step[], run: EvidenceRecord): readonly EvidenceRecord[] {
  return steps.map((step, index) => {
    const isLast = index === steps.length - 1;
    const isRunning = isLast && run.status !== 'completed';
    return {
      name: step.name,
      status: isRunning ? 'in_progress' : 'completed',
      conclusion: isRunning ? null : isLast ? run.conclusion : 'success',
      number: index + 1,
      started_at: timeOf(step),
      completed_at: isRunning ? null : isLast ? run.updated_at : timeOf(steps[index + 1]),
    };
  });
}

function jobJson(ask: Ask, desk: Desk, run: PastRun, steps: readonly Step[]): EvidenceRecord {
  const record = bareRun(desk, run);
  const id = jobId(run.id);
  const repo = `${ask.base}/repos/${fullNameOf(desk, run.pipeline)}`;
  const web = `${webOf(desk)}/${fullNameOf(desk, run.pipeline)}/actions/runs/${String(record.id)}`;
  return {
    id,
    run_id: record.id,
    run_url: `${repo}/actions/runs/${String(record.id)}`,
    run_attempt: 1,
    node_id: `CR_${id}`,
    head_sha: fakeCommit(`${run.pipeline} main`),
    head_branch: 'main',
    workflow_name: run.pipeline,
    name: JOB,
    url: `${repo}/actions/jobs/${id}`,
    html_url: `${web}/job/${id}`,
    check_run_url: `${repo}/check-runs/${id}`,
    status: record.status,
    conclusion: record.conclusion,
    created_at: record.created_at,
    started_at: record.run_started_at,
    completed_at: run.endedAt === null ? null : record.updated_at,
    steps: stepRecords(steps, record),
    labels: ['self-hosted', 'linux'],
    runner_id: fakeRunId(`runner ${run.pipeline}`) % 1000,
    runner_name: `${run.pipeline}-runner-1`,
    runner_group_id: 1,
    runner_group_name: 'Default',
  };
}

type Finder = (desk: Desk, pipeline: string, id: string) => PastRun | null;

function found(ask: Ask, desk: Desk, find: Finder): PastRun | null {
  const [owner = '', repo = '', id = ''] = ask.params;
  const pipeline = pipelineOf(desk, owner, repo);
  return pipeline === null ? null : find(desk, pipeline.id, id);
}

function meansLog(ask: Ask, desk: Desk, find: Finder): Meaning {
  const refused = readRefusal(ask, desk);
  if (refused !== null) return refused;
  const run = found(ask, desk, find);
  return run === null ? notHere() : looks(`inspect job ${run.id}`);
}

// A run whose log has expired still has its job; it has no steps any more.
function isReadable(outcome: Outcome | undefined): boolean {
  return outcome?.kind === 'done' || (outcome?.kind === 'refused' && outcome.code === 'expired');
}

function answerJob(ask: Ask, desk: Desk, find: Finder, outcome: Outcome | undefined): Response {
  const run = found(ask, desk, find);
  if (run === null || !isReadable(outcome)) return refusal(outcome);
  const job = jobJson(ask, desk, run, stepsOf(linesIn(outcome)));
  return find === runOfJob ? forgeJson(job) : listJson(ask, 'jobs', [job]);
}

/** The place where the bytes of a log are, for a minute: what a client follows without a token. */
function answerLink(ask: Ask, desk: Desk, find: Finder, outcome: Outcome | undefined): Response {
  const run = found(ask, desk, find);
  if (run === null || outcome?.kind !== 'done') return refusal(outcome);
  const kind = find === runOfJob ? 'jobs' : 'runs';
  const place = `${ask.base}/_apis/pipelines/${run.pipeline}/${kind}/${ask.params[2] ?? ''}/signedlogcontent`;
  const response = forgeEmpty(302);
  response.headers.set('Location', `${place}?urlExpires=60&sig=FAKE`);
  response.headers.set('Content-Length', '0');
  return response;
}

function meansContent(ask: Ask, desk: Desk): Meaning {
  const run = contentRun(ask, desk);
  return run === null ? settled(notFound()) : looks(`inspect job ${run.id}`);
}

function contentRun(ask: Ask, desk: Desk): PastRun | null {
  const [pipeline = '', kind = '', id = ''] = ask.params;
  if (!Object.hasOwn(desk.world.estate.pipelines, pipeline)) return null;
  return (kind === 'jobs' ? runOfJob : runWithId)(desk, pipeline, id);
}

function answerContent(ask: Ask, outcome: Outcome | undefined): Response {
  if (outcome?.kind !== 'done') return refusal(outcome);
  const lines = linesIn(outcome);
  if (ask.params[1] === 'jobs')
    return bodyResponse(textOf(lines), 200, { 'Content-Type': 'text/plain; charset=utf-8' });
  const steps = stepsOf(lines).map(({ name, lines: own }, index) => ({
    name: `${JOB}/${index + 1}_${name.replaceAll('/', '')}.txt`,
    bytes: utf8(textOf(own)),
  }));
  const archive = zip([{ name: `0_${JOB}.txt`, bytes: utf8(textOf(lines)) }, ...steps]);
  return bodyResponse(archive, 200, { 'Content-Type': 'application/zip' });
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

const shared = { methods: ['GET'], counts: 'inspect job RUN' } as const;

export const JOB_ROUTES: readonly Route[] = [
  {
    ...shared,
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/runs\/(\d+)(?:\/attempts\/1)?\/jobs$/,
    written: '/repos/OWNER/REPO/actions/runs/ID/jobs',
    shows: 'the job of a run with its steps and their times',
    means: (ask, desk) => meansLog(ask, desk, runWithId),
    answer: (ask, desk, [outcome]) => answerJob(ask, desk, runWithId, outcome),
  },
  {
    ...shared,
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/jobs\/(\d+)$/,
    written: '/repos/OWNER/REPO/actions/jobs/ID',
    shows: 'one job with its steps and their times',
    means: (ask, desk) => meansLog(ask, desk, runOfJob),
    answer: (ask, desk, [outcome]) => answerJob(ask, desk, runOfJob, outcome),
  },
  {
    ...shared,
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/runs\/(\d+)(?:\/attempts\/1)?\/logs$/,
    written: '/repos/OWNER/REPO/actions/runs/ID/logs',
    shows: 'a link to the log as a zip, a file for each step; 410 when it has expired',
    means: (ask, desk) => meansLog(ask, desk, runWithId),
    answer: (ask, desk, [outcome]) => answerLink(ask, desk, runWithId, outcome),
  },
  {
    ...shared,
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/jobs\/(\d+)\/logs$/,
    written: '/repos/OWNER/REPO/actions/jobs/ID/logs',
    shows: 'a link to the log as plain text; 410 when it has expired',
    means: (ask, desk) => meansLog(ask, desk, runOfJob),
    answer: (ask, desk, [outcome]) => answerLink(ask, desk, runOfJob, outcome),
  },
  {
    ...shared,
    path: /^\/_apis\/pipelines\/([^/]+)\/(runs|jobs)\/(\d+)\/signedlogcontent$/,
    written: '/_apis/pipelines/…/signedlogcontent',
    shows: 'the lines of the log, as the link above gives them',
    means: meansContent,
    answer: (ask, _desk, [outcome]) => answerContent(ask, outcome),
  },
];
