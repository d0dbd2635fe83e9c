import type { Bytes } from './content/oci.ts';
import type { Predicate } from './predicate.ts';
import type { Calendar, Seconds } from './time.ts';
import type { AskRequestKind } from './verb.ts';

/** `sha256:` and 64 lower-case hex digits. */
export type Digest = string;
export type Architecture = 'amd64' | 'arm64';

/** One multi-architecture image: an index and its parts. `poison` names the implant that its bytes carry, inherited by what is built on it. */
export interface Image {
  readonly digest: Digest;
  readonly parts: Readonly<Partial<Record<Architecture, Digest>>>;
  readonly name: string | null;
  readonly poison: string | null;
  readonly signedBy: string | null;
  readonly base: Digest | null;
  readonly pipeline: string | null;
  /** Layers of its first architecture, by which a vendor blocks, and what starts in it. All else that it shows is read from its bytes. */
  readonly layers: readonly LayerRecord[];
  readonly entrypoint: readonly string[];
  readonly created: Seconds;
  /** References that it calls itself when a job uses it as a tool (INCIDENTS.md H-15). */
  readonly uses?: readonly string[];
  readonly source?: ImageSource;
}

/** The source repository that an image's provenance names, and since when that exists. */
export interface ImageSource {
  readonly repository: string;
  readonly since: Seconds;
}

export interface LayerRecord {
  readonly digest: Digest;
  readonly size: number;
  readonly createdBy: string;
}

/** What an implant does where it runs (INCIDENTS.md I-02, I-03): it reads what the job can read and calls its host. */
export interface ImplantSpec {
  readonly id: string;
  readonly host: string;
  readonly agent: string;
  readonly beaconEvery: Seconds;
  readonly reads: readonly ('environment' | 'checkout')[];
  /** True when it prints what it reads into the log of the job, encoded (INCIDENTS.md I-05). */
  readonly prints?: boolean;
  /** Where it sends what it read when its host is blocked (INCIDENTS.md H-31). */
  readonly fallback?: string | null;
  /** True when it stays on a self-hosted runner and reads later jobs too, whatever these run (INCIDENTS.md H-34). */
  readonly persists?: boolean;
}

export type CredentialKind =
  | 'registry-token'
  | 'forge-token'
  | 'ci-secret'
  | 'cloud-key'
  | 'password'
  | 'session'
  | 'oauth-grant'
  | 'signing-key'
  | 'membership';

/** `push:REPO`, `cloud:OWNER`, `clone:OWNER`, `publish:PACKAGE`, `sign:OWNER`: what a live value lets its holder do. */
export type Scope = string;

export interface CredentialSpec {
  readonly id: string;
  readonly kind: CredentialKind;
  readonly owner: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  /** Role that may revoke and rotate it. */
  readonly role: string;
  /** Pipelines that cannot do their work without a live value of it. */
  readonly usedBy: readonly string[];
  readonly holders: readonly string[];
  readonly lastUsed: Seconds | null;
  /** Not known to the team at the start; a minted key is hidden and does not exist until it is minted. */
  readonly hidden: boolean;
  readonly exists: boolean;
}

export interface RepositorySpec {
  readonly id: string;
  /** `package`: its tags are versions that never change, dist-tags and ranges (package.ts). Left out: images. */
  readonly kind?: 'image' | 'package';
  /** Of others: the team can read it and change nothing there. */
  readonly outside?: boolean;
  readonly role: string;
  /** True for a repository that outside consumers pull from: a missing tag of it is outage. */
  readonly public: boolean;
  /** The pipeline whose signed runs are its only legitimate source of pushes, if any. */
  readonly releasedBy: string | null;
  readonly tags: Readonly<Record<string, Digest>>;
  readonly images: readonly Digest[];
}

export interface CacheSpec {
  readonly id: string;
  readonly upstream: string;
  readonly ttl: Seconds;
  readonly role: string;
}

export interface ScheduleSpec {
  readonly every: Seconds;
  readonly first: Seconds;
}

export interface PipelineSpec {
  readonly id: string;
  readonly schedule: ScheduleSpec | null;
  /** `REPO:TAG` or `REPO@DIGEST`; null for a pipeline that builds from source alone. */
  readonly base: string | null;
  /** Tools that its jobs run, as references that are resolved at each run; what they carry is not baked into what is built. */
  readonly uses?: readonly string[];
  /** True when all its runs share one machine of ours, on which something can stay behind. */
  readonly selfHosted?: boolean;
  /** The pipeline that scans what it publishes; what goes out while that stands still is unscanned. */
  readonly scannedBy?: string | null;
  /** True when its runs can go on with the network cut, on the copies that its runner has. */
  readonly worksOffline?: boolean;
  readonly via: string | null;
  readonly keepsLocalCopies: boolean;
  readonly environment: readonly string[];
  readonly checkout: readonly string[];
  readonly publishes: string | null;
  readonly rollsOut: string | null;
  readonly signsAs: string | null;
  /** Identities under which it signed before it changed to `signsAs`. */
  readonly formerSigners?: readonly string[];
  /** Dist-tag that each of its releases of a package moves. */
  readonly distTag?: string | null;
  /** What its next releases of a package are, in turn; after them they are built. */
  readonly releases?: readonly Digest[];
  readonly duration: Seconds;
  readonly role: string;
  /** Runs before the clock opens, so that run numbers look lived-in. */
  readonly runsBefore: number;
  readonly log: string | null;
}

