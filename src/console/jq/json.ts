/** What JSON text can hold. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** What a filter stopped with: jq's own sentence about it. */
export class JqError extends Error {}

export function typeOf(value: Json): 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as 'boolean' | 'number' | 'string' | 'object';
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

const ORDER = ['null', 'false', 'true', 'number', 'string', 'array', 'object'];

function rank(value: Json): number {
  return ORDER.indexOf(typeof value === 'boolean' ? String(value) : typeOf(value));
}

export function compareText(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** jq's order of all values: null, false, true, numbers, strings, arrays, objects. */
export function compareJson(left: Json, right: Json): number {
  const ranks = rank(left) - rank(right);
  if (ranks !== 0) return ranks;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (isList(left) && isList(right)) return compareLists(left, right);
  if (isObject(left) && isObject(right)) {
    const [one, other] = [sortedKeys(left), sortedKeys(right)];
    const keys = compareLists(one, other);
    return keys !== 0
      ? keys
      : compareLists(
          one.map((key) => left[key] ?? null),
          other.map((key) => right[key] ?? null),
        );
  }
  return 0;
}

function compareLists(left: readonly Json[], right: readonly Json[]): number {
  for (const [index, one] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = compareJson(one, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

export function sortedKeys(value: JsonObject): readonly string[] {
  return Object.keys(value).sort(compareText);
}

/** An object from its entries; a key like `__proto__` is a key like any other. */
export function objectOf(entries: Iterable<readonly [string, Json]>): JsonObject {
  return Object.fromEntries(entries);
}

export interface PrintStyle {
  /** What one level is indented by; null puts all on one line. */
  readonly indent: string | null;
  readonly sortKeys: boolean;
}

export const COMPACT: PrintStyle = { indent: null, sortKeys: false };

export function printJson(value: Json, style: PrintStyle, margin = ''): string {
  if (!isList(value) && !isObject(value)) return printScalar(value);
  const inner = style.indent === null ? '' : margin + style.indent;
  const [open, close] = isList(value) ? ['[', ']'] : ['{', '}'];
  const colon = style.indent === null ? ':' : ': ';
  const keys = isList(value) ? [] : style.sortKeys ? sortedKeys(value) : Object.keys(value);
  const parts = isList(value)
    ? value.map((one) => printJson(one, style, inner))
    : keys.map(
        (key) => `${printScalar(key)}${colon}${printJson((value as JsonObject)[key] ?? null, style, inner)}`,
      );
  if (parts.length === 0) return open + close;
  if (style.indent === null) return open + parts.join(',') + close;
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${margin}${close}`;
}

function printScalar(value: null | boolean | number | string): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    return value > 0 ? '1.7976931348623157e+308' : value < 0 ? '-1.7976931348623157e+308' : 'null';
  return typeof value === 'string' ? JSON.stringify(value).replace(/\u007f/g, '\\u007f') : String(value);
}
