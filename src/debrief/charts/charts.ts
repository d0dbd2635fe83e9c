import { drain } from '../../exercise/in-steps.ts';
import type { Session } from '../../exercise/session.ts';
import type { Score } from '../../scoring/score.ts';
import type { Worth } from '../tornado.ts';
import { type ConsumerLadder, makeConsumerLadder } from './consumer-ladder.ts';
import { type HarmChart, makeHarmChart } from './harm-chart.ts';
import { axisMarksInSteps, makePlaybookAxis, type PlaybookAxis, playReference } from './playbook-axis.ts';
import { makeRoleLanes, type RoleLanes } from './role-lanes.ts';
import { makeScopeChart, type ScopeChart } from './scope-chart.ts';
import { makeTornadoChart, type TornadoChart } from './tornado-chart.ts';

/** Every chart of the hot wash, as numbers: a terminal and a page draw the same. */
export interface Charts {
  readonly harm: HarmChart;
  readonly scope: ScopeChart;
  readonly ladder: ConsumerLadder;
  readonly tornado: TornadoChart;
  readonly lanes: RoleLanes;
  readonly axis: PlaybookAxis;
}

/** All at once, for a report: this plays every reference playbook, which takes a second or two. */
export function makeCharts(finished: Session, score: Score, worths: readonly Worth[]): Charts {
  const { engine } = finished;
  return {
    harm: makeHarmChart(finished, playReference(engine)),
    scope: makeScopeChart(finished),
    ladder: makeConsumerLadder(finished),
    tornado: makeTornadoChart(worths, worths.length),
    lanes: makeRoleLanes(finished),
    axis: makePlaybookAxis(
      { percent: score.percent, ending: score.ending.id },
      drain(axisMarksInSteps(engine)),
    ),
  };
}