export interface WorkloadSpec {
  readonly id: string;
  readonly image: Digest;
  readonly architecture: Architecture;
  readonly repository: string;
  readonly role: string;
  readonly since: Seconds;
  readonly log: string | null;
}

export interface ConsumerSpec {
  readonly id: string;
  readonly reference: string;
  readonly architecture: Architecture;
  readonly via: string | null;
  readonly schedule: ScheduleSpec;
  /** Audiences through which a notice reaches this team, beside its own name. */
  readonly hears: readonly string[];
  /** Whether they can tell from a tag and a window that they are hit; without it only a digest tells them. */
  readonly matchesByTag: boolean;
  readonly reacts: Seconds;
  /** The image they run when the clock opens. */
  readonly runs: Digest;
  readonly contact: string;
}

export interface LogSpec {
  readonly id: string;
  readonly source: 'registry' | 'egress' | 'cloud' | 'forge' | 'pulls' | 'jobs';
  readonly of: readonly string[];
  /** From this time on the records of before StartEx are gone, unless kept. */
  readonly expires: Seconds | null;
  /** The pipeline on whose runner's disk it lies: wiping that takes it along (INCIDENTS.md H-24). */
  readonly onRunner?: string | null;
  readonly role: string;
}

export interface ChannelSpec {
  readonly id: string;
  readonly delay: Seconds;
  /** Scope that lets its holder delete what is said here (INCIDENTS.md H-20); null when nobody can. */
  readonly deletableWith: Scope | null;
}

export interface AudienceSpec {
  readonly id: string;
  readonly channels: readonly string[];
  readonly public: boolean;
}

export interface PartySpec {
  readonly id: string;
  readonly takes: readonly AskRequestKind[];
}

export interface DeliverySpec {
  readonly id: string;
  readonly pipeline: string;
  readonly from: Seconds;
  readonly due: Seconds;
  /** Until then what is to go out has a flaw that a scan would find. */
  readonly flawedUntil?: Seconds | null;
}

/** An outside service that others rest on, with the spans in which it is down. */
export interface ServiceSpec {
  readonly id: string;
  readonly down: readonly { readonly from: Seconds; readonly to: Seconds }[];
}

/** How many credentials of an owner its issuer lets the team change in a span (INCIDENTS.md H-36, I-07). */
export interface LimitSpec {
  readonly owner: string;
  readonly most: number;
  readonly per: Seconds;
}

export interface AgentSpec {
  readonly id: string;
  readonly title: string;
}

export interface RoleSpec {
  readonly id: string;
  readonly title: string;
}

export interface InjectSpec {
  readonly id: string;
  readonly from: string;
  readonly title: string;
  readonly text: string;
  /** Sightings that reading it gives, as in sighting.ts. */
  readonly shows: readonly string[];
  readonly answerable: boolean;
  /** An article in the press is a public notice that nobody of the team wrote. */
  readonly public: boolean;
  /** Judged when it falls due: a contingency inject that is no longer true does not come. */
  readonly when: Predicate | null;
  /** The consumer who wrote it: an answer to it reaches them as a notice would. */
  readonly consumer: string | null;
}

export interface ExerciseClock {
  readonly calendar: Calendar;
  readonly opens: Seconds;
  readonly endEx: Seconds;
  readonly aftermath: Seconds;
}

export interface Cost {
  readonly hands: Seconds;
  readonly lands: Seconds;
  /** Added to both for each claim, and once for a public audience. */
  readonly perClaim: Seconds;
  readonly publicExtra: Seconds;
}

/** Makes the image that a pipeline's build of a base gives: the same one for the same pipeline, base and inputs. */
export type Forge = (pipeline: string, base: Digest | null, inputs: string) => Image;

type Named<T> = Readonly<Record<string, T>>;

/** What exists and never changes during a session: the compiled `world` part of a scenario. */
export interface Estate {
  readonly clock: ExerciseClock;
  readonly account: string;
  readonly host: string;
  readonly roles: Named<RoleSpec>;
  readonly agents: Named<AgentSpec>;
  readonly images: Named<Image>;
  /** Names of images that the team does not know at the start. */
  readonly hiddenImages: readonly string[];
  readonly implants: Named<ImplantSpec>;
  readonly credentials: Named<CredentialSpec>;
  readonly repositories: Named<RepositorySpec>;
  readonly caches: Named<CacheSpec>;
  readonly pipelines: Named<PipelineSpec>;
  readonly workloads: Named<WorkloadSpec>;
  readonly consumers: Named<ConsumerSpec>;
  readonly logs: Named<LogSpec>;
  readonly channels: Named<ChannelSpec>;
  readonly audiences: Named<AudienceSpec>;
  readonly parties: Named<PartySpec>;
  readonly deliveries: Named<DeliverySpec>;
  readonly injects: Named<InjectSpec>;
  readonly services?: Named<ServiceSpec>;
  readonly limits?: Named<LimitSpec>;
  /** Each conclusion with its clues, as sightings, and how many of them prove it. */
  readonly conclusions: Named<{ readonly needs: number; readonly clues: readonly string[] }>;
  readonly costs: Named<Cost>;
  readonly forge: Forge;
  /** The true bytes of every image, those that the forge has made included. */
  readonly content: Bytes;
}
