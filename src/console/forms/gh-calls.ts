import { lastValue } from '../flags.ts';
import type { Call, Plan } from '../form.ts';
import { err, type Output } from '../output.ts';
import { jsonOf, type Reply, type Wire, type WireRequest } from '../wire.ts';

/** `harborlight/api-build`: a pipeline's own repository on the forge. */
export interface Repo {
  readonly owner: string;
  readonly name: string;
}

const NO_REPO =
  'failed to determine base repo: failed to run git: fatal: not a git repository (or any of the parent directories): .git\n\n';

/** The repository that `-R` names, or the one whose workflow file is named; else what gh says. */
export function repoIn(call: Call, workflow: string | null = null): Repo | Output {
  const given = lastValue(call.flags, '-R');
  const { account, pipelines } = call.session.course.world.estate;
  if (given === null) {
    const name = (workflow ?? '').replace(/^\.(?:forge|github)\/workflows\//, '').replace(/\.ya?ml$/, '');
    return Object.hasOwn(pipelines, name) ? { owner: account, name } : err(NO_REPO);
  }
  const parts = given.split('/');
  const [owner = '', name = ''] = parts.slice(-2);
  if (parts.length < 2 || parts.length > 3 || owner === '' || name === '')
    return err(`expected the "[HOST/]OWNER/REPO" format, got "${given}"\n`);
  return { owner, name };
}

export function isRepo(value: Repo | Output): value is Repo {
  return 'owner' in value;
}

export function fullName({ owner, name }: Repo): string {
  return `${owner}/${name}`;
}

export function actions(repo: Repo, rest: string, more: Partial<WireRequest> = {}): WireRequest {
  const { owner, name } = repo;
  return {
    service: 'forge',
    path: `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/actions/${rest}`,
    headers: { accept: 'application/vnd.github+json' },
    ...more,
  };
}

export function write(repo: Repo, method: string, rest: string, body: unknown = null): WireRequest {
  return actions(repo, rest, { method, ...(body === null ? {} : { body: JSON.stringify(body) }) });
}

/** `HTTP 404: Not Found (https://api…/repos/…)`. */
export function httpWords(wire: Wire, request: WireRequest, reply: Reply): string {
  const { message = '' } = (jsonOf(reply) ?? {}) as { readonly message?: string };
  return `HTTP ${reply.status}: ${message} (https://${wire.hosts.forge}${request.path})`;
}

/** A form that is one request and what is made of its answer. */
export function once(
  request: WireRequest,
  run: (wire: Wire, reply: Reply) => Output | Promise<Output>,
): Plan {
  return { opening: [request], run: async (wire) => run(wire, await wire.ask(request)) };
}

/** How long ago, as gh's tables have it: minutes, hours, days, and the date from a month on. */
export function agoShort(seconds: number, at: Date): string {
  if (seconds < 3_600) return `${Math.max(0, Math.floor(seconds / 60))}m`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)}h`;
  if (seconds < 30 * 86_400) return `${Math.floor(seconds / 86_400)}d`;
  return `${MONTHS[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2, ' ')}, ${at.getUTCFullYear()}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What stands before a run, a job or a step. */
export function markOf(status: string, conclusion: string | null): string {
  if (status !== 'completed') return '*';
  if (conclusion === 'success') return '✓';
  return conclusion === 'skipped' || conclusion === 'cancelled' || conclusion === 'neutral' ? '-' : 'X';
}
