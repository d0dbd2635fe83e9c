import type { Trial } from '../state.ts';
import type { Seconds } from '../time.ts';
import { parseTimestamp } from '../time.ts';
import { fakeNumber } from './fake-id.ts';
import { factsOf } from './history.ts';

const DAY: Seconds = 86_400;

/** When a value of a credential was issued. The values that the estate opened with are months old, or of the year in their label. */
export function issuedAt(trial: Trial, credential: string, generation: number): Seconds {
  const issued = factsOf(trial, 'credential-issued').find(
    (fact) => fact.subject === credential && fact.data.generation === generation,
  );
  if (issued !== undefined) return issued.at;
  const { clock, credentials } = trial.world.estate;
  const year = /20\d\d/.exec(credentials[credential]?.label ?? '')?.[0] ?? '';
  const named = parseTimestamp(`${year}-01-0${2 + fakeNumber(credential, 8)}T10:00:00Z`);
  const guess = clock.opens - (40 + fakeNumber(credential, 300)) * DAY;
  return named === null ? guess : Math.min(named.startEx - clock.calendar.startEx, clock.opens - DAY);
}
