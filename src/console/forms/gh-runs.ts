import { parseTimestamp } from '../../world/time.ts';
import { lastValue } from '../flags.ts';
import type { Call, Plan } from '../form.ts';
import { jq } from '../jq/jq.ts';
import { bytesOf, err, lined, type Output, out, textOf } from '../output.ts';
import { isFine, jsonOf, type Reply, type Wire, type WireRequest } from '../wire.ts';
import { agoWords, instantOf, shortSpan } from './clock.ts';
import { actions, agoShort, httpWords, isRepo, markOf, once, type Repo, repoIn, write } from './gh-calls.ts';
import { tableText } from './table.ts';

interface Run {
  readonly id: number;
  readonly name: string;
  readonly display_title: string;
  readonly head_branch: string;
  readonly head_sha: string;
  readonly event: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly created_at: string;
  readonly run_started_at: string;
  readonly updated_at: string;
  readonly html_url: string;
}

interface Job {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly started_at: string;
  readonly completed_at: string | null;
  readonly steps: readonly {
    readonly name: string;
    readonly status: string;
    readonly conclusion: string | null;
    readonly number: number;
    readonly started_at: string | null;
  }[];
}

function seconds(stamp: string): number {
  return parseTimestamp(stamp)?.startEx ?? 0;
}

function nowOf(wire: Wire): number {
  return Math.floor(instantOf(wire).getTime() / 1000);
}

function elapsed(wire: Wire, { status, run_started_at: from, updated_at: to }: Run): string {
  const end = status === 'completed' ? seconds(to) : nowOf(wire);
  return shortSpan(Math.max(0, end - seconds(from)));
}

export function runList(call: Call): Plan | Output {
  const workflow = lastValue(call.flags, '-w');
  const repo = repoIn(call, workflow);
  if (!isRepo(repo)) return repo;
  const limit = Number(lastValue(call.flags, '-L') ?? 20);
  if (!(limit >= 1)) return err(`invalid limit: ${lastValue(call.flags, '-L')}\n`);
  const query = new URLSearchParams({ per_page: String(Math.min(100, limit)) });
  for (const [flag, key] of [
    ['-b', 'branch'],
    ['-e', 'event'],
    ['-u', 'actor'],
    ['-s', 'status'],
  ] as const) {
    const value = lastValue(call.flags, flag);
    if (value !== null) query.set(key, value);
  }
  const file =
    workflow === null
      ? ''
      : `workflows/${encodeURIComponent(/\.ya?ml$|^\d+$/.test(workflow) ? workflow : `${workflow}.yaml`)}/`;
  const request = actions(repo, `${file}runs?${query}`);
  return once(request, (wire, reply) => {
    if (!isFine(reply))
      return workflow !== null && reply.status === 404
        ? err(`could not find any workflows named ${workflow}\n`)
        : err(`failed to get runs: ${httpWords(wire, request, reply)}\n`);
    const runs = (jsonOf(reply) as { readonly workflow_runs: readonly Run[] }).workflow_runs.slice(0, limit);
    const fields = lastValue(call.flags, '--json');
    if (fields !== null) return jsonFields(runs, fields, lastValue(call.flags, '-q'));
    if (runs.length === 0) return err('no runs found\n');
    return out(call.isPiped ? runsText(wire, runs) : runsTable(wire, runs));
  });
}

function cells(wire: Wire, run: Run): readonly string[] {
  const age = agoShort(
    nowOf(wire) - seconds(run.run_started_at),
    new Date(seconds(run.run_started_at) * 1000),
  );
  return [run.display_title, run.name, run.head_branch, run.event, String(run.id), elapsed(wire, run), age];
}

function runsTable(wire: Wire, runs: readonly Run[]): string {
  const head = ['STATUS', 'TITLE', 'WORKFLOW', 'BRANCH', 'EVENT', 'ID', 'ELAPSED', 'AGE'];
  return tableText(
    [head, ...runs.map((run) => [markOf(run.status, run.conclusion), ...cells(wire, run)])],
    2,
  );
}

