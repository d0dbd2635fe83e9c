import { MINUTE } from '../../world/time.ts';
import type { Direction, Moment } from './cursor.ts';
import { momentAt } from './cursor.ts';
import type { Recording } from './recording.ts';

/** At 1 × a second of watching is a minute of simulated time. */
export const SPEEDS = [0.5, 1, 2, 4, 8, 16, 32, 64] as const;
export type Speed = (typeof SPEEDS)[number];

export interface Playback {
  readonly playing: boolean;
  readonly direction: Direction;
  readonly speed: Speed;
  /** Simulated seconds that are owed because only whole ones are shown. */
  readonly owed: number;
}

export const STANDING: Playback = { playing: false, direction: 1, speed: 4, owed: 0 };

export function faster(playback: Playback, by: Direction): Playback {
  const index = SPEEDS.indexOf(playback.speed) + by;
  const speed = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, index))] ?? playback.speed;
  return { ...playback, speed };
}

/** Starts or stops; the same way once more stops, the other way turns round. */
export function toggle(playback: Playback, direction: Direction): Playback {
  const stops = playback.playing && playback.direction === direction;
  return { ...playback, playing: !stops, direction, owed: 0 };
}

export interface Played {
  readonly playback: Playback;
  readonly moment: Moment;
}

/** Plays on for so many real milliseconds; at either end of the recording it stands still. */
export function playOn(
  recording: Recording,
  moment: Moment,
  playback: Playback,
  milliseconds: number,
): Played {
  if (!playback.playing) return { playback, moment };
  const owed = playback.owed + (milliseconds / 1000) * playback.speed * MINUTE;
  const whole = Math.floor(owed);
  const target = moment.at + whole * playback.direction;
  const ends = playback.direction === 1 ? target >= recording.to : target <= recording.from;
  return {
    playback: { ...playback, playing: !ends, owed: ends ? 0 : owed - whole },
    moment: whole === 0 ? moment : momentAt(recording, target),
  };
}
