import type { Beside, BesideRow, Between } from '../../debrief/replay/beside.ts';
import { type Moment, storyAt } from '../../debrief/replay/cursor.ts';
import type { Difference } from '../../debrief/replay/differences.ts';
import type { Recording } from '../../debrief/replay/recording.ts';
import { activeStates } from '../../debrief/replay/story-states.ts';
import { laneOf } from '../../debrief/timeline.ts';
import { printDayClock, shortDigests } from '../../debrief/timeline-text.ts';
import { isNews } from '../../exercise/wait.ts';
import { sightingWords } from '../../plain/show-sighting.ts';
import type { HarmPoint } from '../../scoring/harm.ts';
import { printTime } from '../../world/time.ts';
import { fitRow, type Row, recolored, row, rowWidth, type Span, span } from '../row.ts';
import type { Look } from '../screen.ts';
import type { Theme } from '../terminal/theme.ts';
import { headOf } from '../terminal/width.ts';
import type { ReplayData } from './replay-data.ts';
import type { ReplayState } from './replay-state.ts';
import { STRIP_WORDS } from './strip.ts';

/** Title, time, and whether it plays. */
export function headRow(
  { recording, isEnded }: ReplayData,
  { moment, playback }: ReplayState,
  look: Look,
): Row {
  const { scenario } = recording.session.engine;
  const clock = printDayClock(moment.at, scenario.estate.clock.calendar);
  const arrow = playback.direction === 1 ? '>>' : '<<';
  const playing = playback.playing ? `${arrow} ${playback.speed} x` : `standing, ${playback.speed} x`;
  const left: Row = [
    span(' Replay', 'title'),
    span(`  ${printTime(moment.at)}  ${clock}`, 'strong'),
    span(`  ${playing}`, playback.playing ? 'accent' : 'dim'),
  ];
  const warning = isEnded ? '' : '  not over: this tells more than the team has seen';
  const legend = look.size.columns < 118 ? '' : `   ${STRIP_WORDS}`;
  return [...left, span(look.size.columns < 70 ? warning : `  ${scenario.title}${warning}${legend}`, 'dim')];
}

/**
 * The facts around a moment, the last that happened in the middle; what the team noticed has a mark. Where another play stands
 * beside it, what is not the same there has a sign of its own.
 */
export function factRows(
  recording: Recording,
  moment: Moment,
  rows: number,
  look: Look,
  differences: readonly Difference[] | null = null,
): readonly Row[] {
  const current = moment.index - 1;
  const from = Math.max(0, Math.min(current - Math.floor((rows - 1) / 2), recording.history.length - rows));
  return Array.from({ length: Math.min(rows, recording.history.length - from) }, (_, index) => {
    const position = from + index;
    const fact = factRow(recording, position, { isAhead: position > current, look });
    const line = differences === null ? fact : [signOf(differences[position] ?? 'same'), ...fact];
    if (position !== current) return [span(' '), ...line];
    return recolored([span(look.theme.glyphs.pointer), ...line], 'selected');
  });
}

/** What the two signs mean; each list says one of them, so that both fit. */
export const SIGN_WORDS = ['* only here', '~ other time'] as const;

function signOf(difference: Difference): Span {
  if (difference === 'same') return span(' ');
  return difference === 'only here' ? span('*', 'warn') : span('~', 'accent');
}

function factRow(
  recording: Recording,
  position: number,
  { isAhead, look }: { readonly isAhead: boolean; readonly look: Look },
): Row {
  const fact = recording.history[position];
  if (fact === undefined) return [];
  const { estate } = recording.session.engine.scenario;
  const known = fact.at >= 0 && (isNews(fact) || fact.kind === 'decided');
  const lane = laneOf(fact, estate);
  return [
    span(known ? look.theme.glyphs.unread : ' ', 'accent'),
    span(` ${printTime(fact.at).padEnd(9)}`, 'dim'),
    ...(look.size.columns < 50
      ? []
      : [span(lane.slice(0, 10).padEnd(11), lane === 'attacker' ? ('bad' as const) : ('dim' as const))]),
    span(shortDigests(recording.sentenceAt(position)), isAhead ? 'dim' : 'text'),
  ];
}

