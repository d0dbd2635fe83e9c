import { printTime } from '../../world/time.ts';
import type { PhaseLane, ScopeChart } from '../charts/scope-chart.ts';
import type { ScopeRow } from '../hot-wash.ts';
import { type Figure, legendEntry } from './figure.ts';
import { drawMark } from './marks.ts';
import { type Child, el } from './markup.ts';
import { drawTimeAxis, playAxis, round, type TimeAxis } from './time-axis.ts';

const WIDTH = 900;
const LEFT = 96;
const ROW = 36;
const LANE = 30;

/** What was so and since when the team could know it; what it claimed and when that was true. */
export function scopeFigure(chart: ScopeChart): Figure {
  const axis = playAxis(LEFT, WIDTH - 32, chart.to);
  const lanesTop = 24 + chart.rows.length * ROW + 20;
  const bottom = lanesTop + chart.phases.length * LANE;
  const known = chart.rows.filter((row) => row.knownAt !== null).length;
  return {
    id: 'chart-scope',
    title: 'Known against true, claimed against true',
    says: `Of ${chart.rows.length} things that were so, you could know ${known} by the end of play. ${chart.phases.map(tellPhase).join(' ')}`,
    width: WIDTH,
    height: bottom + 24,
    drawing: [
      drawTimeAxis(axis, 14, bottom),
      chart.rows.map((row, index) => drawRow(row, axis, 30 + index * ROW)),
      chart.phases.map((phase, index) => drawPhase(phase, axis, lanesTop + index * LANE + LANE / 2)),
    ],
    legend: [
      legendEntry('true, and not known', el('line', { class: 'unknown', x1: 0, x2: 28, y1: 7, y2: 7 })),
      legendEntry(
        'known from here on',
        el('line', { class: 'known', x1: 0, x2: 28, y1: 7, y2: 7 }),
        drawMark('disc', 'c-blue', 6, 7, null),
      ),
      legendEntry('phase true', el('rect', { class: 'held', x: 0, y: 3, width: 28, height: 8 })),
      legendEntry('claimed, and true', drawMark('down', 'c-green', 14, 7, null)),
      legendEntry('claimed, and not true', drawMark('cross', 'c-red', 14, 7, null)),
    ],
    data: {
      head: ['What was so', 'You could know it at'],
      rows: [
        ...chart.rows.map((row) => [row.what, row.knownAt === null ? 'never' : printTime(row.knownAt)]),
        ...chart.phases.map((phase) => [phase.phase, tellPhase(phase)]),
      ],
    },
  };
}

function tellPhase({ phase, claimedAt, heldThen, stretches }: PhaseLane): string {
  const truth =
    stretches.length === 0
      ? 'it never was'
      : `it was so ${stretches.map((one) => `from ${printTime(one.from)} to ${printTime(one.to)}`).join(' and ')}`;
  const name = `${phase.charAt(0).toUpperCase()}${phase.slice(1)}`;
  if (claimedAt === null) return `${name}: never declared; ${truth}.`;
  return `${name}: declared at ${printTime(claimedAt)}, which was ${heldThen === true ? 'true' : 'not true'} then; ${truth}.`;
}

function drawRow(row: ScopeRow, axis: TimeAxis, y: number): readonly Child[] {
  const x = row.knownAt === null ? axis.right : axis.x(row.knownAt);
  return [
    el('text', { class: 'label', x: axis.left, y }, row.what),
    el(
      'text',
      { class: 'tick', x: axis.left - 8, y: y + 14, 'text-anchor': 'end' },
      row.knownAt === null ? 'never' : printTime(row.knownAt),
    ),
    el('line', { class: 'unknown', x1: axis.left, x2: x, y1: y + 10, y2: y + 10 }),
    row.knownAt === null
      ? null
      : [
          el('line', { class: 'known', x1: x, x2: axis.right, y1: y + 10, y2: y + 10 }),
          drawMark('disc', 'c-blue', x, y + 10, `Known at ${printTime(row.knownAt)}`),
        ],
  ];
}

function drawPhase(phase: PhaseLane, axis: TimeAxis, y: number): readonly Child[] {
  const { claimedAt, heldThen } = phase;
  return [
    el('text', { class: 'label', x: axis.left - 8, y: y + 4, 'text-anchor': 'end' }, phase.phase),
    el('line', { class: 'lane', x1: axis.left, x2: axis.right, y1: y, y2: y }),
    phase.stretches.map(({ from, to }) =>
      el('rect', {
        class: 'held',
        x: axis.x(from),
        y: y - 4,
        width: round(Math.max(2, axis.x(to) - axis.x(from))),
        height: 8,
      }),
    ),
    claimedAt === null
      ? null
      : drawMark(
          heldThen === true ? 'down' : 'cross',
          heldThen === true ? 'c-green' : 'c-red',
          axis.x(claimedAt),
          y - 9,
          `Declared ${phase.phase} at ${printTime(claimedAt)}`,
        ),
  ];
}
