import { COMMAND_FILTERS, COMMAND_TOOLS } from '../exercise/command-line.ts';
import type { Decision } from '../exercise/decision.ts';
import type { RecordedSession } from '../record/recorded-session.ts';
import { nearestMeant, rejectionLines } from './rejection.ts';
import { isShellLike } from './shell-words.ts';
import { TALK_WORDS } from './talk.ts';
import { wrap } from './wrap.ts';

export type TypedLine =
  | { readonly ok: true; readonly decision: Decision; readonly by: string | null }
  | { readonly ok: false; readonly lines: readonly string[] };

/** A typed line as a decision, with the role before a colon; or what to say where it is none. */
export function readTyped(recorded: RecordedSession, typed: string, width: number): TypedLine {
  const { roles } = recorded.session.engine.scenario.estate;
  const named = /^([a-z0-9-]+):\s+(.*)$/.exec(typed);
  const by = named !== null && Object.hasOwn(roles, named[1] ?? '') ? (named[1] ?? null) : null;
  // What was copied off the screen may end in the dots of a shortened digest.
  const line = (by === null ? typed : (named?.[2] ?? '')).replace(
    /(sha256:[0-9a-f]{8,63})(?:…|\.\.\.)/g,
    '$1',
  );
  const read = recorded.read(line);
  if (read.ok) return { ok: true, decision: read.decision, by };
  const { rejection } = read;
  const isVerb = rejection.word !== null && line.startsWith(rejection.word);
  const candidates = isVerb ? [...rejection.candidates, ...TALK_WORDS] : rejection.candidates;
  const word = line.trim().split(/\s/)[0] ?? '';
  if (isVerb && nearestMeant(word, candidates) === null && isShellLike(line))
    return { ok: false, lines: [...notFound(word, width), 'Type ? for help.'] };
  const lines = rejectionLines({ ...rejection, candidates }, width);
  return { ok: false, lines: [...lines, ...(isVerb ? ['Type ? for help.'] : [])] };
}

function notFound(word: string, width: number): readonly string[] {
  if (!COMMAND_FILTERS.some((filter) => filter === word)) return [`${word}: command not found`];
  return wrap(`${word} has nothing to read here: begin the line with ${COMMAND_TOOLS.join(', ')}.`, width);
}
