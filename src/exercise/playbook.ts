import { parseLine } from '../world/attempt.ts';
import type { Seconds } from '../world/time.ts';
import { parseSpan, parseTime } from '../world/time.ts';
import { isCommandLine } from './command-line.ts';
import { ownerOf } from './decision.ts';
import type { PlaybookLine } from './definition.ts';
import type { Session, Taken } from './session.ts';
import { isOver, lastLanding, passTime, planDecision, readLine, takeDecision } from './session.ts';
import { nextNews } from './wait.ts';

export interface PlaybookProblem {
  readonly line: number;
  readonly text: string;
  readonly message: string;
  readonly mend: string | null;
  readonly word: string | null;
  readonly candidates: readonly string[];
}

export type Played =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly session: Session; readonly problem: PlaybookProblem };

/** Called for each decision with the session at its start, before it is judged: the shell writes the journal record there. */
export type OnTaken = (taken: Taken, before: Session) => void;

/** A tool's command line as lines of the grammar, or why it is none. */
export type InterpretedLine =
  | { readonly ok: true; readonly lines: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** Reads the command lines of tools; it comes from above, since what they mean is told by the services' own tables. */
export type InterpretLine = (line: string, session: Session) => InterpretedLine;

interface Playing {
  readonly onTaken: OnTaken;
  readonly interpret: InterpretLine | null;
}

/**
 * Plays a playbook: each line starts when its role's hands are free, never before the line above it started; `at` gives an
 * earliest time; `wait …` moves the clock. A rejected line ends the run and names itself.
 */
export function playLines(
  opening: Session,
  lines: readonly PlaybookLine[],
  onTaken: OnTaken = () => undefined,
  interpret: InterpretLine | null = null,
): Played {
  const playing = { onTaken, interpret };
  let session = opening;
  for (const line of lines) {
    if (isOver(session)) break;
    if (line.at !== null && line.at > session.now) session = passTime(session, line.at);
    if (isOver(session)) break;
    const next = playLine(session, line, playing);
    if (!next.ok) return next;
    session = next.session;
  }
  return { ok: true, session };
}

function playLine(session: Session, line: PlaybookLine, playing: Playing): Played {
  const stopped = (why: Pick<PlaybookProblem, 'message' | 'mend' | 'word' | 'candidates'>): Played => {
    const { message, mend, word, candidates } = why;
    return {
      ok: false,
      session,
      problem: { line: line.line, text: line.do, message, mend, word, candidates },
    };
  };
  const problem = (message: string, word: string | null): Played =>
    stopped({ message, mend: null, word, candidates: [] });
  const wait = /^wait(?:\s+(.*))?$/.exec(line.do.trim());
  if (wait !== null) {
    const until = waitTarget(session, wait[1] ?? '');
    return until === null
      ? problem('Wait for what? `wait 5m`, `wait until T+30m`, `wait next` or `wait landed`.', null)
      : { ok: true, session: passTime(session, until) };
  }
  if (isCommandLine(line.do)) return playCommand(session, line, playing);
  const read = readLine(session, line.do, true);
  if (!read.ok) {
    // What a line names may come to be known while it waits for its role's hands.
    const later = passTime(session, whenFree(session, line));
    if (later.now > session.now)
      return isOver(later) ? { ok: true, session: later } : playLine(later, line, playing);
    return stopped(read.rejection);
  }
  const planned = planDecision(session, read.decision, line.by);
  if (!planned.ok) return problem(planned.message, line.by);
  const result = takeDecision(session, read.decision, line.by);
  if (!result.ok)
    return isOver(passTime(session, planned.plan.at)) || planned.plan.at > session.now
      ? { ok: true, session: passTime(session, planned.plan.at) }
      : problem(result.message, null);
  playing.onTaken(result.taken, result.before);
  return { ok: true, session: result.session };
}

function playCommand(opening: Session, line: PlaybookLine, playing: Playing): Played {
  const read = playing.interpret?.(line.do, opening) ?? {
    ok: false,
    message: 'Command lines of tools are not understood here; write it as a decision.',
  };
  if (!read.ok) {
    const { message } = read;
    const problem = { line: line.line, text: line.do, message, mend: null, word: null, candidates: [] };
    return { ok: false, session: opening, problem };
  }
  let session = opening;
  for (const text of read.lines) {
    if (isOver(session)) break;
    const next = playLine(session, { ...line, do: text }, playing);
    if (!next.ok) return next;
    session = next.session;
  }
  return { ok: true, session };
}

function whenFree(session: Session, line: PlaybookLine): Seconds {
  const parsed = parseLine(line.do.replace(/\s[#~].*$/, ''));
  if (!parsed.ok) return session.now;
  const role = ownerOf(session.engine.scenario, parsed.attempt) ?? line.by;
  return role === null ? Math.min(...Object.values(session.free)) : (session.free[role] ?? session.now);
}

/** Where a `wait` leads: a span, a time, the next news, or the landing of all that is under way; null for anything else. */
export function waitTarget(session: Session, words: string): Seconds | null {
  const text = words.trim();
  if (text === 'landed') return lastLanding(session);
  if (text === 'next' || text === '') return nextNews(session);
  const until = /^until\s+(\S+)$/.exec(text);
  if (until !== null) return parseTime(until[1] ?? '', session.engine.scenario.estate.clock.calendar);
  const span = parseSpan(text);
  return span === null ? null : session.now + span;
}
