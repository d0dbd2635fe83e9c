import * as fc from 'fast-check';
import type { Decision } from '../../src/exercise/decision.ts';
import { knownDigests, knownNames } from '../../src/exercise/known.ts';
import { isOver, passTime, readLine, type Session, takeDecision } from '../../src/exercise/session.ts';
import { FORMS, type ShapePart } from '../../src/world/attempt.ts';
import { ACTIONS, STATUSES } from '../../src/world/claim.ts';
import type { Slot } from '../../src/world/verb.ts';

/** One move of a team that does anything at all: which form, which of the names that it knows, and how long it waits first. */
export interface Move {
  readonly form: number;
  readonly picks: readonly number[];
  readonly wait: number;
}

export const moves = (most: number): fc.Arbitrary<readonly Move[]> =>
  fc.array(
    fc.record({
      form: fc.nat(10_000),
      picks: fc.array(fc.nat(10_000), { minLength: 12, maxLength: 12 }),
      wait: fc.oneof({ weight: 4, arbitrary: fc.nat(5) }, { weight: 1, arbitrary: fc.nat(45) }),
    }),
    { maxLength: most },
  );

const TEAM_FORMS = FORMS.filter((form) => form.pillar !== 'world');

/** The line that a move comes to for this team now: every name in it is one that it has been shown. Null when it knows none that fits. */
export function lineOf(session: Session, move: Move): string | null {
  const form = TEAM_FORMS[move.form % TEAM_FORMS.length];
  if (form === undefined) return null;
  let turn = 0;
  const pick = <T>(from: readonly T[]): T | undefined =>
    from[(move.picks[turn++ % move.picks.length] ?? 0) % Math.max(1, from.length)];
  const words: string[] = [];
  let request = '';
  for (const part of form.parts) {
    const word = wordOf(session, part, request, pick);
    if (word === undefined) return null;
    if (part.is === 'slot' && part.slots.includes('request')) request = word;
    words.push(word);
  }
  return words.join(' ');
}

type Pick = <T>(from: readonly T[]) => T | undefined;

function wordOf(session: Session, part: ShapePart, request: string, pick: Pick): string | undefined {
  if (part.is === 'word') return part.word;
  const count = part.repeats ? ((pick([1, 2, 3, 4]) ?? 1) as number) : 1;
  const found = Array.from({ length: count }, () => {
    const slot = pick(part.slots);
    return slot === undefined ? undefined : nameFor(session, slot, request, pick);
  });
  const words = found.filter((word) => word !== undefined);
  return words.length === 0 ? undefined : words.join(' ');
}

function nameFor(session: Session, slot: Slot, request: string, pick: Pick): string | undefined {
  const names = knownNames(session);
  switch (slot) {
    case 'digest':
      return pick(knownDigests(session));
    case 'part': {
      const digest = pick(knownDigests(session));
      return digest === undefined ? undefined : `${pick(names.repo ?? [])}@${digest}`;
    }
    case 'argument':
      if (request === 'tell-pullers' || request === 'block') return pick(knownDigests(session));
      if (request === 'hold') return pick(names.log ?? []);
      return pick((request === 'access-details' ? names.credential : names.argument) ?? []);
    case 'claim':
      return claimFor(session, pick);
    case 'text':
      return 'we go on';
    default:
      return pick(names[slot] ?? []);
  }
}

function claimFor(session: Session, pick: Pick): string | undefined {
  const names = knownNames(session);
  const of = (key: string, from: readonly string[]): string | undefined => {
    const value = pick(from);
    return value === undefined ? undefined : `${key}=${value}`;
  };
  const digests = knownDigests(session);
  return pick([
    () => of('digest', digests),
    () => of('clean', digests),
    () => of('check', digests),
    () => of('tag', names.tag ?? []),
    () => of('window', ['T-6h39m..', '02:41..', 'T-7h..T+1h', 'T-1h..']),
    () => of('indicator', names.host ?? []),
    () => of('secret', names.credential ?? []),
    () => of('not-affected', names.tag ?? []),
    () => of('next', ['T+1h', 'T+3h']),
    () => of('action', ACTIONS),
    () => of('status', STATUSES),
  ])?.();
}

/** Plays moves one after another; `onDecision` sees each session just before and just after a decision was taken. */
export function playMoves(
  opening: Session,
  played: readonly Move[],
  onDecision: (before: Session, after: Session, decision: Decision) => void = () => undefined,
): Session {
  let session = opening;
  for (const move of played) {
    session = passTime(session, session.now + move.wait * 60);
    if (isOver(session)) break;
    const line = lineOf(session, move);
    if (line === null) continue;
    const read = readLine(session, line, false);
    if (!read.ok) throw new Error(`a line of known names was rejected: ${line}: ${read.rejection.message}`);
    const result = takeDecision(session, read.decision, null);
    if (!result.ok) continue;
    onDecision(result.before, result.session, read.decision);
    session = result.session;
  }
  return session;
}

/** How many random plays a law is held against: more of them in the slow suite. */
export const plays = (count: number): { readonly numRuns: number } => ({
  numRuns: count * Number(process.env.HOTWASH_PLAYS ?? 1),
});