function runsText(wire: Wire, runs: readonly Run[]): string {
  return lined(runs.map((run) => [run.status, run.conclusion ?? '', ...cells(wire, run)].join('\t')));
}

const FIELDS: Readonly<Record<string, (run: Run) => unknown>> = {
  databaseId: (run) => run.id,
  displayTitle: (run) => run.display_title,
  name: (run) => run.name,
  workflowName: (run) => run.name,
  headBranch: (run) => run.head_branch,
  headSha: (run) => run.head_sha,
  event: (run) => run.event,
  status: (run) => run.status,
  conclusion: (run) => run.conclusion ?? '',
  createdAt: (run) => run.created_at,
  startedAt: (run) => run.run_started_at,
  updatedAt: (run) => run.updated_at,
  url: (run) => run.html_url,
};

function jsonFields(runs: readonly Run[], wanted: string, filter: string | null): Output {
  const names = wanted.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !Object.hasOwn(FIELDS, name));
  if (unknown !== undefined)
    return err(
      `Unknown JSON field: "${unknown}"\nAvailable fields:\n${Object.keys(FIELDS)
        .map((name) => `  ${name}\n`)
        .join('')}`,
    );
  // gh prints the fields of each run in the order of their names.
  const rows = runs.map((run) =>
    Object.fromEntries([...names].sort().map((name) => [name, FIELDS[name]?.(run)])),
  );
  const text = JSON.stringify(rows);
  return filter === null ? out(`${text}\n`) : jq(['-r', '-c', filter], bytesOf(text));
}

export function runView(call: Call): Plan | Output {
  const [id] = call.operands;
  const repo = repoIn(call);
  if (!isRepo(repo)) return repo;
  const job = lastValue(call.flags, '-j');
  if (id === undefined && job === null) return err('run or job ID required when not running interactively\n');
  if (job !== null) return jobView(call, repo, job);
  const request = actions(repo, `runs/${encodeURIComponent(id ?? '')}?exclude_pull_requests=true`);
  const jobs = actions(repo, `runs/${encodeURIComponent(id ?? '')}/jobs`);
  return {
    opening: [request, jobs],
    run: async (wire) => {
      const reply = await wire.ask(request);
      if (!isFine(reply)) return err(`failed to get run: ${httpWords(wire, request, reply)}\n`);
      const run = jsonOf(reply) as Run;
      const listed = await wire.ask(jobs);
      if (!isFine(listed)) return err(`failed to get jobs: ${httpWords(wire, jobs, listed)}\n`);
      const all = (jsonOf(listed) as { readonly jobs: readonly Job[] }).jobs;
      if (call.flags.on.has('--log') || call.flags.on.has('--log-failed'))
        return logs(wire, repo, all, call.flags.on.has('--log-failed'));
      const fields = lastValue(call.flags, '--json');
      return fields === null
        ? out(viewText(wire, run, all, call.flags.on.has('-v')))
        : jsonFields([run], fields, lastValue(call.flags, '-q'));
    },
  };
}

function jobView(call: Call, repo: Repo, job: string): Plan {
  const request = actions(repo, `jobs/${encodeURIComponent(job)}`);
  return once(request, async (wire, reply) => {
    if (!isFine(reply)) return err(`failed to get job: ${httpWords(wire, request, reply)}\n`);
    const found = jsonOf(reply) as Job & { readonly run_id: number };
    if (call.flags.on.has('--log') || call.flags.on.has('--log-failed'))
      return logs(wire, repo, [found], call.flags.on.has('--log-failed'));
    const run = await wire.ask(actions(repo, `runs/${found.run_id}`));
    return isFine(run)
      ? out(viewText(wire, jsonOf(run) as Run, [found], true))
      : err(`failed to get run: ${httpWords(wire, request, run)}\n`);
  });
}

