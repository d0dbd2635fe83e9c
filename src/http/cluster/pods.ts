import type { WorkloadSpec } from '../../world/estate.ts';
import { fakeAddress } from '../../world/evidence/fake-id.ts';
import type { EvidenceRecord } from '../../world/fact.ts';
import { parseTimestamp } from '../../world/time.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { bodyResponse, FREE, isObject, looks, settled, shownRecords } from '../shown.ts';
import { emptyWatch, forbidden, isWatch, noSuch, refusal, statusOf } from './answers.ts';
import { isSelected, lookAt, lookAtAll, NAMESPACE, nodeOf, workloadOfPod, workloadsOf } from './names.ts';
import type { Column, Listing, Row } from './table.ts';
import { ageOf, listed, single } from './table.ts';

const COLUMNS: readonly Column[] = [
  { name: 'Name' },
  { name: 'Ready' },
  { name: 'Status' },
  { name: 'Restarts' },
  { name: 'Age' },
  { name: 'IP', isWide: true },
  { name: 'Node', isWide: true },
  { name: 'Nominated Node', isWide: true },
  { name: 'Readiness Gates', isWide: true },
];

function listing(rows: readonly Row[]): Listing {
  return { kind: 'Pod', apiVersion: 'v1', columns: COLUMNS, rows };
}

/** A pod: the record that `inspect workload` shows, with the node and the address that a cluster adds. */
function podOf(spec: WorkloadSpec, record: EvidenceRecord): EvidenceRecord {
  const address = fakeAddress('ours', `pod ${spec.id}`);
  const status = objectIn(record, 'status');
  const ready = isReady(record);
  const condition = (type: string, holds: boolean): object => ({ type, status: holds ? 'True' : 'False' });
  return {
    ...record,
    metadata: { ...objectIn(record, 'metadata'), uid: `pod-${spec.id}`, resourceVersion: '1' },
    spec: { ...objectIn(record, 'spec'), nodeName: nodeOf(spec), restartPolicy: 'Always' },
    status: {
      ...status,
      conditions: [
        condition('Initialized', true),
        condition('Ready', ready),
        condition('PodScheduled', true),
      ],
      hostIP: fakeAddress('ours', nodeOf(spec)),
      podIP: address,
      podIPs: [{ ip: address }],
      qosClass: 'BestEffort',
    },
  };
}

function objectIn(record: EvidenceRecord, key: string): EvidenceRecord {
  const value = record[key];
  return isObject(value) ? value : {};
}

