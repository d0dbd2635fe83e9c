const DAY = 86_400;
const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Seconds since 1970 of an RFC 3339 text, fractions cut off; refuses any other text and days that do not exist. */
export function secondsOf(text: string): number {
  const found = RFC_3339.exec(text);
  if (found === null) throw new RangeError(`not an RFC 3339 time: ${JSON.stringify(text)}`);
  const part = (index: number): number => Number(found[index] ?? '0');
  const [year, month, day] = [part(1), part(2), part(3)];
  const [hour, minute, second] = [part(4), part(5), part(6)];
  const offset = (part(8) * 60 + part(9)) * 60 * (found[7] === '-' ? -1 : 1);
  const seconds = daysBefore(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
  const sameDay = compact(seconds).startsWith(`${found[1]}${found[2]}${found[3]}${found[4]}`);
  if (month > 12 || minute > 59 || second > 59 || part(8) > 23 || part(9) > 59 || !sameDay) {
    throw new RangeError(`no such time: ${JSON.stringify(text)}`);
  }
  return seconds - offset;
}

/** `YYYYMMDDhhmmssZ` in UTC: the GeneralizedTime of certificates. */
export function compact(seconds: number): string {
  const days = Math.floor(seconds / DAY);
  const rest = seconds - days * DAY;
  const [year, month, day] = dateOf(days);
  const clock = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60];
  return `${String(year).padStart(4, '0')}${[month, day, ...clock].map((part) => String(part).padStart(2, '0')).join('')}Z`;
}

// Both follow the proleptic Gregorian calendar with years that begin in March, so that a leap day comes last.
function daysBefore(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function dateOf(days: number): readonly [year: number, month: number, day: number] {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return [era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day];
}
