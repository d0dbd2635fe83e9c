import { reveal } from '../exercise/view.ts';
import type { RecordedSession } from '../record/recorded-session.ts';
import { printTime } from '../world/time.ts';
import { shortenDigests } from './show-evidence.ts';
import { timeWords } from './show-view.ts';
import { wrap } from './wrap.ts';

/** The state of play in a few lines, for one who comes back to it. */
export function recapLines(recorded: RecordedSession, width: number): readonly string[] {
  const view = reveal(recorded.session);
  const { calendar } = recorded.session.engine.scenario.estate.clock;
  const count = (size: number, one: string, many: string): string => `${size} ${size === 1 ? one : many}`;
  const parts = [
    count(recorded.session.taken.length, 'decision', 'decisions'),
    count(view.inbox.length, 'message', 'messages'),
    count(view.evidence.length, 'look', 'looks'),
  ];
  const last = view.outcomes.at(-1);
  return [
    ...wrap(
      `So far: ${parts.join(', ')}. It is ${timeWords(view, { width, calendar })}. "log", "inbox" and "evidence" tell all of it.`,
      width,
    ),
    ...(last === undefined
      ? []
      : wrap(`Last landed (${printTime(last.at)}): ${shortenDigests(last.line)}`, width, '  ')),
    ...view.underWay.flatMap((one) =>
      wrap(`Under way: ${shortenDigests(one.line)}, lands ${printTime(one.lands)}`, width, '  '),
    ),
  ];
}
