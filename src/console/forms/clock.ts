import type { Wire } from '../wire.ts';

/** The simulated moment as a date of the exercise. */
export function instantOf(wire: Wire): Date {
  const { clock } = wire.desk.world.estate;
  return new Date((clock.calendar.startEx + wire.desk.now) * 1000);
}

/** `2026/05/12 09:22:00`: how Go's log begins a line. */
export function clockOf(wire: Wire): string {
  return instantOf(wire).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
}

const UNITS: readonly (readonly [seconds: number, word: string])[] = [
  [31_536_000, 'year'],
  [2_592_000, 'month'],
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
];

/** `about 2 hours ago`, as the forge's own command line says it. */
export function agoWords(seconds: number): string {
  for (const [size, word] of UNITS) {
    const count = Math.floor(seconds / size);
    if (count >= 1) return `about ${count} ${word}${count === 1 ? '' : 's'} ago`;
  }
  return 'less than a minute ago';
}

/** `3m20s`, `2h`, `14s`: one or two units, as a cluster's and a forge's tables show a span. */
export function shortSpan(seconds: number): string {
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    Math.floor(seconds) % 60,
  ];
  if (hours > 0) return `${hours}h${minutes}m${rest}s`;
  return minutes > 0 ? `${minutes}m${rest}s` : `${rest}s`;
}
