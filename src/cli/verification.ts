import { firstDifference } from '../debrief/first-difference.ts';
import { plainLine } from '../debrief/plain-line.ts';
import type { EndRecord } from '../exercise/journal.ts';
import type { Outcome } from '../record/outcome.ts';
import { judgeReplayed, type ReplayedSession, readStored, replayStored } from '../record/stored-session.ts';
import { findSession } from '../store/find-session.ts';
import { readJournalFile } from '../store/journal-file.ts';
import { printTime } from '../world/time.ts';
import { ENGINE_VERSION } from './engine-version.ts';
import { findKeptHere, placesHere } from './here.ts';

interface Difference {
  readonly where: string;
  readonly at: string | null;
  readonly expected: string;
  readonly found: string;
}

interface End {
  readonly ending: string;
  readonly percent: number;
  readonly factsDigest: string;
}

export interface Verification {
  readonly schemaVersion: 1;
  readonly engine: string;
  readonly session: string | null;
  readonly same: boolean;
  readonly chain: {
    readonly ok: boolean;
    readonly records: number;
    readonly head: string | null;
    readonly damage: { readonly line: number; readonly reason: string } | null;
    readonly tornTail: boolean;
  };
  readonly madeBy: string | null;
  readonly decisions: number;
  readonly firstDifference: Difference | null;
  readonly recorded: End | null;
  readonly recomputed: End | null;
}

/** A journal held against what this engine makes of it, and the session as far as it can be replayed. */
export interface Examined {
  readonly verification: Verification;
  readonly stored: ReplayedSession | null;
  /** As judged here; null while the session goes on. */
  readonly outcome: Outcome | null;
}

/** Reads the journal that a person means, checks its chain, replays and judges it, and compares. */
export async function examine(reference: string): Promise<Examined> {
  const places = placesHere();
  const { reading } = readJournalFile(findSession(places, reference));
  const { header, records, head, damage, torn } = reading;
  const chain = {
    ok: damage === null && header !== null,
    records: records.length,
    head,
    damage,
    tornTail: torn !== null,
  };
  const start = {
    schemaVersion: 1 as const,
    engine: ENGINE_VERSION,
    session: header?.session ?? null,
    chain,
    madeBy: header?.engine ?? null,
  };
  if (!chain.ok) {
    const where = `line ${damage?.line ?? 1} of the journal`;
    const found = plainLine(
      damage === null ? 'the journal ends before its first line does' : `it ${damage.reason}`,
    );
    const difference = { where, at: null, expected: 'a line that follows from the one before it', found };
    const nothing = { same: false, decisions: 0, recorded: null, recomputed: null };
    return {
      verification: { ...start, ...nothing, firstDifference: difference },
      stored: null,
      outcome: null,
    };
  }
  const stored = await replayStored(readStored(places, reference), findKeptHere);
  const { end } = stored.folded;
  const recorded =
    end === null ? null : { ending: end.ending, percent: end.percent, factsDigest: end.factsDigest };
  const again = end === null ? null : judgeReplayed(stored);
  const recomputed =
    again === null
      ? null
      : {
          ending: again.score.ending.id,
          percent: again.score.percent,
          factsDigest: again.result.factsDigest,
        };
  const difference =
    divergenceOf(stored) ??
    (end === null || recomputed === null ? null : endDifference(end, recomputed, again?.result));
  const same = difference === null;
  const decisions = stored.folded.decisions.length;
  return {
    verification: { ...start, same, decisions, firstDifference: difference, recorded, recomputed },
    stored,
    outcome: again,
  };
}

function divergenceOf({ replayed }: ReplayedSession): Difference | null {
  const { divergence, rejected } = replayed;
  if (divergence === null) return null;
  const refused = rejected.find((one) => one.seq === divergence.seq);
  return {
    where: `the facts before decision ${divergence.seq}`,
    at: printTime(divergence.at),
    expected: divergence.expected,
    found:
      refused === undefined
        ? divergence.found
        : `this engine does not take the decision: ${plainLine(refused.message)}`,
  };
}

// The journal's own end first, then its result document field by field.
function endDifference(end: EndRecord, recomputed: End, result: unknown): Difference | null {
  const { ending, percent, factsDigest } = end;
  const found = firstDifference(
    { factsDigest, ending, percent },
    { factsDigest: recomputed.factsDigest, ending: recomputed.ending, percent: recomputed.percent },
  );
  const inResult = found ?? (end.result === undefined ? null : firstDifference(end.result, result));
  if (inResult === null) return null;
  const where = found === null ? `${inResult.path} of the result` : `${inResult.path} at the end`;
  return {
    where: plainLine(where),
    at: printTime(end.at),
    expected: plainLine(inResult.left),
    found: plainLine(inResult.right),
  };
}
