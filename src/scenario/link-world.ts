import type {
  ConsumerSpec,
  CredentialSpec,
  DeliverySpec,
  Estate,
  LogSpec,
  PipelineSpec,
  RepositorySpec,
  ScheduleSpec,
  WorkloadSpec,
} from '../world/estate.ts';
import { parseReference } from '../world/reference.ts';
import type { Path } from './diagnostic.ts';
import { mapValues } from './link-images.ts';
import { linkOutside, linkReleases } from './link-package.ts';
import { digestOf } from './link-predicate.ts';
import { expectDigest, expectSlot } from './link-word.ts';
import { expectName, expectOneOf, type Linker, spanOf, timeOf } from './linker.ts';

type WorldParts = Pick<
  Estate,
  | 'implants'
  | 'agents'
  | 'repositories'
  | 'credentials'
  | 'caches'
  | 'pipelines'
  | 'workloads'
  | 'consumers'
  | 'logs'
  | 'deliveries'
  | 'services'
  | 'limits'
  | 'hiddenImages'
>;

/** Links what exists when the clock opens. */
export function linkWorld(linker: Linker): WorldParts {
  const { world } = linker.source;
  return {
    hiddenImages: [
      ...Object.keys(world.images).filter((name) => world.images[name]?.hidden === true),
      ...Object.keys(world.builds).filter((name) => world.builds[name]?.hidden === true),
    ],
    agents: mapValues(world.agents, ({ title }, id) => ({ id, title })),
    implants: mapValues(world.implants, (spec, id) => {
      expectName(linker, 'agent', spec.agent, ['world', 'implants', id, 'agent']);
      return { ...spec, id, beaconEvery: spanOf(spec.beaconEvery), fallback: spec.fallback ?? null };
    }),
    repositories: mapValues(world.repositories, (_, id) => linkRepository(linker, id)),
    credentials: mapValues(world.credentials, (_, id) => linkCredential(linker, id)),
    caches: mapValues(world.caches, (spec, id) => {
      const path = ['world', 'caches', id];
      expectName(linker, 'repo', spec.upstream, [...path, 'upstream']);
      expectName(linker, 'role', spec.role, [...path, 'role']);
      return { id, upstream: spec.upstream, ttl: spanOf(spec.ttl), role: spec.role };
    }),
    pipelines: mapValues(world.pipelines, (_, id) => linkPipeline(linker, id)),
    workloads: mapValues(world.workloads, (_, id) => linkWorkload(linker, id)),
    consumers: mapValues(world.consumers, (_, id) => linkConsumer(linker, id)),
    logs: mapValues(world.logs, (_, id) => linkLog(linker, id)),
    deliveries: mapValues(world.deliveries, (_, id) => linkDelivery(linker, id)),
    ...linkOutside(linker),
  };
}

function linkRepository(linker: Linker, id: string): RepositorySpec {
  const path: Path = ['world', 'repositories', id];
  const spec = of(linker.source.world.repositories, id);
  expectName(linker, 'role', spec.role, [...path, 'role']);
  if (id === 'image') {
    linker.problems.add({
      path,
      of: 'key',
      code: 'link/reserved-name',
      message: 'No repository may be called "image", because "image:NAME" means an image of this file.',
      mend: 'Rename the repository.',
    });
  }
  if (spec.releasedBy !== undefined) expectName(linker, 'pipeline', spec.releasedBy, [...path, 'releasedBy']);
  for (const [tag, name] of Object.entries(spec.tags))
    expectOneOf(linker, ['image', 'pipeline'], name, [...path, 'tags', tag]);
  for (const [index, name] of spec.images.entries())
    expectName(linker, 'image', name, [...path, 'images', index]);
  const digest = (name: string): string => linker.works?.images[name]?.digest ?? '';
  const held = [...spec.images, ...Object.values(spec.tags)].map(digest);
  return {
    id,
    kind: spec.kind,
    outside: spec.outside,
    role: spec.role,
    public: spec.public,
    releasedBy: spec.releasedBy ?? null,
    tags: mapValues(spec.tags, digest),
    images: [...new Set(held)],
  };
}

