import { initialTransition, setup, transition } from 'xstate';
import type { Fact, FactKind } from '../world/fact.ts';
import { holds } from '../world/predicate.ts';
import type { World } from '../world/state.ts';
import type { StoryDefinition, StoryEffect } from './definition.ts';

/** A state of the story as canonical text of its XState value: the whole of it, since stories keep no context. */
export type StoryState = string;

export interface StoryStep {
  readonly state: StoryState;
  readonly effects: readonly StoryEffect[];
}

/** The compiled statechart, driven by pure transitions: a fact in, the next state and effects as values out. */
export interface Story {
  readonly initial: StoryStep;
  readonly step: (state: StoryState, fact: Fact, world: World) => StoryStep;
  /** True when some transition of this state listens for such facts; others need not be shown to it. */
  readonly listens: (state: StoryState, kind: FactKind) => boolean;
}

interface StoryEvent {
  readonly type: string;
  readonly truths: Readonly<Record<string, boolean>>;
}

/** The one fixed vocabulary: every guard asks the world through a predicate, every action is an effect handed back as a value. */
function machineOf(definition: StoryDefinition) {
  return setup({
    types: { events: {} as StoryEvent },
    guards: { holds: ({ event }, params: { readonly id: string }) => event.truths[params.id] === true },
    actions: { effect: (_, _params: { readonly id: string }) => undefined },
  }).createMachine(definition.machine as never);
}

type Machine = ReturnType<typeof machineOf>;

/** What one state does with facts of one kind: the guards that it asks, and the steps known so far by the truth of each. */
interface Listener {
  readonly guards: readonly string[];
  readonly steps: Map<string, StoryStep>;
}

type Listeners = ReadonlyMap<string, Listener>;

/**
 * A story is a finite automaton: its next state depends only on the state, the fact's kind and the truth of the guards asked.
 * XState says what each such combination does, once; the table remembers it, so that long plays do not build an actor per fact.
 */
export function makeStory(definition: StoryDefinition): Story {
  const machine = machineOf(definition);
  const [opening, actions] = initialTransition(machine);
  const listeners = new Map<StoryState, Listeners>();
  const effectsOf = (ids: readonly string[]): readonly StoryEffect[] =>
    ids.flatMap((id) => definition.effects[id] ?? []);

  const listen = (state: StoryState): Listeners => {
    const known = listeners.get(state);
    if (known !== undefined) return known;
    const found = guardsByKind(definition.machine, JSON.parse(state));
    listeners.set(state, found);
    return found;
  };

  return {
    initial: { state: JSON.stringify(opening.value), effects: effectsOf(effectIds(actions)) },
    listens: (state, kind) => listen(state).has(kind),
    step: (state, fact, world) => {
      const listener = listen(state).get(fact.kind);
      if (listener === undefined) return { state, effects: [] };
      const { guards, steps } = listener;
      let answers = '';
      for (const id of guards) {
        const predicate = definition.guards[id];
        answers += predicate !== undefined && holds(world, predicate, fact) ? '1' : '0';
      }
      const known = steps.get(answers);
      if (known !== undefined) return known;
      const truths = Object.fromEntries(guards.map((id, index) => [id, answers[index] === '1']));
      const step = ask(machine, state, { type: fact.kind, truths }, effectsOf);
      steps.set(answers, step);
      return step;
    },
  };
}

function ask(
  machine: Machine,
  state: StoryState,
  event: StoryEvent,
  effectsOf: (ids: readonly string[]) => readonly StoryEffect[],
): StoryStep {
  const snapshot = machine.resolveState({ value: JSON.parse(state), context: {} });
  const [next, actions] = transition(machine, snapshot as never, event);
  return { state: JSON.stringify(next.value), effects: effectsOf(effectIds(actions)) };
}

function effectIds(
  actions: readonly { readonly type: string; readonly params?: unknown }[],
): readonly string[] {
  return actions.flatMap((action) =>
    action.type === 'effect' ? [(action.params as { readonly id: string }).id] : [],
  );
}

/** Guards that transitions of the active states ask, by the kind of fact that they listen for. */
function guardsByKind(node: Readonly<Record<string, unknown>>, value: unknown): Listeners {
  const found = new Map<string, string[]>();
  collect(node, value, found);
  return new Map([...found].map(([kind, guards]) => [kind, { guards, steps: new Map() }]));
}

function collect(
  node: Readonly<Record<string, unknown>>,
  value: unknown,
  found: Map<string, string[]>,
): void {
  const on = (node.on ?? {}) as Readonly<Record<string, unknown>>;
  for (const [kind, transitions] of Object.entries(on)) {
    const guards = found.get(kind) ?? [];
    for (const one of [transitions].flat()) {
      const id = (one as { readonly guard?: { readonly params?: { readonly id?: string } } }).guard?.params
        ?.id;
      if (id !== undefined && !guards.includes(id)) guards.push(id);
    }
    found.set(kind, guards);
  }
  const states = (node.states ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const active: Readonly<Record<string, unknown>> =
    typeof value === 'string' ? { [value]: null } : ((value ?? {}) as Readonly<Record<string, unknown>>);
  for (const [id, inner] of Object.entries(active))
    if (states[id] !== undefined) collect(states[id], inner, found);
}
