import type { StoryDefinition } from '../exercise/definition.ts';
import type { Path } from './diagnostic.ts';
import { STORY_ID } from './link-story.ts';
import type { Problems } from './problems.ts';
import { quoted } from './visible-text.ts';

interface Node {
  readonly initial?: string;
  readonly states?: Readonly<Record<string, Node>>;
  readonly entry?: readonly Action[];
  readonly on?: Readonly<Record<string, readonly Transition[]>>;
}

interface Transition {
  readonly target?: string;
  readonly actions?: readonly Action[];
}

interface Action {
  readonly params: { readonly id: string };
}

/**
 * Proves, with every guard forced true, that each state of the story can be reached and each inject is delivered somewhere.
 * What it does not find can never happen in any session, whatever the team does.
 */
export function proveStory(story: StoryDefinition, injects: readonly string[], problems: Problems): void {
  const root = story.machine as unknown as Node;
  const { reached, asked } = explore(root);
  for (const [id, region] of Object.entries(root.states ?? {}))
    reportUnreached(region, [id], ['story', id], reached, problems);
  const delivered = new Set([...asked].map((id) => story.effects[id]?.line));
  for (const inject of injects) {
    if (delivered.has(`deliver ${inject}`)) continue;
    problems.add({
      path: ['injects', inject],
      of: 'key',
      code: 'story/inject-never-delivered',
      message: `The inject ${quoted(inject)} is never delivered.`,
      mend: `Write "deliver: ${inject}" in a state of the story that can be reached, or delete the inject.`,
    });
  }
}

// Entering a state enters those around it, whose own transitions then count too, and goes down to the initial ones.
function explore(root: Node): { readonly reached: ReadonlySet<string>; readonly asked: ReadonlySet<string> } {
  const reached = new Set<string>();
  const asked = new Set<string>();
  const waiting: (readonly string[])[] = Object.keys(root.states ?? {}).map((id) => [id]);
  for (let trail = waiting.pop(); trail !== undefined; trail = waiting.pop()) {
    const target = nodeAt(root, trail);
    if (target?.initial !== undefined) waiting.push([...trail, target.initial]);
    for (let depth = 1; depth <= trail.length; depth += 1) {
      const around = trail.slice(0, depth);
      const node = nodeAt(root, around);
      if (node === undefined || reached.has(around.join('.'))) continue;
      reached.add(around.join('.'));
      const transitions = Object.values(node.on ?? {}).flat();
      const actions = [...(node.entry ?? []), ...transitions.flatMap((one) => one.actions ?? [])];
      for (const { params } of actions) asked.add(params.id);
      for (const { target: next } of transitions) {
        if (next !== undefined) waiting.push(next.slice(STORY_ID.length + 2).split('.'));
      }
    }
  }
  return { reached, asked };
}

function nodeAt(root: Node, trail: readonly string[]): Node | undefined {
  return trail.reduce<Node | undefined>((node, step) => node?.states?.[step], root);
}

function reportUnreached(
  node: Node,
  trail: readonly string[],
  path: Path,
  reached: ReadonlySet<string>,
  problems: Problems,
): void {
  for (const [id, inner] of Object.entries(node.states ?? {})) {
    const [innerTrail, innerPath] = [
      [...trail, id],
      [...path, 'states', id],
    ];
    if (reached.has(innerTrail.join('.'))) {
      reportUnreached(inner, innerTrail, innerPath, reached, problems);
      continue;
    }
    problems.add({
      path: innerPath,
      of: 'key',
      code: 'story/unreachable-state',
      message: `Nothing leads to the state ${quoted(id)}.`,
      mend: `Write "to: ${id}" in a state that can be reached, or delete this one.`,
    });
  }
}
