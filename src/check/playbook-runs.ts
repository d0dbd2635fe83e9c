import { closingAtRest } from '../exercise/closing.ts';
import type { PlaybookSpec } from '../exercise/definition.ts';
import { type PlaybookProblem, playLines } from '../exercise/playbook.ts';
import { lastLanding, type Session } from '../exercise/session.ts';
import type { Outcome, Referee } from '../explore/outcome.ts';
import type { Move } from '../explore/step.ts';
import type { Seconds } from '../world/time.ts';

/** What a playbook came to; `rejected` says which line ended it early. */
export interface PlaybookRun {
  readonly playbook: PlaybookSpec;
  readonly outcome: Outcome;
  readonly moves: readonly Move[];
  /** When all that was decided had landed. */
  readonly landed: Seconds;
  readonly rejected: { readonly do: string; readonly message: string; readonly mend: string | null } | null;
}

export function runPlaybook(opening: Session, playbook: PlaybookSpec, referee: Referee): PlaybookRun {
  const played = playLines(opening, playbook.decisions);
  const { session } = played;
  const closing = closingAtRest(session.taken);
  return {
    playbook,
    outcome: referee.outcomeOf(session),
    moves: session.taken.map((one): Move => {
      const move = { at: one.at, by: one.by, do: one.line };
      return one === closing ? { ...move, waitsForAll: true } : move;
    }),
    landed: lastLanding(session),
    rejected: played.ok ? null : rejectedLine(played.problem),
  };
}

function rejectedLine({ text, message, mend }: PlaybookProblem): PlaybookRun['rejected'] {
  return { do: text, message, mend };
}
