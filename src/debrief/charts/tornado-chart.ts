import { drain, type InSteps } from '../../exercise/in-steps.ts';
import type { Session } from '../../exercise/session.ts';
import { MINUTE, type Seconds } from '../../world/time.ts';
import { droppedOrAtExpertTimeInSteps, type Question, type Worth } from '../tornado.ts';
import type { PastDecision } from '../what-if.ts';

export type WorthKind = 'dropped' | 'expert' | 'earlier' | 'later';

export const WORTH_WORDS: Readonly<Record<WorthKind, string>> = {
  dropped: 'without it',
  expert: "at the expert's time",
  earlier: '15 minutes earlier',
  later: '15 minutes later',
};

const SHIFT: Seconds = 15 * MINUTE;

/** One decision: what each change to it would have brought, in points and in consumer-hours of exposure. */
export interface TornadoRow {
  readonly seq: number;
  readonly at: Seconds;
  readonly line: string;
  readonly answers: readonly {
    readonly kind: WorthKind;
    readonly points: number;
    readonly exposedConsumerHours: number;
  }[];
  /** The largest loss and the largest gain of points among the answers, 0 where there is none. */
  readonly loss: number;
  readonly gain: number;
}

export interface TornadoChart {
  /** Rows that change anything, those with the widest bar first. */
  readonly rows: readonly TornadoRow[];
  readonly done: number;
  readonly of: number;
}

/** Every question of a tornado, the telling ones first: dropped and at the expert's time, then 15 minutes either way. */
export function tornadoQuestions(opening: Session, decisions: readonly PastDecision[]): readonly Question[] {
  return drain(tornadoQuestionsInSteps(opening, decisions));
}

/** As `tornadoQuestions`, in small steps: the expert's times are those of a play. */
export function* tornadoQuestionsInSteps(
  opening: Session,
  decisions: readonly PastDecision[],
): InSteps<readonly Question[]> {
  const { endEx } = opening.engine.scenario.estate.clock;
  const first = yield* droppedOrAtExpertTimeInSteps(opening, decisions);
  const shifted = decisions.flatMap((decision): readonly Question[] =>
    [decision.at - SHIFT, decision.at + SHIFT]
      .filter((to) => to >= 0 && to <= endEx)
      .map((to) => ({ decision, change: { kind: 'move', seq: decision.seq, to } })),
  );
  return [...first, ...shifted];
}

/** The chart as far as its questions have been answered. */
export function makeTornadoChart(worths: readonly Worth[], of: number): TornadoChart {
  const bySeq = new Map<number, Worth[]>();
  for (const worth of worths) bySeq.set(worth.seq, [...(bySeq.get(worth.seq) ?? []), worth]);
  const rows = [...bySeq.values()]
    .map(rowOf)
    .filter((row) => row.answers.some((one) => one.points !== 0 || one.exposedConsumerHours !== 0));
  return {
    rows: rows.sort((left, right) => widthOf(right) - widthOf(left) || left.seq - right.seq),
    done: worths.length,
    of,
  };
}

function rowOf(worths: readonly Worth[]): TornadoRow {
  const { seq, at, do: line } = worths[0] as Worth;
  const answers = worths.map((worth) => ({
    kind: kindOf(worth),
    points: worth.points,
    exposedConsumerHours: worth.exposedConsumerHours,
  }));
  const points = answers.map((one) => one.points);
  return { seq, at, line, answers, loss: Math.min(0, ...points), gain: Math.max(0, ...points) };
}

function kindOf({ at, change }: Worth): WorthKind {
  if (change.kind !== 'move') return 'dropped';
  if (change.to === at - SHIFT) return 'earlier';
  return change.to === at + SHIFT ? 'later' : 'expert';
}

function widthOf(row: TornadoRow): number {
  return row.gain - row.loss;
}
