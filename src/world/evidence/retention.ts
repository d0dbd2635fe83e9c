import { parseLine } from '../attempt.ts';
import type { CredentialKind, LogSpec } from '../estate.ts';
import type { World } from '../state.ts';
import type { Seconds } from '../time.ts';

type LogSource = LogSpec['source'];

/** The log that holds the records of a source about a subject (repository, pipeline, workload, credential, owner); null when none does. */
export function logOf(world: World, source: LogSource, subject: string): string | null {
  const logs = Object.values(world.estate.logs).filter((log) => log.source === source);
  const named = logs.find((log) => log.of.includes(subject));
  if (named !== undefined) return named.id;
  const own = world.estate.pipelines[subject]?.log ?? world.estate.workloads[subject]?.log ?? null;
  return logs.find((log) => log.id === own)?.id ?? null;
}

/** Earliest time from which records of a source about a subject can still be read; -Infinity while nothing is lost. */
export function readableFrom(world: World, source: LogSource, subject: string): Seconds {
  const log = world.logs[logOf(world, source, subject) ?? ''];
  const lost = log?.expired === true && !log.kept && !log.held;
  return lost ? 0 : -Infinity;
}

/** Pipeline of a run's name, `api-build` of `api-build#14`. */
export function pipelineOf(run: string): string {
  return run.split('#', 1)[0] ?? run;
}

const CALL_LOGS: Readonly<Partial<Record<CredentialKind, LogSource>>> = {
  'cloud-key': 'cloud',
  'forge-token': 'forge',
  'registry-token': 'registry',
};

/** The kind of log that the service behind a credential keeps of calls with it; null when it keeps none. */
export function callSource(world: World, credential: string): LogSource | null {
  const kind = world.estate.credentials[credential]?.kind;
  return kind === undefined ? null : (CALL_LOGS[kind] ?? null);
}

/** What a log of calls is filed under: the credential itself, its owner, or the repositories it may push to. */
export function callSubject(world: World, credential: string): string {
  const source = callSource(world, credential);
  const spec = world.estate.credentials[credential];
  if (source === null || spec === undefined) return credential;
  const pushes = spec.scopes.filter((scope) => scope.startsWith('push:')).map((scope) => scope.slice(5));
  const names = [credential, spec.owner, ...pushes];
  return names.find((name) => logOf(world, source, name) !== null) ?? credential;
}

const ASPECT_LOGS: Readonly<Record<string, LogSource>> = {
  'audit-log': 'registry',
  pulls: 'pulls',
  job: 'jobs',
  egress: 'egress',
};

/** Which log a decision line reads, by the log's id; null for a line that reads none. */
export function logRead(world: World, line: string): string | null {
  const parsed = parseLine(line);
  if (!parsed.ok || parsed.attempt.verb !== 'inspect') return null;
  const subject = parsed.attempt.targets[0] ?? '';
  if (parsed.attempt.aspect === 'cloud-log') {
    const source = callSource(world, subject);
    return source === null ? null : logOf(world, source, callSubject(world, subject));
  }
  const source = ASPECT_LOGS[parsed.attempt.aspect ?? ''];
  return source === undefined ? null : logOf(world, source, pipelineOf(subject));
}
