import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initialTransition, setup, transition } from 'xstate';
import type { StoryDefinition, StoryEffect } from '../../src/exercise/definition.ts';
import { finish } from '../../src/exercise/session.ts';
import { makeStory } from '../../src/exercise/story.ts';
import { FACT_KINDS, type Fact } from '../../src/world/fact.ts';
import { openWorld } from '../../src/world/opening.ts';
import { holds } from '../../src/world/predicate.ts';
import type { World } from '../../src/world/state.ts';
import { evolve } from '../../src/world/world.ts';
import { having } from '../helpers/check.ts';
import { moves, playMoves } from '../helpers/random-team.ts';
import { OPENING_ONE, SCENARIO_ONE } from '../helpers/scenario-one.ts';

interface Step {
  readonly state: string;
  readonly effects: readonly StoryEffect[];
}
type Event = { readonly type: string; readonly fact: Fact; readonly world: World };

/** The same story without any table: XState asked at every fact, guards judged when it asks. */
function bareStory(definition: StoryDefinition) {
  const machine = setup({
    types: { events: {} as Event },
    guards: {
      holds: ({ event }, params: { readonly id: string }) => {
        const predicate = definition.guards[params.id];
        return predicate !== undefined && holds(event.world, predicate, event.fact);
      },
    },
    actions: { effect: (_, _params: { readonly id: string }) => undefined },
  }).createMachine(definition.machine as never);
  type Action = { readonly type: string; readonly params?: unknown };
  const effects = (actions: readonly Action[]): readonly StoryEffect[] =>
    actions.flatMap((one) =>
      one.type === 'effect' ? (definition.effects[(one.params as { id: string }).id] ?? []) : [],
    );
  let [snapshot, actions] = initialTransition(machine);
  return {
    initial: { state: JSON.stringify(snapshot.value), effects: effects(actions) },
    step: (fact: Fact, world: World): Step => {
      [snapshot, actions] = transition(machine, snapshot, { type: fact.kind, fact, world });
      return { state: JSON.stringify(snapshot.value), effects: effects(actions) };
    },
  };
}

function compare(definition: StoryDefinition, opening: World, history: readonly Fact[]): void {
  const story = makeStory(definition);
  const bare = bareStory(definition);
  expect(story.initial).toEqual(bare.initial);
  let { state } = story.initial;
  let world = opening;
  for (const fact of history) {
    world = evolve(world, fact);
    const wanted = bare.step(fact, world);
    const step = story.listens(state, fact.kind) ? story.step(state, fact, world) : { state, effects: [] };
    expect(step).toEqual(wanted);
    state = step.state;
  }
}

const effect = (line: string): StoryEffect => ({ line, by: 'crew', rank: 4, after: 0, at: null });
const does = (...ids: readonly string[]) => ids.map((id) => ({ type: 'effect', params: { id } }));
const when = (id: string) => ({ type: 'holds', params: { id } });

/** Nested states, an inner transition before an outer one, entries, two regions, a final state, one kind in both regions. */
const NESTED: StoryDefinition = {
  guards: {
    byCrew: { is: 'fact', args: { by: 'crew' } },
    contained: { is: 'contained', args: {} },
  },
  effects: { a: effect('a'), b: effect('b'), c: effect('c'), d: effect('d') },
  machine: {
    id: 'story',
    type: 'parallel',
    states: {
      left: {
        initial: 'outer',
        states: {
          outer: {
            initial: 'one',
            entry: does('a'),
            on: {
              noted: [{ target: 'done', actions: does('d') }],
              declared: [{ target: 'outer', reenter: true }],
            },
            states: {
              one: {
                entry: does('b'),
                on: { noted: [{ guard: when('byCrew'), target: 'two', actions: does('c', 'a') }] },
              },
              two: {
                on: { 'tag-moved': [{ guard: when('contained'), target: 'one' }, { actions: does('c') }] },
              },
            },
          },
          done: { type: 'final', entry: does('c') },
        },
      },
      right: {
        initial: 'still',
        states: {
          still: { on: { noted: [{ target: 'moved', actions: does('b') }] } },
          moved: { on: { refused: [{ target: 'still' }] } },
        },
      },
    },
  },
};

const made = (kind: Fact['kind'], by: string): Fact =>
  ({ kind, by, id: 'f1', at: 0, subject: 'x', cause: null, data: {} }) as unknown as Fact;

describe('the table of a story', () => {
  test('says what XState says, for random facts on nested states', () => {
    const kind = fc.constantFrom('noted', 'declared', 'tag-moved', 'refused', 'hinted' as const);
    const { world } = having([]);
    fc.assert(
      fc.property(fc.array(fc.tuple(kind, fc.constantFrom('crew', 'team')), { maxLength: 20 }), (facts) => {
        const story = makeStory(NESTED);
        const bare = bareStory(NESTED);
        let { state } = story.initial;
        for (const [one, by] of facts) {
          const fact = made(one as Fact['kind'], by);
          const wanted = bare.step(fact, world);
          const step = story.listens(state, fact.kind)
            ? story.step(state, fact, world)
            : { state, effects: [] };
          expect(step).toEqual(wanted);
          state = step.state;
        }
      }),
      { numRuns: 300 },
    );
  });

  test('says what XState says over whole plays of scenario 1', () => {
    fc.assert(
      fc.property(moves(20), (chosen) => {
        compare(
          SCENARIO_ONE.story,
          openWorld(SCENARIO_ONE.estate),
          finish(playMoves(OPENING_ONE, chosen)).course.history,
        );
      }),
      { numRuns: 25 },
    );
  });
});

describe('a story', () => {
  const story = makeStory(NESTED);
  const { world } = having([]);
  const lines = (effects: readonly StoryEffect[]): readonly string[] => effects.map((one) => one.line);

  test('opens with the effects of the states it enters, from the outside in', () => {
    expect(lines(story.initial.effects)).toEqual(['a', 'b']);
  });

  test('gives effects in the order in which they are written, region by region', () => {
    expect(lines(story.step(story.initial.state, made('noted', 'crew'), world).effects)).toEqual([
      'c',
      'a',
      'b',
    ]);
  });

  test('lets the inner transition win, and the outer one when its guard is false', () => {
    expect(story.step(story.initial.state, made('noted', 'crew'), world).state).toBe(
      '{"left":{"outer":"two"},"right":"moved"}',
    );
    expect(story.step(story.initial.state, made('noted', 'team'), world).state).toBe(
      '{"left":"done","right":"moved"}',
    );
  });

  test('listens only to what its states can react to; other facts leave it as it is', () => {
    const ignored = FACT_KINDS.filter((kind) => !story.listens(story.initial.state, kind));
    expect(ignored).toContain('hinted');
    expect(ignored).toContain('tag-moved');
    for (const kind of ignored)
      expect(story.step(story.initial.state, made(kind, 'crew'), world)).toEqual({
        state: story.initial.state,
        effects: [],
      });
  });
});
