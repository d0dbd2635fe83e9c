import type { Session } from '../exercise/session.ts';
import type { Outcome, Referee } from './outcome.ts';
import { type Move, take } from './step.ts';

export interface Found {
  readonly moves: readonly Move[];
  readonly outcome: Outcome;
}

/** Leaves out moves, many at once first, while the line still comes to the same ending: of what is left, no single one can go. */
export function shortened(opening: Session, found: Found, referee: Referee): Found {
  let shortest = found;
  let sessions = sessionsAlong(opening, [], found.moves, 0);
  for (let size = 1 << 30; size >= 1; size >>= 1) {
    if (size > found.moves.length) continue;
    for (let from = shortest.moves.length - size; from > -size; from -= size) {
      const start = Math.max(0, from);
      const moves = [...shortest.moves.slice(0, start), ...shortest.moves.slice(from + size)];
      if (moves.length === shortest.moves.length) continue;
      const next = sessionsAlong(opening, sessions, moves, start);
      const outcome = referee.outcomeOf(next.at(-1) as Session);
      if (outcome.ending !== found.outcome.ending) continue;
      [shortest, sessions] = [{ moves, outcome }, next];
    }
  }
  return shortest;
}

/** The session before each move and after the last; the first `kept` moves are those of the line that was played before. */
function sessionsAlong(
  opening: Session,
  before: readonly Session[],
  moves: readonly Move[],
  kept: number,
): readonly Session[] {
  const sessions = before.length === 0 ? [opening] : before.slice(0, kept + 1);
  for (const move of moves.slice(sessions.length - 1)) {
    const last = sessions.at(-1) as Session;
    sessions.push(take(last, move) ?? last);
  }
  return sessions;
}
