import type { Session } from '../../exercise/session.ts';
import type { StoryState } from '../../exercise/story.ts';
import type { World } from '../../world/state.ts';
import type { Seconds } from '../../world/time.ts';
import { type MarkKind, type Recording, worldAfter } from './recording.ts';

/** Where a replay stands: how many facts have happened, and the second that is shown. */
export interface Moment {
  readonly index: number;
  readonly at: Seconds;
}

export type Stride = 'fact' | MarkKind;
export type Direction = 1 | -1;

/** The moment at which everything up to and including `at` has happened. */
export function momentAt(recording: Recording, at: Seconds): Moment {
  const time = Math.max(recording.from, Math.min(recording.to, at));
  return { index: countUpTo(recording, time), at: time };
}

/** The moment just after so many facts. */
export function momentAfter(recording: Recording, index: number): Moment {
  const count = Math.max(0, Math.min(recording.history.length, index));
  return { index: count, at: recording.history[count - 1]?.at ?? recording.from };
}

// Binary search: histories are in order of time.
function countUpTo({ history }: Recording, at: Seconds): number {
  let low = 0;
  let high = history.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((history[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The next or previous fact, decision, message, attack, claim; null when there is none that way. */
export function stride(
  recording: Recording,
  moment: Moment,
  kind: Stride,
  direction: Direction,
): Moment | null {
  if (kind === 'fact') {
    const index = moment.index + direction;
    return index < 0 || index > recording.history.length ? null : momentAfter(recording, index);
  }
  const { markers } = recording;
  const found =
    direction === 1
      ? markers.find((marker) => marker.kind === kind && marker.index > moment.index)
      : markers.findLast((marker) => marker.kind === kind && marker.index < moment.index);
  return found === undefined ? null : momentAfter(recording, found.index);
}

/** The next or previous fact whose sentence, id or subject holds the words; the search goes round. Null when none does. */
export function searchMoment(
  recording: Recording,
  moment: Moment,
  words: string,
  direction: Direction,
): Moment | null {
  const wanted = words.trim().toLowerCase();
  const { history } = recording;
  if (wanted === '') return null;
  const { length } = history;
  const base = moment.index === 0 && direction === -1 ? 0 : moment.index - 1;
  for (let step = 1; step <= length; step++) {
    const position = (((base + step * direction) % length) + length) % length;
    const fact = history[position];
    if (fact === undefined) continue;
    const text = `${fact.id} ${fact.subject} ${recording.sentenceAt(position)}`.toLowerCase();
    if (text.includes(wanted)) return momentAfter(recording, position + 1);
  }
  return null;
}

/** The moment of a fact by its id, or null. */
export function momentOfFact(recording: Recording, id: string): Moment | null {
  const position = recording.history.findIndex((fact) => fact.id === id);
  return position < 0 ? null : momentAfter(recording, position + 1);
}

export function worldAt(recording: Recording, { index, at }: Moment): World {
  const world = worldAfter(recording, index);
  return world.at === at ? world : { ...world, at };
}

export function storyAt({ stories }: Recording, { index }: Moment): StoryState {
  return stories.findLast((one) => one.index <= index)?.state ?? '';
}

/**
 * The session as it stood at a moment, as a value for whoever reads sessions (a View above all). Its agenda is empty: it is for
 * looking at, not for playing on.
 */
export function sessionAt(recording: Recording, moment: Moment): Session {
  const { session, history } = recording;
  const world = worldAt(recording, moment);
  const now = Math.max(0, Math.min(moment.at, world.exercise.endedAt ?? moment.at));
  const decided = new Set(
    recording.markers
      .filter((marker) => marker.kind === 'decision' && marker.index <= moment.index)
      .map((marker) => history[marker.index - 1]?.cause),
  );
  const taken = session.taken.filter((one) => decided.has(one.seq));
  const free: Record<string, Seconds> = { ...session.free };
  for (const role of Object.keys(free)) free[role] = 0;
  for (const one of taken) if (one.until > one.at) free[one.by] = one.until;
  return {
    engine: session.engine,
    course: {
      world,
      agenda: { entries: [], nextSeq: 1 },
      story: storyAt(recording, moment),
      history: history.slice(0, moment.index),
    },
    now,
    free,
    taken,
    hints: [],
  };
}
