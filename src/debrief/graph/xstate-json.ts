import type { StoryDefinition } from '../../exercise/definition.ts';
import { printPredicate } from '../predicate-words.ts';
import { idsIn, printEffect } from './story-nodes.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The story as the configuration of an XState v5 machine, with guards and actions named by what they say, so that a drawing of
 * another tool can be read. What the guards ask and the actions do is not part of it: it needs the world.
 */
export function xstateJson(id: string, story: StoryDefinition): Json {
  const machine = named(story, story.machine, id) as Json;
  return { ...machine, id, description: `The story of the scenario ${id}.` };
}

function named(story: StoryDefinition, value: unknown, machine: string): unknown {
  if (Array.isArray(value)) return value.map((one) => named(story, one, machine));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === 'guard') return [key, { type: guardName(story, inner) }];
      if (key === 'entry' || key === 'actions') return [key, actionNames(story, inner)];
      // Targets are absolute, under the name of the machine.
      if (key === 'target' && typeof inner === 'string')
        return [key, inner.replace(/^#[^.]*/, `#${machine}`)];
      return [key, named(story, inner, machine)];
    }),
  );
}

function guardName(story: StoryDefinition, guard: unknown): string {
  const [id = ''] = idsIn(guard);
  const predicate = story.guards[id];
  return predicate === undefined ? id : printPredicate(predicate);
}

function actionNames(story: StoryDefinition, actions: unknown): readonly Json[] {
  return idsIn(actions).flatMap((id) => {
    const effect = story.effects[id];
    if (effect === undefined) return [];
    const { line, by, after, at } = effect;
    return [{ type: printEffect(effect), params: { by, line, afterSeconds: after, atSeconds: at } }];
  });
}
