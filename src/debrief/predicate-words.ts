import { PREDICATES, type Predicate, type PredicateName } from '../world/predicate.ts';

/** A condition of a scenario in its own words, short enough for a table: `not (can-push crew, harborlight/base:stable)`. */
export function printPredicate(predicate: Predicate): string {
  switch (predicate.is) {
    case 'all':
      return predicate.of.map(printInner).join(' and ');
    case 'any':
      return predicate.of.map(printInner).join(' or ');
    case 'not':
      return `not ${printInner(predicate.of)}`;
    case 'fact':
      return factWords(predicate.args);
    default: {
      const names = Object.keys(PREDICATES[predicate.is].args);
      const words = names.flatMap((name) => printArgument(predicate.args[name]));
      return words.length === 0 ? predicate.is : `${predicate.is} ${words.join(', ')}`;
    }
  }
}

function factWords(args: Readonly<Record<string, unknown>>): string {
  const by = args.by === undefined ? [] : [`by ${String(args.by)}`];
  const subjects = [args.subject ?? []].flat().map(String);
  const data = args.data === undefined ? [] : [`with ${printArgument(args.data).join(', ')}`];
  return [...by, ...(subjects.length === 0 ? [] : [`about ${subjects.join(' or ')}`]), ...data].join(' ');
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

/** Names of all predicates in a condition. */
export function namesIn(predicate: Predicate): readonly PredicateName[] {
  if (predicate.is === 'all' || predicate.is === 'any') return predicate.of.flatMap(namesIn);
  if (predicate.is === 'not') return namesIn(predicate.of);
  return [predicate.is];
}

/** True when the condition, or any part of it, is of this kind and names this. */
export function asksFor(predicate: Predicate, is: string, name: string): boolean {
  if (predicate.is === 'all' || predicate.is === 'any')
    return predicate.of.some((one) => asksFor(one, is, name));
  if (predicate.is === 'not') return asksFor(predicate.of, is, name);
  return predicate.is === is && 'args' in predicate && Object.values(predicate.args).includes(name);
}
