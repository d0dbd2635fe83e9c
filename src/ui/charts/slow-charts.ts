import {
  type AxisMark,
  axisMarksInSteps,
  makePlaybookAxis,
  type PlaybookAxis,
} from '../../debrief/charts/playbook-axis.ts';
import { makeTornadoChart, type TornadoChart, tornadoQuestions } from '../../debrief/charts/tornado-chart.ts';
import { type Worth, worthsInSteps } from '../../debrief/tornado.ts';
import type { InSteps, PastDecision } from '../../debrief/what-if.ts';
import type { Session } from '../../exercise/session.ts';
import type { Score } from '../../scoring/score.ts';

/** Charts for which sessions are played again: worked on between two keys, never for longer than one step past the budget. */
export interface SlowCharts {
  readonly work: (milliseconds: number) => void;
  readonly isDone: () => boolean;
  readonly tornado: () => TornadoChart;
  readonly axis: () => PlaybookAxis;
}

export function slowCharts(
  opening: Session,
  decisions: readonly PastDecision[],
  score: Score,
  ticker: () => number,
): SlowCharts {
  const questions = tornadoQuestions(opening, decisions);
  const worths: Worth[] = [];
  let marks: readonly AxisMark[] | null = null;
  const tornado = worthsInSteps(opening.engine, decisions, questions, (worth) => worths.push(worth));
  const jobs: InSteps<unknown>[] = [keepMarks(opening, (found) => (marks = found)), tornado];
  const mine = { percent: score.percent, ending: score.ending.id };
  return {
    work: (milliseconds) => {
      const until = ticker() + milliseconds;
      while (jobs.length > 0 && ticker() < until) if (jobs[0]?.next().done === true) jobs.shift();
    },
    isDone: () => jobs.length === 0,
    tornado: () => makeTornadoChart(worths, questions.length),
    axis: () => makePlaybookAxis(mine, marks ?? [], marks !== null),
  };
}

function* keepMarks(opening: Session, keep: (marks: readonly AxisMark[]) => void): InSteps<void> {
  keep(yield* axisMarksInSteps(opening.engine));
}
