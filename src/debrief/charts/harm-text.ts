import type { Pillar } from '../../world/verb.ts';
import type { HarmChart, HarmSeries, Pin } from './harm-chart.ts';
import {
  columnOf,
  cutTo,
  type Line,
  line,
  marks,
  type Piece,
  piece,
  type Room,
  stretchOf,
  type TimeScale,
  timeRow,
  within,
} from './picture.ts';
import { mostWithin, type Step, valueAt } from './steps.ts';

const GUTTER = 4;
const MOST_PIN_ROWS = 3;

/** First letters of the pillars stand for their decisions. */
const LETTERS: Readonly<Record<Pillar, string>> = {
  investigate: 'i',
  rotate: 'r',
  clean: 'c',
  notify: 'n',
  pin: 'p',
  lead: 'l',
  world: '?',
};

interface Shades {
  /** Harm that the expert had too; harm beyond the expert's; what the expert had and this session spared. */
  readonly both: Piece;
  readonly mine: Piece;
  readonly ghost: Piece;
}

/** Three curves over one axis of time, the decisions above them: solid where harm went beyond the expert's. */
export function drawHarm(chart: HarmChart, room: Room): readonly Line[] {
  const scale: TimeScale = { from: chart.from, to: chart.to, columns: Math.max(10, room.width - GUTTER) };
  const shades = shadesOf(room.ascii);
  const pins = pinRows(chart.pins, scale);
  const count = chart.series.length;
  const legend = chart.series.some((series) => series.ghost !== null);
  const rest = room.height - count - 1 - (legend ? 1 : 0);
  const pinRoom = Math.max(1, Math.min(pins.length, MOST_PIN_ROWS, rest - count * 2));
  const rows = Math.max(1, Math.floor((rest - pinRoom) / count));
  const shownPins = mergePins(pins, pinRoom);
  return within(
    [
      ...shownPins.map(
        (row, index): Line => [piece(index === 0 ? 'You ' : ' '.repeat(GUTTER), 'dim'), piece(row, 'accent')],
      ),
      ...chart.series.flatMap((series) => drawSeries(series, scale, { rows, room, shades })),
      line(timeRow(scale, GUTTER), 'dim'),
      ...(legend ? [legendOf(shades, room)] : []),
    ],
    room,
  );
}

function shadesOf(ascii: boolean): Shades {
  return ascii
    ? { both: piece(':', 'dim'), mine: piece('#', 'bad'), ghost: piece('.', 'dim') }
    : { both: piece('▒', 'dim'), mine: piece('█', 'bad'), ghost: piece('·', 'dim') };
}

function legendOf({ both, mine, ghost }: Shades, { width, ascii }: Room): Line {
  const words = ` only you  ${both.text} the expert too  ${ghost.text} only the expert`;
  const letters = '  i r c n p l: decisions';
  const text = words.length + letters.length < width - GUTTER ? words + letters : words;
  return [piece(' '.repeat(GUTTER)), mine, piece(cutTo(text, width - GUTTER - 1, ascii).trimEnd(), 'dim')];
}

function drawSeries(
  series: HarmSeries,
  scale: TimeScale,
  how: { readonly rows: number; readonly room: Room; readonly shades: Shades },
): readonly Line[] {
  const { rows, room, shades } = how;
  const own = heights(series.mine, scale, rows, series.most);
  const other = series.ghost === null ? own : heights(series.ghost, scale, rows, series.most);
  const end = valueAt(series.mine, scale.to);
  const words = `${series.title}: ${valueAt(series.mine, scale.from)}, then ${end} at the end, ${series.left} a day later`;
  const plot = Array.from({ length: rows }, (_, index): Line => {
    const level = rows - index;
    const label = index === 0 ? String(series.most) : index === rows - 1 ? '0' : '';
    const cells = own.map((height, column): Piece => {
      const ghost = (other[column] ?? 0) >= level;
      if (height >= level) return ghost && series.ghost !== null ? shades.both : shades.mine;
      return ghost ? shades.ghost : piece(level === 1 ? '_' : ' ', 'dim');
    });
    return [piece(`${label.padStart(GUTTER - 1)} `, 'dim'), ...marks(cells)];
  });
  return [line(cutTo(words, room.width, room.ascii).trimEnd(), 'title'), ...plot];
}

// Anything above nothing is seen: one row at least.
function heights(steps: readonly Step[], scale: TimeScale, rows: number, most: number): readonly number[] {
  return Array.from({ length: scale.columns }, (_, column) => {
    const value = mostWithin(steps, ...stretchOf(scale, column));
    return most === 0 ? 0 : Math.ceil((value / most) * rows);
  });
}

/** Decisions of one column stand above one another, the first at the bottom. */
function pinRows(pins: readonly Pin[], scale: TimeScale): readonly (readonly string[])[] {
  const rows: string[][] = [];
  for (const pin of pins) {
    const column = columnOf(scale, pin.at);
    let row = 0;
    while (rows[row]?.[column] !== undefined) row++;
    rows[row] ??= [];
    (rows[row] as string[])[column] = pin.refused ? 'x' : LETTERS[pin.pillar];
  }
  return rows;
}

function mergePins(rows: readonly (readonly string[])[], most: number): readonly string[] {
  const hidden = rows.slice(most);
  const shown = rows.slice(0, most).map((row) => Array.from(row, (mark) => mark ?? ' '));
  const top = shown.at(-1);
  for (const row of hidden)
    for (const [column, mark] of row.entries())
      if (mark !== undefined && top !== undefined) top[column] = '+';
  return shown.reverse().map((row) => row.join(''));
}
