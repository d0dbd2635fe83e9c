import type { Content } from '../world/content/recipe.ts';
import type { Estate } from '../world/estate.ts';
import type { Predicate } from '../world/predicate.ts';
import type { Scheduled } from '../world/state.ts';
import type { Seconds } from '../world/time.ts';
import type { Pillar } from '../world/verb.ts';

export type ScoredPillar = Exclude<Pillar, 'lead' | 'world'>;
export const SCORED_PILLARS: readonly ScoredPillar[] = ['investigate', 'rotate', 'clean', 'notify', 'pin'];

/** Who may decide what: roles own systems by name; these duties belong to no system. */
export interface Duties {
  readonly notify: string;
  readonly lead: string;
  readonly network: string;
}

/** Points for reaching something by a time: the first tier whose `by` is not passed counts. */
export interface TimeTier {
  readonly by: Seconds;
  readonly points: number;
}

/** Points for a number: at least (counts) or at most (harm) `value`; the best tier that holds counts. */
export interface NumberTier {
  readonly value: number;
  readonly points: number;
}

/** One way a task earns points. `state` rests on a state of the world; `atLeast` and `atMost` on a measure; `once` must have come true for any point, by `onceBy` if that is given. */
export type Rule =
  | {
      readonly kind: 'state';
      readonly label: string;
      readonly when: Predicate;
      readonly heldUntil: Seconds | null;
      readonly tiers: readonly TimeTier[];
      readonly once: Predicate | null;
      readonly onceBy: Seconds | null;
      readonly critical: boolean;
    }
  | {
      readonly kind: 'atLeast' | 'atMost';
      readonly label: string;
      readonly measure: string;
      readonly until: Seconds;
      readonly tiers: readonly NumberTier[];
      readonly once: Predicate | null;
      readonly onceBy: Seconds | null;
      readonly critical: boolean;
    };

export interface Task {
  readonly id: string;
  readonly title: string;
  readonly critical: boolean;
  /** For a critical task whose outcome is judged apart from its points (a lower bound, a later time). */
  readonly criticalWhen: { readonly when: Predicate; readonly at: Seconds } | null;
  readonly rules: readonly Rule[];
  readonly met: string;
  readonly unmet: string;
}

export interface Objective {
  readonly id: string;
  readonly pillar: ScoredPillar;
  readonly title: string;
  readonly target: string;
  readonly tasks: readonly Task[];
}

export type Condition =
  | { readonly when: Predicate; readonly at: Seconds }
  | { readonly measure: string; readonly atLeast: number; readonly at: Seconds };

/** An ending holds when any of its conditions does; one without conditions holds when none before it does. */
export interface Ending {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly any: readonly Condition[];
}

export interface Hint {
  readonly id: string;
  readonly price: number;
  readonly text: string;
  /** Shown only while this holds: a hint never speaks of what was not seen. */
  readonly when: Predicate | null;
}

export interface Judgement {
  readonly id: string;
  readonly title: string;
  readonly courses: readonly { readonly id: string; readonly title: string; readonly when: Predicate }[];
}

export interface PlaybookSpec {
  readonly id: string;
  readonly title: string;
  readonly ending: string;
  readonly band: readonly [number, number];
  readonly decisions: readonly PlaybookLine[];
  /** Hazard that it plays wrongly, and the right-order twin it is compared with. */
  readonly hazard: string | null;
  readonly twin: string | null;
}

export interface PlaybookLine {
  readonly at: Seconds | null;
  readonly by: string | null;
  readonly do: string;
  /** Line in the file, for messages; 0 when it has none. */
  readonly line: number;
}

/** A region of the story as the compiler emits it: plain XState JSON, guards and effects named by id. */
export interface StoryDefinition {
  readonly machine: StoryJson;
  readonly guards: Readonly<Record<string, Predicate>>;
  readonly effects: Readonly<Record<string, StoryEffect>>;
}

export type StoryJson = Readonly<Record<string, unknown>>;

/** What the story asks of the loop: an attempt by somebody, after a while or at a time. Delivering an inject and ending the exercise are attempts too. */
export interface StoryEffect {
  readonly line: string;
  readonly by: string;
  readonly rank: number;
  readonly after: Seconds;
  readonly at: Seconds | null;
}

export interface ConclusionText {
  readonly id: string;
  readonly title: string;
  readonly clues: readonly string[];
  readonly redHerrings: readonly { readonly inject: string; readonly refutedBy: readonly string[] }[];
}

/** A compiled scenario: everything that a session needs, nothing that must be looked up elsewhere. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly level: string;
  readonly minutes: readonly [number, number];
  /** sha256 of the source as sorted-key JSON before defaults. */
  readonly digest: string;
  readonly briefing: string;
  readonly firstVerbs: readonly string[];
  readonly attack: { readonly version: string; readonly techniques: readonly string[] };
  readonly sources: readonly string[];
  readonly hazards: readonly string[];
  readonly pace: readonly { readonly until: Seconds | null; readonly rate: number }[];
  readonly duties: Duties;
  readonly estate: Estate;
  /** Real bytes of its images, for whoever serves them. */
  readonly content: Content;
  readonly prologue: readonly Scheduled[];
  readonly story: StoryDefinition;
  readonly objectives: readonly Objective[];
  readonly endings: readonly Ending[];
  readonly judgements: readonly Judgement[];
  readonly conclusions: readonly ConclusionText[];
  readonly hints: readonly Hint[];
  readonly questions: readonly string[];
  readonly exceptions: readonly {
    readonly law: string;
    readonly decision: string;
    readonly hazard: string;
    readonly why: string;
  }[];
  readonly playbooks: readonly PlaybookSpec[];
}
