import { PREDICATES, type PredicateName } from '../world/predicate.ts';
import type { ArgKind } from '../world/predicate-entry.ts';

export const isOptional = (kind: ArgKind): boolean => kind.startsWith('optional-');

/** The one argument that a predicate needs, whose value may stand without its name; null when it needs none or several. */
export function shortArg(name: PredicateName): string | null {
  const needed = Object.entries<ArgKind>(PREDICATES[name].args).filter(([, kind]) => !isOptional(kind));
  return needed.length === 1 ? (needed[0]?.[0] ?? null) : null;
}
