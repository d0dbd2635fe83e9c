import { type HarmChart, harmChartInSteps, makeHarmChart } from '../../debrief/charts/harm-chart.ts';
import {
  type AxisMark,
  axisMarksInSteps,
  makePlaybookAxis,
  type PlaybookAxis,
  playReferenceInSteps,
} from '../../debrief/charts/playbook-axis.ts';
import {
  makeTornadoChart,
  type TornadoChart,
  tornadoQuestionsInSteps,
} from '../../debrief/charts/tornado-chart.ts';
import { type Question, type Worth, worthsInSteps } from '../../debrief/tornado.ts';
import type { Intervention, PastDecision } from '../../debrief/what-if.ts';
import type { InSteps } from '../../exercise/in-steps.ts';
import type { Session } from '../../exercise/session.ts';
import type { Outcome } from '../../record/outcome.ts';

/** Charts for which sessions are played again: worked on between two keys, never for longer than one step past the budget. */
export interface SlowCharts {
  readonly work: (milliseconds: number) => void;
  readonly isDone: () => boolean;
  /** Whether there is more to show than when this was last asked; rarely true, since a frame costs as much as the work between. */
  readonly hasNews: () => boolean;
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

/** Without it, and earlier, later or at the expert's time: what is asked of a decision at most. */
const MOST_QUESTIONS = 4;

export function slowCharts(
  opening: Session,
  { decisions, interventions }: Played,
  { finished, score }: Pick<Outcome, 'finished' | 'score'>,
  ticker: () => number,
): SlowCharts {
  let questions: readonly Question[] | null = null;
  const worths: Worth[] = [];
  let marks: readonly AxisMark[] | null = null;
  let harm = makeHarmChart(finished, null);
  const news = makeNews(ticker);
  const answered = (worth: Worth) => {
    worths.push(worth);
    news.came();
  };
  const jobs: InSteps<unknown>[] = [
    keep(tornadoQuestionsInSteps(opening, decisions), (found) => {
      questions = found;
      news.came();
    }),
    keep(harmWithGhost(opening, finished), (found) => {
      harm = found;
      news.came();
    }),
    keep(axisMarksInSteps(opening.engine), (found) => {
      marks = found;
      news.came();
    }),
    later(() => worthsInSteps(opening.engine, decisions, questions ?? [], answered, interventions)),
  ];
  const mine = { percent: score.percent, ending: score.ending.id };
  return {
    work: (milliseconds) => {
      const until = ticker() + milliseconds;
      while (jobs.length > 0 && ticker() < until) if (jobs[0]?.next().done === true) jobs.shift();
    },
    isDone: () => jobs.length === 0,
    hasNews: () => news.isDue(jobs.length === 0),
    harm: () => harm,
    tornado: () => makeTornadoChart(worths, questions?.length ?? MOST_QUESTIONS * decisions.length),
    axis: () => makePlaybookAxis(mine, marks ?? [], marks !== null),
  };
}

function* harmWithGhost({ engine }: Session, finished: Session): InSteps<HarmChart> {
  return yield* harmChartInSteps(finished, yield* playReferenceInSteps(engine));
}

const BETWEEN_NEWS_MS = 150;

function makeNews(ticker: () => number) {
  let isNew = false;
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    came: () => {
      isNew = true;
    },
    isDue: (isLast: boolean): boolean => {
      if (!isNew || (!isLast && ticker() - toldAt < BETWEEN_NEWS_MS)) return false;
      isNew = false;
      toldAt = ticker();
      return true;
    },
  };
}

// What it works on is known only when the jobs before it are done.
function* later<T>(make: () => InSteps<T>): InSteps<T> {
  return yield* make();
}

function* keep<T>(steps: InSteps<T>, take: (value: T) => void): InSteps<void> {
  take(yield* steps);
}
