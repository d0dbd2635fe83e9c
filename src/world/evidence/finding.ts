import type { EvidenceRecord } from '../fact.ts';
import type { SightingKind } from '../sighting.ts';
import { sighting } from '../sighting.ts';
import type { Trial } from '../state.ts';
import type { Seconds } from '../time.ts';
import { printTimestamp } from '../time.ts';
import type { RefusalCode } from '../verb.ts';

/** What one look at a source gives: its records, what the team can name or tie after it, one plain sentence. */
export interface Finding {
  readonly records: readonly EvidenceRecord[];
  readonly sightings: readonly string[];
  readonly summary: string;
}

/** Why there is nothing to show. */
export interface Missing {
  readonly code: RefusalCode;
  readonly message: string;
}

export type Answer = Finding | Missing;
export type Source = (trial: Trial) => Answer;

export function isMissing(answer: Answer): answer is Missing {
  return 'code' in answer;
}

export function missing(code: RefusalCode, message: string): Missing {
  return { code, message };
}

/** Sightings of one kind, one for each word. */
export function each(kind: SightingKind, words: readonly string[]): readonly string[] {
  return words.map((word) => sighting(kind, word));
}

export function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}

/** `1 push`, `4 pushes`. */
export function count(size: number, one: string, many: string = `${one}s`): string {
  return `${size} ${size === 1 ? one : many}`;
}

export function stamp(trial: Trial, at: Seconds): string {
  return printTimestamp(at, trial.world.estate.clock.calendar);
}

/** `2026-05-12T02:41:07.112Z` for a source that logs milliseconds: seconds are all the world knows, the rest is made up from the name. */
export function stampWithFraction(trial: Trial, at: Seconds, fraction: string): string {
  return stamp(trial, at).replace('Z', `.${fraction}Z`);
}
