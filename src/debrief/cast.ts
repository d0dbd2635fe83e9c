import type { JournalHeader } from '../exercise/journal.ts';
import type { Session } from '../exercise/session.ts';
import type { Seconds } from '../world/time.ts';
import { CAST_COLUMNS, CAST_ROWS, drawCastFrame, openCastView } from './cast-frame.ts';
import { plainLine } from './plain-line.ts';
import { makeTimeline, type TimelineEntry } from './timeline.ts';
import { shortDigests } from './timeline-text.ts';

/** Real seconds for a simulated minute, and the least and most that one frame stands. */
const PER_MINUTE = 0.4;
const LEAST = 0.6;
const MOST = 3;
/** A decision is to be read before the next thing happens. */
const LEAST_DECISION = 1.6;
const LAST = 5;

type Event = readonly [seconds: number, code: 'o' | 'm', data: string];

/** What happened in one simulated second, shown at once. */
interface Beat {
  readonly at: Seconds;
  /** Index behind its last entry. */
  readonly until: number;
  readonly decisions: readonly TimelineEntry[];
}

/**
 * The replay as asciicast v2 (asciinema): one frame for each second at which something happened, at 80 by 24, with a marker for
 * each decision. Quiet hours are cut short.
 */
export function printCast(finished: Session, header: Pick<JournalHeader, 'session' | 'created'>): string {
  const { clock } = finished.engine.scenario.estate;
  const entries = makeTimeline(finished, clock.aftermath);
  const view = openCastView(finished, entries, header.session);
  const events: Event[] = [];
  let seconds = 0;
  let last: Seconds = 0;
  for (const beat of beatsOf(entries)) {
    seconds += pauseBetween(last, beat.at, events.length === 0);
    last = beat.at;
    events.push([seconds, 'o', drawCastFrame(view, beat.at, beat.until)]);
    for (const one of beat.decisions) events.push([seconds, 'm', markerOf(one)]);
    if (beat.decisions.length > 0) seconds += LEAST_DECISION - LEAST;
  }
  // A reader that leaves gets back its cursor and its line wrapping.
  events.push([seconds + LAST, 'o', '\u001b[?25h\u001b[?7h\u001b[0m\r\n']);
  const head = {
    version: 2,
    width: CAST_COLUMNS,
    height: CAST_ROWS,
    timestamp: unixTime(header.created),
    title: plainLine(`${finished.engine.scenario.title}, session ${header.session}`),
    env: { TERM: 'xterm-256color' },
  };
  const lines = [head, ...events.map(([at, code, data]) => [Math.round(at * 1000) / 1000, code, data])];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

// What lies before StartEx is the first frame: the night as nobody had seen it yet.
function beatsOf(entries: readonly TimelineEntry[]): readonly Beat[] {
  const beats: Beat[] = [];
  for (const [index, entry] of entries.entries()) {
    const at = Math.max(0, entry.at);
    const previous = beats.at(-1);
    const decisions = entry.decision === null ? [] : [entry];
    if (previous?.at === at) {
      beats[beats.length - 1] = {
        at,
        until: index + 1,
        decisions: [...previous.decisions, ...decisions],
      };
    } else beats.push({ at, until: index + 1, decisions });
  }
  return beats;
}

function pauseBetween(before: Seconds, at: Seconds, isFirst: boolean): number {
  return isFirst ? 0 : Math.max(LEAST, Math.min(MOST, ((at - before) / 60) * PER_MINUTE));
}

function markerOf(entry: TimelineEntry): string {
  return `${entry.decision?.seq ?? 0}: ${shortDigests(entry.text)}`;
}

/** Seconds since 1970 of a UTC time as a journal's header gives it; days counted as in the Gregorian calendar. */
function unixTime(utc: string): number {
  const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0] = (utc.match(/\d+/g) ?? []).map(
    Number,
  );
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146097 + dayOfEra - 719468) * 86400 + hour * 3600 + minute * 60 + second;
}
