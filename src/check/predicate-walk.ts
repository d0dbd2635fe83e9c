import type { Path } from '../scenario/diagnostic.ts';
import type { Predicate } from '../world/predicate.ts';
import type { LintContext } from './lint-rule.ts';

/** Every predicate inside one, itself included; `isNegated` tells that it stands under an odd number of `not`. */
export function predicatesIn(
  predicate: Predicate,
  isNegated = false,
): readonly { readonly predicate: Predicate; readonly isNegated: boolean }[] {
  const own = { predicate, isNegated };
  switch (predicate.is) {
    case 'all':
    case 'any':
      return [own, ...(predicate.of as readonly Predicate[]).flatMap((one) => predicatesIn(one, isNegated))];
    case 'not':
      return [own, ...predicatesIn(predicate.of as Predicate, !isNegated)];
    default:
      return [own];
  }
}

/** Every text value of a document below a path, with its own path. */
export function textsIn(
  value: unknown,
  path: Path = [],
): readonly { readonly path: Path; readonly text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((one, index) => textsIn(one, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, [...path, key]));
}

/** All words and keys that a part of the source uses, to see whether something is ever spoken of. */
export function wordsIn(value: unknown, found: Set<string> = new Set()): ReadonlySet<string> {
  if (typeof value === 'string') for (const word of value.split(/[\s,=:@#"'()]+/)) found.add(word);
  else if (Array.isArray(value)) for (const one of value) wordsIn(one, found);
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) {
      found.add(key);
      wordsIn(one, found);
    }
  if (typeof value === 'string') found.add(value);
  return found;
}

/** The parts of a scenario that make something matter: what is tried, asked, told or played. */
export function usesOf({ source, scenario }: LintContext): ReadonlySet<string> {
  const { prologue, story, injects, conclusions, objectives, endings, judgements, hints } = source;
  const played = scenario.playbooks.map((playbook) => playbook.decisions);
  return wordsIn([prologue, story, injects, conclusions, objectives, endings, judgements, hints, played]);
}