function linkCredential(linker: Linker, id: string): CredentialSpec {
  const path: Path = ['world', 'credentials', id];
  const spec = of(linker.source.world.credentials, id);
  expectName(linker, 'role', spec.role, [...path, 'role']);
  for (const [index, name] of spec.usedBy.entries())
    expectName(linker, 'pipeline', name, [...path, 'usedBy', index]);
  for (const [index, name] of spec.holders.entries())
    expectName(linker, 'agent', name, [...path, 'holders', index]);
  for (const [index, scope] of spec.scopes.entries()) linkScope(linker, scope, [...path, 'scopes', index]);
  return { ...spec, id, lastUsed: spec.lastUsed === undefined ? null : timeOf(linker, spec.lastUsed) };
}

function linkScope(linker: Linker, scope: string, path: Path): void {
  const [kind, name = ''] = [scope.slice(0, scope.indexOf(':')), scope.slice(scope.indexOf(':') + 1)];
  if (kind === 'push') expectName(linker, 'repo', name, path);
  if (kind === 'cloud' || kind === 'clone') expectName(linker, 'owner', name, path);
}

function linkPipeline(linker: Linker, id: string): PipelineSpec {
  const path: Path = ['world', 'pipelines', id];
  const spec = of(linker.source.world.pipelines, id);
  expectName(linker, 'role', spec.role, [...path, 'role']);
  if (spec.via !== undefined) expectName(linker, 'cache', spec.via, [...path, 'via']);
  for (const [index, name] of spec.environment.entries())
    expectName(linker, 'credential', name, [...path, 'environment', index]);
  for (const [index, name] of spec.checkout.entries())
    expectName(linker, 'credential', name, [...path, 'checkout', index]);
  if (spec.publishes !== undefined)
    expectName(linker, 'repo', spec.publishes.split(':', 1)[0] ?? '', [...path, 'publishes']);
  if (spec.scannedBy !== undefined) expectName(linker, 'pipeline', spec.scannedBy, [...path, 'scannedBy']);
  if (spec.rollsOut !== undefined) expectName(linker, 'workload', spec.rollsOut, [...path, 'rollsOut']);
  const releases = linkReleases(linker, id);
  return {
    id,
    schedule: spec.schedule === undefined ? null : linkSchedule(linker, spec.schedule, [...path, 'schedule']),
    base: spec.base === undefined ? null : linkReference(linker, spec.base, [...path, 'base']),
    uses: spec.uses.map((one, index) => linkReference(linker, one, [...path, 'uses', index])),
    selfHosted: spec.selfHosted,
    scannedBy: spec.scannedBy ?? null,
    worksOffline: spec.worksOffline,
    via: spec.via ?? null,
    keepsLocalCopies: spec.keepsLocalCopies,
    environment: spec.environment,
    checkout: spec.checkout,
    publishes: spec.publishes ?? null,
    rollsOut: spec.rollsOut ?? null,
    signsAs: spec.signsAs ?? null,
    formerSigners: spec.formerSigners,
    distTag: spec.distTag ?? null,
    releases,
    duration: spanOf(spec.duration),
    role: spec.role,
    runsBefore: spec.runsBefore,
    log: egressLogOf(linker, id),
  };
}

function linkWorkload(linker: Linker, id: string): WorkloadSpec {
  const path: Path = ['world', 'workloads', id];
  const spec = of(linker.source.world.workloads, id);
  expectName(linker, 'role', spec.role, [...path, 'role']);
  expectName(linker, 'repo', spec.repository, [...path, 'repository']);
  expectOneOf(linker, ['image', 'pipeline'], spec.runs, [...path, 'runs']);
  return {
    id,
    image: linker.works?.images[spec.runs]?.digest ?? '',
    architecture: spec.architecture,
    repository: spec.repository,
    role: spec.role,
    since: timeOf(linker, spec.since),
    log: egressLogOf(linker, id),
  };
}

