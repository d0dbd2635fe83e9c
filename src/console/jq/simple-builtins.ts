import { eachOf } from './access.ts';
import { textFrom } from './format.ts';
import {
  COMPACT,
  compareJson,
  isList,
  isObject,
  JqError,
  type Json,
  objectOf,
  printJson,
  sortedKeys,
  typeOf,
} from './json.ts';
import { describe, plus } from './operators.ts';

type Simple = (input: Json) => Json;

function listOf(input: Json, what: string): readonly Json[] {
  if (!isList(input)) throw new JqError(`${describe(input)} ${what}`);
  return input;
}

function listForIndex(input: Json): readonly Json[] {
  if (!isList(input)) throw new JqError(`Cannot index ${typeOf(input)} with number`);
  return input;
}

function sorted(input: Json): readonly Json[] {
  return [...listOf(input, 'cannot be sorted, as it is not an array')].sort(compareJson);
}

function unique(input: Json): readonly Json[] {
  const all = sorted(input);
  return all.filter((one, index) => index === 0 || compareJson(all[index - 1] ?? null, one) !== 0);
}

function keys(input: Json): readonly Json[] {
  if (isObject(input)) return sortedKeys(input);
  if (isList(input)) return input.map((_, index) => index);
  throw new JqError(`${describe(input)} has no keys`);
}

function length(input: Json): number {
  if (input === null) return 0;
  if (typeof input === 'number') return Math.abs(input);
  if (typeof input === 'string') return [...input].length;
  if (isList(input)) return input.length;
  if (isObject(input)) return Object.keys(input).length;
  throw new JqError(`${describe(input)} has no length`);
}

function number(input: Json): number {
  if (typeof input === 'number') return input;
  const value = typeof input === 'string' && input.trim() !== '' ? Number(input) : Number.NaN;
  if (Number.isNaN(value))
    throw new JqError(
      typeof input === 'string'
        ? `Cannot parse '${input}' as a number`
        : `${describe(input)} cannot be parsed as a number`,
    );
  return value;
}

function text(input: Json, what: string): string {
  if (typeof input !== 'string') throw new JqError(`${describe(input)} ${what}`);
  return input;
}

function fromJson(input: Json): Json {
  try {
    return JSON.parse(text(input, 'only strings can be parsed')) as Json;
  } catch (error) {
    if (error instanceof JqError) throw error;
    throw new JqError(`${describe(input)} is not valid JSON`);
  }
}

function fromEntries(input: Json): Json {
  const entries = [...eachOf(input)].map((entry): readonly [string, Json] => {
    if (!isObject(entry)) throw new JqError(`Cannot index ${typeOf(entry)} with "key"`);
    const key = entry.key ?? entry.k ?? entry.name ?? entry.Name ?? entry.K ?? entry.Key ?? null;
    if (key !== null && typeof key === 'object')
      throw new JqError(`Cannot use ${describe(key)} as object key`);
    const value = Object.hasOwn(entry, 'value')
      ? entry.value
      : Object.hasOwn(entry, 'v')
        ? entry.v
        : (entry.Value ?? null);
    return [key === null ? 'null' : String(key), value ?? null];
  });
  return objectOf(entries);
}

function flatten(input: Json): readonly Json[] {
  return listOf(input, 'cannot be flattened').flatMap((one) => (isList(one) ? flatten(one) : [one]));
}

function date(input: Json): Json {
  if (typeof input !== 'number') throw new JqError('strftime/1 requires parsed datetime inputs');
  const time = new Date(Math.floor(input) * 1000);
  if (Number.isNaN(time.getTime()))
    throw new JqError('error converting number of seconds since epoch to datetime');
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}

function seconds(input: Json): Json {
  const time =
    typeof input === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(input)
      ? Date.parse(input)
      : Number.NaN;
  if (Number.isNaN(time))
    throw new JqError(`date ${printJson(input, COMPACT)} does not match format "%Y-%m-%dT%H:%M:%SZ"`);
  return time / 1000;
}

function transposed(input: Json): Json {
  const rows = listOf(input, 'cannot be transposed').map((row) => listOf(row, 'cannot be transposed'));
  const width = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? null));
}

/** Functions without arguments that make one value of one. */
export const SIMPLE_BUILTINS: Readonly<Record<string, Simple>> = {
  'not/0': (input) => input === null || input === false,
  'length/0': length,
  'utf8bytelength/0': (input) => Buffer.byteLength(text(input, 'only strings have UTF-8 byte length')),
  'keys/0': keys,
  'keys_unsorted/0': (input) => (isObject(input) ? Object.keys(input) : keys(input)),
  'add/0': (input) => [...eachOf(input)].reduce<Json>((sum, one) => plus(sum, one), null),
  'type/0': typeOf,
  'sort/0': sorted,
  'unique/0': unique,
  'reverse/0': (input) =>
    typeof input === 'string'
      ? [...input].reverse().join('')
      : input === null
        ? []
        : [...listForIndex(input)].reverse(),
  'min/0': (input) => sorted(input)[0] ?? null,
  'max/0': (input) => sorted(input).at(-1) ?? null,
  'first/0': (input) => listForIndex(input)[0] ?? null,
  'last/0': (input) => listForIndex(input).at(-1) ?? null,
  'flatten/0': flatten,
  'transpose/0': transposed,
  'floor/0': (input) => Math.floor(number(input)),
  'ceil/0': (input) => Math.ceil(number(input)),
  'round/0': (input) => Math.round(number(input)),
  'abs/0': (input) => Math.abs(number(input)),
  'tostring/0': textFrom,
  'tonumber/0': number,
  'tojson/0': (input) => printJson(input, COMPACT),
  'fromjson/0': fromJson,
  'ascii_downcase/0': (input) =>
    text(input, 'cannot be lower-cased').replace(/[A-Z]/g, (char) => char.toLowerCase()),
  'ascii_upcase/0': (input) =>
    text(input, 'cannot be upper-cased').replace(/[a-z]/g, (char) => char.toUpperCase()),
  'trim/0': (input) => text(input, 'cannot be trimmed').trim(),
  'to_entries/0': (input) => {
    if (!isObject(input)) throw new JqError(`${describe(input)} has no keys`);
    return Object.entries(input).map(([key, value]) => ({ key, value }));
  },
  'from_entries/0': fromEntries,
  'todate/0': date,
  'todateiso8601/0': date,
  'fromdate/0': seconds,
  'fromdateiso8601/0': seconds,
};
