import type { Moment } from '../../debrief/replay/cursor.ts';
import { type Playback, STANDING } from '../../debrief/replay/playback.ts';
import type { TextField } from '../text-field.ts';
import type { OtherPlay } from './replay-data.ts';

export interface ReplayState {
  readonly moment: Moment;
  readonly playback: Playback;
  /** When the last step of playing was made, in the ticker's milliseconds. */
  readonly playedAt: number;
  readonly typing: { readonly what: 'search' | 'time'; readonly field: TextField } | null;
  readonly search: string;
  readonly other: OtherPlay | null;
  /** First row shown of what was true and seen. */
  readonly top: number;
}

export function firstReplayState(moment: Moment): ReplayState {
  return { moment, playback: STANDING, playedAt: 0, typing: null, search: '', other: null, top: 0 };
}

/** A jump stands still: who looks for a place does not want to be carried off. */
export function jump(state: ReplayState, moment: Moment | null): ReplayState {
  return moment === null ? state : { ...state, moment, playback: { ...state.playback, playing: false } };
}
