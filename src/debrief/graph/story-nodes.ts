import type { StoryDefinition, StoryEffect } from '../../exercise/definition.ts';
import { printSpan, printTime } from '../../world/time.ts';
import { printPredicate } from '../predicate-words.ts';

/** A state of the compiled story, as drawings read it. */
export interface StoryNode {
  /** Path with dots from the region: `exercise.response.triage`. */
  readonly path: string;
  readonly name: string;
  readonly initial: string | null;
  readonly isFinal: boolean;
  readonly entry: readonly string[];
  readonly transitions: readonly StoryTransition[];
  readonly inner: readonly StoryNode[];
}

export interface StoryTransition {
  readonly fact: string;
  /** The condition in words, or null. */
  readonly when: string | null;
  /** Path of the state that follows, or null when the state stays. */
  readonly to: string | null;
  readonly does: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

/** The regions of a story with guards and effects in words. */
export function storyNodes(story: StoryDefinition): readonly StoryNode[] {
  return entriesOf(story.machine.states).map(([name, state]) => nodeOf(story, name, name, state));
}

function nodeOf(story: StoryDefinition, path: string, name: string, state: Json): StoryNode {
  return {
    path,
    name,
    initial: typeof state.initial === 'string' ? state.initial : null,
    isFinal: state.type === 'final',
    entry: effectWords(story, state.entry),
    transitions: Object.entries((state.on ?? {}) as Json).flatMap(([fact, all]) =>
      [all].flat().map((one) => transitionOf(story, fact, one as Json)),
    ),
    inner: entriesOf(state.states).map(([id, child]) => nodeOf(story, `${path}.${id}`, id, child)),
  };
}

function transitionOf(story: StoryDefinition, fact: string, transition: Json): StoryTransition {
  const [id] = idsIn(transition.guard);
  const guard = id === undefined ? undefined : story.guards[id];
  const { target } = transition;
  return {
    fact,
    when: guard === undefined ? null : printPredicate(guard),
    to: typeof target === 'string' ? target.replace(/^#[^.]*\./, '') : null,
    does: effectWords(story, transition.actions),
  };
}

function effectWords(story: StoryDefinition, actions: unknown): readonly string[] {
  return idsIn(actions).flatMap((id) => {
    const effect = story.effects[id];
    // Mermaid ends a label at a colon, and escaped it is hard to read.
    return effect === undefined ? [] : [printEffect(effect, ' · ')];
  });
}

/** An effect in words: `crew after 25m: push base:stable to image:implant`. */
export function printEffect({ line, by, after, at }: StoryEffect, between = ': '): string {
  const when = at !== null ? ` at ${printTime(at)}` : after > 0 ? ` after ${printSpan(after)}` : '';
  return `${by}${when}${between}${line}`;
}

/** Ids of named guards or actions, as the compiler writes them: `{ type, params: { id } }`, one or a list. */
export function idsIn(named: unknown): readonly string[] {
  if (named === undefined) return [];
  return ([named].flat() as readonly { readonly params?: { readonly id?: string } }[]).flatMap(
    (one) => one.params?.id ?? [],
  );
}

const entriesOf = (states: unknown): readonly (readonly [string, Json])[] =>
  Object.entries((states ?? {}) as Readonly<Record<string, Json>>);
