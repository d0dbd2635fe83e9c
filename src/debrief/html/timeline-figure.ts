import type { Session } from '../../exercise/session.ts';
import type { ExerciseClock } from '../../world/estate.ts';
import { type Calendar, printTime } from '../../world/time.ts';
import type { Pillar } from '../../world/verb.ts';
import { type Pin, pinsOf } from '../charts/harm-chart.ts';
import type { TimelineEntry } from '../timeline.ts';
import { printDayClock, printEntry } from '../timeline-text.ts';
import { type Figure, legendEntry } from './figure.ts';
import { drawMark, PILLAR_MARKS, type Shape, withRoom } from './marks.ts';
import { type Child, el, type Markup } from './markup.ts';
import { dataTable } from './table.ts';
import { drawTimeAxis, type TimeAxis, wholeAxis } from './time-axis.ts';

const WIDTH = 900;
const LEFT = 96;
const ROW = 28;

interface Look {
  readonly shape: Shape;
  readonly colour: string;
}

const BEGINS: Look = { shape: 'up', colour: 'c-green' };
const ENDS: Look = { shape: 'down', colour: 'c-red' };

/** Lanes of those who act without being asked, with what their marks look like; the roles of the team stand between. */
const OTHERS: Readonly<Record<string, Look>> = {
  attacker: { shape: 'cross', colour: 'c-red' },
  message: { shape: 'square', colour: 'c-purple' },
  build: { shape: 'disc', colour: 'c-amber' },
  consumer: { shape: 'ring', colour: 'c-blue' },
  party: { shape: 'up', colour: 'c-grey' },
  world: { shape: 'bar', colour: 'c-grey' },
};

/** Everything that happened, in lanes: the intruders, messages, each role's decisions, builds, consumers, and what was true. */
export function timelineFigure(session: Session, entries: readonly TimelineEntry[]): Figure {
  const { clock, roles } = session.engine.scenario.estate;
  const axis = wholeAxis(LEFT, WIDTH - 24, clock);
  const pins = new Map(pinsOf(session).map((pin) => [pin.seq, pin]));
  const used = new Set(entries.map((entry) => entry.lane));
  const lanes = [
    'attacker',
    'message',
    ...Object.keys(roles),
    'party',
    'build',
    'consumer',
    'world',
    'truth',
  ].filter((lane) => used.has(lane));
  const bottom = 24 + lanes.length * ROW;
  return {
    id: 'chart-timeline',
    title: 'Timeline',
    says: tellTimeline(session, entries, clock),
    width: WIDTH,
    height: bottom + 24,
    drawing: [
      drawTimeAxis(axis, 14, bottom),
      axis.folds.map((x, index) =>
        el(
          'text',
          {
            class: 'tick',
            x: index === 0 ? x - 6 : x + 6,
            y: 12,
            'text-anchor': index === 0 ? 'end' : 'start',
          },
          index === 0 ? 'before play' : 'after play',
        ),
      ),
      lanes.map((lane, index) =>
        drawLane(
          lane,
          entries.filter((entry) => entry.lane === lane),
          pins,
          axis,
          24 + index * ROW + ROW / 2,
        ),
      ),
    ],
    legend: legendOf(used, new Set(session.taken.map((taken) => pins.get(taken.seq)?.pillar ?? 'lead'))),
    data: { at: 'annex-a', title: 'Annex A' },
  };
}

/** Every entry as a row, for whoever would rather read than look. */
export function timelineTable(entries: readonly TimelineEntry[], calendar: Calendar): Markup {
  return dataTable(
    'Timeline',
    ['Time', 'Clock', 'Lane', 'What happened'],
    entries.map((entry) => [
      printTime(entry.at),
      printDayClock(entry.at, calendar),
      entry.lane,
      entry.decision === null ? printEntry(entry) : el('strong', {}, printEntry(entry)),
    ]),
    'timeline',
  );
}

function legendOf(lanes: ReadonlySet<string>, pillars: ReadonlySet<Pillar>): readonly Markup[] {
  const entry = (words: string, { shape, colour }: Look): Markup =>
    legendEntry(words, drawMark(shape, colour, 14, 7, null));
  return [
    ...[...pillars].map((pillar) => entry(`decision: ${pillar}`, PILLAR_MARKS[pillar])),
    ...Object.entries(OTHERS)
      .filter(([lane]) => lanes.has(lane))
      .map(([lane, look]) => entry(lane, look)),
    ...(lanes.has('truth') ? [entry('true from here on', BEGINS), entry('no longer true', ENDS)] : []),
  ];
}

function tellTimeline(session: Session, entries: readonly TimelineEntry[], clock: ExerciseClock): string {
  const attacks = entries.filter((entry) => entry.lane === 'attacker');
  return `${session.taken.length} decisions, ${entries.filter((one) => one.lane === 'message').length} messages and ${attacks.length} acts of the intruders, from ${printTime(clock.opens)} to ${printTime(clock.aftermath)}.`;
}

function drawLane(
  lane: string,
  entries: readonly TimelineEntry[],
  pins: ReadonlyMap<number, Pin>,
  axis: TimeAxis,
  y: number,
): readonly Child[] {
  const decisions = entries.filter((entry) => entry.decision !== null);
  const isRole = OTHERS[lane] === undefined && lane !== 'truth';
  // Facts that follow from a role's decisions are told by the table; their marks would only hide the decisions.
  const shown = isRole ? decisions : entries;
  const labels = decisions.map((entry) => ({ x: axis.x(entry.at), seq: entry.decision?.seq ?? 0 }));
  return [
    el('line', { class: 'lane', x1: axis.left, x2: axis.right, y1: y, y2: y }),
    el('text', { class: 'label', x: axis.left - 8, y: y + 4, 'text-anchor': 'end' }, lane),
    shown.map((entry) => {
      const { shape, colour } = lookOf(entry, pins);
      return drawMark(shape, colour, axis.x(entry.at), y, `${printTime(entry.at)}: ${printEntry(entry)}`);
    }),
    withRoom(labels, 18).map(({ x, seq }) =>
      el('text', { class: 'number', x, y: y - 7, 'text-anchor': 'middle' }, String(seq)),
    ),
  ];
}

function lookOf(entry: TimelineEntry, pins: ReadonlyMap<number, Pin>): Look {
  if (entry.decision !== null) return PILLAR_MARKS[pins.get(entry.decision.seq)?.pillar ?? 'lead'];
  if (entry.phase !== null && entry.lane === 'truth') {
    return entry.phase.holds ? BEGINS : ENDS;
  }
  return OTHERS[entry.lane] ?? { shape: 'bar', colour: 'c-grey' };
}