function containers(record: EvidenceRecord): readonly EvidenceRecord[] {
  const list = objectIn(record, 'status').containerStatuses;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function isReady(record: EvidenceRecord): boolean {
  return containers(record).every((container) => container.ready === true);
}

function rowOf(desk: Desk, spec: WorkloadSpec, record: EvidenceRecord): Row {
  const pod = podOf(spec, record);
  const all = containers(record);
  const ready = all.filter((container) => container.ready === true).length;
  const name = String(objectIn(pod, 'metadata').name);
  const cells = [
    name,
    `${ready}/${all.length}`,
    'Running',
    0,
    ageOf(desk.now - startOf(desk, record)),
    String(objectIn(pod, 'status').podIP),
    nodeOf(spec),
    '<none>',
    '<none>',
  ];
  return { cells, object: pod };
}

function startOf(desk: Desk, record: EvidenceRecord): number {
  const stamp = parseTimestamp(String(objectIn(record, 'metadata').creationTimestamp));
  return stamp === null ? desk.now : stamp.startEx - desk.world.estate.clock.calendar.startEx;
}

// Before a look, a selector is held against what is known of a workload; what only its pod tells is held against after it.
function candidates(ask: Ask, desk: Desk): readonly WorkloadSpec[] {
  const [namespace = ''] = ask.params;
  if (namespace !== '' && namespace !== NAMESPACE) return [];
  const name = /(?:^|,)metadata\.name==?([^,]+)/.exec(ask.query.get('fieldSelector') ?? '')?.[1];
  if (name !== undefined) {
    const spec = workloadOfPod(desk, name);
    return spec === null ? [] : [spec];
  }
  const labels = new URLSearchParams({ labelSelector: ask.query.get('labelSelector') ?? '' });
  return workloadsOf(desk).filter((spec) =>
    isSelected(labels, { name: '', namespace: NAMESPACE, labels: { app: spec.id }, fields: {} }),
  );
}

function meansList(ask: Ask, desk: Desk): Meaning {
  if (isWatch(ask)) return settled(emptyWatch());
  const specs = candidates(ask, desk);
  return specs.length === 0 ? FREE : lookAtAll(specs);
}

function answerList(ask: Ask, desk: Desk, outcomes: readonly Outcome[]): Response {
  const rows = candidates(ask, desk).flatMap((spec, index) =>
    shownRecords(outcomes[index]).flatMap((record) => {
      const name = String(objectIn(record, 'metadata').name);
      const fields = { 'status.phase': 'Running', 'spec.nodeName': nodeOf(spec) };
      const isIn = isSelected(ask.query, { name, namespace: NAMESPACE, labels: { app: spec.id }, fields });
      return isIn ? [rowOf(desk, spec, record)] : [];
    }),
  );
  return listed(ask, listing(rows));
}

function podIn(ask: Ask, desk: Desk): WorkloadSpec | null {
  const [namespace = '', name = ''] = ask.params;
  return namespace === NAMESPACE ? workloadOfPod(desk, name) : null;
}

function meansOne(ask: Ask, desk: Desk): Meaning {
  const spec = podIn(ask, desk);
  return spec === null ? settled(noSuch('pods', ask.params[1] ?? '')) : looks(lookAt(spec));
}

/** The pod that is asked for, if it is still called so. */
function found(ask: Ask, desk: Desk, outcome: Outcome | undefined): Row | null {
  const spec = podIn(ask, desk);
  const name = ask.params[1] ?? '';
  const record = shownRecords(outcome).find((one) => objectIn(one, 'metadata').name === name);
  return spec === null || record === undefined ? null : rowOf(desk, spec, record);
}

function answerOne(ask: Ask, desk: Desk, outcome: Outcome | undefined): Response {
  const row = found(ask, desk, outcome);
  if (row !== null) return single(ask, listing([]), row);
  return outcome?.kind === 'done' ? noSuch('pods', ask.params[1] ?? '') : refusal(outcome, 'pods', '');
}

/** What the service itself wrote. It tells when it began, and nothing of who else is in it: that is what the egress log is for. */
function answerLog(ask: Ask, desk: Desk, outcome: Outcome | undefined): Response {
  const row = found(ask, desk, outcome);
  const spec = podIn(ask, desk);
  if (row === null || spec === null) return answerOne(ask, desk, outcome);
  const container = ask.query.get('container');
  if (container !== null && container !== spec.id)
    return statusOf('BadRequest', `container ${container} is not valid for pod ${ask.params[1] ?? ''}`);
  const at = String(objectIn(row.object, 'status').startTime);
  const stamped = ask.query.get('timestamps') === 'true' ? `${at} ` : '';
  const lines = [`${stamped}${spec.id}: starting`, `${stamped}${spec.id}: listening on :8080`];
  const tail = ask.query.get('tailLines') ?? '';
  const shown = /^\d{1,9}$/.test(tail) ? lines.slice(Math.max(0, lines.length - Number(tail))) : lines;
  return bodyResponse(shown.map((line) => `${line}\n`).join(''), 200, { 'Content-Type': 'text/plain' });
}

const VERBS: Readonly<Record<string, string>> = {
  DELETE: 'delete',
  PATCH: 'patch',
  PUT: 'update',
  POST: 'create',
  GET: 'get',
};

export const POD_ROUTES: readonly Route[] = [
  {
    methods: ['GET'],
    path: /^\/api\/v1\/(?:namespaces\/([^/]+)\/)?pods$/,
    written: '/api/v1/[namespaces/NS/]pods',
    shows: 'the pod of each workload with the digest that really runs (imageID), as a list or a table',
    counts: 'inspect workload WORKLOAD, for each that labelSelector and fieldSelector leave',
    means: meansList,
    answer: answerList,
  },
  {
    methods: ['GET'],
    path: /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)$/,
    written: '/api/v1/namespaces/NS/pods/NAME',
    shows: 'one pod',
    counts: 'inspect workload WORKLOAD',
    means: meansOne,
    answer: (ask, desk, [outcome]) => answerOne(ask, desk, outcome),
  },
  {
    methods: ['GET'],
    path: /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/log$/,
    written: '/api/v1/namespaces/NS/pods/NAME/log',
    shows: 'what the service wrote itself: when it began',
    counts: 'inspect workload WORKLOAD',
    means: meansOne,
    answer: (ask, desk, [outcome]) => answerLog(ask, desk, outcome),
  },
  {
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    path: /^\/api\/v1\/namespaces\/([^/]+)\/pods(?:\/([^/]+))?(?:\/(exec|attach|portforward|eviction|ephemeralcontainers|proxy.*))?$/,
    written: '/api/v1/namespaces/NS/pods/NAME[/exec…]',
    shows: 'nothing: refused',
    counts: 'free',
    means: (ask) => {
      const [, name = '', sub = ''] = ask.params;
      const resource = sub === '' ? 'pods' : `pods/${sub}`;
      return settled(forbidden(VERBS[ask.method] ?? 'get', resource, name));
    },
    answer: (ask) => noSuch('pods', ask.params[1] ?? ''),
  },
];
