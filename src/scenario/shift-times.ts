import type { ScenarioSource } from '../schema/scenario.ts';
import type { EffectSource, StateSource, TransitionSource } from '../schema/scenario-story.ts';
import { type Calendar, parseSpan, parseTime, printTime, type Seconds } from '../world/time.ts';
import { holdsName } from './swap-names.ts';

/** A source in which a message comes at another time; `from` and `to` are its fixed times, null when it has none. */
export interface Shifted {
  readonly source: ScenarioSource;
  readonly from: Seconds | null;
  readonly to: Seconds | null;
}

/** When the story delivers a message at a fixed time: the first such time, or null. */
export function deliveryTime(source: ScenarioSource, calendar: Calendar, inject: string): Seconds | null {
  const times = Object.values(source.story).flatMap((region) => timesIn(region, calendar, inject));
  return times.length === 0 ? null : Math.min(...times);
}

function timesIn(state: StateSource, calendar: Calendar, inject: string): readonly Seconds[] {
  const effects = [...state.entry, ...Object.values(state.on).flatMap((all) => all.flatMap((one) => one.do))];
  const own = effects.flatMap(({ deliver, at }) =>
    deliver === inject && at !== undefined ? (parseTime(at, calendar) ?? []) : [],
  );
  return [...own, ...Object.values(state.states).flatMap((inner) => timesIn(inner, calendar, inject))];
}

/** Moves a message, and with it the times by which it is to have been answered. It never comes before StartEx. */
export function shiftDelivery(
  source: ScenarioSource,
  calendar: Calendar,
  inject: string,
  by: Seconds,
): Shifted {
  const from = deliveryTime(source, calendar, inject);
  const delta = from === null ? by : Math.max(by, -from);
  const story = mapValues(source.story, (region) => shiftState(region, calendar, inject, delta));
  const to = from === null ? null : from + delta;
  return { source: shiftRules({ ...source, story }, calendar, inject, delta), from, to };
}

function shiftState(state: StateSource, calendar: Calendar, inject: string, delta: Seconds): StateSource {
  const shift = (effects: readonly EffectSource[]): readonly EffectSource[] =>
    effects.map((effect) => {
      if (effect.deliver !== inject) return effect;
      if (effect.at !== undefined) return { ...effect, at: shifted(effect.at, calendar, delta) };
      if (effect.after === undefined) return effect;
      return { ...effect, after: spanText(Math.max(0, (parseSpan(effect.after) ?? 0) + delta)) };
    });
  const on: Readonly<Record<string, readonly TransitionSource[]>> = state.on;
  return {
    ...state,
    entry: shift(state.entry),
    on: mapValues(on, (all) => all.map((one) => ({ ...one, do: shift(one.do) }))),
    states: mapValues(state.states, (inner) => shiftState(inner, calendar, inject, delta)),
  };
}

type Objectives = ScenarioSource['objectives'];
type RuleSource = Objectives[number]['tasks'][number]['points'][number];

function shiftRules(
  source: ScenarioSource,
  calendar: Calendar,
  inject: string,
  delta: Seconds,
): ScenarioSource {
  const shift = (rule: RuleSource): RuleSource => {
    if (rule.by === undefined || !holdsName(JSON.stringify(rule.when ?? {}), inject)) return rule;
    const by = Object.fromEntries(
      Object.entries(rule.by).map(([moment, points]) => [shiftedMoment(moment, calendar, delta), points]),
    );
    return { ...rule, by };
  };
  const objectives = source.objectives.map((objective) => ({
    ...objective,
    tasks: objective.tasks.map((task) => ({ ...task, points: task.points.map(shift) })),
  }));
  return { ...source, objectives };
}

/** Moves the schedule of a pipeline or a consumer. */
export function shiftSchedule(
  source: ScenarioSource,
  calendar: Calendar,
  of: string,
  by: Seconds,
): ScenarioSource {
  type Scheduled = { readonly schedule?: { readonly every: string; readonly first: string } | undefined };
  const shift = <T extends Scheduled>(spec: T, id: string): T =>
    id !== of || spec.schedule === undefined
      ? spec
      : { ...spec, schedule: { ...spec.schedule, first: shifted(spec.schedule.first, calendar, by) } };
  const { world } = source;
  return {
    ...source,
    world: {
      ...world,
      pipelines: mapValues(world.pipelines, shift),
      consumers: mapValues(world.consumers, shift),
    },
  };
}

function shifted(time: string, calendar: Calendar, by: Seconds): string {
  const at = parseTime(time, calendar);
  return at === null ? time : printTime(at + by);
}

// What is counted to the end of play goes on being counted to it.
function shiftedMoment(moment: string, calendar: Calendar, by: Seconds): string {
  if (moment === 'endEx' || moment === 'aftermath') return moment;
  const at = parseSpan(moment) ?? parseTime(moment, calendar);
  return at === null ? moment : printTime(Math.max(0, at + by));
}

const spanText = (seconds: Seconds): string => `${seconds}s`;

function mapValues<T>(
  record: Readonly<Record<string, T>>,
  of: (value: T, key: string) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, of(value, key)]));
}
