import { cutTo, type Line, line, type Piece, piece, printNumber, type Room, within } from './picture.ts';
import type { AxisMark, PlaybookAxis } from './playbook-axis.ts';

interface Rank {
  readonly percent: number;
  readonly text: string;
  readonly isMine: boolean;
}

/** A scale from 0 to 100 with every reference play on it, and the plays as a list around this session. */
export function drawAxis(axis: PlaybookAxis, room: Room): readonly Line[] {
  const ranks = ranksOf(axis);
  const mine = ranks.findIndex((rank) => rank.isMine);
  const played = axis.others.length;
  const words = axis.complete
    ? `${printNumber(axis.mine.percent)} %: above ${axis.above} of ${played} reference plays`
    : `${printNumber(axis.mine.percent)} %; the reference plays are being played: ${played} so far`;
  const most = Math.max(1, room.height - 5);
  const from = Math.max(0, Math.min(mine - Math.floor(most / 2), ranks.length - most));
  return within(
    [
      line(words, 'title'),
      ...drawScale(axis, room),
      line(''),
      ...ranks.slice(from, from + most).map((rank) => drawRank(rank, room)),
    ],
    room,
  );
}

function drawScale(axis: PlaybookAxis, { width, ascii }: Room): readonly Line[] {
  const columns = Math.max(11, width - 8);
  const at = (percent: number): number => Math.round((percent / 100) * (columns - 1));
  const cells = Array.from({ length: columns }, (): Piece => piece(ascii ? '-' : '─', 'dim'));
  for (const other of axis.others) cells[at(other.percent)] = piece(ascii ? '|' : '┼', 'text');
  cells[at(axis.mine.percent)] = piece(ascii ? 'O' : '●', 'accent');
  const label = 'you';
  const place = Math.max(0, Math.min(columns - label.length, at(axis.mine.percent) - 1));
  return [
    [piece('  0 ', 'dim'), ...cells, piece(' 100', 'dim')],
    [piece(' '.repeat(4 + place)), piece(label, 'accent')],
  ];
}

// Plays with the same score are one row: what matters is what lies above and below.
function ranksOf(axis: PlaybookAxis): readonly Rank[] {
  const groups = new Map<number, AxisMark[]>();
  for (const other of axis.others) groups.set(other.percent, [...(groups.get(other.percent) ?? []), other]);
  const ranks: Rank[] = [...groups].map(([percent, plays]) => ({
    percent,
    isMine: false,
    text:
      plays.length === 1
        ? `${plays[0]?.title} (${plays[0]?.ending})`
        : `${plays[0]?.title}, and ${plays.length - 1} more`,
  }));
  const own: Rank = {
    percent: axis.mine.percent,
    isMine: true,
    text: `${axis.mine.title} (${axis.mine.ending})`,
  };
  return [own, ...ranks].sort(
    (left, right) => right.percent - left.percent || Number(right.isMine) - Number(left.isMine),
  );
}

function drawRank({ percent, text, isMine }: Rank, { width, ascii }: Room): Line {
  const bar = 20;
  const full = Math.round((percent / 100) * bar);
  const tone = isMine ? 'accent' : 'text';
  return [
    piece(`${isMine ? '>' : ' '}${percent.toFixed(1).padStart(6)} `, tone),
    piece((ascii ? '#' : '█').repeat(full), isMine ? 'accent' : 'dim'),
    piece((ascii ? '.' : '░').repeat(bar - full), 'dim'),
    piece(` ${cutTo(text, width - bar - 9, ascii).trimEnd()}`, tone),
  ];
}
