/** Whole seconds since StartEx; negative before it. */
export type Seconds = number;

export const MINUTE: Seconds = 60;
export const HOUR: Seconds = 3600;
const DAY: Seconds = 86400;

/** `T+3h05m`, `T-6h39m`, `T+0m`; seconds are shown only when they are not 0. */
export function printTime(at: Seconds): string {
  const size = Math.abs(at);
  return `T${at < 0 ? '-' : '+'}${printSpan(size)}`;
}

/** `3h05m`, `45m`, `2m12s`; a span is never negative. */
export function printSpan(span: Seconds): string {
  const hours = Math.floor(span / HOUR);
  const minutes = Math.floor((span % HOUR) / MINUTE);
  const seconds = span % MINUTE;
  const short = hours > 0 ? `${hours}h${String(minutes).padStart(2, '0')}m` : `${minutes}m`;
  return seconds === 0 ? short : `${short}${seconds}s`;
}

/** Reads `3h`, `45m`, `3h05m`, `90s`, `2m12s`; anything else is null. */
export function parseSpan(text: string): Seconds | null {
  const match = /^(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,5})s)?$/.exec(text);
  if (match === null || text === '') return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds);
}

/** A calendar anchor: when StartEx is, in seconds since 1970-01-01T00:00:00Z, and the offset of the scenario's zone. */
export interface Calendar {
  readonly startEx: number;
  readonly zoneOffset: Seconds;
}

/** Reads `T+1h05m`, `T-6h39m` or `HH:MM` of StartEx's day in the scenario's zone; anything else is null. */
export function parseTime(text: string, calendar: Calendar): Seconds | null {
  const relative = /^T([+-])(.+)$/.exec(text);
  if (relative !== null) {
    const span = parseSpan(relative[2] ?? '');
    if (span === null) return null;
    return relative[1] === '-' && span !== 0 ? -span : span;
  }
  const clock = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (clock === null) return null;
  const local = calendar.startEx + calendar.zoneOffset;
  const midnight = local - (((local % DAY) + DAY) % DAY);
  return midnight + Number(clock[1]) * HOUR + Number(clock[2]) * MINUTE - local;
}

/** Wall clock of the scenario's zone, `09:20`. */
export function printClock(at: Seconds, calendar: Calendar): string {
  const second = (((calendar.startEx + calendar.zoneOffset + at) % DAY) + DAY) % DAY;
  return `${pad(Math.floor(second / HOUR))}:${pad(Math.floor((second % HOUR) / MINUTE))}`;
}

/** UTC timestamp as logs print it, `2026-05-12T02:41:00Z`. Proleptic Gregorian, written out because floor 0 has no clock library. */
export function printTimestamp(at: Seconds, calendar: Calendar): string {
  const epoch = calendar.startEx + at;
  const days = Math.floor(epoch / DAY);
  const second = epoch - days * DAY;
  const [year, month, day] = civilDate(days);
  const clock = `${pad(Math.floor(second / HOUR))}:${pad(Math.floor((second % HOUR) / MINUTE))}:${pad(second % MINUTE)}`;
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}T${clock}Z`;
}

/** Reads `2026-05-12T09:20:00Z` or with `±HH:MM`; null when it is no such date. */
export function parseTimestamp(text: string): Calendar | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const days = daysOf(year, month, day);
  const back = civilDate(days);
  if (back[1] !== month || back[2] !== day || hour > 23 || minute > 59 || second > 59) return null;
  const zone = match[7] ?? 'Z';
  const sign = zone.startsWith('-') ? -1 : 1;
  const zoneOffset =
    zone === 'Z' ? 0 : sign * (Number(zone.slice(1, 3)) * HOUR + Number(zone.slice(4, 6)) * MINUTE);
  return { startEx: days * DAY + hour * HOUR + minute * MINUTE + second - zoneOffset, zoneOffset };
}

/** Minutes with at most two decimals, as the JSON documents give them. */
export function minutesOf(span: Seconds): number {
  return Math.round((span / MINUTE) * 100) / 100;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

// Days since 1970-01-01 to a civil date and back: the era arithmetic counts years from March so that the leap day comes last.
function civilDate(days: number): readonly [number, number, number] {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}

function daysOf(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719468
  );
}
