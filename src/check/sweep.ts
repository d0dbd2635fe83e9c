import { knownNames } from '../exercise/known.ts';
import type { Session } from '../exercise/session.ts';
import { isOver, passTime, planDecision, readLine, takeDecision } from '../exercise/session.ts';
import { FORMS, type ShapePart } from '../world/attempt.ts';
import type { Seconds } from '../world/time.ts';

/**
 * Every line that these words begin and one known name ends: `revoke` with each credential that the team knows, `inspect tags` with
 * each repository.
 */
export function linesFor(session: Session, beginnings: readonly string[]): readonly string[] {
  const names = knownNames(session);
  return beginnings.flatMap((beginning) =>
    FORMS.filter((form) => wordsOf(form.parts) === beginning).flatMap((form) => {
      const slots = form.parts.flatMap((part) => (part.is === 'slot' && !part.optional ? [part.slots] : []));
      const [only, ...others] = slots;
      if (only === undefined || others.length > 0) return [];
      return only.flatMap((slot) => (names[slot] ?? []).map((name) => `${beginning} ${name}`));
    }),
  );
}

function wordsOf(parts: readonly ShapePart[]): string {
  return parts.flatMap((part) => (part.is === 'word' ? part.word : [])).join(' ');
}

/** Decides all of these, each role its own in the given order, as soon as its hands are free; what cannot be said is left out. */
export function decideAll(opening: Session, lines: readonly string[]): Session {
  let session = opening;
  let pending = lines;
  while (pending.length > 0 && !isOver(session)) {
    const next = earliest(session, pending);
    if (next === null) break;
    const [line] = pending.slice(next.index, next.index + 1);
    pending = pending.filter((_, index) => index !== next.index);
    const at = passTime(session, next.at);
    const read = readLine(at, line ?? '', true);
    const result = read.ok ? takeDecision(at, read.decision, null) : null;
    session = result?.ok === true ? result.session : session;
  }
  return session;
}

function earliest(
  session: Session,
  lines: readonly string[],
): { readonly index: number; readonly at: Seconds } | null {
  let best: { readonly index: number; readonly at: Seconds } | null = null;
  for (const [index, line] of lines.entries()) {
    const read = readLine(session, line, true);
    const planned = read.ok ? planDecision(session, read.decision, null) : null;
    if (planned?.ok !== true) continue;
    if (best === null || planned.plan.at < best.at) best = { index, at: planned.plan.at };
    if (best.at <= session.now) break;
  }
  return best;
}
