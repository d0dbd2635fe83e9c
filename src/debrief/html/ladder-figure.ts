import type { ExerciseClock } from '../../world/estate.ts';
import { printTime, type Seconds } from '../../world/time.ts';
import {
  type ConsumerLadder,
  type LadderRow,
  RUNG_WORDS,
  RUNGS,
  type Rung,
} from '../charts/consumer-ladder.ts';
import { type Figure, legendEntry } from './figure.ts';
import { drawMark, type Shape } from './marks.ts';
import { type Child, el } from './markup.ts';
import { drawTimeAxis, type TimeAxis, wholeAxis } from './time-axis.ts';

const WIDTH = 900;
const LEFT = 96;
const ROW = 26;

const RUNG_MARKS: Readonly<Record<Rung, { readonly shape: Shape; readonly colour: string }>> = {
  told: { shape: 'ring', colour: 'c-purple' },
  matched: { shape: 'diamond', colour: 'c-blue' },
  clean: { shape: 'square', colour: 'c-green' },
  rotated: { shape: 'up', colour: 'c-green' },
};

/** Each exposed consumer from the moment it ran the implant, up the ladder: told, matched, clean, rotated. */
export function ladderFigure(ladder: ConsumerLadder, clock: ExerciseClock): Figure {
  const axis = wholeAxis(LEFT, WIDTH - 24, clock);
  const bottom = 24 + ladder.rows.length * ROW;
  const time = (at: Seconds | null): string => (at === null ? 'never' : printTime(at));
  return {
    id: 'chart-ladder',
    title: 'How far each exposed consumer came',
    says: `Of ${ladder.rows.length} exposed consumers, by the end of play: ${ladder.counts.map((one) => `${one.atEnd} ${RUNG_WORDS[one.rung]}`).join(', ')}; a day later: ${ladder.counts.map((one) => `${one.later} ${RUNG_WORDS[one.rung]}`).join(', ')}.`,
    width: WIDTH,
    height: bottom + 24,
    drawing: [
      drawTimeAxis(axis, 14, bottom),
      ladder.rows.map((row, index) => drawRow(row, axis, 24 + index * ROW + ROW / 2)),
    ],
    legend: [
      legendEntry('runs the implant', el('line', { class: 'exposed', x1: 0, x2: 28, y1: 7, y2: 7 })),
      ...RUNGS.map((rung) =>
        legendEntry(RUNG_WORDS[rung], drawMark(RUNG_MARKS[rung].shape, RUNG_MARKS[rung].colour, 14, 7, null)),
      ),
    ],
    data: {
      head: ['Consumer', 'Exposed', ...RUNGS.map((rung) => RUNG_WORDS[rung])],
      rows: ladder.rows.map((row) => [
        row.consumer,
        printTime(row.exposedAt),
        ...RUNGS.map((rung) => time(row.reached[rung])),
      ]),
    },
  };
}

function drawRow(row: LadderRow, axis: TimeAxis, y: number): readonly Child[] {
  const until = row.reached.clean === null ? axis.right : axis.x(row.reached.clean);
  return [
    el('text', { class: 'label', x: axis.left - 8, y: y + 4, 'text-anchor': 'end' }, row.consumer),
    el('line', { class: 'lane', x1: axis.left, x2: axis.right, y1: y, y2: y }),
    el('line', { class: 'exposed', x1: axis.x(row.exposedAt), x2: until, y1: y, y2: y }),
    RUNGS.map((rung) => {
      const at = row.reached[rung];
      if (at === null) return null;
      const { shape, colour } = RUNG_MARKS[rung];
      // What happens in one second would hide itself: who is told often sees at once that it is hit.
      const lift =
        rung === 'told' && at === row.reached.matched
          ? -7
          : rung === 'rotated' && at === row.reached.clean
            ? -7
            : 0;
      return drawMark(
        shape,
        colour,
        axis.x(at),
        y + lift,
        `${row.consumer}: ${RUNG_WORDS[rung]} at ${printTime(at)}`,
      );
    }),
  ];
}
