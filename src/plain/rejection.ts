import type { Rejection } from '../exercise/decision-words.ts';
import { nearestName } from '../scenario/nearest-name.ts';
import { quoted } from '../scenario/visible-text.ts';
import { ACTIONS, CLAIM_KEYS, STATUSES } from '../world/claim.ts';
import { wrap } from './wrap.ts';

/** Why a line is no decision, and the nearest thing that could be meant. Unknown and unseen sound the same. */
export function rejectionLines(
  rejection: Pick<Rejection, 'message' | 'mend' | 'word' | 'candidates'>,
  width: number,
): readonly string[] {
  const nearest = nearestMeant(rejection.word, rejection.candidates);
  const claim = rejection.word?.includes('=') === true ? claimMend(rejection.word) : null;
  const mends = [nearest === null ? null : `Did you mean ${nearest}?`, claim, rejection.mend];
  return [rejection.message, ...mends.flatMap((mend) => mend ?? [])].flatMap((line) =>
    wrap(line, width, '  '),
  );
}

/** The candidate that was probably meant, or null. */
export function nearestMeant(word: string | null, candidates: readonly string[]): string | null {
  if (word === null) return null;
  if (!word.includes('=')) return nearestName(word, candidates) ?? null;
  const at = word.indexOf('=');
  const [key, value] = [word.slice(0, at), word.slice(at + 1)];
  const right = nearestName(key, Object.keys(CLAIM_KEYS));
  const values = right === 'action' ? ACTIONS : right === 'status' ? STATUSES : [];
  const [begun, ...others] = values.filter((one) => one.startsWith(value));
  const better = begun !== undefined && others.length === 0 ? begun : (nearestName(value, values) ?? value);
  return right === undefined || `${right}=${better}` === word ? null : `${right}=${better}`;
}

function claimMend(word: string): string | null {
  const key = word.slice(0, word.indexOf('='));
  const known = Object.entries(CLAIM_KEYS).find(([name]) => name === key);
  if (known === undefined)
    return `A claim is one of ${Object.keys(CLAIM_KEYS)
      .map((name) => `${name}=`)
      .join(' ')}`;
  return `${quoted(key)} takes ${known[1]}; it must be something that you have seen.`;
}
