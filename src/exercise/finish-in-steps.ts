import type { Seconds } from '../world/time.ts';
import { advance } from './advance.ts';
import type { InSteps } from './in-steps.ts';
import { passTime, type Session } from './session.ts';

const PARTS = 16;

/** As `finish`, a part of the remaining time at a time. */
export function* finishInSteps(session: Session): InSteps<Session> {
  const { endEx, aftermath } = session.engine.scenario.estate.clock;
  let ended = session;
  for (const until of partsOf(session.now, endEx)) {
    ended = passTime(ended, until);
    yield;
  }
  let { course } = ended;
  for (const until of partsOf(ended.now, aftermath)) {
    course = advance(ended.engine, course, until);
    yield;
  }
  return { ...ended, course };
}

function partsOf(from: Seconds, to: Seconds): readonly Seconds[] {
  return Array.from({ length: PARTS }, (_, part) => from + Math.floor(((to - from) * (part + 1)) / PARTS));
}
