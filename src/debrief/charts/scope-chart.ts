import type { Session } from '../../exercise/session.ts';
import type { Seconds } from '../../world/time.ts';
import { claimedAgainstTrue, knownScope, type ScopeRow } from '../hot-wash.ts';
import { endOfPlay } from '../result.ts';
import { truePhases } from '../timeline.ts';
import type { Step } from './steps.ts';

/** A phase: the stretches in which it was so in truth, and where the team claimed it. */
export interface PhaseLane {
  readonly phase: string;
  readonly stretches: readonly { readonly from: Seconds; readonly to: Seconds }[];
  readonly claimedAt: Seconds | null;
  /** Whether the claim was true when it was made; null without one. */
  readonly heldThen: boolean | null;
}

/** What was so against what the team could know, and what it claimed against what was true. */
export interface ScopeChart {
  readonly to: Seconds;
  readonly rows: readonly ScopeRow[];
  /** How many of the rows were known, over time; `rows.length` is the true scope. */
  readonly known: readonly Step[];
  readonly phases: readonly PhaseLane[];
}

export function makeScopeChart(finished: Session): ScopeChart {
  const rows = knownScope(finished);
  const to = endOfPlay(finished);
  const times = new Set(rows.flatMap((row) => row.knownAt ?? []).sort((left, right) => left - right));
  const countAt = (at: Seconds): number =>
    rows.filter((row) => row.knownAt !== null && row.knownAt <= at).length;
  return {
    to,
    rows,
    known: [...new Set([0, ...times])].map((at) => ({ at, value: countAt(at) })),
    phases: phaseLanes(finished, to),
  };
}

function phaseLanes(finished: Session, to: Seconds): readonly PhaseLane[] {
  const marks = truePhases(finished, to);
  return claimedAgainstTrue(finished).map(({ phase, claimedAt, heldThen }): PhaseLane => {
    const own = marks.filter((mark) => mark.phase?.phase === phase);
    const stretches = own.flatMap((mark, index) =>
      mark.phase?.holds === true ? [{ from: mark.at, to: own[index + 1]?.at ?? to }] : [],
    );
    return { phase, stretches, claimedAt, heldThen };
  });
}