function viewText(wire: Wire, run: Run, jobs: readonly Job[], isVerbose: boolean): string {
  const isOver = run.status === 'completed';
  const lines = [
    '',
    `${markOf(run.status, run.conclusion)} ${run.head_branch} ${run.name} · ${run.id}`,
    `Triggered via ${run.event} ${agoWords(nowOf(wire) - seconds(run.created_at))}`,
    '',
    'JOBS',
  ];
  for (const job of jobs) {
    const span =
      job.completed_at === null
        ? ''
        : ` in ${shortSpan(seconds(job.completed_at) - seconds(job.started_at))}`;
    lines.push(`${markOf(job.status, job.conclusion)} ${job.name}${span} (ID ${job.id})`);
    if (isVerbose || job.conclusion === 'failure')
      lines.push(...job.steps.map((step) => `  ${markOf(step.status, step.conclusion)} ${step.name}`));
  }
  const [job] = jobs;
  const hint = isOver
    ? run.conclusion === 'failure'
      ? `To see what failed, try: gh run view ${run.id} --log-failed`
      : `For more information about the job, try: gh run view --job=${job?.id ?? ''}`
    : `For more information about a job, try: gh run view --job=<job-id>`;
  return lined([...lines, '', hint, `View this run on GitHub: ${run.html_url}`]);
}

/** The log of each job, every line with its job and step before it. */
async function logs(wire: Wire, repo: Repo, jobs: readonly Job[], failedOnly: boolean): Promise<Output> {
  const lines: string[] = [];
  for (const job of jobs.filter(({ conclusion }) => !failedOnly || conclusion === 'failure')) {
    const request = actions(repo, `jobs/${job.id}/logs`);
    const reply = await followed(wire, request);
    if (!isFine(reply)) return err(`failed to get run log: ${httpWords(wire, request, reply)}\n`);
    let step = -1;
    for (const line of textOf(reply.body)
      .split('\n')
      .filter((text) => text !== '')) {
      // A group opens a step; the log itself does not say it in another way.
      if (line.includes(' ##[group]')) step += 1;
      lines.push(`${job.name}\t${job.steps[Math.max(0, step)]?.name ?? 'UNKNOWN STEP'}\t${line}`);
    }
  }
  return out(lined(lines));
}

async function followed(wire: Wire, request: WireRequest): Promise<Reply> {
  const reply = await wire.ask(request);
  if (reply.status !== 302) return reply;
  const { pathname, search } = new URL(reply.headers.get('location') ?? '', `https://${wire.hosts.forge}`);
  return wire.ask({ service: 'forge', path: `${pathname}${search}` });
}

/** `gh run cancel` and `gh run rerun`: asked of the forge, which refuses what no decision can do. */
export function runWrite(call: Call, verb: 'cancel' | 'rerun'): Plan | Output {
  const [id] = call.operands;
  const repo = repoIn(call);
  if (!isRepo(repo)) return repo;
  if (id === undefined) return err('run ID required when not running interactively\n');
  const found = actions(repo, `runs/${encodeURIComponent(id)}`);
  const request = write(repo, 'POST', `runs/${encodeURIComponent(id)}/${verb}`);
  return {
    opening: [found],
    run: async (wire) => {
      const run = await wire.ask(found);
      if (!isFine(run)) {
        const isGone = verb === 'cancel' && run.status === 404;
        return err(
          isGone
            ? `Could not find any workflow run with ID ${id}\n`
            : `failed to get run: ${httpWords(wire, found, run)}\n`,
        );
      }
      const reply = await wire.ask(request);
      if (isFine(reply))
        return out(
          verb === 'cancel'
            ? '✓ Request to cancel workflow submitted.\n'
            : `✓ Requested rerun of run ${id}\n`,
        );
      if (verb === 'rerun' && reply.status === 403)
        return err(`run ${id} cannot be rerun; its workflow file may be broken\n`);
      return err(`${httpWords(wire, request, reply)}\n`);
    },
  };
}
