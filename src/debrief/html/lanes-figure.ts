import { printTime, type Seconds } from '../../world/time.ts';
import type { LaneSpan, LaneState, RoleLane, RoleLanes } from '../charts/role-lanes.ts';
import { type Figure, legendEntry } from './figure.ts';
import { type Child, el } from './markup.ts';
import { drawTimeAxis, playAxis, round, type TimeAxis } from './time-axis.ts';

const WIDTH = 900;
const LEFT = 96;
const RIGHT = WIDTH - 72;
const ROW = 34;
const STATES: readonly LaneState[] = ['busy', 'waiting', 'idle'];

/** Whose hands were busy, who waited for something under way, who was idle. */
export function lanesFigure({ lanes, to }: RoleLanes): Figure {
  const axis = playAxis(LEFT, RIGHT, to);
  const bottom = 20 + lanes.length * ROW;
  return {
    id: 'chart-lanes',
    title: 'Who was busy, who waited, who was idle',
    says: lanes.map((lane) => `${lane.title}: ${tellTotals(lane, to)}.`).join(' '),
    width: WIDTH,
    height: bottom + 24,
    drawing: [
      drawTimeAxis(axis, 14, bottom),
      lanes.map((lane, index) => drawLane(lane, axis, 20 + index * ROW + ROW / 2, to)),
    ],
    legend: STATES.map((state) =>
      legendEntry(state, el('rect', { class: `span ${state}`, x: 0.5, y: 1.5, width: 27, height: 11 })),
    ),
    data: {
      head: ['Role', 'Busy', 'Waiting', 'Idle'],
      rows: lanes.map((lane) => [lane.title, ...STATES.map((state) => share(lane.totals[state], to))]),
    },
  };
}

function tellTotals(lane: RoleLane, to: Seconds): string {
  return STATES.map((state) => `${state} ${share(lane.totals[state], to)}`).join(', ');
}

function share(part: Seconds, whole: Seconds): string {
  return `${Math.round((part / Math.max(1, whole)) * 100)} %`;
}

function drawLane(lane: RoleLane, axis: TimeAxis, y: number, to: Seconds): readonly Child[] {
  return [
    el('text', { class: 'label', x: axis.left - 8, y: y + 4, 'text-anchor': 'end' }, lane.role),
    lane.spans.map((span) =>
      el(
        'rect',
        {
          class: `span ${span.state}`,
          x: axis.x(span.from),
          y: y - 9,
          width: round(Math.max(0.5, axis.x(span.to) - axis.x(span.from))),
          height: 18,
        },
        el('title', {}, tellSpan(span)),
      ),
    ),
    el('text', { class: 'tick', x: axis.right + 8, y: y + 4 }, `${share(lane.totals.busy, to)} busy`),
  ];
}

function tellSpan(span: LaneSpan): string {
  const what = span.seq === null ? '' : ` (decision ${span.seq})`;
  return `${span.state} from ${printTime(span.from)} to ${printTime(span.to)}${what}`;
}
