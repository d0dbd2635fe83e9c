import { systemOwner } from '../../exercise/decision.ts';
import type { Session } from '../../exercise/session.ts';

/** Who alone may change a subject, as the scenario says openly; null for what belongs to nobody here. */
export function ownerWords(session: Session, kind: string, id: string): string | null {
  if (kind === 'consumer') return 'An outside team: you can tell it something.';
  const owner = systemOwner(session.engine.scenario, id);
  return owner === null ? null : `Only ${owner} can change it; anyone can look.`;
}
