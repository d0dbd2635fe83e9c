import type { Predicate } from '../world/predicate.ts';

/** A condition of a scenario in its own words, short enough for a table: `not (can-push crew, harborlight/base:stable)`. */
export function printPredicate(predicate: Predicate): string {
  switch (predicate.is) {
    case 'all':
      return predicate.of.map(printInner).join(' and ');
    case 'any':
      return predicate.of.map(printInner).join(' or ');
    case 'not':
      return `not ${printInner(predicate.of)}`;
    default: {
      const words = Object.values(predicate.args).flatMap(printArgument);
      return words.length === 0 ? predicate.is : `${predicate.is} ${words.join(', ')}`;
    }
  }
}

function printInner(predicate: Predicate): string {
  const isShort = predicate.is !== 'all' && predicate.is !== 'any';
  return isShort ? printPredicate(predicate) : `(${printPredicate(predicate)})`;
}

function printArgument(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([key, one]) => `${key}=${String(one)}`);
  return value === undefined ? [] : [String(value)];
}

/** True when the condition, or any part of it, is of this kind and names this. */
export function asksFor(predicate: Predicate, is: string, name: string): boolean {
  if (predicate.is === 'all' || predicate.is === 'any')
    return predicate.of.some((one) => asksFor(one, is, name));
  if (predicate.is === 'not') return asksFor(predicate.of, is, name);
  return predicate.is === is && 'args' in predicate && Object.values(predicate.args).includes(name);
}
