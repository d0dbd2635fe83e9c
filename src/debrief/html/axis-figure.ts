import type { AxisMark, PlaybookAxis } from '../charts/playbook-axis.ts';
import { type Figure, legendEntry } from './figure.ts';
import { drawMark } from './marks.ts';
import { type Child, el } from './markup.ts';
import { round } from './time-axis.ts';

const WIDTH = 900;
const LEFT = 400;
const RIGHT = WIDTH - 60;
const ROW = 22;

/** The score among those of the scenario's reference playbooks. */
export function axisFigure({ mine, others, above }: PlaybookAxis): Figure {
  const rows = [
    ...others.filter((one) => one.percent > mine.percent),
    mine,
    ...others.filter((one) => one.percent <= mine.percent),
  ];
  const bottom = 20 + rows.length * ROW;
  const x = (percent: number): number => round(LEFT + (percent / 100) * (RIGHT - LEFT));
  return {
    id: 'chart-axis',
    title: 'Between the reference playbooks',
    says: `With ${mine.percent} % this session lies above ${above} of ${others.length} reference playbooks.`,
    width: WIDTH,
    height: bottom + 24,
    drawing: [
      [0, 20, 40, 60, 80, 100].map((percent) => [
        el('line', { class: 'grid', x1: x(percent), x2: x(percent), y1: 14, y2: bottom }),
        el('text', { class: 'tick', x: x(percent), y: bottom + 15, 'text-anchor': 'middle' }, `${percent} %`),
      ]),
      rows.map((row, index) => drawRow(row, row === mine, x(row.percent), 20 + index * ROW + ROW / 2)),
    ],
    legend: [
      legendEntry('this session', drawMark('diamond', 'c-red', 14, 7, null)),
      legendEntry('a playbook of the scenario', drawMark('disc', 'c-grey', 14, 7, null)),
    ],
    data: {
      head: ['Play', 'Score', 'Ending'],
      rows: rows.map((row) => [row.title, `${row.percent} %`, row.ending]),
    },
  };
}

function drawRow(row: AxisMark, isMine: boolean, x: number, y: number): readonly Child[] {
  return [
    isMine ? el('rect', { class: 'highlight', x: 0, y: y - ROW / 2, width: WIDTH, height: ROW }) : null,
    el('line', { class: 'lane', x1: LEFT, x2: RIGHT, y1: y, y2: y }),
    el(
      'text',
      { class: isMine ? 'label mine' : 'label', x: LEFT - 12, y: y + 4, 'text-anchor': 'end' },
      clip(row.title),
    ),
    isMine
      ? drawMark('diamond', 'c-red', x, y, `${row.title}: ${row.percent} %`)
      : drawMark('disc', 'c-grey', x, y, `${row.title}: ${row.percent} %`),
    el('text', { class: isMine ? 'number mine' : 'number', x: x + 10, y: y + 4 }, String(row.percent)),
  ];
}

function clip(text: string): string {
  return text.length <= 58 ? text : `${text.slice(0, 57)}…`;
}
