import type { Attempt } from './attempt.ts';
import type { Digest, Estate, Image } from './estate.ts';
import type { Draft, Fact, FactData, FactKind } from './fact.ts';
import type { Seconds } from './time.ts';
import type { ControlKind } from './verb.ts';

type Table<T> = Readonly<Record<string, T>>;

/** One value of a credential; `holders` are the agents who have a copy of just this value. */
export interface Generation {
  readonly live: boolean;
  readonly holders: readonly string[];
}

export interface Credential {
  readonly generations: readonly Generation[];
  readonly mintedFrom: string | null;
  readonly lastUsed: Seconds | null;
}

export interface Change {
  readonly at: Seconds;
  readonly credential: string;
}

export interface Tag {
  readonly digest: Digest | null;
  readonly movedAt: Seconds;
  /** What a deleted version of a package named: its number is never given again. */
  readonly last?: Digest;
}

export interface Control {
  readonly kind: ControlKind;
  readonly place: string;
  readonly digests: readonly Digest[];
  readonly since: Seconds;
}

export interface Cache {
  readonly mappings: Table<{ readonly digest: Digest; readonly until: Seconds }>;
  readonly blobs: Table<true>;
}

/** A tool of a run: its reference, what that led to, and the tool that called it. */
export interface ToolRecord {
  readonly reference: string;
  readonly digest: Digest;
  readonly inside: string | null;
}

export interface Run {
  readonly pipeline: string;
  readonly startedAt: Seconds;
  readonly base: Digest | null;
  readonly poison: string | null;
  readonly manual: boolean;
  readonly inputs: string;
  /** What its tools resolved to when it began. */
  readonly tools?: readonly ToolRecord[];
  /** Implants that ran in it beside its base: in a tool, or on its runner. */
  readonly leaks?: readonly string[];
  readonly state: 'running' | 'published' | 'failed';
  readonly image: Digest | null;
  readonly endedAt: Seconds | null;
}

export interface Pipeline {
  readonly runs: number;
  readonly local: Table<Digest>;
  /** The implant that stays on its runner, if any. */
  readonly foothold?: string | null;
}

export interface Workload {
  readonly digest: Digest;
  readonly since: Seconds;
}

export interface Consumer {
  readonly reference: string;
  readonly digest: Digest;
  readonly since: Seconds;
  /** When it first began to run an image that carries an implant; null if it never did. */
  readonly exposedAt: Seconds | null;
  /** Every image it pulled, oldest first, with the reference and the time: its own records name them after it has moved on. */
  readonly ran: readonly { readonly digest: Digest; readonly reference: string; readonly at: Seconds }[];
  readonly stopped: boolean;
  readonly rotated: boolean;
  readonly matchedAt: Seconds | null;
  readonly heard: readonly string[];
}

export interface Log {
  readonly expired: boolean;
  readonly held: boolean;
  readonly kept: boolean;
  readonly read: boolean;
}

export interface Notice {
  readonly audience: string;
  readonly channel: string;
  readonly author: string;
  readonly sentAt: Seconds;
  readonly claims: readonly string[];
  readonly falseClaims: readonly string[];
  readonly correctedAt: Seconds | null;
  readonly corrects: string | null;
  readonly inject: string | null;
  readonly removed: boolean;
}

export interface Party {
  readonly busyUntil: Seconds;
}

export interface Delivery {
  readonly state: 'waiting' | 'overdue' | 'made';
  readonly at: Seconds;
}

export interface Exercise {
  readonly started: boolean;
  readonly endedAt: Seconds | null;
  readonly declared: Table<{ readonly at: Seconds; readonly holds: boolean }>;
  readonly injects: Table<{
    readonly at: Seconds;
    readonly answeredAt: Seconds | null;
    readonly answeredTruly: boolean;
  }>;
  /** Decisions landed with an effect, by pillar. */
  readonly landed: Table<number>;
}

/** Ground truth at one simulated second. A plain JSON value but for `estate`; worlds share structure and are never changed in place. */
export interface World {
  readonly estate: Estate;
  readonly at: Seconds;
  readonly images: Table<Image>;
  /** Which image each part digest belongs to. */
  readonly parts: Table<Digest>;
  readonly tags: Table<Tag>;
  /** Index and part digests that each repository still holds. */
  readonly stored: Table<Table<true>>;
  readonly credentials: Table<Credential>;
  readonly controls: Table<Control>;
  /** When each control first stood, whatever became of it. */
  readonly stood?: Table<Seconds>;
  readonly caches: Table<Cache>;
  readonly pipelines: Table<Pipeline>;
  readonly runs: Table<Run>;
  readonly workloads: Table<Workload>;
  readonly consumers: Table<Consumer>;
  readonly logs: Table<Log>;
  /** Digests of which the team holds a preserved copy. */
  readonly copies: Table<Seconds>;
  readonly notices: Table<Notice>;
  readonly parties: Table<Party>;
  readonly deliveries: Table<Delivery>;
  readonly exercise: Exercise;
  /** Sightings of the team, each with the second of the first time (sighting.ts). */
  readonly seen: Table<Seconds>;
  /** When each tag first named bytes with an implant. */
  readonly poisonedSince: Table<Seconds>;
  /** When each tag last ceased to name such bytes; a tag that still does, or never did, has none. */
  readonly poisonedUntil: Table<Seconds>;
  /** When each image was first built on, deployed or pulled by a consumer. */
  readonly pulled: Table<Seconds>;
  /** Changes of credentials that an issuer with a limit still counts, by owner. */
  readonly changes?: Table<readonly Change[]>;
  /** Agents who were warned while they still held access, with the second of the first time. */
  readonly warned: Table<Seconds>;
}

/** One attempt with all that judging it may read: the world as it is, and the facts so far for those who read logs. */
export interface Trial {
  readonly world: World;
  readonly past: readonly Fact[];
  readonly attempt: Attempt;
  readonly line: string;
  readonly by: string;
  readonly cause: number | null;
}

/** Order within one second (DESIGN.md §2): landings first, then expiry, pipelines, consumers, attackers, messages, the end. */
export const RANK = {
  landing: 0,
  expiry: 1,
  pipeline: 2,
  consumer: 3,
  attacker: 4,
  message: 5,
  end: 6,
} as const;

/** What follows later from a fact: an attempt that is judged when it falls due. */
export interface Scheduled {
  readonly at: Seconds;
  readonly rank: number;
  readonly by: string;
  readonly cause: number | null;
  readonly line: string;
}

/** Makes a draft; the trial gives who tried it and which decision is behind it. */
export function draft<K extends FactKind>(
  kind: K,
  subject: string,
  trial: Pick<Trial, 'by' | 'cause'>,
  data: FactData[K],
): Draft {
  return { kind, subject, by: trial.by, cause: trial.cause, data } as unknown as Draft;
}

export function refuse(trial: Trial, code: FactData['refused']['code'], message: string): readonly Draft[] {
  return [
    draft('refused', trial.attempt.targets[0] ?? trial.attempt.verb, trial, {
      do: trial.line,
      code,
      message,
    }),
  ];
}

export function unchanged(trial: Trial, message: string): readonly Draft[] {
  return [
    draft('nothing-changed', trial.attempt.targets[0] ?? trial.attempt.verb, trial, {
      do: trial.line,
      message,
    }),
  ];
}

/** Copy of a table with one row replaced. */
export function put<T>(table: Table<T>, key: string, row: T): Table<T> {
  return { ...table, [key]: row };
}

/** Copy of a table without one row. */
export function drop<T>(table: Table<T>, key: string): Table<T> {
  const { [key]: _gone, ...rest } = table;
  return rest;
}
