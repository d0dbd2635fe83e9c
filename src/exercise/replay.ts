import type { Seconds } from '../world/time.ts';
import { facilitate } from './facilitate.ts';
import type { DecisionRecord } from './journal.ts';
import type { JournalStep } from './journal-fold.ts';
import type { Session } from './session.ts';
import { isOver, passTime, readLine, takeDecision } from './session.ts';

/** The first place where a journal and this engine part: the decision, and what was expected there. */
export interface Divergence {
  readonly seq: number;
  readonly at: Seconds;
  readonly expected: string;
  readonly found: string;
}

export interface Replayed {
  readonly session: Session;
  readonly divergence: Divergence | null;
  /** Decisions of the journal that this engine would not take, with the reason: only a changed journal or engine has any. */
  readonly rejected: readonly { readonly seq: number; readonly message: string }[];
}

/** Folds a journal's steps over an opened session. `digest` is the running digest of the history; leave it out where only the state matters. */
export function replaySteps(
  opening: Session,
  steps: readonly JournalStep[],
  digest: ((session: Session) => string) | null,
): Replayed {
  let session = opening;
  let divergence: Divergence | null = null;
  const rejected: { seq: number; message: string }[] = [];
  for (const step of steps) {
    if (step.kind !== 'decision') {
      session = passTime(session, step.at);
      if (step.kind === 'facilitator') session = replayIntervention(session, step.do);
      continue;
    }
    const result: Steps = replayDecision(session, step);
    if (typeof result === 'string') {
      rejected.push({ seq: step.seq, message: result });
      divergence ??= { seq: step.seq, at: step.at, expected: step.facts, found: 'no such decision' };
      continue;
    }
    const found: string = divergence === null && digest !== null ? digest(result.before) : step.facts;
    if (found !== step.facts) divergence ??= { seq: step.seq, at: step.at, expected: step.facts, found };
    session = result.session;
  }
  return { session, divergence, rejected };
}

// What was written down was done once, so it can be done again; a changed journal may hold what cannot.
function replayIntervention(session: Session, line: string): Session {
  const done = facilitate(session, line);
  return done.ok ? done.session : session;
}

type Steps = { readonly session: Session; readonly before: Session } | string;

function replayDecision(session: Session, record: DecisionRecord): Steps {
  const at = passTime(session, record.at);
  if (isOver(at)) return 'Play was over.';
  const read = readLine(at, record.do, true);
  if (!read.ok) return read.rejection.message;
  const decision = { ...read.decision, reason: record.reason ?? null, confidence: record.confidence ?? null };
  const result = takeDecision(at, decision, record.by, record.seq);
  if (!result.ok) return result.message;
  return result.taken.at === record.at ? result : 'Its role was busy then.';
}
