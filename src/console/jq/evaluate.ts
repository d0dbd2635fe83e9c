import { eachOf, indexOf, isTrue, type Scope, type Values } from './access.ts';
import { callBuiltin } from './builtins.ts';
import type { Filter } from './filter.ts';
import { formatWith } from './format.ts';
import { compareJson, isList, isObject, JqError, type Json, objectOf, typeOf } from './json.ts';
import { arithmetic, describe } from './operators.ts';

/** All outputs of a filter for one input, one after the other; throws a JqError as jq would print it. */
export function* evaluate(filter: Filter, input: Json, scope: Scope): Values {
  scope.budget.left -= 1;
  if (scope.budget.left < 0) throw new JqError('this filter takes too many steps');
  switch (filter.is) {
    case 'identity':
      yield input;
      return;
    case 'recurse':
      yield* recurse(input, scope);
      return;
    case 'literal':
      yield filter.value;
      return;
    case 'text':
      yield* textsOf(filter, input, scope);
      return;
    case 'format':
      yield formatWith(filter.name, input);
      return;
    case 'variable': {
      const value = scope.variables.get(filter.name);
      if (value === undefined) throw new JqError(`$${filter.name} is not defined`);
      yield value;
      return;
    }
    case 'index':
      for (const key of evaluate(filter.key, input, scope))
        for (const of of evaluate(filter.of, input, scope)) yield indexOf(of, key);
      return;
    case 'slice':
      yield* slices(filter, input, scope);
      return;
    case 'each':
      for (const of of evaluate(filter.of, input, scope)) yield* eachOf(of);
      return;
    case 'try':
      yield* tried(filter.of, input, scope);
      return;
    case 'pipe':
      for (const left of evaluate(filter.left, input, scope)) yield* evaluate(filter.right, left, scope);
      return;
    case 'binary':
      yield* binary(filter, input, scope);
      return;
    case 'negate':
      yield* negated(filter.of, input, scope);
      return;
    case 'list':
      yield filter.of === null ? [] : [...evaluate(filter.of, input, scope)];
      return;
    case 'object':
      yield* objects(filter.entries, input, scope, []);
      return;
    case 'if':
      for (const test of evaluate(filter.test, input, scope))
        yield* evaluate(isTrue(test) ? filter.then : filter.otherwise, input, scope);
      return;
    case 'as':
      yield* bound(filter, input, scope);
      return;
    case 'call':
      yield* callBuiltin(filter, input, scope);
      return;
    default:
      return filter satisfies never;
  }
}

function* negated(filter: Filter, input: Json, scope: Scope): Values {
  for (const value of evaluate(filter, input, scope)) {
    if (typeof value !== 'number') throw new JqError(`${describe(value)} cannot be negated`);
    yield -value;
  }
}

function* bound(filter: Filter & { readonly is: 'as' }, input: Json, scope: Scope): Values {
  for (const value of evaluate(filter.source, input, scope)) {
    const variables = new Map([...scope.variables, [filter.name, value]]);
    yield* evaluate(filter.body, input, { ...scope, variables });
  }
}

function* recurse(value: Json, scope: Scope): Values {
  scope.budget.left -= 1;
  if (scope.budget.left < 0) throw new JqError('this filter takes too many steps');
  yield value;
  if (isList(value) || isObject(value)) for (const one of eachOf(value)) yield* recurse(one, scope);
}

function* textsOf(filter: Filter & { readonly is: 'text' }, input: Json, scope: Scope): Values {
  let texts: readonly string[] = [''];
  for (const part of filter.parts) {
    if (typeof part === 'string') {
      texts = texts.map((text) => text + part);
      continue;
    }
    const values = [...evaluate(part, input, scope)].map((value) =>
      formatWith(filter.format ?? 'text', value),
    );
    texts = values.flatMap((value) => texts.map((text) => text + value));
  }
  yield* texts;
}

function* slices(filter: Filter & { readonly is: 'slice' }, input: Json, scope: Scope): Values {
  const bounds = (bound: Filter | null): readonly Json[] =>
    bound === null ? [null] : [...evaluate(bound, input, scope)];
  for (const of of evaluate(filter.of, input, scope)) {
    for (const to of bounds(filter.to)) {
      for (const from of bounds(filter.from)) {
        if (of === null) yield null;
        else if (typeof of !== 'string' && !isList(of))
          throw new JqError(`Cannot index ${typeOf(of)} with object`);
        else if ((from !== null && typeof from !== 'number') || (to !== null && typeof to !== 'number'))
          throw new JqError('Start and end indices of an array slice must be numbers');
        else yield of.slice(from ?? 0, to ?? undefined);
      }
    }
  }
}

function* tried(filter: Filter, input: Json, scope: Scope): Values {
  try {
    yield* evaluate(filter, input, scope);
  } catch (error) {
    if (!(error instanceof JqError)) throw error;
  }
}

function* binary(filter: Filter & { readonly is: 'binary' }, input: Json, scope: Scope): Values {
  const { operator, left, right } = filter;
  if (operator === ',') {
    yield* evaluate(left, input, scope);
    yield* evaluate(right, input, scope);
  } else if (operator === '//') yield* alternative(left, right, input, scope);
  else if (operator === 'and' || operator === 'or') {
    for (const one of evaluate(left, input, scope)) {
      if (isTrue(one) === (operator === 'or')) yield operator === 'or';
      else for (const other of evaluate(right, input, scope)) yield isTrue(other);
    }
  } else {
    for (const other of evaluate(right, input, scope))
      for (const one of evaluate(left, input, scope)) yield joined(operator, one, other);
  }
}

function joined(operator: string, one: Json, other: Json): Json {
  switch (operator) {
    case '==':
      return compareJson(one, other) === 0;
    case '!=':
      return compareJson(one, other) !== 0;
    case '<':
      return compareJson(one, other) < 0;
    case '<=':
      return compareJson(one, other) <= 0;
    case '>':
      return compareJson(one, other) > 0;
    case '>=':
      return compareJson(one, other) >= 0;
    default:
      return arithmetic(operator, one, other);
  }
}

/** All true outputs of the left; where there are none, those of the right. */
function* alternative(left: Filter, right: Filter, input: Json, scope: Scope): Values {
  let isAny = false;
  for (const one of tried(left, input, scope)) {
    if (!isTrue(one)) continue;
    isAny = true;
    yield one;
  }
  if (!isAny) yield* evaluate(right, input, scope);
}

function* objects(
  entries: readonly (readonly [Filter, Filter])[],
  input: Json,
  scope: Scope,
  made: readonly (readonly [string, Json])[],
): Values {
  const [first, ...rest] = entries;
  if (first === undefined) {
    yield objectOf(made);
    return;
  }
  for (const key of evaluate(first[0], input, scope)) {
    if (typeof key !== 'string') throw new JqError(`Object keys must be strings`);
    for (const value of evaluate(first[1], input, scope))
      yield* objects(rest, input, scope, [...made, [key, value]]);
  }
}
