import { eachOf, indexOf, isTrue, type Scope, type Values } from './access.ts';
import type { Filter } from './filter.ts';
import { compareJson, isList, isObject, JqError, type Json, typeOf } from './json.ts';
import { describe, plus } from './operators.ts';
import { SIMPLE_BUILTINS } from './simple-builtins.ts';
import { TEXT_BUILTINS } from './text-builtins.ts';

type Call = Filter & { readonly is: 'call' };
type Builtin = (args: readonly Filter[], input: Json, scope: Scope) => Values;

/** Calls a function by name and number of arguments, as jq tells them apart. */
export function* callBuiltin({ name, args }: Call, input: Json, scope: Scope): Values {
  const key = `${name}/${args.length}`;
  const simple = Object.hasOwn(SIMPLE_BUILTINS, key) ? SIMPLE_BUILTINS[key] : undefined;
  if (simple !== undefined) {
    yield simple(input);
    return;
  }
  const kinds = Object.hasOwn(KINDS, key) ? KINDS[key] : undefined;
  if (kinds !== undefined) {
    if (kinds.includes(typeOf(input))) yield input;
    return;
  }
  const [first] = args;
  const text = Object.hasOwn(TEXT_BUILTINS, key) ? TEXT_BUILTINS[key] : undefined;
  if (text !== undefined && first !== undefined) {
    for (const argument of scope.evaluate(first, input, scope)) yield text(input, argument);
    return;
  }
  const builtin = Object.hasOwn(BUILTINS, key) ? BUILTINS[key] : undefined;
  if (builtin === undefined) throw new JqError(`${key} is not defined at <top-level>, line 1:`);
  yield* builtin(args, input, scope);
}

/** Whether jq, as it is here, has such a function: asked before anything runs, as jq compiles before it runs. */
export function isBuiltin(name: string, count: number): boolean {
  const key = `${name}/${count}`;
  return [SIMPLE_BUILTINS, KINDS, TEXT_BUILTINS, BUILTINS].some((table) => Object.hasOwn(table, key));
}

// Nothing that a service answers is nested so deeply.
const DEEPEST = 200;
const IDENTITY: Filter = { is: 'identity' };

function* firsts(filter: Filter, input: Json, scope: Scope, count: number): Values {
  if (count <= 0) return;
  let left = count;
  for (const value of scope.evaluate(filter, input, scope)) {
    yield value;
    left -= 1;
    if (left === 0) return;
  }
}

/** Items with what a filter makes of each, in order of that. */
function keyed(
  input: Json,
  filter: Filter,
  scope: Scope,
): readonly { readonly key: Json; readonly item: Json }[] {
  if (!isList(input)) throw new JqError(`${describe(input)} cannot be sorted, as it is not an array`);
  const items = input.map((item) => ({ key: [...scope.evaluate(filter, item, scope)] as Json, item }));
  return items.sort((left, right) => compareJson(left.key, right.key));
}

function grouped(input: Json, filter: Filter, scope: Scope): readonly (readonly Json[])[] {
  const groups: { readonly key: Json; readonly items: Json[] }[] = [];
  for (const { key, item } of keyed(input, filter, scope)) {
    const last = groups.at(-1);
    if (last !== undefined && compareJson(last.key, key) === 0) last.items.push(item);
    else groups.push({ key, items: [item] });
  }
  return groups.map(({ items }) => items);
}

function* anyOf(source: Filter, test: Filter, input: Json, scope: Scope, wanted: boolean): Values {
  for (const item of scope.evaluate(source, input, scope))
    for (const value of scope.evaluate(test, item, scope))
      if (isTrue(value) === wanted) {
        yield wanted;
        return;
      }
  yield !wanted;
}

const EACH: Filter = { is: 'each', of: IDENTITY };

function arg(args: readonly Filter[], at: number): Filter {
  return args[at] ?? IDENTITY;
}

function* range(from: Json, to: Json, by: Json, scope: Scope): Values {
  if (typeof from !== 'number' || typeof to !== 'number' || typeof by !== 'number')
    throw new JqError('Range bounds must be numeric');
  if (by === 0) throw new JqError('Range step must not be zero');
  for (let at = from; by > 0 ? at < to : at > to; at += by) {
    scope.budget.left -= 1;
    if (scope.budget.left < 0) throw new JqError('this filter takes too many steps');
    yield at;
  }
}

function pick(input: Json, filter: Filter, scope: Scope, at: 0 | -1): Json {
  if (!isList(input)) throw new JqError(`Cannot index ${describe(input)} with number`);
  return keyed(input, filter, scope).at(at)?.item ?? null;
}

function* none(): Values {
  yield* [];
}

function* failing(message: Filter, input: Json, scope?: Scope): Values {
  const values = scope === undefined ? [input] : scope.evaluate(message, input, scope);
  for (const value of values)
    throw new JqError(typeof value === 'string' ? value : `${describe(value)} (not a string)`);
  yield* none();
}

