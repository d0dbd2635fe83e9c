import type { Fact } from '../world/fact.ts';
import type { Seconds } from '../world/time.ts';
import { advance } from './advance.ts';
import type { Session } from './session.ts';

/** What a team notices by itself: a decision of its own landed, a message came, play ended. Hidden events are no news. */
export function isNews(fact: Fact): boolean {
  if (fact.kind === 'inject-delivered' || fact.kind === 'exercise-ended' || fact.kind === 'request-fulfilled')
    return true;
  return fact.cause !== null && fact.kind !== 'decided' && !ECHOES.has(fact.kind);
}

// What others do because of a notice is not seen by its senders until they ask or are told.
const ECHOES: ReadonlySet<string> = new Set([
  'consumer-told',
  'consumer-acted',
  'consumer-pulled',
  'pull-failed',
  'attacker-warned',
  'cache-fetched',
]);

/** Second of the next news, EndEx when there is none: time moves there on `wait next`. */
export function nextNews(session: Session): Seconds {
  const { endEx } = session.engine.scenario.estate.clock;
  const { engine } = session;
  let { course } = session;
  while (course.agenda.entries[0] !== undefined && course.agenda.entries[0].at <= endEx) {
    const from = course.history.length;
    const at = course.agenda.entries[0].at;
    course = advance(engine, course, at);
    if (at > session.now && course.history.slice(from).some(isNews)) return at;
  }
  return endEx;
}
