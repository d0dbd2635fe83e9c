import type { Session } from '../exercise/session.ts';
import type { Judge } from '../scoring/judge.ts';
import type { Outcome, Referee } from './outcome.ts';
import type { KeyMaker } from './state-key.ts';
import { type Move, take } from './step.ts';

/** What exploring has done so far. */
export interface Tally {
  /** Sessions that were really made, each by one more decision or wait. */
  states: number;
  /** Sessions that came to a state known already, from where nothing had to be played again. */
  merged: number;
  /** Lines run on to the aftermath and scored. */
  scored: number;
  /** Set by whoever watches: nothing new is begun then. */
  stopped: boolean;
}

// Running a line on and scoring it takes about as long as so many states.
const STATES_A_SCORE = 10;

/** Whether nothing new may be begun. */
export function isSpent(tally: Tally, most: number): boolean {
  return tally.stopped || spent(tally) >= most;
}

/** What an exploration has used up of its bound, in states. */
export function spent({ states, scored }: Tally): number {
  return states + STATES_A_SCORE * scored;
}

export interface Landed {
  readonly outcome: Outcome;
  /** Moves that this team could not have made at their time. */
  readonly left: readonly Move[];
}

export interface LinePlayer {
  readonly tally: Tally;
  /** Plays moves in their order; what a known state still has ahead of it is not played again. */
  readonly play: (moves: readonly Move[]) => Landed;
}

/** A player of many lines that have most of their moves in common. `trunk` is the line whose sessions are kept at every move. */
export function makeLinePlayer(
  opening: Session,
  keys: KeyMaker,
  trunk: readonly Move[],
  tally: Tally,
  referee: Referee,
): LinePlayer {
  const known = new Map<string, Landed>();
  const sessions: Session[] = [opening];
  for (const move of trunk) {
    const last = sessions.at(-1) as Session;
    sessions.push(take(last, move) ?? last);
  }
  const judges: Judge[] = [];
  for (const session of sessions) judges.push((judges.at(-1) ?? referee.judge).follow(session));
  const play = (moves: readonly Move[]): Landed => {
    let shared = 0;
    while (shared < moves.length && moves[shared] === trunk[shared]) shared += 1;
    let session = sessions[shared] as Session;
    let before: Session = opening;
    const left: Move[] = [];
    const passed: string[] = [];
    const rest = suffixes(moves);
    for (let index = shared; index <= moves.length; index += 1) {
      const key = `${keys.keyOf(session, before)} ${rest[index] ?? ''}`;
      const landed = known.get(key);
      if (landed !== undefined) {
        tally.merged += 1;
        return remember(known, passed, { ...landed, left: [...left, ...landed.left] });
      }
      passed.push(key);
      const move = moves[index];
      if (move === undefined) break;
      const next = take(session, move);
      tally.states += 1;
      if (next === null) left.push(move);
      else [session, before] = [next, session];
    }
    return remember(known, passed, { outcome: referee.outcomeOf(session, judges[shared]), left });
  };
  return { tally, play };
}

function remember(known: Map<string, Landed>, passed: readonly string[], landed: Landed): Landed {
  for (const key of passed) known.set(key, landed);
  return landed;
}

/** For each place of a line a text that stands for all moves from there on. */
function suffixes(moves: readonly Move[]): readonly string[] {
  const texts: string[] = new Array(moves.length).fill('');
  let sum = 0;
  for (let index = moves.length - 1; index >= 0; index -= 1) {
    const { at, by, do: line, waitsForAll } = moves[index] as Move;
    const text = `${waitsForAll === true ? `${at}+` : at} ${by ?? ''} ${line}`;
    for (let place = 0; place < text.length; place += 1)
      sum = Math.imul(sum ^ text.charCodeAt(place), 0x01000193);
    sum = Math.imul(sum ^ (sum >>> 15), 0x85ebca6b);
    texts[index] = `${sum}:${moves.length - index}`;
  }
  return texts;
}
