import { isIsolated } from '../../world/control.ts';
import type { WorkloadSpec } from '../../world/estate.ts';
import { parseReference } from '../../world/reference.ts';
import type { Desk } from '../desk.ts';
import { looks } from '../shown.ts';

/** The one namespace in which everything of the team runs, as the pods of `inspect workload` say. */
export const NAMESPACE = 'default';

export function workloadsOf(desk: Desk): readonly WorkloadSpec[] {
  return Object.values(desk.world.estate.workloads).sort((left, right) => (left.id < right.id ? -1 : 1));
}

export function workloadOf(desk: Desk, name: string): WorkloadSpec | null {
  return workloadsOf(desk).find((spec) => spec.id === name) ?? null;
}

/** The workload whose pod would be called this, `api-prod-5d4f8c9b7-x2x9z`; whether it is called so now, a look tells. */
export function workloadOfPod(desk: Desk, pod: string): WorkloadSpec | null {
  const name = /^(.+)-[0-9a-f]{9}-[0-9a-f]{5}$/.exec(pod)?.[1];
  return name === undefined ? null : workloadOf(desk, name);
}

export const lookAt = (spec: WorkloadSpec): string => `inspect workload ${spec.id}`;

export function lookAtAll(specs: readonly WorkloadSpec[]): ReturnType<typeof looks> {
  return looks(...specs.map(lookAt));
}

/** The image that a deployment names: the tag that its pipeline publishes; its repository alone where none does. */
export function imageOf(desk: Desk, spec: WorkloadSpec): string {
  const { estate } = desk.world;
  const published = Object.values(estate.pipelines).find((one) => one.rollsOut === spec.id)?.publishes;
  const tag = parseReference(published ?? '')?.tag;
  return `${estate.host}/${spec.repository}${tag == null ? '' : `:${tag}`}`;
}

/** A workload that was cut off by scaling it away has no replicas; the team did it, so the team may see it. */
export function replicasOf(desk: Desk, spec: WorkloadSpec): number {
  return isIsolated(desk.world, spec.id) ? 0 : 1;
}

/** The node of an architecture. */
export function nodeOf(spec: WorkloadSpec): string {
  return `node-${spec.architecture}-1`;
}

interface Selected {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
}

/** Whether `fieldSelector` and `labelSelector` of a query let a thing through. A field that it has not matches nothing. */
export function isSelected(query: URLSearchParams, thing: Selected): boolean {
  const fields: Readonly<Record<string, string>> = {
    'metadata.name': thing.name,
    'metadata.namespace': thing.namespace,
    ...thing.fields,
  };
  return (
    holdsAll(query.get('fieldSelector') ?? '', (key) => own(fields, key)) &&
    holdsAll(query.get('labelSelector') ?? '', (key) => own(thing.labels, key))
  );
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

const LONGEST = 1000;

// `a=b`, `a==b`, `a!=b`, `a`, `!a`, `a in (b,c)`, joined by commas that stand outside of brackets.
function holdsAll(selector: string, fieldOf: (key: string) => string | undefined): boolean {
  const parts = selector.slice(0, LONGEST).match(/(?:[^,(]|\([^)]*\))+/g) ?? [];
  return parts.every((part) => holdsOne(part.trim(), fieldOf));
}

function holdsOne(part: string, fieldOf: (key: string) => string | undefined): boolean {
  const among = /^([^\s=!]+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(part);
  if (among !== null) {
    const [, key = '', how = '', list = ''] = among;
    const values = list.split(',').map((value) => value.trim());
    return values.includes(fieldOf(key) ?? '') === (how === 'in');
  }
  const compared = /^([^=!]+?)\s*(!=|==?)\s*(.*)$/.exec(part);
  if (compared !== null) {
    const [, key = '', how = '', value = ''] = compared;
    return (fieldOf(key) === value) === (how !== '!=');
  }
  return part.startsWith('!') ? fieldOf(part.slice(1)) === undefined : fieldOf(part) !== undefined;
}
