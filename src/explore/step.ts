import type { Session } from '../exercise/session.ts';
import { isOver, lastLanding, passTime, planDecision, readLine, takeDecision } from '../exercise/session.ts';
import type { Seconds } from '../world/time.ts';

/** A decision of a line: what is done, by whom, and not before when. */
export interface Move {
  readonly at: Seconds;
  readonly by: string | null;
  readonly do: string;
  /** It waits until everything under way has landed: a closing at rest. */
  readonly waitsForAll?: boolean;
}

/**
 * The session after one more decision, at its time or when its role's hands are free; null when this team could not have said it
 * then, or play was over by then.
 */
export function take(session: Session, move: Move): Session | null {
  const read = readLine(session, move.do, true);
  if (!read.ok) return takeLater(session, move);
  const planned = planDecision(session, read.decision, move.by);
  if (!planned.ok) return null;
  const rest = move.waitsForAll === true ? lastLanding(session) : 0;
  const at = passTime(session, Math.max(move.at, planned.plan.at, rest));
  if (isOver(at)) return null;
  const result = takeDecision(at, read.decision, move.by);
  return result.ok ? result.session : null;
}

// What it names may come to be known by the time at which it is to be said.
function takeLater(session: Session, move: Move): Session | null {
  const later = passTime(session, Math.max(move.at, session.free[move.by ?? ''] ?? session.now));
  return later.now > session.now && !isOver(later) ? take(later, { ...move, at: later.now }) : null;
}
