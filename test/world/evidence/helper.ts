import { parseLine } from '../../../src/world/attempt.ts';
import type { Estate } from '../../../src/world/estate.ts';
import { decideInvestigation } from '../../../src/world/evidence/inspect.ts';
import { decideVerify } from '../../../src/world/evidence/verify.ts';
import type { Draft, EvidenceRecord, Fact } from '../../../src/world/fact.ts';
import { openWorld } from '../../../src/world/opening.ts';
import type { Trial, World } from '../../../src/world/state.ts';
import { HOUR, MINUTE } from '../../../src/world/time.ts';
import { decide, evolve } from '../../../src/world/world.ts';
import { ESTATE } from './estate.ts';

export interface Past {
  readonly world: World;
  readonly past: readonly Fact[];
}

/** At which second who tries what: the scheduling is the test's own. */
export type Step = readonly [at: number, by: string, line: string];

export function play(steps: readonly Step[], estate: Estate = ESTATE): Past {
  let world = openWorld(estate);
  const past: Fact[] = [];
  for (const [at, by, line] of steps) {
    world = { ...world, at };
    for (const made of decide(trialOf({ world, past }, line, by))) {
      const fact = { ...made, id: `f${past.length + 1}`, at } as Fact;
      past.push(fact);
      world = evolve(world, fact);
    }
  }
  return { world, past };
}

export function trialOf({ world, past }: Past, line: string, by = 'ci'): Trial {
  const parsed = parseLine(line);
  if (!parsed.ok) throw new Error(`no line of the grammar: ${line}`);
  return { world, past, attempt: parsed.attempt, line, by, cause: null };
}

export const at = (given: Past, second: number): Past => ({
  ...given,
  world: { ...given.world, at: second },
});

/** The intrusion as scenario 1 has it: a tag moved, one build on it, its rollout, two stolen values used. */
export const INTRUSION: readonly Step[] = [
  [-24_000, 'ci', 'run api-build'],
  [-23_700, 'ci', 'publish api-build#41'],
  [-6 * HOUR - 39 * MINUTE, 'crew', 'push harborlight/base:stable to image:implant'],
  [-6 * HOUR - 37 * MINUTE, 'crew', 'push harborlight/base:1.8 to image:implant'],
  [-6 * HOUR - 20 * MINUTE, 'ci', 'run api-build'],
  [-6 * HOUR - 15 * MINUTE, 'ci', 'publish api-build#42'],
  [-6 * HOUR - 8 * MINUTE, 'crew', 'use aws-deploy'],
  [-5 * HOUR, 'crew', 'use forge-bot'],
  [-4 * HOUR, 'northwind', 'pull northwind'],
];

export interface Shown {
  readonly records: readonly EvidenceRecord[];
  readonly sightings: readonly string[];
  readonly summary: string;
}

function only(drafts: readonly Draft[]): Draft {
  const [draft] = drafts;
  if (draft === undefined || drafts.length !== 1) throw new Error(`${drafts.length} drafts`);
  return draft;
}

export function look(given: Past, line: string): Shown {
  const draft = only(decideInvestigation(trialOf(given, line)));
  if (draft.kind !== 'evidence-shown') throw new Error(JSON.stringify(draft));
  return draft.data;
}

export function refusalOf(given: Past, line: string): string {
  const draft = only(decideInvestigation(trialOf(given, line)));
  return draft.kind === 'refused' ? draft.data.code : draft.kind;
}

export function verify(given: Past, target: string) {
  const draft = only(decideVerify(trialOf(given, `verify ${target}`)));
  if (draft.kind !== 'verified') throw new Error(JSON.stringify(draft));
  return draft.data;
}
