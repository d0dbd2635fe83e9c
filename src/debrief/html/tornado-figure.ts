import { printTime } from '../../world/time.ts';
import { type TornadoChart, type TornadoRow, WORTH_WORDS, type WorthKind } from '../charts/tornado-chart.ts';
import { shortDigests } from '../timeline-text.ts';
import { type Figure, legendEntry } from './figure.ts';
import { drawMark, type Shape } from './marks.ts';
import { type Child, el } from './markup.ts';
import { round } from './time-axis.ts';

const WIDTH = 900;
const ROW = 36;
const MOST_ROWS = 14;
const POINTS = { left: 20, right: 540 } as const;
const HOURS = { left: 600, right: 880 } as const;

const KIND_MARKS: Readonly<Record<WorthKind, { readonly shape: Shape; readonly colour: string }>> = {
  dropped: { shape: 'cross', colour: 'c-red' },
  expert: { shape: 'diamond', colour: 'c-blue' },
  earlier: { shape: 'up', colour: 'c-purple' },
  later: { shape: 'down', colour: 'c-amber' },
};

interface Scale {
  readonly x: (value: number) => number;
  readonly ticks: readonly number[];
}

/** What single changes would have brought, in points and in consumer-hours, the widest first. */
export function tornadoFigure(chart: TornadoChart): Figure {
  const rows = chart.rows.slice(0, MOST_ROWS);
  const kinds = [...new Set(chart.rows.flatMap((row) => row.answers.map((one) => one.kind)))];
  const points = scaleOf(
    rows.flatMap((row) => row.answers.map((one) => one.points)),
    POINTS,
  );
  const hours = scaleOf(
    rows.flatMap((row) => row.answers.map((one) => one.exposedConsumerHours)),
    HOURS,
  );
  const bottom = 40 + rows.length * ROW;
  return {
    id: 'chart-tornado',
    title: 'What single decisions were worth',
    says: tellChart(chart),
    width: WIDTH,
    height: bottom + 24,
    drawing: [
      el('text', { class: 'panel', x: POINTS.left, y: 16 }, 'Points, with one change each'),
      el('text', { class: 'panel', x: HOURS.left, y: 16 }, 'Consumer-hours of exposure'),
      drawScale(points, bottom),
      drawScale(hours, bottom),
      rows.map((row, index) => drawRow(row, points, hours, 34 + index * ROW)),
    ],
    legend: kinds.map((kind) =>
      legendEntry(WORTH_WORDS[kind], drawMark(KIND_MARKS[kind].shape, KIND_MARKS[kind].colour, 14, 7, null)),
    ),
    data: {
      head: ['Decision', 'Change', 'Points', 'Consumer-hours'],
      rows: chart.rows.flatMap((row) =>
        row.answers.map((one) => [
          nameOf(row),
          WORTH_WORDS[one.kind],
          signed(one.points),
          signed(one.exposedConsumerHours),
        ]),
      ),
    },
  };
}

function tellChart({ rows, of }: TornadoChart): string {
  const [first] = rows;
  if (first === undefined) return `None of ${of} changes to a single decision would have changed the score.`;
  return `The same session played again with one change each, ${of} times. Decision ${first.seq} at ${printTime(first.at)} carried most: between ${signed(first.loss)} and ${signed(first.gain)} points.`;
}

// From the worst to the best, with zero wherever it falls: a play that lost nothing leaves no empty half.
function scaleOf(values: readonly number[], room: { readonly left: number; readonly right: number }): Scale {
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const span = Math.max(1, most - least);
  const [start, width] = [room.left + 12, room.right - room.left - 24];
  const x = (value: number): number => round(start + ((value - least) / span) * width);
  return {
    x,
    ticks: [...new Set([least, 0, most])].filter((value) => value === 0 || Math.abs(x(value) - x(0)) > 40),
  };
}

function drawScale({ x, ticks }: Scale, bottom: number): readonly Child[] {
  return ticks.map((value) => [
    el('line', { class: value === 0 ? 'base' : 'grid', x1: x(value), x2: x(value), y1: 24, y2: bottom }),
    el('text', { class: 'tick', x: x(value), y: bottom + 15, 'text-anchor': 'middle' }, signed(value)),
  ]);
}

function drawRow(row: TornadoRow, points: Scale, hours: Scale, top: number): readonly Child[] {
  const y = top + 22;
  const bar = (values: readonly number[], scale: Scale): Child => {
    const [from, to] = [scale.x(Math.min(0, ...values)), scale.x(Math.max(0, ...values))];
    return el('rect', {
      class: 'worth',
      x: from,
      y: y - 5,
      width: round(Math.max(1, to - from)),
      height: 10,
    });
  };
  const marks = (
    amountOf: (answer: TornadoRow['answers'][number]) => number,
    scale: Scale,
  ): readonly Child[] =>
    row.answers
      .filter((answer) => amountOf(answer) !== 0)
      .map((answer) =>
        drawMark(
          KIND_MARKS[answer.kind].shape,
          KIND_MARKS[answer.kind].colour,
          scale.x(amountOf(answer)),
          y,
          `${WORTH_WORDS[answer.kind]}: ${signed(answer.points)} points, ${signed(answer.exposedConsumerHours)} consumer-hours`,
        ),
      );
  return [
    el('text', { class: 'label', x: POINTS.left, y: top + 12 }, nameOf(row)),
    bar(
      row.answers.map((one) => one.points),
      points,
    ),
    bar(
      row.answers.map((one) => one.exposedConsumerHours),
      hours,
    ),
    marks((one) => one.points, points),
    marks((one) => one.exposedConsumerHours, hours),
  ];
}

function nameOf(row: TornadoRow): string {
  const line = shortDigests(row.line);
  return `${row.seq} at ${printTime(row.at)}: ${line.length <= 60 ? line : `${line.slice(0, 59)}…`}`;
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}