/** Subject by subject: what was true, and what the team had last seen of it by then. */
export function besideRows({ rows }: Beside, columns: number, theme: Theme): readonly Row[] {
  const [first, second] = widths(columns);
  const third = columns - first - second;
  return rows.map((one) => [
    span(one.truth.bad ? '! ' : '  ', 'bad'),
    ...cell(span(one.id), first - 2, theme),
    ...cell(span(one.truth.text, one.truth.bad ? 'bad' : 'good'), second, theme),
    ...seenSpans(one, third),
  ]);
}

export function besideTitle(columns: number, titles: readonly [string, string]): string {
  const [first, second] = widths(columns);
  return `${pad('', first - 4)}${pad(titles[0], second)}${titles[1]}`;
}

function widths(columns: number): readonly [number, number] {
  const first = Math.max(14, Math.min(34, Math.floor(columns * 0.39)));
  return [first, Math.max(12, Math.floor((columns - first) * 0.54))];
}

function pad(text: string, columns: number): string {
  return headOf(text, Math.max(0, columns - 1)).padEnd(columns);
}

/** A text of a table: digests as short as the column needs them, and a mark where something was cut. */
function cell({ text, token }: Span, columns: number, theme: Theme): Row {
  const room = Math.max(0, columns - 1);
  return [...fitRow([{ text: inRoom(text, room), token }], room, theme), span(' ')];
}

// Where eight digits are too long too, what the digest was cut from says nothing more about it.
function inRoom(text: string, columns: number): string {
  if (text.length <= columns) return text;
  const bare = text.replaceAll('sha256:', '');
  return bare.length <= columns ? bare : bare.replace(/\b([0-9a-f]{8})[0-9a-f]{4}\b…?/g, '$1');
}

function seenSpans({ seen, seenAt, seenImage, knowledge, kind }: BesideRow, columns: number): Row {
  if (seen === null) return [span(kind === 'consumer' ? 'cannot be looked at' : 'never looked', 'dim')];
  const when = seenAt === null ? '' : `${printTime(seenAt)} `;
  const isOld = knowledge === 'changed since';
  const words = sightingWords(seenImage === null ? seen : seen.replace(/sha256:[0-9a-f]{64}/, seenImage));
  const told = inRoom(`${isOld ? 'OLD: ' : ''}${words}`, columns - when.length);
  return [span(when, 'dim'), span(told, isOld ? 'warn' : 'text')];
}

/** Two plays at one second; what differs has a mark and stands first. */
export function betweenRows({ rows }: Between, columns: number, theme: Theme): readonly Row[] {
  const [first, second] = widths(columns);
  const third = columns - first - second;
  return rows.map((one) => [
    span(one.differs ? '* ' : '  ', 'warn'),
    ...cell(span(one.id, one.differs ? 'text' : 'dim'), first - 2, theme),
    ...cell(span(one.mine.text, one.mine.bad ? 'bad' : one.differs ? 'good' : 'dim'), second, theme),
    span(inRoom(one.other.text, third), one.other.bad ? 'bad' : one.differs ? 'good' : 'dim'),
  ]);
}

export function harmRow(harm: HarmPoint, other: HarmPoint | null): Row {
  const words = (name: string, key: 'attackerAccess' | 'poisonServed' | 'consumersExposed'): Row => [
    span(` ${name} `, 'dim'),
    span(String(harm[key]), harm[key] > 0 ? 'bad' : 'good'),
    ...(other === null ? [] : [span(` (${other[key]})`, 'dim')]),
    span(' '),
  ];
  return [
    ...words('intruders hold', 'attackerAccess'),
    ...words('poison served', 'poisonServed'),
    ...words('consumers exposed', 'consumersExposed'),
  ];
}

/** The active states of the story, over as many rows as they need. */
export function storyRows(recording: Recording, moment: Moment, columns: number): readonly Row[] {
  const states = activeStates(storyAt(recording, moment));
  if (states.length === 0) return [row(' This story has no states.', 'dim')];
  const lines: Row[] = [[span(' story:', 'dim')]];
  for (const { region, state } of states) {
    const words: Row = [span(` ${region} `, 'dim'), span(state, 'accent'), span(' ')];
    const last = lines.at(-1) ?? [];
    if (rowWidth(last) + rowWidth(words) > columns) lines.push(words);
    else lines[lines.length - 1] = [...last, ...words];
  }
  return lines;
}
