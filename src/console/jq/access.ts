import type { Filter } from './filter.ts';
import { isList, isObject, JqError, type Json, typeOf } from './json.ts';
import { describe } from './operators.ts';

/** What a filter runs with: the variables, how many steps are left before it is stopped, and how to run a part of itself. */
export interface Scope {
  readonly variables: ReadonlyMap<string, Json>;
  readonly budget: { left: number };
  readonly evaluate: (filter: Filter, input: Json, scope: Scope) => Values;
}

export type Values = Generator<Json, void, undefined>;

export function isTrue(value: Json): boolean {
  return value !== null && value !== false;
}

/** `.key`, `.[2]`, and the places of a list in a list. */
export function indexOf(of: Json, key: Json): Json {
  if (of === null && (key === null || typeof key === 'string' || typeof key === 'number')) return null;
  if (isObject(of) && typeof key === 'string') return Object.hasOwn(of, key) ? (of[key] ?? null) : null;
  if (isList(of) && typeof key === 'number') {
    const at = Math.floor(key);
    return of[at < 0 ? of.length + at : at] ?? null;
  }
  if (typeof key === 'string') throw new JqError(`Cannot index ${typeOf(of)} with "${key}"`);
  throw new JqError(`Cannot index ${typeOf(of)} with ${typeOf(key)}`);
}

export function* eachOf(value: Json): Values {
  if (isList(value)) yield* value;
  else if (isObject(value)) yield* Object.values(value);
  else throw new JqError(`Cannot iterate over ${value === null ? 'null' : describe(value)}`);
}
