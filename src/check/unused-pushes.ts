import type { Scenario } from '../exercise/definition.ts';
import { finish, type Session } from '../exercise/session.ts';
import type { Seconds } from '../world/time.ts';

/** Bytes that an adversary pushed during play, and that nobody took. */
export interface UnusedPush {
  readonly agent: string;
  readonly tag: string;
  readonly digest: string;
  readonly at: Seconds;
}

/** The first push of all bytes that agents push after StartEx when nobody decides anything, and that are not among those taken. */
export function unusedPushes(opening: Session, taken: ReadonlySet<string>): readonly UnusedPush[] {
  const { scenario } = opening.engine;
  const found = new Map<string, UnusedPush>();
  for (const fact of finish(opening).course.history) {
    if (fact.kind !== 'tag-moved' || fact.at <= 0 || scenario.estate.agents[fact.by] === undefined) continue;
    const { to } = fact.data;
    if (found.has(to) || digestsOf(scenario, to).some((one) => taken.has(one))) continue;
    found.set(to, { agent: fact.by, tag: fact.subject, digest: to, at: fact.at });
  }
  return [...found.values()];
}

// Whoever takes one architecture of an image has taken it.
function digestsOf({ estate }: Scenario, digest: string): readonly string[] {
  const image = Object.values(estate.images).find((one) => one.digest === digest);
  return [digest, ...Object.values(image?.parts ?? {})];
}
