import type { WorkloadSpec } from '../../world/estate.ts';
import type { EvidenceRecord } from '../../world/fact.ts';
import { printTimestamp } from '../../world/time.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import type { JsonObject } from '../shown.ts';
import { attempt, FREE, isObject, jsonBody, settled, textIn } from '../shown.ts';
import { clusterJson, emptyWatch, forbidden, isWatch, noSuch, refusal, statusOf } from './answers.ts';
import { imageOf, isSelected, NAMESPACE, replicasOf, workloadOf, workloadsOf } from './names.ts';
import type { Column, Listing, Row } from './table.ts';
import { ageOf, listed, single } from './table.ts';

const KIND = 'deployments.apps';
const DAY = 86_400;

const COLUMNS: readonly Column[] = [
  { name: 'Name' },
  { name: 'Ready' },
  { name: 'Up-to-date', type: 'integer' },
  { name: 'Available', type: 'integer' },
  { name: 'Age' },
  { name: 'Containers', isWide: true },
  { name: 'Images', isWide: true },
  { name: 'Selector', isWide: true },
];

function listing(rows: readonly Row[]): Listing {
  return { kind: 'Deployment', apiVersion: 'apps/v1', columns: COLUMNS, rows };
}

// What was ordered, which the team knows: the tag and how many. What really runs is in the pods.
function deploymentOf(desk: Desk, spec: WorkloadSpec, image: string): EvidenceRecord {
  const labels = { app: spec.id };
  const replicas = replicasOf(desk, spec);
  const created = printTimestamp(madeAt(desk), desk.world.estate.clock.calendar);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: spec.id,
      namespace: NAMESPACE,
      uid: `deployment-${spec.id}`,
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: created,
      labels,
      annotations: { 'deployment.kubernetes.io/revision': '1' },
    },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name: spec.id, image, imagePullPolicy: 'Always' }],
          nodeSelector: { 'kubernetes.io/arch': spec.architecture },
        },
      },
      strategy: { type: 'RollingUpdate' },
      progressDeadlineSeconds: 600,
    },
    status: {
      observedGeneration: 1,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: replicas,
      availableReplicas: replicas,
      conditions: [
        { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' },
        { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' },
      ],
    },
  };
}

function madeAt(desk: Desk): number {
  return desk.world.estate.clock.opens - 120 * DAY;
}

function rowOf(desk: Desk, spec: WorkloadSpec): Row {
  const image = imageOf(desk, spec);
  const replicas = replicasOf(desk, spec);
  return {
    cells: [
      spec.id,
      `${replicas}/${replicas}`,
      replicas,
      replicas,
      ageOf(desk.now - madeAt(desk)),
      spec.id,
      image,
      `app=${spec.id}`,
    ],
    object: deploymentOf(desk, spec, image),
  };
}

function list(ask: Ask, desk: Desk): Response {
  const [namespace = ''] = ask.params;
  const specs = namespace === '' || namespace === NAMESPACE ? workloadsOf(desk) : [];
  const rows = specs
    .filter((spec) =>
      isSelected(ask.query, { name: spec.id, namespace: NAMESPACE, labels: { app: spec.id }, fields: {} }),
    )
    .map((spec) => rowOf(desk, spec));
  return listed(ask, listing(rows));
}

function specIn(ask: Ask, desk: Desk): WorkloadSpec | null {
  const [namespace = '', name = ''] = ask.params;
  return namespace === NAMESPACE ? workloadOf(desk, name) : null;
}

function noSuchDeployment(ask: Ask): Response {
  return noSuch(KIND, ask.params[1] ?? '');
}

