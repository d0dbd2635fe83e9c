import { nearestMeant } from '../../plain/rejection.ts';
import { isShellLike } from '../../plain/shell-words.ts';
import { type Go, push, say } from '../screen.ts';
import { confirmPanel } from '../screens/confirm-panel.tsx';
import type { Acting } from './acting.ts';

/** A line as a decision to confirm, with the role before a colon; or why it is none. */
export function confirmLine(acting: Acting, typed: string): Go {
  const { recorded, session } = acting.play;
  const named = /^([a-z0-9-]+):\s+(.*)$/.exec(typed);
  const isRole = named !== null && Object.hasOwn(session.engine.scenario.estate.roles, named[1] ?? '');
  const by = isRole ? (named[1] ?? null) : null;
  // What was copied off the screen may end in the dots of a shortened digest.
  const line = (by === null ? typed : (named?.[2] ?? '')).replace(
    /(sha256:[0-9a-f]{8,63})(?:…|\.\.\.)/g,
    '$1',
  );
  const read = recorded.read(line);
  if (read.ok) return push(confirmPanel(acting, read.decision, by));
  const { message, mend, word, candidates } = read.rejection;
  const nearest = nearestMeant(word, candidates);
  const first = line.split(/\s/)[0] ?? '';
  const isVerb = word !== null && word === first;
  if (isVerb && nearest === null && isShellLike(line)) return say(`${first}: command not found`, 'warn');
  const help = mend ?? (isVerb ? 'An empty line shows them all.' : null);
  return say(
    [message, nearest === null ? help : `Did you mean ${nearest}?`].filter((one) => one !== null).join(' '),
    'warn',
  );
}