/** `strings`, `numbers` and the like let through what is of their kind. */
const KINDS: Readonly<Record<string, readonly ReturnType<typeof typeOf>[]>> = {
  'strings/0': ['string'],
  'numbers/0': ['number'],
  'booleans/0': ['boolean'],
  'nulls/0': ['null'],
  'arrays/0': ['array'],
  'objects/0': ['object'],
  'iterables/0': ['array', 'object'],
  'scalars/0': ['null', 'boolean', 'number', 'string'],
  'values/0': ['boolean', 'number', 'string', 'array', 'object'],
};

const BUILTINS: Readonly<Record<string, Builtin>> = {
  'empty/0': () => none(),
  'error/0': (_, input) => failing(IDENTITY, input),
  'error/1': ([message = IDENTITY], input, scope) => failing(message, input, scope),
  *'select/1'([test = IDENTITY], input, scope) {
    for (const value of scope.evaluate(test, input, scope)) if (isTrue(value)) yield input;
  },
  *'map/1'([filter = IDENTITY], input, scope) {
    yield [...eachOf(input)].flatMap((item) => [...scope.evaluate(filter, item, scope)]);
  },
  *'map_values/1'([filter = IDENTITY], input, scope) {
    if (isList(input)) yield input.flatMap((item) => [...firsts(filter, item, scope, 1)]);
    else if (isObject(input))
      yield Object.fromEntries(
        Object.entries(input).flatMap(([key, item]) =>
          [...firsts(filter, item, scope, 1)].map((value) => [key, value]),
        ),
      );
    else throw new JqError(`Cannot iterate over ${describe(input)}`);
  },
  *'recurse/1'([filter = IDENTITY], input, scope) {
    const visit = function* (value: Json, depth: number): Values {
      if (depth > DEEPEST) throw new JqError('this filter takes too many steps');
      yield value;
      for (const next of scope.evaluate(filter, value, scope)) yield* visit(next, depth + 1);
    };
    yield* visit(input, 0);
  },
  *'first/1'(args, input, scope) {
    yield* firsts(arg(args, 0), input, scope, 1);
  },
  *'last/1'(args, input, scope) {
    const all = [...scope.evaluate(arg(args, 0), input, scope)];
    yield* all.slice(-1);
  },
  *'limit/2'(args, input, scope) {
    for (const count of scope.evaluate(arg(args, 0), input, scope))
      yield* firsts(arg(args, 1), input, scope, Number(count));
  },
  *'nth/1'(args, input, scope) {
    for (const at of scope.evaluate(arg(args, 0), input, scope)) yield indexOf(input, at);
  },
  *'any/0'(_, input, scope) {
    yield* anyOf(EACH, IDENTITY, input, scope, true);
  },
  *'any/1'(args, input, scope) {
    yield* anyOf(EACH, arg(args, 0), input, scope, true);
  },
  *'any/2'(args, input, scope) {
    yield* anyOf(arg(args, 0), arg(args, 1), input, scope, true);
  },
  *'all/0'(_, input, scope) {
    yield* anyOf(EACH, IDENTITY, input, scope, false);
  },
  *'all/1'(args, input, scope) {
    yield* anyOf(EACH, arg(args, 0), input, scope, false);
  },
  *'all/2'(args, input, scope) {
    yield* anyOf(arg(args, 0), arg(args, 1), input, scope, false);
  },
  *'add/1'(args, input, scope) {
    yield [...scope.evaluate(arg(args, 0), input, scope)].reduce(plus, null);
  },
  *'sort_by/1'(args, input, scope) {
    yield keyed(input, arg(args, 0), scope).map(({ item }) => item);
  },
  *'group_by/1'(args, input, scope) {
    yield grouped(input, arg(args, 0), scope);
  },
  *'unique_by/1'(args, input, scope) {
    yield grouped(input, arg(args, 0), scope).map(([item = null]) => item);
  },
  *'min_by/1'(args, input, scope) {
    yield pick(input, arg(args, 0), scope, 0);
  },
  *'max_by/1'(args, input, scope) {
    yield pick(input, arg(args, 0), scope, -1);
  },
  *'with_entries/1'([filter = IDENTITY], input, scope) {
    const toEntries = SIMPLE_BUILTINS['to_entries/0'];
    const fromEntries = SIMPLE_BUILTINS['from_entries/0'];
    const entries = toEntries?.(input) ?? null;
    yield fromEntries?.([...eachOf(entries)].flatMap((entry) => [...scope.evaluate(filter, entry, scope)])) ??
      null;
  },
  *'range/1'(args, input, scope) {
    for (const to of scope.evaluate(arg(args, 0), input, scope)) yield* range(0, to, 1, scope);
  },
  *'range/2'(args, input, scope) {
    for (const from of scope.evaluate(arg(args, 0), input, scope))
      for (const to of scope.evaluate(arg(args, 1), input, scope)) yield* range(from, to, 1, scope);
  },
  *'isvalid/1'(args, input, scope) {
    try {
      for (const _ of scope.evaluate(arg(args, 0), input, scope)) break;
      yield true;
    } catch {
      yield false;
    }
  },
};
