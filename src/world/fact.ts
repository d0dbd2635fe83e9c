import type { Image } from './estate.ts';
import type { ToolRecord } from './state.ts';
import type { Seconds } from './time.ts';
import type { ControlKind, RefusalCode } from './verb.ts';

/** One record of evidence as the real system would show it: field names are the real ones. */
export type EvidenceRecord = Readonly<Record<string, unknown>>;

/** What each kind of fact carries beside `id`, `at`, `subject`, `by` and `cause`. The closed list of all that can become true. */
export interface FactData {
  'exercise-started': Record<never, never>;
  'exercise-ended': { readonly how: 'endEx' | 'closed' };
  decided: { readonly do: string; readonly role: string; readonly until: Seconds; readonly lands: Seconds };
  refused: { readonly do: string; readonly code: RefusalCode; readonly message: string };
  'nothing-changed': { readonly do: string; readonly message: string };
  'credential-issued': {
    readonly generation: number;
    readonly holders: readonly string[];
    readonly from: string | null;
  };
  'credential-revoked': { readonly generation: number };
  'credential-copied': { readonly generation: number; readonly agent: string; readonly run: string };
  'credential-used': { readonly generation: number; readonly agent: string; readonly call: string };
  'sessions-ended': { readonly owner: string };
  'tag-moved': { readonly to: string; readonly from: string | null; readonly credential: string | null };
  'tag-deleted': { readonly from: string };
  'image-deleted': { readonly digest: string; readonly tags: readonly string[] };
  'control-set': {
    readonly control: ControlKind;
    readonly place: string;
    readonly digests: readonly string[];
  };
  'control-lifted': { readonly control: ControlKind; readonly place: string };
  'cache-fetched': { readonly tag: string; readonly digest: string; readonly until: Seconds };
  'cache-expired': { readonly tag: string };
  'cache-purged': { readonly digest: string | null };
  'runner-fetched': { readonly reference: string; readonly digest: string };
  'runner-cleaned': Record<never, never>;
  'runner-infected': { readonly implant: string };
  'run-started': {
    readonly run: string;
    readonly base: string | null;
    readonly poison: string | null;
    readonly manual: boolean;
    readonly inputs: string;
    readonly tools?: readonly ToolRecord[];
    readonly leaks?: readonly string[];
  };
  /** `built`: what it had built when its push was refused, so that somebody can check it by hand. */
  'run-failed': { readonly run: string; readonly reason: string; readonly built?: string };
  'run-published': {
    readonly run: string;
    readonly image: Image;
    readonly tag: string | null;
    readonly unscanned?: true;
  };
  'workload-deployed': { readonly digest: string; readonly run: string | null };
  'pull-failed': { readonly reference: string; readonly code: string };
  'consumer-pulled': { readonly reference: string; readonly digest: string; readonly via: string | null };
  'consumer-told': { readonly notice: string; readonly matched: boolean };
  'consumer-acted': {
    readonly notice: string;
    readonly stopped: boolean;
    readonly rotated: boolean;
    readonly reference: string | null;
  };
  'notice-sent': {
    readonly audience: string;
    readonly channel: string;
    readonly claims: readonly string[];
    readonly falseClaims: readonly string[];
    readonly corrects: string | null;
    readonly inject: string | null;
    readonly author: string;
  };
  'notice-removed': { readonly agent: string };
  'attacker-warned': { readonly agent: string; readonly through: string; readonly held: boolean };
  'repositories-cloned': { readonly agent: string; readonly credential: string };
  'evidence-shown': {
    readonly do: string;
    readonly records: readonly EvidenceRecord[];
    readonly sightings: readonly string[];
    readonly summary: string;
  };
  'evidence-kept': { readonly digests: readonly string[]; readonly log: string | null };
  'log-expired': { readonly lost: boolean };
  'log-held': { readonly party: string };
  verified: { readonly holds: boolean; readonly message: string; readonly sightings: readonly string[] };
  'inject-delivered': { readonly title: string; readonly from: string };
  'request-made': {
    readonly party: string;
    readonly request: string;
    readonly argument: string;
    readonly due: Seconds;
  };
  'request-fulfilled': {
    readonly party: string;
    readonly request: string;
    readonly argument: string;
    readonly message: string;
    readonly sightings: readonly string[];
  };
  declared: { readonly phase: string; readonly holds: boolean };
  noted: { readonly text: string };
  hinted: { readonly hint: string; readonly text: string };
  'delivery-requested': { readonly pipeline: string; readonly due: Seconds };
  'delivery-made': { readonly run: string; readonly flawed?: true };
  'delivery-overdue': { readonly pipeline: string };
}

export type FactKind = keyof FactData;

interface FactCommon<K extends FactKind> {
  readonly kind: K;
  /** The subject whose state it tells about: a credential, `repo:tag`, pipeline, consumer, notice … */
  readonly subject: string;
  /** Who tried what led to it: a role, an agent, a pipeline, a consumer, `clock`. */
  readonly by: string;
  /** Sequence number of the decision behind it, if a decision was. */
  readonly cause: number | null;
}

/** What `decide` answers: a fact not yet placed in a history. */
export type Draft<K extends FactKind = FactKind> = K extends FactKind
  ? FactCommon<K> & { readonly data: FactData[K] }
  : never;

/** Something that became true at a simulated second; derived, never edited. Ids count from `f1` in the order of the history. */
export type Fact<K extends FactKind = FactKind> = K extends FactKind
  ? Draft<K> & { readonly id: string; readonly at: Seconds }
  : never;

/** Every kind once, in the order in which the vocabulary is published. */
export const FACT_KINDS: readonly FactKind[] = Object.keys({
  'exercise-started': 0,
  'exercise-ended': 0,
  decided: 0,
  refused: 0,
  'nothing-changed': 0,
  'credential-issued': 0,
  'credential-revoked': 0,
  'credential-copied': 0,
  'credential-used': 0,
  'sessions-ended': 0,
  'tag-moved': 0,
  'tag-deleted': 0,
  'image-deleted': 0,
  'control-set': 0,
  'control-lifted': 0,
  'cache-fetched': 0,
  'cache-expired': 0,
  'cache-purged': 0,
  'runner-fetched': 0,
  'runner-cleaned': 0,
  'runner-infected': 0,
  'run-started': 0,
  'run-failed': 0,
  'run-published': 0,
  'workload-deployed': 0,
  'pull-failed': 0,
  'consumer-pulled': 0,
  'consumer-told': 0,
  'consumer-acted': 0,
  'notice-sent': 0,
  'notice-removed': 0,
  'attacker-warned': 0,
  'repositories-cloned': 0,
  'evidence-shown': 0,
  'evidence-kept': 0,
  'log-expired': 0,
  'log-held': 0,
  verified: 0,
  'inject-delivered': 0,
  'request-made': 0,
  'request-fulfilled': 0,
  declared: 0,
  noted: 0,
  hinted: 0,
  'delivery-requested': 0,
  'delivery-made': 0,
  'delivery-overdue': 0,
} satisfies Record<FactKind, 0>) as FactKind[];
