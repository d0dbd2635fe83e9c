import { compilePattern, type Pattern } from '../filters/pattern.ts';
import { textFrom } from './format.ts';
import { compareJson, isList, isObject, JqError, type Json, typeOf } from './json.ts';
import { describe } from './operators.ts';

type WithArgument = (input: Json, argument: Json) => Json;

function bothTexts(input: Json, argument: Json, name: string): readonly [string, string] {
  if (typeof input !== 'string' || typeof argument !== 'string')
    throw new JqError(`${name}() requires string inputs`);
  return [input, argument];
}

function has(input: Json, key: Json): boolean {
  if (isObject(input) && typeof key === 'string') return Object.hasOwn(input, key);
  if (isList(input) && typeof key === 'number') return key >= 0 && key < input.length;
  throw new JqError(
    `Cannot check whether ${typeOf(input)} has a ${typeof key === 'string' ? 'string' : typeOf(key)} key`,
  );
}

function contains(one: Json, other: Json): boolean {
  if (typeof one === 'string' && typeof other === 'string') return one.includes(other);
  if (isList(one) && isList(other)) return other.every((part) => one.some((whole) => like(whole, part)));
  if (isObject(one) && isObject(other))
    return Object.entries(other).every(
      ([key, value]) => Object.hasOwn(one, key) && like(one[key] ?? null, value),
    );
  if (typeOf(one) === typeOf(other)) return compareJson(one, other) === 0;
  throw new JqError(`${describe(one)} and ${describe(other)} cannot have their containment checked`);
}

function like(one: Json, other: Json): boolean {
  return typeOf(one) === typeOf(other) && contains(one, other);
}

function split(input: Json, by: Json): Json {
  if (typeof input !== 'string' || typeof by !== 'string')
    throw new JqError('split input and separator must be strings');
  return input === '' ? [] : input.split(by);
}

function join(input: Json, by: Json): Json {
  if (!isList(input)) throw new JqError(`Cannot iterate over ${describe(input)}`);
  if (typeof by !== 'string') throw new JqError(`${describe(by)} cannot be used to join`);
  return input
    .map((one) => {
      if (typeof one === 'object' && one !== null)
        throw new JqError(`${describe(by)} and ${describe(one)} cannot be added`);
      return one === null ? '' : textFrom(one);
    })
    .join(by);
}

/** The pattern of `test` and its kin: read by our own bounded matcher, which knows what grep -E knows. */
function pattern(argument: Json): Pattern {
  const [source, modes] = isList(argument) ? [argument[0] ?? null, argument[1] ?? ''] : [argument, ''];
  if (typeof source !== 'string')
    throw new JqError(`${describe(argument)} cannot be matched, as it is not a string`);
  const compiled = compilePattern(
    source.replaceAll('\\d', '[0-9]'),
    'extended',
    typeof modes === 'string' && modes.includes('i'),
  );
  if (!compiled.ok) throw new JqError(`${source} (at offset 0) is not a valid regex: ${compiled.message}`);
  return compiled.pattern;
}

function test(input: Json, argument: Json): boolean {
  if (typeof input !== 'string')
    throw new JqError(`${describe(input)} cannot be matched, as it is not a string`);
  return pattern(argument).find(input, 0) !== null;
}

function indices(input: Json, what: Json): Json {
  if (input === null) return null;
  if (isList(input)) return input.flatMap((one, index) => (compareJson(one, what) === 0 ? [index] : []));
  const [text, part] = bothTexts(input, what, 'indices');
  const found: number[] = [];
  for (let at = text.indexOf(part); part !== '' && at >= 0; at = text.indexOf(part, at + 1)) found.push(at);
  return found;
}

function flatten(input: Json, depth: Json): Json {
  if (!isList(input) || typeof depth !== 'number')
    throw new JqError(`Cannot iterate over ${describe(input)}`);
  if (depth < 0) throw new JqError('flatten depth must not be negative');
  return input.flatMap((one) =>
    isList(one) ? (depth < 1 ? [one] : (flatten(one, depth - 1) as readonly Json[])) : [one],
  );
}

/** Functions with one argument that make one value of two. */
export const TEXT_BUILTINS: Readonly<Record<string, WithArgument>> = {
  'has/1': has,
  'in/1': (input, argument) => has(argument, input),
  'contains/1': contains,
  'inside/1': (input, argument) => contains(argument, input),
  'startswith/1': (input, argument) => {
    const [text, part] = bothTexts(input, argument, 'startswith');
    return text.startsWith(part);
  },
  'endswith/1': (input, argument) => {
    const [text, part] = bothTexts(input, argument, 'endswith');
    return text.endsWith(part);
  },
  'ltrimstr/1': (input, argument) =>
    typeof input === 'string' && typeof argument === 'string' && input.startsWith(argument)
      ? input.slice(argument.length)
      : input,
  'rtrimstr/1': (input, argument) =>
    typeof input === 'string' && typeof argument === 'string' && argument !== '' && input.endsWith(argument)
      ? input.slice(0, -argument.length)
      : input,
  'split/1': split,
  'join/1': join,
  'test/1': test,
  'indices/1': indices,
  'index/1': (input, argument) => firstOf(indices(input, argument), 0),
  'rindex/1': (input, argument) => firstOf(indices(input, argument), -1),
  'flatten/1': flatten,
};

function firstOf(found: Json, at: 0 | -1): Json {
  return isList(found) ? (found.at(at) ?? null) : null;
}
