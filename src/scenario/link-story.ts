import type { StoryDefinition, StoryEffect } from '../exercise/definition.ts';
import type { EffectSource, StateSource, TransitionSource } from '../schema/scenario-story.ts';
import { canonicalJson } from '../world/canonical-json.ts';
import type { FactKind } from '../world/fact.ts';
import type { Predicate } from '../world/predicate.ts';
import { RANK } from '../world/state.ts';
import type { Path } from './diagnostic.ts';
import { linkLine } from './link-line.ts';
import { linkPredicate } from './link-predicate.ts';
import { expectName, expectOneOf, type Linker, spanOf, timeOf } from './linker.ts';
import { mendName } from './problems.ts';
import { quoted } from './visible-text.ts';

/** Name of the machine; targets are absolute, `#story.region.state`. */
export const STORY_ID = 'story';

interface Tables {
  readonly guards: Map<string, { readonly id: string; readonly guard: Predicate }>;
  readonly effects: Map<string, { readonly id: string; readonly effect: StoryEffect }>;
}

interface Place {
  readonly linker: Linker;
  readonly tables: Tables;
  /** Ids of the states around a state and its own, from the region down. */
  readonly trail: readonly string[];
  readonly path: Path;
}

/** Links the story into the JSON of an XState machine: parallel regions, guards and effects by id, equal ones under one id. */
export function linkStory(linker: Linker): StoryDefinition {
  const { story } = linker.source;
  const tables: Tables = { guards: new Map(), effects: new Map() };
  if (story.exercise === undefined) {
    linker.problems.add({
      path: ['story'],
      of: 'key',
      code: 'story/no-exercise',
      message: 'The story has no region "exercise".',
      mend: 'Add one with the phases of the exercise, as in the scenario that "hotwash new" writes.',
    });
  }
  const regions = Object.entries(story).map(
    ([id, region]) => [id, linkState({ linker, tables, trail: [id], path: ['story', id] }, region)] as const,
  );
  return {
    machine: { id: STORY_ID, type: 'parallel', states: Object.fromEntries(regions) },
    guards: Object.fromEntries([...tables.guards.values()].map(({ id, guard }) => [id, guard])),
    effects: Object.fromEntries([...tables.effects.values()].map(({ id, effect }) => [id, effect])),
  };
}

function linkState(place: Place, source: StateSource): Readonly<Record<string, unknown>> {
  const { linker, path } = place;
  const inner = Object.entries(source.states).map(
    ([id, state]) =>
      [
        id,
        linkState({ ...place, trail: [...place.trail, id], path: [...path, 'states', id] }, state),
      ] as const,
  );
  checkInitial(place, source);
  if (source.final && (inner.length > 0 || Object.keys(source.on).length > 0)) {
    linker.problems.add({
      path: [...path, 'final'],
      of: 'key',
      code: 'story/final-goes-on',
      message: 'A final state reacts to nothing and holds no states.',
      mend: 'Delete "final", or what follows in this state.',
    });
  }
  const entry = linkEffects(place, source.entry, [...path, 'entry']);
  const on = Object.entries(source.on).map(
    ([kind, list = []]) => [kind, linkTransitions(place, list, kind as FactKind)] as const,
  );
  return {
    ...(source.final && { type: 'final' }),
    ...(inner.length > 0 && {
      initial: source.initial ?? inner[0]?.[0] ?? '',
      states: Object.fromEntries(inner),
    }),
    ...(entry.length > 0 && { entry }),
    ...(on.length > 0 && { on: Object.fromEntries(on) }),
  };
}

function checkInitial({ linker, path }: Place, source: StateSource): void {
  const names = Object.keys(source.states);
  if (source.initial !== undefined && !names.includes(source.initial)) {
    linker.problems.unknown([...path, 'initial'], source.initial, 'state', names);
  }
  if (source.initial === undefined && names.length > 0) {
    linker.problems.add({
      path: [...path, 'states'],
      of: 'key',
      code: 'story/no-initial',
      message: 'It is not said which of these states comes first.',
      mend: `Write "initial: ${names[0] ?? ''}" beside "states".`,
    });
  }
}

function linkTransitions(
  place: Place,
  list: readonly TransitionSource[],
  kind: FactKind,
): readonly unknown[] {
  const path = [...place.path, 'on', kind];
  const always = list.findIndex((transition) => transition.when === undefined);
  if (always >= 0 && always < list.length - 1) {
    place.linker.problems.add({
      path: [...path, always + 1],
      code: 'story/never-taken',
      message: 'This is never reached: the one above it has no "when" and is always taken.',
      mend: 'Give the one above a "when", or move it to the end.',
    });
  }
  return list.map((transition, index) => linkTransition(place, transition, kind, [...path, index]));
}

