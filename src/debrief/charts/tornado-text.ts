import { printTime } from '../../world/time.ts';
import { shortDigests } from '../timeline-text.ts';
import {
  cutTo,
  type Line,
  line,
  type Piece,
  piece,
  printNumber,
  type Room,
  signed,
  within,
} from './picture.ts';
import { type TornadoChart, type TornadoRow, WORTH_WORDS } from './tornado-chart.ts';

const NUMBER = 7;

/** One bar a decision: to the left what a change to it would have lost, to the right what it would have gained. */
export function drawTornado(chart: TornadoChart, room: Room): readonly Line[] {
  const half = Math.max(4, Math.min(16, Math.floor((room.width - 2 * NUMBER) / 5)));
  const label = Math.max(10, room.width - 2 * NUMBER - 2 * half - 2);
  const widest = Math.max(1, ...chart.rows.map((row) => Math.max(row.gain, -row.loss)));
  const state = chart.done < chart.of ? `${chart.done} of ${chart.of} plays so far` : `${chart.of} plays`;
  const most = Math.max(1, room.height - 2);
  return within(
    [
      line(
        cutTo(`Points if a decision were left out or moved (${state})`, room.width, room.ascii).trimEnd(),
        'title',
      ),
      line(`${' '.repeat(label + NUMBER)}${'worse'.padStart(half)} ${'better'.padEnd(half)}`, 'dim'),
      ...(chart.rows.length === 0 && chart.done === chart.of
        ? [line('No single decision changed anything.', 'dim')]
        : chart.rows.slice(0, most).map((row) => drawRow(row, { half, label, widest, room }))),
    ],
    room,
  );
}

interface Layout {
  readonly half: number;
  readonly label: number;
  readonly widest: number;
  readonly room: Room;
}

function drawRow(row: TornadoRow, { half, label, widest, room }: Layout): Line {
  const size = (value: number): number =>
    value === 0 ? 0 : Math.max(1, Math.round((value / widest) * half));
  const [left, right] = [size(-row.loss), size(row.gain)];
  const fill = room.ascii ? '#' : '█';
  const number = (value: number, tone: Piece['tone']): Piece =>
    piece(
      value === 0
        ? ' '.repeat(NUMBER)
        : signed(value)
            .padStart(NUMBER - 1)
            .padEnd(NUMBER),
      tone,
    );
  const text = `${String(row.seq).padStart(3)} ${printTime(row.at).padEnd(8)} ${shortDigests(row.line)}`;
  return [
    piece(cutTo(text, label, room.ascii)),
    number(row.loss, 'good'),
    piece(' '.repeat(half - left)),
    piece(fill.repeat(left), 'good'),
    piece(room.ascii ? '|' : '│', 'dim'),
    piece(fill.repeat(right), 'bad'),
    piece(' '.repeat(half - right)),
    number(row.gain, 'bad'),
  ];
}

/** Every answer of one row in words: what it would have brought in points and in consumer-hours. */
export function tellWorth(row: TornadoRow): readonly string[] {
  return row.answers.map(({ kind, points, exposedConsumerHours: hours }) => {
    const harm =
      hours === 0
        ? ''
        : `, ${printNumber(Math.abs(hours))} consumer-hours of exposure ${hours > 0 ? 'more' : 'fewer'}`;
    return `${WORTH_WORDS[kind]}: ${points === 0 ? 'the same score' : `${signed(points)} points`}${harm}`;
  });
}
