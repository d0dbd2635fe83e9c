import type { Seconds } from '../../world/time.ts';
import {
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
import type { LaneState, RoleLane, RoleLanes } from './role-lanes.ts';

const STATES: readonly LaneState[] = ['busy', 'waiting', 'idle'];

/** A row of marks a role: hands busy, waiting for something of its own, idle. */
export function drawLanes(lanes: RoleLanes, room: Room): readonly Line[] {
  const scale: TimeScale = { from: 0, to: lanes.to, columns: room.width };
  const paint = paintsOf(room.ascii);
  const gap = lanes.lanes.length * 3 + 2 <= room.height ? [line('')] : [];
  return within(
    [
      ...lanes.lanes.flatMap((lane) => [
        headOf(lane, room),
        marks(Array.from({ length: scale.columns }, (_, column) => paint[stateAt(lane, scale, column)])),
        ...gap,
      ]),
      line(timeRow(scale, 0), 'dim'),
      [
        paint.busy,
        piece(' busy   '),
        paint.waiting,
        piece(' waiting for its own work   '),
        paint.idle,
        piece(' idle'),
      ],
    ],
    room,
  );
}

function paintsOf(ascii: boolean): Readonly<Record<LaneState, Piece>> {
  return ascii
    ? { busy: piece('#', 'accent'), waiting: piece('-', 'warn'), idle: piece('.', 'dim') }
    : { busy: piece('█', 'accent'), waiting: piece('▒', 'warn'), idle: piece('·', 'dim') };
}

function headOf({ role, title, totals }: RoleLane, { width, ascii }: Room): Line {
  const all = Math.max(1, totals.busy + totals.waiting + totals.idle);
  const share = STATES.map((state) => `${state} ${Math.round((totals[state] / all) * 100)} %`).join(', ');
  return [piece(cutTo(`${role}  ${share}  (${title})`, width, ascii).trimEnd(), 'title')];
}

// A column shows what filled most of its time.
function stateAt(lane: RoleLane, scale: TimeScale, column: number): LaneState {
  const [from, to] = stretchOf(scale, column);
  const time: Record<LaneState, Seconds> = { busy: 0, waiting: 0, idle: 0 };
  for (const span of lane.spans) {
    const shared = Math.min(span.to, to) - Math.max(span.from, from);
    if (shared > 0) time[span.state] += shared;
  }
  return STATES.reduce((best, state) => (time[state] > time[best] ? state : best), 'busy');
}
