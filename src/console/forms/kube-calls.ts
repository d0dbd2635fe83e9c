import { lastValue } from '../flags.ts';
import type { Call } from '../form.ts';
import { err, type Output } from '../output.ts';
import { jsonOf, type Reply, type WireRequest } from '../wire.ts';

export interface Resource {
  readonly name: string;
  readonly group: string;
  readonly kind: string;
  readonly names: readonly string[];
}

export const RESOURCES: readonly Resource[] = [
  { name: 'pods', group: '/api/v1', kind: 'pod', names: ['pod', 'pods', 'po'] },
  {
    name: 'deployments',
    group: '/apis/apps/v1',
    kind: 'deployment.apps',
    names: ['deployment', 'deployments', 'deploy', 'deployments.apps', 'deployment.apps'],
  },
  { name: 'namespaces', group: '/api/v1', kind: 'namespace', names: ['namespace', 'namespaces', 'ns'] },
];

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

export function namespaceIn({ flags }: Call): string {
  return lastValue(flags, '-n') ?? 'default';
}

export function resourceNamed(word: string): Resource | null {
  return RESOURCES.find(({ names }) => names.includes(word.toLowerCase())) ?? null;
}

export function listRequest(resource: Resource, call: Call, isTable: boolean): WireRequest {
  const { flags } = call;
  const query = new URLSearchParams({ limit: '500' });
  const labels = lastValue(flags, '-l');
  const fields = lastValue(flags, '--field-selector');
  if (labels !== null) query.set('labelSelector', labels);
  if (fields !== null) query.set('fieldSelector', fields);
  const place =
    resource.name === 'namespaces' || flags.on.has('-A')
      ? ''
      : `namespaces/${encodeURIComponent(namespaceIn(call))}/`;
  return {
    service: 'cluster',
    path: `${resource.group}/${place}${resource.name}?${query}`,
    headers: { accept: isTable ? TABLE : 'application/json' },
  };
}

export function oneRequest(resource: Resource, name: string, call: Call, isTable: boolean): WireRequest {
  const place = resource.name === 'namespaces' ? '' : `namespaces/${encodeURIComponent(namespaceIn(call))}/`;
  return {
    service: 'cluster',
    path: `${resource.group}/${place}${resource.name}/${encodeURIComponent(name)}`,
    headers: { accept: isTable ? TABLE : 'application/json' },
  };
}

/** `Error from server (NotFound): pods "x" not found`. */
export function serverError(reply: Reply): Output {
  const { reason = 'Unknown', message = '' } = (jsonOf(reply) ?? {}) as {
    readonly reason?: string;
    readonly message?: string;
  };
  return err(`Error from server (${reason}): ${message}\n`);
}

/** `deploy/api-prod` or `deployment api-prod`: a workload by name. */
export function deploymentIn(
  call: Call,
): { readonly name: string; readonly rest: readonly string[] } | Output {
  const [word = '', ...more] = call.operands;
  const [kind = '', own = null] = word.split('/');
  const isOne = resourceNamed(kind)?.name === 'deployments';
  const name = own ?? more[0] ?? '';
  if (word === '' || name === '') return err('error: required resource not specified\n');
  if (!isOne) return err(`error: the server doesn't have a resource type "${kind}"\n`);
  return { name, rest: own === null ? more.slice(1) : more };
}

export function deploymentRequest(call: Call, name: string): WireRequest {
  return oneRequest(RESOURCES[1] as Resource, name, call, false);
}

export function nameOf(item: unknown): string {
  return (item as { readonly metadata: { readonly name: string } }).metadata.name;
}
