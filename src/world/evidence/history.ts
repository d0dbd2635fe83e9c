import type { Fact, FactKind } from '../fact.ts';
import type { Trial, World } from '../state.ts';
import type { Seconds } from '../time.ts';
import type { ControlKind } from '../verb.ts';

/** All facts of one kind so far, oldest first. */
export function factsOf<K extends FactKind>(trial: Trial, kind: K): readonly Fact<K>[] {
  return trial.past.filter((fact): fact is Fact<K> => fact.kind === kind);
}

/** True when whoever did it is none of ours: only agents act from outside. */
export function isStranger(world: World, by: string): boolean {
  return world.estate.agents[by] !== undefined;
}

export interface Span {
  readonly from: Seconds;
  readonly to: Seconds;
}

/** When a control stood at a place, oldest first; the last span is open (`to` Infinity) while it still stands. */
export function controlSpans(trial: Trial, kind: ControlKind, place: string): readonly Span[] {
  const spans: Span[] = [];
  let from: Seconds | null = null;
  for (const fact of trial.past) {
    if (fact.kind !== 'control-set' && fact.kind !== 'control-lifted') continue;
    if (fact.data.control !== kind || fact.data.place !== place) continue;
    if (fact.kind === 'control-set') from ??= fact.at;
    else if (from !== null) {
      spans.push({ from, to: fact.at });
      from = null;
    }
  }
  return from === null ? spans : [...spans, { from, to: Infinity }];
}

export function within(spans: readonly Span[], at: Seconds): boolean {
  return spans.some((span) => span.from <= at && at < span.to);
}
