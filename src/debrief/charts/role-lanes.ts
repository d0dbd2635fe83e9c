import type { Session } from '../../exercise/session.ts';
import type { Seconds } from '../../world/time.ts';
import { endOfPlay } from '../result.ts';

/** Hands at work; hands free while something of its own is under way; neither. */
export type LaneState = 'busy' | 'waiting' | 'idle';

export interface LaneSpan {
  readonly from: Seconds;
  readonly to: Seconds;
  readonly state: LaneState;
  /** The decision that kept it busy, or that it waited for. */
  readonly seq: number | null;
}

export interface RoleLane {
  readonly role: string;
  readonly title: string;
  /** Without gaps from StartEx to the end of play. */
  readonly spans: readonly LaneSpan[];
  readonly totals: Readonly<Record<LaneState, Seconds>>;
}

export interface RoleLanes {
  readonly to: Seconds;
  readonly lanes: readonly RoleLane[];
}

/** Whose hands were busy, who waited, who was idle: one lane a role. A role that has no hands in this scenario is idle. */
export function makeRoleLanes(session: Session): RoleLanes {
  const to = endOfPlay(session);
  const lanes = Object.values(session.engine.scenario.estate.roles).map((role): RoleLane => {
    const spans = spansOf(session, role.id, to);
    return { role: role.id, title: role.title, spans, totals: totalsOf(spans) };
  });
  return { to, lanes };
}

function spansOf(session: Session, role: string, to: Seconds): readonly LaneSpan[] {
  const own = session.taken.filter((taken) => taken.by === role);
  const edges = own.flatMap((taken) => [taken.at, taken.until, taken.lands]);
  const times = [...new Set([0, to, ...edges.filter((at) => at > 0 && at < to)])].sort((a, b) => a - b);
  const spans: LaneSpan[] = [];
  for (const [index, from] of times.slice(0, -1).entries()) {
    const busy = own.find((taken) => taken.at <= from && from < taken.until);
    const waiting = own.find((taken) => taken.at <= from && from < taken.lands);
    const state = busy !== undefined ? 'busy' : waiting !== undefined ? 'waiting' : 'idle';
    const seq = (busy ?? waiting)?.seq ?? null;
    const last = spans.at(-1);
    const end = times[index + 1] as Seconds;
    if (last !== undefined && last.state === state && last.seq === seq)
      spans[spans.length - 1] = { ...last, to: end };
    else spans.push({ from, to: end, state, seq });
  }
  return spans;
}

function totalsOf(spans: readonly LaneSpan[]): RoleLane['totals'] {
  const total = (state: LaneState): Seconds =>
    spans.filter((span) => span.state === state).reduce((sum, span) => sum + span.to - span.from, 0);
  return { busy: total('busy'), waiting: total('waiting'), idle: total('idle') };
}
