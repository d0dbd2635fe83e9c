import type { RecordedSession } from '../record/recorded-session.ts';
import { printClock, printTime } from '../world/time.ts';
import type { PlainConsole } from './console.ts';
import { drawnWords } from './drawn-words.ts';
import { holdHotWash } from './hot-wash.ts';
import type { LiveClock, Ticker } from './live-clock.ts';
import { printPages } from './pages.ts';
import { type Left, PlainPlayer } from './player.ts';
import { recapLines } from './recap.ts';
import { runOnClock } from './running-clock.ts';
import { columns, wrap, wrapLines } from './wrap.ts';

// The title and the summary stand above the briefing already.
const TITLE_LINES = 5;

export interface PlayPlainOptions {
  readonly ticker: Ticker;
  /** Simulated minutes a real one, instead of the scenario's own pace; assess mode only. */
  readonly speed: number | null;
  /** Whether to ask before what cannot be undone; a person at a terminal is asked, a pipe is not unless it wants to be. */
  readonly asks: boolean;
  readonly isResumed: boolean;
}

/** Plays a recorded session line by line, from the briefing to the hot wash. */
export async function playPlain(
  console: PlainConsole,
  recorded: RecordedSession,
  options: PlayPlainOptions,
): Promise<Left> {
  if (recorded.isOver) {
    await holdHotWash(console, recorded);
    return 'over';
  }
  if (options.isResumed) console.print(titleOf(recorded), ...recapLines(recorded, console.width));
  else if (!(await openPlay(console, recorded))) return leave(console, recorded);
  const player = new PlainPlayer(console, recorded, {
    clock: clockOf(recorded, options),
    asks: options.asks,
    isResumed: options.isResumed,
  });
  const left = await player.play();
  if (left === 'kept') return leave(console, recorded);
  await holdHotWash(console, recorded);
  return left;
}

/** What is said when a session is left, by quitting, by the end of input or by a signal. */
export function keptWords(recorded: RecordedSession): string {
  return `The session is kept. Go on with: hotwash resume ${recorded.header.session}`;
}

function leave(console: PlainConsole, recorded: RecordedSession): Left {
  console.print('', keptWords(recorded));
  return 'kept';
}

function titleOf(recorded: RecordedSession): string {
  const { title } = recorded.session.engine.scenario;
  return `${title} (session ${recorded.header.session}, ${recorded.header.mode} mode)`;
}

function clockOf(recorded: RecordedSession, options: PlayPlainOptions): LiveClock | null {
  if (recorded.header.mode !== 'assess') return null;
  return runOnClock(recorded, options).clock;
}

/** Title, briefing, roles, and how to ask for help; false when the input ended meanwhile. */
async function openPlay(console: PlainConsole, recorded: RecordedSession): Promise<boolean> {
  const { scenario } = recorded.session.engine;
  const { width } = console;
  const drawn = drawnWords(recorded.header.seed);
  console.print(titleOf(recorded), ...wrap(scenario.summary, width), '');
  if (!(await printPages(console, wrapLines(scenario.briefing.trim(), width), TITLE_LINES))) return false;
  console.print(
    ...seatLines(recorded),
    '',
    ...wrap(modeWords(recorded), width),
    ...(drawn === null ? [] : wrap(drawn, width)),
    'Type ? for help, ? VERB for one verb, quit to leave; nothing that you decided is ever lost.',
  );
  return true;
}

function seatLines(recorded: RecordedSession): readonly string[] {
  const { seats } = recorded.header;
  const roles = Object.values(recorded.session.engine.scenario.estate.roles);
  const rows = roles.map((role) => [
    role.id,
    role.title,
    ...(seats[role.id] === undefined ? [] : [seats[role.id] ?? '']),
  ]);
  return ['Seats:', ...columns(rows, '  ')];
}

function modeWords(recorded: RecordedSession): string {
  const { clock } = recorded.session.engine.scenario.estate;
  const end = `Play ends at ${printTime(clock.endEx)} (${printClock(clock.endEx, clock.calendar)}), or when you declare closed.`;
  if (recorded.isCoach)
    return `Coach mode: time stands still while you think and moves when you wait; undo and hint are there. ${end}`;
  return `Assess mode: the clock runs while you think. ${end}`;
}
