import { shortDigest } from '../world/reference.ts';
import type { Calendar, Seconds } from '../world/time.ts';
import { printClock, printTime } from '../world/time.ts';
import { plainLine } from './plain-line.ts';
import type { TimelineEntry } from './timeline.ts';

const DAY: Seconds = 86400;

/** One line per entry: time, wall clock, lane, sentence. `T+6m      09:26  registry  DECISION 3: revoke hub-ci-2023; its effect is there at T+9m.` */
export function printTimeline(entries: readonly TimelineEntry[], calendar: Calendar): readonly string[] {
  const widest = Math.max(0, ...entries.map((entry) => entry.lane.length));
  return entries.map((entry) => {
    const time = printTime(entry.at).padEnd(9);
    const clock = printDayClock(entry.at, calendar).padEnd(9);
    return `${time} ${clock} ${entry.lane.padEnd(widest)}  ${printEntry(entry)}`;
  });
}

/** `09:20`, and `02:41 +1d` on the day after StartEx. */
export function printDayClock(at: Seconds, calendar: Calendar): string {
  const dayOf = (time: Seconds): number => Math.floor((calendar.startEx + calendar.zoneOffset + time) / DAY);
  const days = dayOf(at) - dayOf(0);
  const clock = printClock(at, calendar);
  return days === 0 ? clock : `${clock} ${days > 0 ? '+' : '-'}${Math.abs(days)}d`;
}

/** The sentence of an entry, as a timeline gives it after time and lane. */
export function printEntry(entry: TimelineEntry): string {
  const { decision } = entry;
  if (decision !== null) {
    const lands = decision.lands > decision.at ? `; its effect is there at ${printTime(decision.lands)}` : '';
    return `DECISION ${decision.seq}: ${shortDigests(decision.line)}${lands}.${tail(decision.reason, decision.confidence)}`;
  }
  const more = entry.facts.length - 1;
  const again =
    entry.phase === null && entry.lastAt > entry.at
      ? ` ${more} more like it, the last at ${printTime(entry.lastAt)}.`
      : '';
  return `${mark(entry)}${entry.text}${again}${entry.cause === null ? '' : ` (decision ${entry.cause})`}`;
}

function mark(entry: TimelineEntry): string {
  if (entry.phase === null) return '';
  return entry.phase.is === 'claimed' ? 'CLAIMED: ' : 'TRUE: ';
}

function tail(reason: string | null, confidence: number | null): string {
  const why = reason === null ? '' : ` Reason: ${plainLine(reason)}`;
  return `${why}${confidence === null ? '' : ` (${confidence} % sure)`}`;
}

/** Full digests cut to what tells them apart; the JSON documents keep them whole. */
export function shortDigests(text: string): string {
  return plainLine(text).replace(/sha256:[0-9a-f]{64}/g, (digest) => shortDigest(digest));
}
