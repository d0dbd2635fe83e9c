import type { Scenario } from '../exercise/definition.ts';
import type { JournalHeader } from '../exercise/journal.ts';
import { makeEngine, openSession, type Session } from '../exercise/session.ts';
import type { ScenarioSource } from '../schema/scenario.ts';
import type { Seconds } from '../world/time.ts';

/** A scenario that can be played and kept: compiled, and its source as the sorted-key JSON that its digest is of. */
export interface PlayableScenario {
  readonly scenario: Scenario;
  readonly source: string;
  /** The source as the schema gives it, with defaults; left out until a seed draws from it. */
  readonly checked?: ScenarioSource;
  /** Left out when the scenario is as written: the seed that drew it, and what it was drawn from. */
  readonly drawn?: { readonly seed: number; readonly from: Scenario };
}

/**
 * The session at StartEx that a header tells of. Whoever replays a journal begins here, so that a play that was made
 * shorter (`endEx` in the header) is the same shorter play for everyone.
 */
export function openAsRecorded(scenario: Scenario, header: Pick<JournalHeader, 'endEx'>): Session {
  return openSession(makeEngine(shorten(scenario, header.endEx ?? null)));
}

// Only the end of play moves: objectives and endings keep the times that the scenario gives them.
function shorten(scenario: Scenario, endEx: Seconds | null): Scenario {
  const { clock } = scenario.estate;
  if (endEx === null || endEx >= clock.endEx) return scenario;
  return { ...scenario, estate: { ...scenario.estate, clock: { ...clock, endEx } } };
}
