import { makeEngine, openSession } from '../exercise/session.ts';
import { makeReferee } from '../explore/outcome.ts';
import { redrawScenario } from '../scenario/redraw.ts';
import type { Hash } from '../world/content/oci.ts';
import type { LintContext } from './lint-rule.ts';
import { type PlaybookRun, runPlaybook } from './playbook-runs.ts';

/** All playbooks of a scenario as one seed draws it; `problem` says why it could not be drawn. */
export interface Draw {
  readonly seed: number;
  readonly runs: readonly PlaybookRun[];
  readonly problem: string | null;
}

/** Which seeds to play; what they draw is compiled anew, so it takes a hash. */
export interface DrawOptions {
  readonly seeds: readonly number[];
  readonly hash: Hash;
}

/** Plays every playbook at every seed, as teams that play a second time meet it; nothing where nothing varies. A step is one seed. */
export function* playDraws(
  { scenario, source }: LintContext,
  { seeds, hash }: DrawOptions,
): Generator<undefined, readonly Draw[]> {
  const draws: Draw[] = [];
  if (source.vary.length === 0) return draws;
  for (const seed of seeds) {
    const drawn = redrawScenario(scenario, source, seed, hash);
    if (drawn.scenario === null) {
      draws.push({ seed, runs: [], problem: drawn.diagnostics[0]?.message ?? '' });
      continue;
    }
    const opening = openSession(makeEngine(drawn.scenario));
    const referee = makeReferee(opening, { states: 0, merged: 0, scored: 0, stopped: false });
    const runs = drawn.scenario.playbooks.map((playbook) => runPlaybook(opening, playbook, referee));
    draws.push({ seed, runs, problem: null });
    yield;
  }
  return draws;
}
