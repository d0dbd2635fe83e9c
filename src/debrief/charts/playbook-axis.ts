import type { Engine } from '../../exercise/advance.ts';
import type { PlaybookSpec } from '../../exercise/definition.ts';
import { finishInSteps } from '../../exercise/finish-in-steps.ts';
import { drain, type InSteps } from '../../exercise/in-steps.ts';
import { playLines } from '../../exercise/playbook.ts';
import { openSession, type Session } from '../../exercise/session.ts';
import { scoreInSteps } from '../../scoring/score.ts';

/** One play of the scenario on the axis of per cent. */
export interface AxisMark {
  readonly id: string;
  readonly title: string;
  readonly percent: number;
  readonly ending: string;
}

/** The score between those of the scenario's reference playbooks, best first. */
export interface PlaybookAxis {
  readonly mine: AxisMark;
  readonly others: readonly AxisMark[];
  /** How many of the others scored less. */
  readonly above: number;
  /** False while some of the playbooks are still to be played. */
  readonly complete: boolean;
}

/** The playbook that others are measured against: the one called `expert`, else the scenario's first. */
export function referencePlaybook(engine: Engine): PlaybookSpec | null {
  const { playbooks } = engine.scenario;
  return playbooks.find((one) => one.id === 'expert') ?? playbooks[0] ?? null;
}

/** Plays the reference playbook to the aftermath; null where the scenario has none that can be played. */
export function playReference(engine: Engine): Session | null {
  return drain(playReferenceInSteps(engine));
}

/** As `playReference`, a decision at a time. */
export function* playReferenceInSteps(engine: Engine): InSteps<Session | null> {
  const playbook = referencePlaybook(engine);
  return playbook === null ? null : yield* playPlaybook(engine, playbook);
}

function* playPlaybook(engine: Engine, { decisions }: PlaybookSpec): InSteps<Session | null> {
  let session = openSession(engine);
  for (const line of decisions) {
    const played = playLines(session, [line]);
    if (!played.ok) return null;
    session = played.session;
    yield;
  }
  return yield* finishInSteps(session);
}

/** Plays and judges one playbook after the other; each step is a few milliseconds of work, so a screen can stay responsive. */
export function* axisMarksInSteps(engine: Engine): InSteps<readonly AxisMark[]> {
  const marks: AxisMark[] = [];
  for (const playbook of engine.scenario.playbooks) {
    const finished = yield* playPlaybook(engine, playbook);
    yield;
    if (finished === null) continue;
    const { percent, ending } = yield* scoreInSteps(finished);
    marks.push({ id: playbook.id, title: playbook.title, percent, ending: ending.id });
    yield;
  }
  return marks;
}

export function makePlaybookAxis(
  mine: { readonly percent: number; readonly ending: string },
  marks: readonly AxisMark[],
  complete = true,
): PlaybookAxis {
  const others = [...marks].sort((left, right) => right.percent - left.percent);
  return {
    mine: { id: 'you', title: 'This session', ...mine },
    others,
    above: others.filter((one) => one.percent < mine.percent).length,
    complete,
  };
}
