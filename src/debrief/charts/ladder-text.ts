import { printTime, type Seconds } from '../../world/time.ts';
import { type ConsumerLadder, type LadderRow, RUNG_WORDS, RUNGS } from './consumer-ladder.ts';
import { cutTo, type Line, line, piece, type Room, within } from './picture.ts';

const NAME = 14;
const WIDEST_BAR = 30;

/** How many consumers stood on each rung, then each consumer with the time of every rung. */
export function drawLadder(ladder: ConsumerLadder, room: Room): readonly Line[] {
  if (ladder.rows.length === 0) return [line('No consumer ran the implant.', 'good')];
  const of = ladder.rows.length;
  const column = Math.max(8, Math.min(16, Math.floor((room.width - NAME) / RUNGS.length)));
  const head = RUNGS.map((rung) => cutTo(RUNG_WORDS[rung], column - 1, room.ascii)).join(' ');
  const bars = drawCounts(ladder, room);
  const rows = ladder.rows.map((row) => drawRow(row, ladder.endOfPlay, column, room));
  const late = ladder.rows.some((row) => RUNGS.some((rung) => isLate(row.reached[rung], ladder.endOfPlay)));
  const note = late ? [line(`* after play had ended at ${printTime(ladder.endOfPlay)}`, 'dim')] : [];
  const most = Math.max(1, room.height - bars.length - 2 - note.length);
  const hidden = rows.length - most;
  return within(
    [
      ...bars,
      line(''),
      line(`${cutTo(`${of} exposed`, NAME, room.ascii)}${head}`, 'title'),
      ...(hidden > 0 ? rows.slice(0, most - 1) : rows),
      ...(hidden > 0 ? [line(`and ${hidden + 1} more`, 'dim')] : []),
      ...note,
    ],
    room,
  );
}

function drawCounts({ counts, rows }: ConsumerLadder, { width, ascii }: Room): readonly Line[] {
  const bar = Math.max(5, Math.min(WIDEST_BAR, width - NAME - 36));
  return counts.map(({ rung, atEnd, later }) => {
    const full = Math.round((atEnd / rows.length) * bar);
    const after = Math.round((later / rows.length) * bar) - full;
    const rest = bar - full - Math.max(0, after);
    const words = later === atEnd ? '' : `, ${later} a day later`;
    return [
      piece(`${RUNG_WORDS[rung].padStart(NAME + 2)} `),
      piece((ascii ? '#' : '█').repeat(full), 'good'),
      piece((ascii ? '+' : '▒').repeat(Math.max(0, after)), 'warn'),
      piece((ascii ? '.' : '░').repeat(rest), 'dim'),
      piece(` ${atEnd} of ${rows.length} at the end${words}`),
    ];
  });
}

function drawRow(row: LadderRow, end: Seconds, column: number, { ascii }: Room): Line {
  return [
    piece(cutTo(row.consumer, NAME - 1, ascii)),
    piece(' '),
    ...RUNGS.map((rung) => {
      const at = row.reached[rung];
      const late = isLate(at, end);
      const text = at === null ? 'never' : `${at < 0 ? 'from the start' : printTime(at)}${late ? '*' : ''}`;
      return piece(`${cutTo(text, column - 1, ascii)} `, at === null ? 'bad' : late ? 'warn' : 'good');
    }),
  ];
}

function isLate(at: Seconds | null, end: Seconds): boolean {
  return at !== null && at > end;
}
