import type { ConsumerSpec, Digest, Estate, ScheduleSpec } from './estate.ts';
import type { Consumer, Scheduled, World } from './state.ts';
import { RANK } from './state.ts';
import type { Seconds } from './time.ts';

/** The world as the clock opens, before the prologue. */
export function openWorld(estate: Estate): World {
  const { opens } = estate.clock;
  const things = openThings(estate);
  return {
    estate,
    at: opens,
    ...things,
    credentials: openCredentials(estate),
    controls: {},
    caches: tableOf(Object.keys(estate.caches), () => ({ mappings: {}, blobs: {} })),
    pipelines: mapTable(estate.pipelines, (spec) => ({ runs: spec.runsBefore, local: {} })),
    runs: {},
    workloads: mapTable(estate.workloads, (spec) => ({ digest: spec.image, since: spec.since })),
    consumers: mapTable(estate.consumers, (spec) => openConsumer(spec, opens, things.images)),
    logs: mapTable(estate.logs, () => ({ expired: false, held: false, kept: false, read: false })),
    copies: {},
    notices: {},
    parties: mapTable(estate.parties, () => ({ busyUntil: opens })),
    deliveries: {},
    exercise: { started: false, endedAt: null, declared: {}, injects: {}, landed: {} },
    seen: {},
    pulled: {},
    warned: {},
  };
}

function openThings(
  estate: Estate,
): Pick<World, 'images' | 'parts' | 'tags' | 'stored' | 'poisonedSince' | 'poisonedUntil'> {
  const { opens } = estate.clock;
  const all = Object.values(estate.images);
  const images = Object.fromEntries(all.map((image) => [image.digest, image]));
  const parts = Object.fromEntries(
    all.flatMap((image) => Object.values(image.parts).map((part) => [part, image.digest])),
  );
  const tags = Object.values(estate.repositories).flatMap((spec) =>
    Object.entries(spec.tags).map(([tag, digest]) => [`${spec.id}:${tag}`, digest] as const),
  );
  const withParts = (digest: Digest): readonly Digest[] => [
    digest,
    ...Object.values(images[digest]?.parts ?? {}),
  ];
  return {
    images,
    parts,
    tags: Object.fromEntries(tags.map(([tag, digest]) => [tag, { digest, movedAt: opens }])),
    // What was made later is not there yet: a registry holds it from its push on.
    stored: mapTable(estate.repositories, (spec) =>
      tableOf(
        spec.images
          .filter((one) => (images[one]?.created ?? opens) <= opens || Object.values(spec.tags).includes(one))
          .flatMap(withParts),
        () => true as const,
      ),
    ),
    poisonedSince: Object.fromEntries(
      tags.filter(([, digest]) => (images[digest]?.poison ?? null) !== null).map(([tag]) => [tag, opens]),
    ),
    poisonedUntil: {},
  };
}

function openCredentials(estate: Estate): World['credentials'] {
  const there = Object.values(estate.credentials).filter((spec) => spec.exists);
  return Object.fromEntries(
    there.map(({ id, holders, lastUsed }) => [
      id,
      { generations: [{ live: true, holders }], mintedFrom: null, lastUsed },
    ]),
  );
}

function openConsumer(spec: ConsumerSpec, opens: Seconds, images: World['images']): Consumer {
  const isPoisoned = (images[spec.runs]?.poison ?? null) !== null;
  return {
    reference: spec.reference,
    digest: spec.runs,
    since: opens,
    exposedAt: isPoisoned ? opens : null,
    ran: [{ digest: spec.runs, reference: spec.reference, at: opens }],
    stopped: false,
    rotated: false,
    matchedAt: null,
    heard: [],
  };
}

function tableOf<T>(keys: readonly string[], row: (key: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(keys.map((key) => [key, row(key)]));
}

function mapTable<S, T>(table: Readonly<Record<string, S>>, row: (one: S) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(table).map(([key, one]) => [key, row(one)]));
}

/** What is due from the start on: schedules, retention limits, deliveries, StartEx and EndEx. */
export function openAgenda(estate: Estate): readonly Scheduled[] {
  const { opens, endEx } = estate.clock;
  const from = (schedule: ScheduleSpec): number =>
    schedule.first >= opens
      ? schedule.first
      : schedule.first + Math.ceil((opens - schedule.first) / schedule.every) * schedule.every;
  const entry = (at: number, rank: number, by: string, line: string): Scheduled => ({
    at,
    rank,
    by,
    cause: null,
    line,
  });
  return [
    ...Object.values(estate.pipelines).flatMap((spec) =>
      spec.schedule === null ? [] : [entry(from(spec.schedule), RANK.pipeline, 'ci', `run ${spec.id}`)],
    ),
    ...Object.values(estate.consumers).map((spec) =>
      entry(from(spec.schedule), RANK.consumer, spec.id, `pull ${spec.id}`),
    ),
    ...Object.values(estate.logs).flatMap((spec) =>
      spec.expires === null ? [] : [entry(spec.expires, RANK.expiry, 'clock', `expire ${spec.id}`)],
    ),
    ...Object.values(estate.deliveries).flatMap((spec) => [
      entry(spec.from, RANK.message, 'clock', `need ${spec.pipeline} by ${spec.id}`),
      entry(spec.due, RANK.message, 'clock', `miss ${spec.pipeline} by ${spec.id}`),
    ]),
    entry(0, RANK.landing, 'clock', 'begin exercise'),
    entry(endEx, RANK.end, 'clock', 'end exercise'),
  ];
}
