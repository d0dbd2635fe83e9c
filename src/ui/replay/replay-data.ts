import { playReference, referencePlaybook } from '../../debrief/charts/playbook-axis.ts';
import { type Differences, differencesOf } from '../../debrief/replay/differences.ts';
import { makeRecording, type Recording } from '../../debrief/replay/recording.ts';
import { endOfPlay } from '../../debrief/result.ts';
import { foldUndo, type JournalStep } from '../../exercise/journal-fold.ts';
import { replaySteps } from '../../exercise/replay.ts';
import { finish, isOver } from '../../exercise/session.ts';
import type { Seconds } from '../../world/time.ts';
import type { ToldSession } from '../desk.ts';

/** Another play of the same scenario, laid beside the one that is replayed. */
export interface OtherPlay {
  readonly title: string;
  readonly recording: Recording;
  readonly differences: Differences;
}

export function besideIt(
  { recording: mine }: Pick<ReplayData, 'recording'>,
  title: string,
  recording: Recording,
): OtherPlay {
  return { title, recording, differences: differencesOf(mine, recording) };
}

/** A told session made ready for looking at any moment of it. */
export interface ReplayData {
  readonly told: ToldSession;
  readonly steps: readonly JournalStep[];
  readonly recording: Recording;
  /** False for a session that may still go on. */
  readonly isEnded: boolean;
  readonly endOfPlay: Seconds;
  /** The scenario's reference playbook; played when it is first asked for. */
  readonly expert: () => OtherPlay | null;
}

export function replayData(told: ToldSession): ReplayData {
  const folded = foldUndo(told.records);
  const played = replaySteps(told.opening, folded.steps, null).session;
  const isEnded = folded.end !== null || isOver(played);
  const session = isEnded ? finish(played) : played;
  const recording = makeRecording(session);
  let expert: OtherPlay | null | undefined;
  return {
    told,
    steps: folded.steps,
    recording,
    isEnded,
    endOfPlay: isEnded ? endOfPlay(session) : session.now,
    expert: () => {
      expert = expert === undefined ? playExpert(told, recording) : expert;
      return expert;
    },
  };
}

function playExpert({ opening }: ToldSession, recording: Recording): OtherPlay | null {
  const session = playReference(opening.engine);
  const title = referencePlaybook(opening.engine)?.title ?? '';
  return session === null ? null : besideIt({ recording }, title, makeRecording(session));
}