function linkTransition(place: Place, source: TransitionSource, kind: FactKind, path: Path): unknown {
  const { linker, tables } = place;
  const target = source.to === undefined ? null : linkTarget(place, source.to, [...path, 'to']);
  const guard =
    source.when === undefined ? null : linkPredicate(linker, source.when, [...path, 'when'], kind);
  const actions = linkEffects(place, source.do, [...path, 'do']);
  if (source.to === undefined && actions.length === 0) {
    linker.problems.add({
      path,
      code: 'story/nothing-follows',
      message: 'Nothing follows from this.',
      mend: 'Add "to" or "do".',
    });
  }
  return {
    ...(guard !== null && {
      guard: { type: 'holds', params: { id: idOf(tables.guards, guard, 'g', { guard }) } },
    }),
    // To its own state means that it begins anew; XState would otherwise leave it as it is.
    ...(target !== null && {
      target: `#${[STORY_ID, ...target].join('.')}`,
      ...(isSame(target, place.trail) && { reenter: true }),
    }),
    ...(actions.length > 0 && { actions }),
  };
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.join('.') === right.join('.');
}

/** A state beside this one or beside one around it, or a path with dots from the region; null when there is none. */
function linkTarget(place: Place, to: string, path: Path): readonly string[] | null {
  const { linker, trail } = place;
  const [region = ''] = trail;
  const steps = to.split('.');
  for (let depth = trail.length - 1; depth >= 1; depth -= 1) {
    const candidate = [...trail.slice(0, depth), ...steps];
    if (stateAt(linker, candidate) !== undefined) return candidate;
  }
  const known = statesBelow(linker.source.story[region]);
  linker.problems.add({
    path,
    code: 'link/unknown-state',
    message: `There is no state ${quoted(to)} in the region ${quoted(region)}.`,
    mend: mendName(to, known, 'state'),
  });
  return null;
}

function stateAt(linker: Linker, trail: readonly string[]): StateSource | undefined {
  const [region = '', ...steps] = trail;
  return steps.reduce<StateSource | undefined>(
    (state, step) =>
      state !== undefined && Object.hasOwn(state.states, step) ? state.states[step] : undefined,
    linker.source.story[region],
  );
}

function statesBelow(state: StateSource | undefined): readonly string[] {
  return Object.entries(state?.states ?? {}).flatMap(([id, inner]) => [id, ...statesBelow(inner)]);
}

function linkEffects(place: Place, list: readonly EffectSource[], path: Path): readonly unknown[] {
  return list.flatMap((source, index) => {
    const effect = linkEffect(place.linker, source, [...path, index]);
    if (effect === null) return [];
    return [{ type: 'effect', params: { id: idOf(place.tables.effects, effect, 'e', { effect }) } }];
  });
}

function linkEffect(linker: Linker, source: EffectSource, path: Path): StoryEffect | null {
  const kinds = [source.attempt, source.deliver, source.end].filter((one) => one !== undefined);
  const isAttempt = source.attempt !== undefined;
  if (
    kinds.length !== 1 ||
    isAttempt !== (source.by !== undefined) ||
    (source.after !== undefined && source.at !== undefined)
  ) {
    linker.problems.add({
      path,
      code: 'story/effect-shape',
      message: 'This is no effect.',
      mend: 'Write "attempt" with "by", or "deliver", or "end: true", each with "after" or "at" or neither.',
    });
    return null;
  }
  const times = {
    after: source.after === undefined ? 0 : spanOf(source.after),
    at: source.at === undefined ? null : timeOf(linker, source.at),
  };
  if (source.end === true) return { line: 'end exercise', by: 'clock', rank: RANK.end, ...times };
  if (source.deliver !== undefined) {
    expectName(linker, 'inject', source.deliver, [...path, 'deliver']);
    return { line: `deliver ${source.deliver}`, by: 'clock', rank: RANK.message, ...times };
  }
  const by = source.by ?? '';
  expectActor(linker, by, [...path, 'by']);
  const line = linkLine(linker, source.attempt ?? '', [...path, 'attempt'], 'others');
  return line === null ? null : { line, by, rank: rankOf(linker, by, line), ...times };
}

/** Who may try something in the story or the prologue. */
export function expectActor(linker: Linker, by: string, path: Path): void {
  expectOneOf(linker, ['agent', 'consumer', 'pipeline', 'party'], by, path, ['clock', 'ci']);
}

/** Where an attempt stands among those of the same second. */
export function rankOf(linker: Pick<Linker, 'names'>, by: string, line: string): number {
  if (linker.names.agent.has(by)) return RANK.attacker;
  if (by === 'ci' || linker.names.pipeline.has(by)) return RANK.pipeline;
  if (linker.names.party.has(by)) return RANK.message;
  if (by === 'clock' && line.startsWith('expire ')) return RANK.expiry;
  return RANK.consumer;
}

function idOf<T>(
  table: Map<string, T & { readonly id: string }>,
  value: unknown,
  letter: string,
  row: T,
): string {
  const key = canonicalJson(value);
  const known = table.get(key);
  if (known !== undefined) return known.id;
  const id = `${letter}${table.size + 1}`;
  table.set(key, { ...row, id });
  return id;
}
