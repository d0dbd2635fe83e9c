import type { PlaybookSpec } from '../exercise/definition.ts';
import { playLines } from '../exercise/playbook.ts';
import { finish, type Session, type Taken } from '../exercise/session.ts';
import { parseLine } from '../world/attempt.ts';
import type { Fact } from '../world/fact.ts';
import type { Outcome, Referee } from './outcome.ts';
import type { Move } from './step.ts';

/** A playbook as it went: each decision at the second at which it really began, and the facts that came of it. */
export interface Went {
  readonly moves: readonly Move[];
  readonly taken: readonly Taken[];
  readonly history: readonly Fact[];
  readonly points: number;
  readonly outcome: Outcome;
}

/** Plays a playbook as far as its lines are accepted. */
export function rightLine(opening: Session, playbook: PlaybookSpec, referee: Referee): Went {
  const { session } = playLines(opening, playbook.decisions);
  const outcome = referee.outcomeOf(session);
  const moves = session.taken.map((one): Move => ({ at: one.at, by: one.by, do: one.line }));
  const { history } = finish(session).course;
  return { moves, taken: session.taken, history, points: outcome.points, outcome };
}

/** Lines that other playbooks decide and this one does not. */
export function foreignLines(playbooks: readonly PlaybookSpec[], line: readonly Move[]): readonly string[] {
  const own = new Set(line.map((move) => move.do));
  const found = new Set<string>();
  for (const { decisions } of playbooks)
    for (const { do: text } of decisions) {
      const bare = text.replace(/\s+(#.*|~\d+%.*)$/, '');
      if (!own.has(bare) && parseLine(bare).ok) found.add(bare);
    }
  return [...found];
}
