import type { Scenario, StoryDefinition, StoryEffect } from '../exercise/definition.ts';
import type { Seconds } from '../world/time.ts';
import { printSpan, printTime } from '../world/time.ts';
import { printPredicate } from './predicate-words.ts';

/** Something that the story will ask for: who tries what, when, and what must have happened first. */
export interface PlannedEffect {
  readonly region: string;
  readonly state: string;
  /** `T+1h30m`, `25m later`, `at once`. */
  readonly when: string;
  /** The fixed time, if it has one. */
  readonly at: Seconds | null;
  readonly by: string;
  readonly line: string;
  /** The fact that sets it off with its condition, or null for what the state begins with. */
  readonly after: string | null;
}

type Node = Readonly<Record<string, unknown>>;

/** Every effect of a story in the order of its regions and states. */
export function planOf(scenario: Scenario): readonly PlannedEffect[] {
  const regions = nodesIn(scenario.story.machine, 'states');
  return regions.flatMap(([region, node]) => effectsIn(scenario.story, node, region, ''));
}

function effectsIn(
  story: StoryDefinition,
  node: Node,
  region: string,
  state: string,
): readonly PlannedEffect[] {
  const planned = (actions: unknown, after: string | null): readonly PlannedEffect[] =>
    idsIn(actions).flatMap((id) => {
      const effect = story.effects[id];
      return effect === undefined
        ? []
        : [{ region, state, when: whenOf(effect), at: effect.at, by: effect.by, line: effect.line, after }];
    });
  const begins = planned(node.entry, null);
  const follows = nodesIn(node, 'on').flatMap(([kind, transitions]) =>
    [transitions].flat().flatMap((one) => {
      const transition = one as Node;
      const id = (transition.guard as { readonly params?: { readonly id?: string } } | undefined)?.params?.id;
      const guard = id === undefined ? undefined : story.guards[id];
      return planned(
        transition.actions,
        guard === undefined ? kind : `${kind} when ${printPredicate(guard)}`,
      );
    }),
  );
  const inner = nodesIn(node, 'states').flatMap(([id, child]) =>
    effectsIn(story, child, region, state === '' ? id : `${state}.${id}`),
  );
  return [...begins, ...follows, ...inner];
}

function nodesIn(node: Node, key: string): readonly (readonly [string, Node])[] {
  return Object.entries((node[key] ?? {}) as Readonly<Record<string, Node>>);
}

function idsIn(actions: unknown): readonly string[] {
  const all = (actions === undefined ? [] : [actions].flat()) as readonly {
    readonly params?: { readonly id?: string };
  }[];
  return all.flatMap((one) => one.params?.id ?? []);
}

function whenOf(effect: StoryEffect): string {
  if (effect.at !== null) return printTime(effect.at);
  return effect.after === 0 ? 'at once' : `${printSpan(effect.after)} later`;
}

/** Effects that come at the same time after the same things, told once. */
export interface PlanRow {
  readonly when: string;
  readonly by: string;
  readonly lines: readonly string[];
  readonly after: readonly string[];
}

export function planRows(plan: readonly PlannedEffect[]): readonly PlanRow[] {
  const byTrigger: PlanRow[] = [];
  let key = '';
  for (const one of plan) {
    const last = byTrigger.at(-1);
    const mine = `${one.region} ${one.state} ${one.after} ${one.when} ${one.by}`;
    if (last !== undefined && mine === key)
      byTrigger[byTrigger.length - 1] = { ...last, lines: [...last.lines, one.line] };
    else
      byTrigger.push({
        when: one.when,
        by: one.by,
        lines: [one.line],
        after: [one.after === null ? 'in any case' : `after ${one.after}`],
      });
    key = mine;
  }
  const rows: PlanRow[] = [];
  for (const row of byTrigger) {
    const index = rows.findIndex(
      (one) => one.when === row.when && one.by === row.by && one.lines.join('\n') === row.lines.join('\n'),
    );
    const same = rows[index];
    if (same === undefined) rows.push(row);
    else rows[index] = { ...same, after: [...new Set([...same.after, ...row.after])] };
  }
  return rows;
}
