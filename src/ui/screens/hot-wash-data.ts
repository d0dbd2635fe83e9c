import { type ConsumerLadder, makeConsumerLadder } from '../../debrief/charts/consumer-ladder.ts';
import { makeRoleLanes, type RoleLanes } from '../../debrief/charts/role-lanes.ts';
import { makeScopeChart, type ScopeChart } from '../../debrief/charts/scope-chart.ts';
import { type Finding, tellEnding } from '../../debrief/hot-wash.ts';
import { interventionsOf, pastOfRecords } from '../../debrief/what-if.ts';
import { type FoldedJournal, foldUndo } from '../../exercise/journal-fold.ts';
import type { Outcome } from '../../record/outcome.ts';
import type { ObjectiveScore, TaskScore } from '../../scoring/score.ts';
import { type SlowCharts, slowCharts } from '../charts/slow-charts.ts';
import type { Desk, ToldSession } from '../desk.ts';

export interface AskedQuestion {
  readonly id: string;
  readonly text: string;
}

/** All that a hot wash shows, each part worked out when it is first looked at; what takes long is worked on between keys. */
export interface HotWashData {
  readonly told: ToldSession;
  readonly outcome: Outcome;
  readonly folded: FoldedJournal;
  readonly sentences: readonly Finding[];
  readonly tasks: readonly { readonly objective: ObjectiveScore; readonly task: TaskScore }[];
  readonly questions: readonly AskedQuestion[];
  readonly scope: () => ScopeChart;
  readonly ladder: () => ConsumerLadder;
  readonly lanes: () => RoleLanes;
  readonly slow: SlowCharts;
}

export function hotWashData(desk: Desk, told: ToldSession, outcome: Outcome): HotWashData {
  const { finished, score, result } = outcome;
  const folded = foldUndo(told.records);
  const played = {
    decisions: pastOfRecords(folded.decisions),
    interventions: interventionsOf(folded.steps),
  };
  return {
    told,
    outcome,
    folded,
    sentences: tellEnding(finished, score, result.metrics),
    tasks: score.objectives.flatMap((objective) => objective.tasks.map((task) => ({ objective, task }))),
    questions: finished.engine.scenario.questions.map((text, index) => ({ id: `q${index + 1}`, text })),
    scope: once(() => makeScopeChart(finished)),
    ladder: once(() => makeConsumerLadder(finished)),
    lanes: once(() => makeRoleLanes(finished)),
    slow: slowCharts(told.opening, played, outcome, desk.settings.ticker),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
