import type { Session } from '../exercise/session.ts';
import { isOver, lastLanding, passTime } from '../exercise/session.ts';
import type { Outcome, Referee } from '../explore/outcome.ts';
import { type Move, take } from '../explore/step.ts';
import { checklist } from './checklist.ts';
import { playAtRandom, seeded } from './random-team.ts';
import { decideAll, linesFor } from './sweep.ts';

export type PolicyId = 'nothing' | 'random' | 'everything-at-once' | 'checklist' | 'silence' | 'expert';

/** How a way of playing that knows nothing of this scenario comes out; only `random` is more than one play. */
export interface PolicyResult {
  readonly id: PolicyId;
  readonly title: string;
  readonly best: { readonly moves: readonly Move[]; readonly outcome: Outcome };
  /** Percent of each play, the least first. */
  readonly scores: readonly number[];
  readonly endings: ReadonlyMap<string, number>;
}

export const RANDOM_PLAYS = 60;

interface Policy {
  readonly id: PolicyId;
  readonly title: string;
  readonly plays: number;
  /** `turn` counts the plays from 0. */
  readonly play: (opening: Session, expert: readonly Move[], turn: number) => Session;
}

const POLICIES: readonly Policy[] = [
  { id: 'nothing', title: 'decides nothing', plays: 1, play: (opening) => opening },
  {
    id: 'random',
    title: 'says whatever it could say',
    plays: RANDOM_PLAYS,
    play: (opening, _, turn) => playAtRandom(opening, seeded(turn + 1)),
  },
  {
    id: 'everything-at-once',
    title: 'stops, revokes and deletes all there is',
    plays: 1,
    play: stopEverything,
  },
  {
    id: 'checklist',
    title: 'goes through a general checklist',
    plays: 1,
    play: (opening) => checklist(opening),
  },
  {
    id: 'silence',
    title: 'the first playbook without a word to anybody',
    plays: 1,
    play: (opening, expert) =>
      replay(
        opening,
        expert.filter(({ do: line }) => !/^(notify|answer|correct|ask)\b/.test(line)),
      ),
  },
  { id: 'expert', title: 'the first playbook', plays: 1, play: (opening, expert) => replay(opening, expert) },
];

/** Plays every policy; a generator, so that somebody may watch and stop it: each step is one play. */
export function* playPolicies(
  opening: Session,
  expert: readonly Move[],
  referee: Referee,
): Generator<PolicyId, readonly PolicyResult[]> {
  const results: PolicyResult[] = [];
  for (const { id, title, plays, play } of POLICIES) {
    const scores: number[] = [];
    const endings = new Map<string, number>();
    let best: PolicyResult['best'] | null = null;
    for (let turn = 0; turn < plays; turn += 1) {
      const session = play(opening, expert, turn);
      const outcome = referee.outcomeOf(session);
      const moves = session.taken.map((one): Move => ({ at: one.at, by: one.by, do: one.line }));
      scores.push(outcome.percent);
      endings.set(outcome.ending, (endings.get(outcome.ending) ?? 0) + 1);
      if (best === null || outcome.percent > best.outcome.percent) best = { moves, outcome };
      yield id;
    }
    scores.sort((left, right) => left - right);
    if (best !== null) results.push({ id, title, best, scores, endings });
  }
  return results;
}

function replay(opening: Session, moves: readonly Move[]): Session {
  return moves.reduce((session, move) => take(session, move) ?? session, opening);
}

const STOPPING = [
  'pause',
  'freeze',
  'isolate',
  'revoke',
  'end-sessions',
  'delete',
  'purge',
  'clean-runner',
  'reset-password',
  'quarantine',
  'block',
];
const ROUNDS = 3;

// What comes to be known by then is stopped as well.
function stopEverything(opening: Session): Session {
  let session = opening;
  const said = new Set<string>();
  for (let round = 0; round < ROUNDS && !isOver(session); round += 1) {
    const fresh = linesFor(session, STOPPING).filter((line) => !said.has(line));
    for (const line of fresh) said.add(line);
    session = decideAll(session, fresh);
    session = passTime(session, Math.max(lastLanding(session), session.now + 15 * 60));
  }
  return session;
}
