import type { Hint } from '../exercise/definition.ts';
import type { PredicateSource } from '../schema/scenario-predicate.ts';
import { KNOWN_TO_TEAM, type PredicateName } from '../world/predicate.ts';
import type { Path } from './diagnostic.ts';
import { linkOptional } from './link-predicate.ts';
import { linkText } from './link-text.ts';
import type { Linker } from './linker.ts';
import { quoted } from './visible-text.ts';

/** Links the hints; one whose offer would tell the team a truth that it has not seen is refused (law 5). */
export function linkHints(linker: Linker): readonly Hint[] {
  return linker.source.hints.map((hint, index) => {
    const path: Path = ['hints', index, 'when'];
    if (hint.when !== undefined) checkKnown(linker, hint.when, path);
    return {
      id: hint.id,
      price: hint.price,
      text: linkText(linker, hint.text, ['hints', index, 'text']),
      when: linkOptional(linker, hint.when, path),
    };
  });
}

// Whether a hint is on offer is itself an answer, so only what the team could answer alone may be asked.
function checkKnown(linker: Linker, source: PredicateSource, path: Path): void {
  for (const [key, value] of Object.entries(source)) {
    const at = [...path, key];
    if (value === undefined) continue;
    if (key === 'not') checkKnown(linker, value as PredicateSource, at);
    else if (key === 'all' || key === 'any')
      for (const [index, one] of (value as readonly PredicateSource[]).entries())
        checkKnown(linker, one, [...at, index]);
    else if (!KNOWN_TO_TEAM.has(key as PredicateName)) report(linker, key, at);
  }
}

// What an author most likely meant, in the words that a team can answer.
const INSTEAD: Readonly<Record<string, string>> = {
  told: 'Write "said": it holds when the team sent such a notice, whether it was true or not.',
  answered: 'Write "said" with the inject in "to" and "claims: []".',
  'is-live': 'Write "not: { seen: withdrawn CREDENTIAL }": it asks what the team itself took away.',
};

function report(linker: Linker, name: string, path: Path): void {
  linker.problems.add({
    path,
    of: 'key',
    code: 'link/hint-tells',
    message: `Whether ${quoted(name)} holds can be hidden from the team, and a hint on offer would tell it.`,
    mend: INSTEAD[name] ?? `Ask only what the team knows of itself: ${[...KNOWN_TO_TEAM].join(', ')}.`,
  });
}
