import type { Session } from '../exercise/session.ts';
import { type HarmPoint, harmOverTime } from '../scoring/harm.ts';
import { printTime, type Seconds } from '../world/time.ts';
import { plainLine } from './plain-line.ts';
import type { TimelineEntry } from './timeline.ts';
import { printDayClock, printEntry } from './timeline-text.ts';
import { wrapText } from './wrap.ts';

export const CAST_COLUMNS = 80;
export const CAST_ROWS = 24;
/** Between the two rules. */
const STORY_ROWS = 17;
const INDENT = ' '.repeat(20);

/** What all frames of one replay share. */
export interface CastView {
  readonly session: Session;
  readonly id: string;
  /** Each entry as lines; the last of an entry's lines is where the next entry begins. */
  readonly told: readonly (readonly string[])[];
  readonly entries: readonly TimelineEntry[];
  readonly harm: readonly HarmPoint[];
}

export function openCastView(finished: Session, entries: readonly TimelineEntry[], id: string): CastView {
  const { clock } = finished.engine.scenario.estate;
  return {
    session: finished,
    id,
    entries,
    told: entries.map(tellEntry),
    harm: harmOverTime(finished, clock.aftermath),
  };
}

/** One whole frame: title, clock, roles, what happened last, and the harm as it stood. `until` counts the entries that are told. */
export function drawCastFrame(view: CastView, at: Seconds, until: number): string {
  const story = view.told
    .slice(0, until)
    .flatMap((lines, index) =>
      lines.map((line) =>
        Math.max(0, view.entries[index]?.at ?? 0) === at ? paint(line, view.entries[index]) : line,
      ),
    );
  const shown = story.slice(-STORY_ROWS);
  const blank = Array.from({ length: STORY_ROWS - shown.length }, () => '');
  const rule = `\u001b[2m${'─'.repeat(CAST_COLUMNS)}\u001b[0m`;
  const rows = [
    titleOf(view),
    clockOf(view, at),
    rolesOf(view.session, at),
    rule,
    ...blank,
    ...shown,
    rule,
    harmOf(view, at),
    progressOf(view, at),
  ];
  return `\u001b[?25l\u001b[?7l\u001b[H${rows.map((row) => `${row}\u001b[K`).join('\r\n')}\u001b[J`;
}

function tellEntry(entry: TimelineEntry): readonly string[] {
  const head = `${printTime(entry.at).padEnd(9)} ${entry.lane.slice(0, 9).padEnd(9)} `;
  return wrapText(`${head}${printEntry(entry)}`, CAST_COLUMNS, INDENT).map((line) =>
    clipTo(line, CAST_COLUMNS),
  );
}

function paint(line: string, entry: TimelineEntry | undefined): string {
  if (entry?.decision != null) return `\u001b[1;36m${line}\u001b[0m`;
  if (entry?.lane === 'attacker') return `\u001b[31m${line}\u001b[0m`;
  return `\u001b[1m${line}\u001b[0m`;
}

function titleOf({ session, id }: CastView): string {
  const title = clipTo(session.engine.scenario.title, CAST_COLUMNS - id.length - 4);
  const gap = ' '.repeat(Math.max(1, CAST_COLUMNS - widthOf(title) - id.length - 2));
  return `\u001b[7m ${title}${gap}${id} \u001b[0m`;
}

function clockOf({ session }: CastView, at: Seconds): string {
  const { calendar } = session.engine.scenario.estate.clock;
  const taken = session.taken.filter((one) => one.at <= at).length;
  return clipTo(
    ` ${printTime(at).padEnd(9)} ${printDayClock(at, calendar).padEnd(10)} ${taken} of ${session.taken.length} decisions taken`,
    CAST_COLUMNS,
  );
}

function rolesOf(session: Session, at: Seconds): string {
  const roles = Object.keys(session.engine.scenario.estate.roles).map((role) => {
    const busy = session.taken.findLast((one) => one.by === role && one.at <= at && one.until > at);
    return `${role} ${busy === undefined ? 'free' : `busy to ${printTime(busy.until)}`}`;
  });
  return clipTo(` ${roles.join(' · ')}`, CAST_COLUMNS);
}

function harmOf({ harm }: CastView, at: Seconds): string {
  const now = harm.findLast((point) => point.at <= at);
  const [access, served, exposed] = [
    now?.attackerAccess ?? 0,
    now?.poisonServed ?? 0,
    now?.consumersExposed ?? 0,
  ];
  return clipTo(
    ` True then: ${access} credentials theirs · ${served} places serve poison · ${exposed} consumers exposed`,
    CAST_COLUMNS,
  );
}

function progressOf({ session }: CastView, at: Seconds): string {
  const { endEx } = session.engine.scenario.estate.clock;
  const room = CAST_COLUMNS - 2;
  const filled = Math.round((Math.min(at, endEx) / endEx) * room);
  return ` ${'━'.repeat(filled)}\u001b[2m${'─'.repeat(room - filled)}\u001b[0m`;
}

// Cut so that no terminal runs over its edge: whatever might be drawn two columns wide counts two.
function clipTo(text: string, columns: number): string {
  const plain = plainLine(text);
  if (widthOf(plain) <= columns) return plain;
  let kept = '';
  let width = 1;
  for (const character of plain) {
    width += columnsOf(character);
    if (width > columns) break;
    kept += character;
  }
  return `${kept}…`;
}

function widthOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + columnsOf(character), 0);
}

function columnsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x1100 && !(code >= 0x2000 && code < 0x2600) ? 2 : 1;
}