function linkConsumer(linker: Linker, id: string): ConsumerSpec {
  const path: Path = ['world', 'consumers', id];
  const spec = of(linker.source.world.consumers, id);
  if (spec.via !== undefined) expectName(linker, 'cache', spec.via, [...path, 'via']);
  for (const [index, name] of spec.hears.entries())
    expectName(linker, 'audience', name, [...path, 'hears', index]);
  expectName(linker, 'image', spec.runs, [...path, 'runs']);
  return {
    id,
    reference: linkReference(linker, spec.reference, [...path, 'reference']),
    architecture: spec.architecture,
    via: spec.via ?? null,
    schedule: linkSchedule(linker, spec.schedule, [...path, 'schedule']),
    hears: spec.hears,
    matchesByTag: spec.matchesByTag,
    reacts: spanOf(spec.reacts),
    runs: linker.works?.images[spec.runs]?.digest ?? '',
    contact: spec.contact,
  };
}

function linkLog(linker: Linker, id: string): LogSpec {
  const path: Path = ['world', 'logs', id];
  const spec = of(linker.source.world.logs, id);
  expectName(linker, 'role', spec.role, [...path, 'role']);
  for (const [index, name] of spec.of.entries())
    expectOneOf(linker, ['repo', 'pipeline', 'workload', 'owner', 'credential'], name, [
      ...path,
      'of',
      index,
    ]);
  if (spec.onRunner !== undefined) expectName(linker, 'pipeline', spec.onRunner, [...path, 'onRunner']);
  return {
    ...spec,
    id,
    onRunner: spec.onRunner ?? null,
    expires: spec.expires === undefined ? null : timeOf(linker, spec.expires),
  };
}

function linkDelivery(linker: Linker, id: string): DeliverySpec {
  const path: Path = ['world', 'deliveries', id];
  const spec = of(linker.source.world.deliveries, id);
  expectName(linker, 'pipeline', spec.pipeline, [...path, 'pipeline']);
  const [from, due] = [timeOf(linker, spec.from), timeOf(linker, spec.due)];
  if (due <= from) {
    linker.problems.add({
      path: [...path, 'due'],
      code: 'link/order-of-times',
      message: 'This is due before it is asked for.',
      mend: 'Write a later time than "from".',
    });
  }
  const flawedUntil = spec.flawedUntil === undefined ? null : timeOf(linker, spec.flawedUntil);
  return { id, pipeline: spec.pipeline, from, due, flawedUntil };
}

function egressLogOf(linker: Linker, id: string): string | null {
  const { logs } = linker.source.world;
  return Object.keys(logs).find((log) => logs[log]?.source === 'egress' && logs[log].of.includes(id)) ?? null;
}

const SHORTEST_PERIOD = 60;

function linkSchedule(
  linker: Linker,
  source: { readonly every: string; readonly first: string },
  path: Path,
): ScheduleSpec {
  const every = spanOf(source.every);
  // A schedule of every few seconds would fill the history with nothing else.
  if (every < SHORTEST_PERIOD) {
    linker.problems.add({
      path: [...path, 'every'],
      code: 'link/too-often',
      message: 'Nothing happens more often than once a minute here.',
      mend: 'Write at least 1m.',
    });
  }
  return { every, first: timeOf(linker, source.first) };
}

/** A reference with its digest in full: what a client, a log or a manifest would show. */
function linkReference(linker: Linker, text: string, path: Path): string {
  const reference = parseReference(text);
  if (reference === null) return text;
  if (!expectName(linker, 'repo', reference.repo, path)) return text;
  if (reference.digest === null) {
    expectSlot(linker, ['tag'], text, path);
    return text;
  }
  expectDigest(linker, reference.digest, path);
  return `${reference.repo}@${digestOf(linker, reference.digest)}`;
}

function of<T>(record: Readonly<Record<string, T>>, key: string): T {
  const value = record[key];
  if (value === undefined) throw new RangeError(`no such entry: ${key}`);
  return value;
}
