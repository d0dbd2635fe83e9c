import type { Session } from '../exercise/session.ts';
import { isOver, passTime, planDecision, readLine, takeDecision } from '../exercise/session.ts';
import type { Judge } from '../scoring/judge.ts';
import type { Seconds } from '../world/time.ts';
import { isSpent, type Tally } from './line-player.ts';
import type { KeyMaker } from './state-key.ts';
import type { Move } from './step.ts';

export interface WalkSpace {
  readonly opening: Session;
  /** Lines that may be decided, each at most once and at any decision point. */
  readonly alphabet: readonly string[];
  readonly moments: readonly Seconds[];
  readonly keys: KeyMaker;
  /** Goes along, where lines are to be scored. */
  readonly judge: Judge | null;
}

export interface Leaf {
  readonly moves: readonly Move[];
  /** With nothing more to decide; not yet run on to the aftermath. */
  readonly session: Session;
  readonly judge: Judge | null;
}

/**
 * Walks every order and every moment of the alphabet's decisions, the deepest first, and hands on each line that ends in a state not
 * reached before. Decision points are the moments that matter and those at which a role's hands come free. Returns whether the whole
 * space was walked before `most` states were spent.
 */
export function* freeWalk(space: WalkSpace, tally: Tally, most: number): Generator<Leaf, boolean> {
  const seen = new Set<string>();
  const { alphabet, moments, keys } = space;
  type Node = {
    readonly session: Session;
    readonly before: Session;
    readonly mask: number;
    readonly moves: readonly Move[];
    readonly judge: Judge | null;
  };
  const { opening } = space;
  const open: Node[] = [{ session: opening, before: opening, mask: 0, moves: [], judge: space.judge }];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const key = `${keys.keyOf(node.session, node.before)} ${node.mask}`;
    if (seen.has(key)) {
      tally.merged += 1;
      continue;
    }
    if (isSpent(tally, most)) return false;
    seen.add(key);
    tally.states += 1;
    const { session, mask, moves } = node;
    const next = nextPoint(session, moments);
    if (isOver(session) || next === null || mask === (1 << alphabet.length) - 1) {
      yield { moves, session, judge: node.judge };
      continue;
    }
    const judge = node.judge?.follow(session) ?? null;
    open.push({ session: passTime(session, next), before: session, mask, moves, judge });
    for (let index = alphabet.length - 1; index >= 0; index -= 1) {
      if ((mask & (1 << index)) !== 0) continue;
      const taken = decideNow(session, alphabet[index] as string);
      if (taken === null) continue;
      const move: Move = {
        at: session.now,
        by: taken.taken.at(-1)?.by ?? null,
        do: alphabet[index] as string,
      };
      const after = { mask: mask | (1 << index), moves: [...moves, move], judge };
      open.push({ session: taken, before: session, ...after });
    }
  }
  return true;
}

/** The session after a decision that can begin at this very second; null for any other. */
export function decideNow(session: Session, line: string): Session | null {
  const read = readLine(session, line, true);
  if (!read.ok) return null;
  const planned = planDecision(session, read.decision, null);
  if (!planned.ok || planned.plan.at > session.now) return null;
  const result = takeDecision(session, read.decision, null);
  return result.ok ? result.session : null;
}

/** The next second at which something new could be decided; null when none is left in play. */
export function nextPoint(session: Session, moments: readonly Seconds[]): Seconds | null {
  const { endEx } = session.engine.scenario.estate.clock;
  const moment = moments.find((at) => at > session.now) ?? endEx;
  const free = Object.values(session.free).filter((at) => at > session.now);
  const next = Math.min(moment, ...free);
  return next < endEx ? next : null;
}
