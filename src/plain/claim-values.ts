import { knownNames } from '../exercise/known.ts';
import type { Session } from '../exercise/session.ts';
import { ACTIONS, STATUSES } from '../world/claim.ts';
import { notedDigests } from './show-digests.ts';

/** One thing that may be picked, with what the team knows of it. */
export interface Choice {
  readonly value: string;
  readonly note: string;
}

/**
 * Values of one key of a claim: only what was seen or was known from the start. Empty where it must be typed (a window, a time);
 * anything else can be typed too and is judged like any line.
 */
export function claimValues(session: Session, key: string): readonly Choice[] {
  const names = knownNames(session);
  switch (key) {
    case 'digest':
    case 'clean':
    case 'check':
      return notedDigests(session)
        .filter((one) => one.isShown)
        .map(({ digest, note }) => ({ value: digest, note }));
    case 'tag':
    case 'not-affected':
      return plain(names.tag);
    case 'indicator':
      return plain(names.host);
    case 'secret':
      return plain(names.credential);
    case 'action':
      return plain(ACTIONS);
    case 'status':
      return plain(STATUSES);
    default:
      return [];
  }
}

function plain(values: readonly string[] | undefined): readonly Choice[] {
  return (values ?? []).map((value) => ({ value, note: '' }));
}
