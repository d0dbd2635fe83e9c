import { RANK } from '../world/state.ts';
import { parseSpan } from '../world/time.ts';
import { advance, record } from './advance.ts';
import { isOver, passTime, type Session } from './session.ts';

export type Facilitated =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly message: string };

/**
 * What a facilitator does to a course, as the journal holds it: `deliver INJECT` now, `hold INJECT` for good, `add SPAN`, `observe`.
 * A fold like any decision: the same lines at the same times give the same history.
 */
export function facilitate(session: Session, line: string): Facilitated {
  const [verb = '', word = ''] = line.split(' ');
  if (verb === 'observe') return { ok: true, session };
  if (isOver(session)) return { ok: false, message: 'Play is over.' };
  switch (verb) {
    case 'deliver':
      return deliver(session, word);
    case 'hold':
      return hold(session, word);
    case 'add': {
      const span = parseSpan(word);
      return span === null
        ? { ok: false, message: `"${word}" is no span, such as 5m.` }
        : { ok: true, session: passTime(session, session.now + span) };
    }
    default:
      return { ok: false, message: 'A facilitator can deliver, hold, add or observe.' };
  }
}

function deliver(session: Session, id: string): Facilitated {
  const { estate, exercise } = session.course.world;
  if (!Object.hasOwn(estate.injects, id)) return { ok: false, message: `There is no message "${id}".` };
  if (exercise.injects[id] !== undefined) return { ok: false, message: `${id} has come already.` };
  const due = { at: session.now, rank: RANK.message, by: 'facilitator', cause: null, line: `deliver ${id}` };
  const opened = record(session.engine, withoutDelivery(session, id).course, session.now, [], [due]);
  const course = advance(session.engine, opened, session.now);
  return { ok: true, session: { ...session, course } };
}

function hold(session: Session, id: string): Facilitated {
  const held = withoutDelivery(session, id);
  if (held === session) return { ok: false, message: `No message "${id}" is on its way.` };
  return { ok: true, session: held };
}

function withoutDelivery(session: Session, id: string): Session {
  const { agenda } = session.course;
  const entries = agenda.entries.filter((entry) => entry.line !== `deliver ${id}`);
  if (entries.length === agenda.entries.length) return session;
  return { ...session, course: { ...session.course, agenda: { ...agenda, entries } } };
}
