import { SCORED_PILLARS } from '../../exercise/definition.ts';
import { printTime } from '../../world/time.ts';
import type { Pillar } from '../../world/verb.ts';
import type { HarmChart, HarmSeries, Pin } from '../charts/harm-chart.ts';
import { type Step, valueAt } from '../charts/steps.ts';
import { shortDigests } from '../timeline-text.ts';
import { type Figure, legendEntry } from './figure.ts';
import { drawMark, PILLAR_MARKS, withRoom } from './marks.ts';
import { type Child, el, type Markup } from './markup.ts';
import { drawTimeAxis, playAxis, round, type TimeAxis } from './time-axis.ts';

const WIDTH = 900;
const LEFT = 96;
const PANEL = 84;
const GAP = 34;
const LANE = 20;
const LANES: readonly Pillar[] = [...SCORED_PILLARS, 'lead'];

/** Harm over time, a panel for each kind, above a lane of decisions for each pillar. */
export function harmFigure(chart: HarmChart): Figure {
  const axis = playAxis(LEFT, WIDTH - 32, chart.to);
  const lanesTop = chart.series.length * (PANEL + GAP) + 18;
  const bottom = lanesTop + LANES.length * LANE;
  return {
    id: 'chart-harm',
    title: 'Harm over time, and what you decided',
    says: saysOf(chart),
    width: WIDTH,
    height: bottom + 24,
    drawing: [
      drawTimeAxis(axis, 14, bottom),
      chart.series.map((series, index) => drawPanel(series, axis, 20 + index * (PANEL + GAP))),
      LANES.map((pillar, index) =>
        drawLane(
          pillar,
          chart.pins.filter((pin) => pin.pillar === pillar),
          axis,
          lanesTop + index * LANE + LANE / 2,
        ),
      ),
    ],
    legend: [
      legendEntry(
        'this session',
        el('path', { class: 'area', d: 'M0 4H28V14H0z' }),
        el('path', { class: 'curve', d: 'M0 4H28' }),
      ),
      ...(chart.series.some((one) => one.ghost !== null)
        ? [legendEntry('the expert', el('path', { class: 'ghost', d: 'M0 7H28' }))]
        : []),
      ...LANES.map((pillar) => {
        const { shape, colour } = PILLAR_MARKS[pillar];
        return legendEntry(pillar, drawMark(shape, colour, 14, 7, null));
      }),
    ],
    data: {
      head: [
        'From',
        ...chart.series.flatMap((one) => [
          one.title,
          ...(one.ghost === null ? [] : [`${one.title}: the expert`]),
        ]),
      ],
      rows: rowsOf(chart),
    },
  };
}

function saysOf({ series }: HarmChart): string {
  const ends = series.map((one) => {
    const since = one.mine.at(-1);
    const expert = one.ghost?.at(-1);
    const when =
      since?.value === 0
        ? `gone at ${printTime(since.at)}`
        : `${since?.value ?? 0} left at the end of the exercise`;
    const other = expert?.value === 0 ? ` (the expert: ${printTime(expert.at)})` : '';
    return `${one.title}: ${when}${other}.`;
  });
  return ends.join(' ');
}

function drawPanel(series: HarmSeries, axis: TimeAxis, top: number): readonly Child[] {
  const base = top + PANEL;
  const y = (value: number): number => round(base - (value / Math.max(1, series.most)) * (PANEL - 12));
  const line = pathOf(series.mine, axis, y);
  return [
    el('text', { class: 'panel', x: axis.left, y: top }, series.title),
    el('line', { class: 'base', x1: axis.left, x2: axis.right, y1: base, y2: base }),
    el(
      'text',
      { class: 'tick', x: axis.left - 8, y: y(series.most) + 4, 'text-anchor': 'end' },
      String(series.most),
    ),
    el('text', { class: 'tick', x: axis.left - 8, y: base + 4, 'text-anchor': 'end' }, '0'),
    el('path', { class: 'area', d: `${line}V${base}H${axis.left}z` }),
    series.ghost === null ? null : el('path', { class: 'ghost', d: pathOf(series.ghost, axis, y) }),
    el('path', { class: 'curve', d: line }),
  ];
}

function pathOf(steps: readonly Step[], axis: TimeAxis, y: (value: number) => number): string {
  const [first, ...rest] = steps;
  const start = `M${axis.left} ${y(first?.value ?? 0)}`;
  return `${start}${rest.map((step) => `H${axis.x(step.at)}V${y(step.value)}`).join('')}H${axis.right}`;
}

function drawLane(pillar: Pillar, pins: readonly Pin[], axis: TimeAxis, y: number): readonly Child[] {
  const { shape, colour } = PILLAR_MARKS[pillar];
  const placed = pins.map((pin) => ({ pin, x: axis.x(pin.at) }));
  return [
    el('line', { class: 'lane', x1: axis.left, x2: axis.right, y1: y, y2: y }),
    el('text', { class: 'label', x: axis.left - 8, y: y + 4, 'text-anchor': 'end' }, pillar),
    placed.map(({ pin, x }): Markup => drawMark(shape, colour, x, y, tellPin(pin))),
    withRoom(placed, 26).map(({ pin, x }) =>
      el('text', { class: 'number', x: x + 8, y: y + 4 }, String(pin.seq)),
    ),
  ];
}

function tellPin(pin: Pin): string {
  return `Decision ${pin.seq} at ${printTime(pin.at)} by ${pin.by}: ${shortDigests(pin.line)}${pin.refused ? ' (refused)' : ''}`;
}

function rowsOf({ series }: HarmChart): readonly (readonly string[])[] {
  const times = new Set(series.flatMap((one) => [...one.mine, ...(one.ghost ?? [])].map((step) => step.at)));
  return [...times]
    .sort((left, right) => left - right)
    .map((at) => [
      printTime(at),
      ...series.flatMap((one) => [
        String(valueAt(one.mine, at)),
        ...(one.ghost === null ? [] : [String(valueAt(one.ghost, at))]),
      ]),
    ]);
}
