import type { ExerciseClock } from '../../world/estate.ts';
import { printTime, type Seconds } from '../../world/time.ts';
import { type Child, el, type Markup } from './markup.ts';

/** Simulated time on a page: play takes the width it needs, what came before and after is drawn together on either side. */
export interface TimeAxis {
  readonly left: number;
  readonly right: number;
  readonly x: (at: Seconds) => number;
  readonly ticks: readonly Seconds[];
  /** Where play begins and ends, where the axis shows more than play. */
  readonly folds: readonly number[];
}

const TICK_STEPS: readonly Seconds[] = [5, 10, 15, 30, 60, 120, 240].map((minutes) => minutes * 60);
const MOST_TICKS = 9;

/** Play alone, on one scale. */
export function playAxis(left: number, right: number, to: Seconds): TimeAxis {
  const width = right - left;
  const x = (at: Seconds): number => round(left + (clamp(at, 0, to) / Math.max(1, to)) * width);
  return { left, right, x, ticks: ticksTo(to), folds: [] };
}

/** From the opening to the aftermath: before and after take a ninth of the width each. */
export function wholeAxis(
  left: number,
  right: number,
  clock: Pick<ExerciseClock, 'opens' | 'endEx' | 'aftermath'>,
): TimeAxis {
  const ninth = (right - left) / 9;
  const before = clock.opens < 0 ? ninth : 0;
  const after = clock.aftermath > clock.endEx ? ninth : 0;
  const [start, end] = [left + before, right - after];
  const x = (at: Seconds): number => {
    if (at < 0) return round(start - (clamp(-at, 0, -clock.opens) / -clock.opens) * before);
    if (at <= clock.endEx) return round(start + (at / clock.endEx) * (end - start));
    const share = clamp(at - clock.endEx, 0, clock.aftermath - clock.endEx) / (clock.aftermath - clock.endEx);
    return round(end + share * after);
  };
  return {
    left,
    right,
    x,
    ticks: ticksTo(clock.endEx),
    folds: [...(before > 0 ? [start] : []), ...(after > 0 ? [end] : [])],
  };
}

/** Lines through the drawing with their times below it. */
export function drawTimeAxis(axis: TimeAxis, top: number, bottom: number): readonly Child[] {
  const lines = axis.ticks.map((at) => {
    const x = axis.x(at);
    return [
      el('line', { class: 'grid', x1: x, x2: x, y1: top, y2: bottom }),
      el('text', { class: 'tick', x, y: bottom + 15, 'text-anchor': 'middle' }, printTick(at)),
    ];
  });
  return [
    ...lines,
    ...axis.folds.map((x): Markup => el('line', { class: 'fold', x1: x, x2: x, y1: top, y2: bottom })),
  ];
}

function ticksTo(to: Seconds): readonly Seconds[] {
  const step = TICK_STEPS.find((one) => to / one < MOST_TICKS) ?? 4 * 3600;
  return Array.from({ length: Math.floor(to / step) + 1 }, (_, index) => index * step);
}

function printTick(at: Seconds): string {
  return printTime(at).replace(/h00m$/, 'h');
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
