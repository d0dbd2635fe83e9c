import { printTime, type Seconds } from '../../world/time.ts';
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
import type { PhaseLane, ScopeChart } from './scope-chart.ts';

/** Row by row what was so and from when the team could know it; then each phase as it was true and as it was claimed. */
export function drawScope(chart: ScopeChart, room: Room): readonly Line[] {
  const label = Math.max(18, Math.min(46, Math.floor(room.width * 0.5)));
  const scale: TimeScale = { from: 0, to: chart.to, columns: Math.max(8, room.width - label - 1) };
  const known = chart.rows.filter((row) => row.knownAt !== null).length;
  const most = Math.max(1, room.height - chart.phases.length - 6);
  const rows = chart.rows.slice(0, most);
  const hidden = chart.rows.length - rows.length;
  return within(
    [
      line(`What was so: you could know ${known} of ${chart.rows.length}`, 'title'),
      ...rows.map((row) => drawRow(row.what, row.knownAt, { label, scale, room })),
      ...(hidden > 0 ? [line(`and ${hidden} more`, 'dim')] : []),
      line(''),
      line('What you claimed, and what was true', 'title'),
      ...chart.phases.map((phase) => drawPhase(phase, { label, scale, room })),
      line(timeRow(scale, label + 1), 'dim'),
      line(
        room.ascii
          ? '. no   = known, or true   C claimed   ! claimed, not true'
          : '· no   ━ known, or true   C claimed   ! claimed, not true',
        'dim',
      ),
    ],
    room,
  );
}

interface Layout {
  readonly label: number;
  readonly scale: TimeScale;
  readonly room: Room;
}

function drawRow(what: string, knownAt: Seconds | null, { label, scale, room }: Layout): Line {
  const when = knownAt === null ? 'never' : printTime(knownAt);
  const text = cutTo(what, label - when.length - 1, room.ascii);
  const cells = Array.from({ length: scale.columns }, (_, column) =>
    truthMark(knownAt !== null && column >= columnOf(scale, knownAt), room.ascii),
  );
  return [piece(`${text} `), piece(when, knownAt === null ? 'bad' : 'good'), piece(' '), ...marks(cells)];
}

function drawPhase(lane: PhaseLane, { label, scale, room }: Layout): Line {
  const { phase, stretches, claimedAt, heldThen } = lane;
  const said =
    claimedAt === null
      ? 'never claimed'
      : `claimed ${printTime(claimedAt)}, ${heldThen === true ? 'true then' : 'not true then'}`;
  const cells = Array.from({ length: scale.columns }, (_, column) => {
    const [from, to] = stretchOf(scale, column);
    return truthMark(
      stretches.some((stretch) => stretch.from < to && stretch.to > from),
      room.ascii,
    );
  });
  if (claimedAt !== null)
    cells[columnOf(scale, claimedAt)] = heldThen === true ? piece('C', 'accent') : piece('!', 'bad');
  return [piece(cutTo(`${phase}: ${said}`, label, room.ascii)), piece(' '), ...marks(cells)];
}

function truthMark(holds: boolean, ascii: boolean): Piece {
  if (holds) return piece(ascii ? '=' : '━', 'good');
  return piece(ascii ? '.' : '·', 'dim');
}