function at(object: JsonObject, ...keys: readonly string[]): unknown {
  let value: unknown = object;
  for (const key of keys) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

/** The image that a patch sets for the one container; null when it sets none. */
function imageIn(body: JsonObject, spec: WorkloadSpec): string | null {
  const containers = at(body, 'spec', 'template', 'spec', 'containers');
  if (!Array.isArray(containers)) return null;
  const own = containers.filter(isObject).find((one) => one.name === spec.id);
  return own === undefined ? null : textIn(own, 'image');
}

/** `registry.harborlight.example/harborlight/api:latest` as the grammar says it; null for another registry's image. */
function referenceOf(desk: Desk, image: string): string | null {
  const prefix = `${desk.world.estate.host}/`;
  const [first = '', ...rest] = image.split('/');
  // A registry on this machine is the same one: serve answers for it there.
  if (/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(first)) return rest.join('/');
  return image.startsWith(prefix) ? image.slice(prefix.length) : null;
}

const RESTARTED = 'kubectl.kubernetes.io/restartedAt';

// A restart pulls what the tag names now, which is what deploying the tag does.
function meansPatch(ask: Ask, desk: Desk): Meaning {
  const spec = specIn(ask, desk);
  const body = jsonBody(ask);
  if (spec === null) return settled(noSuchDeployment(ask));
  if (body === null) return settled(statusOf('BadRequest', 'the body is no JSON object'));
  const replicas = at(body, 'spec', 'replicas');
  if (replicas !== undefined) return meansScale(desk, spec, replicas);
  const restart = at(body, 'spec', 'template', 'metadata', 'annotations', RESTARTED) !== undefined;
  const image = imageIn(body, spec) ?? (restart ? imageOf(desk, spec) : null);
  if (image === null) return settled(forbidden('patch', KIND, spec.id));
  const reference = referenceOf(desk, image);
  if (reference === null || !/[:@]/.test(reference))
    return settled(
      statusOf(
        'Forbidden',
        `${image} is none of ${desk.world.estate.host} with a tag or a digest, which is all that may run here`,
      ),
    );
  return attempt(`deploy ${spec.id} to ${wordOf(spec, reference)}`);
}

// Of a workload's own repository the grammar takes the digest alone.
function wordOf(spec: WorkloadSpec, reference: string): string {
  const prefix = `${spec.repository}@`;
  return reference.startsWith(prefix) ? reference.slice(prefix.length) : reference;
}

function meansScale(desk: Desk, spec: WorkloadSpec, wanted: unknown): Meaning {
  const present = replicasOf(desk, spec);
  if (wanted === present) return FREE;
  if (wanted === 0) return attempt(`isolate ${spec.id}`);
  return wanted === 1
    ? attempt(`lift isolate:${spec.id}`)
    : settled(forbidden('patch', 'deployments/scale.apps', spec.id));
}

function answerPatch(ask: Ask, desk: Desk, outcome: Outcome | undefined): Response {
  const spec = specIn(ask, desk);
  if (spec === null) return noSuchDeployment(ask);
  if (outcome !== undefined && outcome.kind !== 'done') return refusal(outcome, KIND, spec.id);
  // A client tells by the generation and the image of the answer whether anything was changed.
  const image = imageIn(jsonBody(ask) ?? {}, spec) ?? imageOf(desk, spec);
  return single(ask, listing([]), {
    cells: rowOf(desk, spec).cells,
    object: deploymentOf(desk, spec, image),
  });
}

function scaleOf(desk: Desk, spec: WorkloadSpec): Response {
  const replicas = replicasOf(desk, spec);
  return clusterJson({
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name: spec.id, namespace: NAMESPACE, uid: `deployment-${spec.id}`, resourceVersion: '1' },
    spec: { replicas },
    status: { replicas, selector: `app=${spec.id}` },
  });
}

function meansScalePatch(ask: Ask, desk: Desk): Meaning {
  const spec = specIn(ask, desk);
  if (spec === null) return settled(noSuchDeployment(ask));
  return meansScale(desk, spec, at(jsonBody(ask) ?? {}, 'spec', 'replicas'));
}

const MANY = /^\/apis\/apps\/v1\/(?:namespaces\/([^/]+)\/)?deployments$/;
const ONE = /^\/apis\/apps\/v1\/namespaces\/([^/]+)\/deployments\/([^/]+)$/;
const SCALE = /^\/apis\/apps\/v1\/namespaces\/([^/]+)\/deployments\/([^/]+)\/scale$/;

export const DEPLOYMENT_ROUTES: readonly Route[] = [
  {
    methods: ['GET'],
    path: MANY,
    written: '/apis/apps/v1/[namespaces/NS/]deployments',
    shows: 'what was ordered: the tag of each workload, and whether the team scaled it away',
    counts: 'free',
    means: (ask) => (isWatch(ask) ? settled(emptyWatch()) : FREE),
    answer: list,
  },
  {
    methods: ['GET'],
    path: ONE,
    written: '/apis/apps/v1/namespaces/NS/deployments/NAME',
    shows: 'what was ordered of one workload',
    counts: 'free',
    means: () => FREE,
    answer: (ask, desk) => {
      const spec = specIn(ask, desk);
      return spec === null ? noSuchDeployment(ask) : single(ask, listing([]), rowOf(desk, spec));
    },
  },
  {
    methods: ['PATCH'],
    path: ONE,
    written: '/apis/apps/v1/namespaces/NS/deployments/NAME',
    shows: 'the deployment as it was ordered then',
    counts: 'deploy WORKLOAD to REF for an image or a restart; isolate, or lift, for replicas',
    means: meansPatch,
    answer: (ask, desk, [outcome]) => answerPatch(ask, desk, outcome),
  },
  {
    methods: ['GET'],
    path: SCALE,
    written: '/apis/apps/v1/namespaces/NS/deployments/NAME/scale',
    shows: 'how many replicas were ordered',
    counts: 'free',
    means: () => FREE,
    answer: (ask, desk) => {
      const spec = specIn(ask, desk);
      return spec === null ? noSuchDeployment(ask) : scaleOf(desk, spec);
    },
  },
  {
    methods: ['PATCH', 'PUT'],
    path: SCALE,
    written: '/apis/apps/v1/namespaces/NS/deployments/NAME/scale',
    shows: 'how many replicas are ordered then',
    counts: 'isolate WORKLOAD for none, lift isolate:WORKLOAD for one',
    means: meansScalePatch,
    answer: (ask, desk, [outcome]) => {
      const spec = specIn(ask, desk);
      if (spec === null) return noSuchDeployment(ask);
      const isDone = outcome === undefined || outcome.kind === 'done';
      return isDone ? scaleOf(desk, spec) : refusal(outcome, KIND, spec.id);
    },
  },
];
