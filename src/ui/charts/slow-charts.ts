import { type HarmChart, harmChartInSteps, makeHarmChart } from '../../debrief/charts/harm-chart.ts';
import {
  type AxisMark,
  axisMarksInSteps,
  makePlaybookAxis,
  type PlaybookAxis,
  playReferenceInSteps,
} from '../../debrief/charts/playbook-axis.ts';
import { makeTornadoChart, type TornadoChart, tornadoQuestions } from '../../debrief/charts/tornado-chart.ts';
import { type Worth, worthsInSteps } from '../../debrief/tornado.ts';
import type { Intervention, PastDecision } from '../../debrief/what-if.ts';
import type { InSteps } from '../../exercise/in-steps.ts';
import type { Session } from '../../exercise/session.ts';
import type { Outcome } from '../../record/outcome.ts';

/** Charts for which sessions are played again: worked on between two keys, never for longer than one step past the budget. */
export interface SlowCharts {
  readonly work: (milliseconds: number) => void;
  readonly isDone: () => boolean;
  /** Without its ghost until the expert's play has been played. */
  readonly harm: () => HarmChart;
  readonly tornado: () => TornadoChart;
  readonly axis: () => PlaybookAxis;
}

/** What was played, as a journal tells it. */
export interface Played {
  readonly decisions: readonly PastDecision[];
  readonly interventions: readonly Intervention[];
}

export function slowCharts(
  opening: Session,
  { decisions, interventions }: Played,
  { finished, score }: Pick<Outcome, 'finished' | 'score'>,
  ticker: () => number,
): SlowCharts {
  const questions = tornadoQuestions(opening, decisions);
  const worths: Worth[] = [];
  let marks: readonly AxisMark[] | null = null;
  const answered = (worth: Worth) => worths.push(worth);
  const tornado = worthsInSteps(opening.engine, decisions, questions, answered, interventions);
  let harm = makeHarmChart(finished, null);
  const jobs: InSteps<unknown>[] = [
    keep(harmWithGhost(opening, finished), (found) => {
      harm = found;
    }),
    keep(axisMarksInSteps(opening.engine), (found) => {
      marks = found;
    }),
    tornado,
  ];
  const mine = { percent: score.percent, ending: score.ending.id };
  return {
    work: (milliseconds) => {
      const until = ticker() + milliseconds;
      while (jobs.length > 0 && ticker() < until) if (jobs[0]?.next().done === true) jobs.shift();
    },
    isDone: () => jobs.length === 0,
    harm: () => harm,
    tornado: () => makeTornadoChart(worths, questions.length),
    axis: () => makePlaybookAxis(mine, marks ?? [], marks !== null),
  };
}

function* harmWithGhost({ engine }: Session, finished: Session): InSteps<HarmChart> {
  return yield* harmChartInSteps(finished, yield* playReferenceInSteps(engine));
}

function* keep<T>(steps: InSteps<T>, take: (value: T) => void): InSteps<void> {
  take(yield* steps);
}
