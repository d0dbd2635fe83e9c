import type { Result } from '../debrief/result.ts';
import { isOver } from '../exercise/session.ts';
import type { Outcome } from '../record/outcome.ts';
import { judgeReplayed, type ReplayedSession, readStored, replayStored } from '../record/stored-session.ts';
import { printTime } from '../world/time.ts';
import { ENGINE_VERSION } from './engine-version.ts';
import { findKeptHere, placesHere } from './here.ts';
import { printNote } from './print.ts';
import { UserError } from './user-error.ts';

const INVALID = 65;

/** A session replayed and judged; or, where this engine comes to other facts than the one that played it, only what its journal says of the end. */
export type Judged =
  | {
      readonly kind: 'replayed';
      readonly stored: ReplayedSession;
      readonly outcome: Outcome;
      readonly result: Result;
    }
  | { readonly kind: 'recorded'; readonly result: Result };

/** Judges the session that a person means. One that still goes on is judged as if nothing more were decided. */
export async function judgeStored(reference: string): Promise<Judged> {
  const stored = await replayStored(readStored(placesHere(), reference), findKeptHere);
  if (stored.replayed.divergence === null) {
    noteUnfinished(stored);
    const outcome = judgeReplayed(stored);
    return { kind: 'replayed', stored, outcome, result: outcome.result };
  }
  const result = await recordedResult(stored);
  if (result === null) throw divergent(stored);
  printNote(`${divergent(stored).message} This is what was judged then.`);
  return { kind: 'recorded', result };
}

/** Replays the session that a person means. Refuses one whose facts come out otherwise here. */
export async function replayHere(reference: string): Promise<ReplayedSession> {
  const stored = await replayStored(readStored(placesHere(), reference), findKeptHere);
  if (stored.replayed.divergence !== null) throw divergent(stored);
  noteUnfinished(stored);
  return stored;
}

function noteUnfinished({ folded, replayed }: ReplayedSession): void {
  const { session } = replayed;
  if (folded.end !== null || isOver(session)) return;
  printNote(
    `This session is not over: it stands at ${printTime(session.now)}. What follows tells more than its team has seen.`,
  );
}

/** What the end of a journal says was judged then; null where it has no end, or one that is no result. */
export async function recordedResult({ folded }: Pick<ReplayedSession, 'folded'>): Promise<Result | null> {
  if (folded.end?.result === undefined) return null;
  const { resultDocument } = await import('../schema/documents.ts');
  const parsed = resultDocument.safeParse(folded.end.result);
  // The schema is the document's own: what it accepts is a Result.
  return parsed.success ? (parsed.data as unknown as Result) : null;
}

function divergent({ header, replayed }: ReplayedSession): UserError {
  const { divergence } = replayed;
  const where =
    divergence === null ? '' : ` before decision ${divergence.seq} at ${printTime(divergence.at)}`;
  const others =
    header.engine === ENGINE_VERSION
      ? ''
      : ` It was played with hotwash ${header.engine}, and this is ${ENGINE_VERSION}.`;
  return new UserError(`The facts of this session come out otherwise here${where}.${others}`, {
    hint: `hotwash verify ${header.session} tells more.`,
    exitCode: INVALID,
  });
}
