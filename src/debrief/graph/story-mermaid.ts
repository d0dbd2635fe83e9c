import type { StoryDefinition } from '../../exercise/definition.ts';
import { type StoryNode, type StoryTransition, storyNodes } from './story-nodes.ts';

/** The regions of a story as a Mermaid state diagram: facts, conditions and what follows stand on the arrows. */
export function storyMermaid(story: StoryDefinition): string {
  return ['stateDiagram-v2', ...storyNodes(story).flatMap((node) => stateLines(node, '  '))].join('\n');
}

function stateLines(node: StoryNode, indent: string): readonly string[] {
  const id = idOf(node.path);
  const more = `${indent}  `;
  const open = `${indent}state "${escapeMermaid(node.name)}" as ${id}`;
  const body = [
    ...(node.initial === null ? [] : [`${more}[*] --> ${idOf(`${node.path}.${node.initial}`)}`]),
    ...node.inner.flatMap((child) => stateLines(child, more)),
    ...node.inner.filter((child) => child.isFinal).map((child) => `${more}${idOf(child.path)} --> [*]`),
    // Arrows between states stand in the state around them: Mermaid draws none that enter another composite.
    ...node.inner.flatMap((child) => child.transitions.map((one) => arrow(child.path, one, more))),
  ];
  const notes = node.entry.length === 0 ? [] : noteLines(id, node.entry, indent);
  return body.length === 0 ? [open, ...notes] : [`${open} {`, ...body, `${indent}}`, ...notes];
}

function arrow(from: string, transition: StoryTransition, indent: string): string {
  const { fact, when, to, does } = transition;
  const label = [fact, ...(when === null ? [] : [`when ${when}`]), ...does.map((one) => `/ ${one}`)];
  return `${indent}${idOf(from)} --> ${idOf(to ?? from)} : ${label.map(escapeMermaid).join('<br/>')}`;
}

function noteLines(id: string, entry: readonly string[], indent: string): readonly string[] {
  return [
    `${indent}note right of ${id}`,
    ...entry.map((one) => `${indent}  ${escapeInside(one)}`),
    `${indent}end note`,
  ];
}

const idOf = (path: string): string => `s_${path.replace(/[^A-Za-z0-9]/g, '_')}`;

/** Text for a note or between quotation marks: no colon ends it there, and `base:stable` stays readable in the file. */
export const escapeInside = (text: string): string => escapeMermaid(text).replaceAll('#58;', ':');

/** Text in which nothing means anything to Mermaid. */
export function escapeMermaid(text: string): string {
  return text.replace(/[:;#"<>{}|[\]()]/g, (character) => `#${character.charCodeAt(0)};`);
}
