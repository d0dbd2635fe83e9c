import { drain, type InSteps } from '../../exercise/in-steps.ts';
import type { Session } from '../../exercise/session.ts';
import { type HarmPoint, harmInSteps } from '../../scoring/harm.ts';
import type { Seconds } from '../../world/time.ts';
import { type Pillar, VERB_FORMS } from '../../world/verb.ts';
import { refusalOf } from '../result.ts';
import { type Step, stepsWithin, valueAt } from './steps.ts';

export type HarmKind = 'attackerAccess' | 'poisonServed' | 'consumersExposed';

/** One curve of harm, in counts, with the expert's behind it. */
export interface HarmSeries {
  readonly id: HarmKind;
  readonly title: string;
  readonly mine: readonly Step[];
  readonly ghost: readonly Step[] | null;
  /** The most that either curve reaches in the window. */
  readonly most: number;
  /** How many are left a day later, where the outcome is judged. */
  readonly left: number;
}

/** A decision where it was taken; harm changes where it lands. */
export interface Pin {
  readonly seq: number;
  readonly at: Seconds;
  readonly lands: Seconds;
  readonly by: string;
  readonly line: string;
  readonly pillar: Pillar;
  readonly refused: boolean;
}

/** Harm from StartEx to `to`, with the decisions as pins and another play of the same scenario as a ghost. */
export interface HarmChart {
  readonly from: Seconds;
  readonly to: Seconds;
  readonly series: readonly HarmSeries[];
  readonly pins: readonly Pin[];
}

export const HARM_TITLES: Readonly<Record<HarmKind, string>> = {
  attackerAccess: 'Credentials working for the intruders',
  poisonServed: 'Tags and caches that serve poison',
  consumersExposed: 'Consumers exposed',
};

/** Both sessions run on to the aftermath; `ghost` is the expert's play (`playReference`), or null where there is none. */
export function makeHarmChart(finished: Session, ghost: Session | null): HarmChart {
  return drain(harmChartInSteps(finished, ghost));
}

/** As `makeHarmChart`, a few facts at a time. */
export function* harmChartInSteps(finished: Session, ghost: Session | null): InSteps<HarmChart> {
  const { endEx, aftermath } = finished.engine.scenario.estate.clock;
  const mine = yield* harmInSteps(finished, aftermath);
  const other = ghost === null ? null : yield* harmInSteps(ghost, aftermath);
  const series = (Object.keys(HARM_TITLES) as HarmKind[]).map((id): HarmSeries => {
    const own = curveOf(mine, id);
    const steps = stepsWithin(own, 0, endEx);
    const behind = other === null ? null : stepsWithin(curveOf(other, id), 0, endEx);
    return {
      id,
      title: HARM_TITLES[id],
      mine: steps,
      ghost: behind,
      most: Math.max(0, ...[...steps, ...(behind ?? [])].map((step) => step.value)),
      left: valueAt(own, aftermath),
    };
  });
  return { from: 0, to: endEx, series, pins: pinsOf(finished) };
}

function curveOf(points: readonly HarmPoint[], id: HarmKind): readonly Step[] {
  return points.map((point) => ({ at: point.at, value: point[id] }));
}

/** Every decision that was taken, as a pin. */
export function pinsOf(session: Session): readonly Pin[] {
  return session.taken.map((taken) => ({
    seq: taken.seq,
    at: taken.at,
    lands: taken.lands,
    by: taken.by,
    line: taken.line,
    pillar: pillarOfLine(taken.line),
    refused: refusalOf(taken, session.course.history) !== null,
  }));
}

function pillarOfLine(line: string): Pillar {
  const [verb] = line.split(' ');
  return VERB_FORMS.find((form) => form.shape.split(' ')[0] === verb)?.pillar ?? 'lead';
}
