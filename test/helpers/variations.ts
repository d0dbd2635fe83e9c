import type { PlaybookLine } from '../../src/exercise/definition.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { finish, type Session, type Taken } from '../../src/exercise/session.ts';
import { scoreSession } from '../../src/scoring/score.ts';
import { printTime } from '../../src/world/time.ts';
import { OPENING_ONE, playbookOf } from './scenario-one.ts';

/** A playbook as it really went: every decision at the second at which it began. */
export interface Went {
  readonly lines: readonly PlaybookLine[];
  readonly taken: readonly Taken[];
  readonly session: Session;
  readonly points: number;
}

/** Plays lines; null when one was rejected. */
export function go(lines: readonly PlaybookLine[]): Went | null {
  const played = playLines(OPENING_ONE, lines);
  if (!played.ok) return null;
  const session = finish(played.session);
  return {
    lines: asWent(session.taken),
    taken: session.taken,
    session,
    points: scoreSession(session).points,
  };
}

function asWent(taken: readonly Taken[]): readonly PlaybookLine[] {
  return taken.map((one, index) => ({ at: one.at, by: one.by, do: one.line, line: index + 1 }));
}

export function refusals(went: Went): number {
  return went.session.course.history.filter((fact) => fact.kind === 'refused' && fact.cause !== null).length;
}

/** The rest of a play, from one decision on, some minutes later. */
export function delayed(
  lines: readonly PlaybookLine[],
  from: number,
  minutes: number,
): readonly PlaybookLine[] {
  return lines.map((line, index) => (index < from ? line : { ...line, at: (line.at ?? 0) + minutes * 60 }));
}

/** One decision at another time, all else at its own; null when that cannot be, because somebody's hands were busy. */
export function moved(went: Went, index: number, at: number): Went | null {
  const line = went.lines[index];
  if (line === undefined) return null;
  const others = went.lines.filter((_, place) => place !== index);
  const place = others.findIndex((other) => (other.at ?? 0) >= at);
  const cut = place < 0 ? others.length : place;
  const next = go([...others.slice(0, cut), { ...line, at }, ...others.slice(cut)]);
  if (next === null || next.taken.length !== went.taken.length) return null;
  const times = (taken: readonly Taken[], without: string): string => {
    const left = taken.filter((one) => one.line !== without);
    return left
      .map((one) => `${one.at} ${one.by} ${one.line}`)
      .sort()
      .join('\n');
  };
  return times(next.taken, line.do) === times(went.taken, line.do) ? next : null;
}

export const went = (id: string): Went => {
  const found = go(playbookOf(id).decisions);
  if (found === null) throw new Error(`${id} does not run`);
  return found;
};

export const name = (one: Went, index: number): string =>
  `${printTime(one.lines[index]?.at ?? 0)} ${one.lines[index]?.do ?? ''}`;

const EARLIER = /^(pause|isolate|preserve|revoke|protect|require-signatures|allow-only|deny|notify)\b/;

/**
 * One decision of these kinds after another, so many minutes earlier, all else at its time and still accepted: those that lower
 * the score. One that is taken back in between is another decision, and left out.
 */
export function lowered(one: Went, minutes: readonly number[]): readonly string[] {
  return one.lines.flatMap((line, index) => {
    if (!EARLIER.test(line.do) || line.do.startsWith('notify public')) return [];
    return minutes.flatMap((early) => {
      const at = (line.at ?? 0) - early * 60;
      if (at < 0 || isTakenBack(one, index, at)) return [];
      const next = moved(one, index, at);
      if (next === null || refusals(next) > refusals(one) || falseClaims(next) > falseClaims(one)) return [];
      return next.points < one.points ? [`${name(one, index)} at ${printTime(at)}: ${next.points}`] : [];
    });
  });
}

function isTakenBack(one: Went, index: number, from: number): boolean {
  const target = one.lines[index]?.do.split(' ')[1] ?? '';
  return one.lines.some(
    (line, place) =>
      place < index && (line.at ?? 0) >= from && /^(lift|resume) /.test(line.do) && line.do.includes(target),
  );
}

function falseClaims(one: Went): number {
  const { notices } = one.session.course.world;
  return Object.values(notices).reduce((sum, notice) => sum + notice.falseClaims.length, 0);
}
