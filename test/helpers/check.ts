import { expect } from 'vitest';
import { parseLine } from '../../src/world/attempt.ts';
import type { Estate } from '../../src/world/estate.ts';
import type { Fact } from '../../src/world/fact.ts';
import { openWorld } from '../../src/world/opening.ts';
import type { World } from '../../src/world/state.ts';
import { decide, evolve } from '../../src/world/world.ts';
import { violations } from './invariants.ts';
import { RANGE } from './range.ts';

export interface Past {
  readonly world: World;
  readonly past: readonly Fact[];
}

/** Second, who, what: `[0, 'crew', 'push harborlight/base:stable to image:implant']`. */
export type Step = readonly [at: number, by: string, line: string];

/** Plays attempts at their times and nothing else: no schedule runs, no consequence falls due. */
export function having(steps: readonly Step[], estate: Estate = RANGE): Past {
  return steps.reduce(attempt, { world: openWorld(estate), past: [] });
}

export function attempt(given: Past, [at, by, line]: Step): Past {
  const parsed = parseLine(line);
  if (!parsed.ok) throw new Error(`no line of the grammar: ${line}`);
  let world: World = { ...given.world, at };
  const past = [...given.past];
  // The cause of a decision of the team is any number: what matters is that it has one.
  const cause = world.estate.roles[by] === undefined ? null : past.length + 1;
  for (const draft of decide({ world, past, attempt: parsed.attempt, line, by, cause })) {
    const fact = { ...draft, id: `f${past.length + 1}`, at } as Fact;
    past.push(fact);
    world = evolve(world, fact);
  }
  expect(violations(world)).toEqual([]);
  return { world, past };
}

/** Facts as tests write them: the kind first, then whatever of subject and data matters. */
export type Expected = readonly [kind: Fact['kind'], subject?: string, data?: object];

/** Given facts, when somebody tries this, then just these facts follow, in this order. */
export function check(given: readonly Step[] | Past, when: Step, then: readonly Expected[]): Past {
  const before = 'world' in given ? given : having(given);
  const result = attempt(before, when);
  const fresh = result.past.slice(before.past.length);
  const seen = fresh.map((fact, index) => shown(fact, then[index]));
  expect(seen).toEqual(then);
  return result;
}

/** The refusal by which the world answers a line; fails when it does anything else. */
export function checkRefused(given: readonly Step[] | Past, when: Step, code: string): void {
  const target = parseLine(when[2]);
  const subject = target.ok ? (target.attempt.targets[0] ?? target.attempt.verb) : '';
  check(given, when, [['refused', subject, { code, do: when[2] }]]);
}

function shown(fact: Fact, wanted: Expected | undefined): Expected {
  const data = fact.data as Readonly<Record<string, unknown>>;
  const subject = wanted?.[1] === undefined ? undefined : fact.subject;
  if (wanted?.[2] === undefined) return subject === undefined ? [fact.kind] : [fact.kind, subject];
  const keys = Object.keys(wanted[2]);
  return [fact.kind, fact.subject, Object.fromEntries(keys.map((key) => [key, data[key]]))];
}
