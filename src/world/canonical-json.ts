/**
 * The one text of a JSON value: compact, keys sorted by UTF-16 code unit (the rule of RFC 8785), `-0` as `0`.
 * Asserts that the value is JSON: it throws on undefined, NaN, functions, bigints, class instances and cycles.
 */
export function canonicalJson(value: unknown): string {
  return print(value, 0);
}

// A cyclic value would otherwise end in a stack overflow that names no cause.
const maxDepth = 200;

function print(value: unknown, depth: number): string {
  if (depth > maxDepth)
    throw new TypeError(`JSON value is nested deeper than ${maxDepth} or refers to itself`);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} is not a JSON number`);
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? printList(value, depth) : printObject(value, depth);
    case 'undefined':
    case 'bigint':
    case 'function':
    case 'symbol':
      throw new TypeError(`a ${typeof value} is not a JSON value`);
  }
}

function printList(list: readonly unknown[], depth: number): string {
  let text = '[';
  for (let index = 0; index < list.length; index += 1) {
    if (index > 0) text += ',';
    text += print(list[index], depth + 1);
  }
  return `${text}]`;
}

function printObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A Map, a Date or an error would print as `{}` and silently lose what it holds.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError('a class instance is not a JSON value');
  }
  const record = value as Readonly<Record<string, unknown>>;
  let text = '{';
  for (const key of Object.keys(record).sort()) {
    if (text.length > 1) text += ',';
    text += `${JSON.stringify(key)}:${print(record[key], depth + 1)}`;
  }
  return `${text}}`;
}
