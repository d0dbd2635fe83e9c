import { parseWindow } from '../world/claim.ts';
import type { Calendar } from '../world/time.ts';
import { parseTime, printClock } from '../world/time.ts';

const ACTION_WORDS: Readonly<Record<string, string>> = {
  'stop-pulling': 'Stop pulling this image.',
  'pull-clean': 'Pull the good image instead.',
  rebuild: 'Rebuild what you built on it.',
  'rotate-secrets': 'Change every secret that your builds and containers could read.',
  'purge-caches': 'Purge your caches and mirrors.',
  hunt: 'Search your own systems for it.',
  none: 'You need not do anything.',
};

const STATUS_WORDS: Readonly<Record<string, string>> = {
  investigating: 'We are investigating.',
  identified: 'We know what it is.',
  contained: 'It is contained.',
  resolved: 'It is over.',
};

/** Claims as the reader gets them: one sentence each, digests in full, in the order in which they were given. */
export function noticeText(claims: readonly string[], calendar: Calendar): readonly string[] {
  return claims.map((claim) => {
    const at = claim.indexOf('=');
    return sentence(claim.slice(0, at), claim.slice(at + 1), calendar);
  });
}

function sentence(key: string, value: string, calendar: Calendar): string {
  switch (key) {
    case 'digest':
      return `Bad: ${value}`;
    case 'clean':
      return `Good: ${value}`;
    case 'check':
      return `To check yourself, look for ${value} among your images.`;
    case 'tag':
      return `The tag ${value} named the bad image.`;
    case 'window':
      return windowSentence(value, calendar);
    case 'indicator':
      return `Infected systems call ${value}.`;
    case 'secret':
      return `The secret ${value} was stolen.`;
    case 'not-affected':
      return `${value} is not affected.`;
    case 'next':
      return `You will hear more at ${clock(value, calendar)}.`;
    case 'action':
      return ACTION_WORDS[value] ?? value;
    case 'status':
      return STATUS_WORDS[value] ?? value;
    default:
      return `${key}: ${value}`;
  }
}

function windowSentence(value: string, calendar: Calendar): string {
  const window = parseWindow(value, calendar);
  if (window === null) return `It was served: ${value}`;
  const until = window.to === null ? 'and still is' : `until ${printClock(window.to, calendar)}`;
  return `It was served from ${printClock(window.from, calendar)} ${until}.`;
}

function clock(value: string, calendar: Calendar): string {
  const at = parseTime(value, calendar);
  return at === null ? value : printClock(at, calendar);
}
