import type { Decision } from '../exercise/decision.ts';
import { planDecision, type TakeResult } from '../exercise/session.ts';
import { printTime, type Seconds } from '../world/time.ts';
import { costLine } from './costs.ts';
import { shortenDigests } from './show-evidence.ts';
import { wrap } from './wrap.ts';

/** What is said of a decision that was taken at `now`: its number, what it costs, and whether time had to move for it. */
export function takenLines(
  decision: Decision,
  { taken, before, session }: TakeResult & { readonly ok: true },
  now: Seconds,
  width: number,
): readonly string[] {
  const plan = {
    by: taken.by,
    at: taken.at,
    until: taken.until,
    hands: taken.until - taken.at,
    lands: taken.lands - taken.at,
  };
  const late =
    taken.at > now ? [`${taken.by} was busy until ${printTime(taken.at)}, so time has moved there.`] : [];
  const asked = planDecision(session, decision, null);
  const cost =
    decision.attempt.verb === 'ask'
      ? asked.ok
        ? costLine(before, decision, asked.plan)
        : 'asked'
      : costLine(before, decision, plan);
  return [...late, ...wrap(`Decision ${taken.seq}: ${shortenDigests(taken.line)}`, width, '  '), `  ${cost}`];
}
