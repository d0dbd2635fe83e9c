import type { Attempt } from '../world/attempt.ts';
import { openAgenda, openWorld } from '../world/opening.ts';
import { draft, RANK } from '../world/state.ts';
import type { Seconds } from '../world/time.ts';
import type { Course, Engine } from './advance.ts';
import { advance, beginCourse, record } from './advance.ts';
import type { Decision, DecisionCost, ReadDecision } from './decision.ts';
import { costOf, hasOneOwner, ownerOf, readDecision, systemOwner } from './decision.ts';
import type { Scenario } from './definition.ts';
import { knownDigests, knownNames } from './known.ts';
import { makeStory } from './story.ts';

/** A decision as taken: what the journal holds, with the two times that follow from it. */
export interface Taken {
  readonly seq: number;
  readonly at: Seconds;
  readonly by: string;
  readonly line: string;
  readonly reason: string | null;
  readonly confidence: number | null;
  /** When its role's hands are free again, and when its effect is there. */
  readonly until: Seconds;
  readonly lands: Seconds;
}

/**
 * One play-through at one simulated second. A value: every step gives a new one, so undo, what-if and exploration keep the old.
 * `free` says when each role's hands are free.
 */
export interface Session {
  readonly engine: Engine;
  readonly course: Course;
  readonly now: Seconds;
  readonly free: Readonly<Record<string, Seconds>>;
  readonly taken: readonly Taken[];
  readonly hints: readonly string[];
}

/** Law 10. */
export const MOST_DECISIONS = 5000;

export function makeEngine(scenario: Scenario): Engine {
  return { scenario, story: makeStory(scenario.story) };
}

/** Opens at StartEx, the prologue played through the same loop. */
export function openSession(engine: Engine): Session {
  const { scenario } = engine;
  const course = beginCourse(engine, openWorld(scenario.estate), [
    ...scenario.prologue,
    ...openAgenda(scenario.estate),
  ]);
  const free = Object.fromEntries(Object.keys(scenario.estate.roles).map((role) => [role, 0]));
  return { engine, course: advance(engine, course, 0), now: 0, free, taken: [], hints: [] };
}

/** Lets time pass up to `until`; never back, never past EndEx, and not at all once play is over. */
export function passTime(session: Session, until: Seconds): Session {
  const target = Math.min(until, session.engine.scenario.estate.clock.endEx);
  if (isOver(session) || target <= session.now) return session;
  const course = advance(session.engine, session.course, target);
  const endedAt = course.world.exercise.endedAt;
  return { ...session, course, now: endedAt ?? target };
}

export function isOver(session: Session): boolean {
  return session.course.world.exercise.endedAt !== null;
}

/** Reads a line as this team may say it now: only what it has seen exists for it. `byName` is for headless play. */
export function readLine(session: Session, line: string, byName: boolean): ReadDecision {
  return readDecision(
    line,
    knownNames(session),
    () => knownDigests(session),
    session.engine.scenario,
    byName,
  );
}

export interface Plan extends DecisionCost {
  readonly by: string;
  /** When it would start: now, or when the role's hands are free. */
  readonly at: Seconds;
  readonly until: Seconds;
}

export type Planned =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly message: string };

/** Who would do it, when, and what it costs: all that a front end shows before the decision is final. A read goes to the role that is free first. */
export function planDecision(session: Session, decision: Decision, by: string | null): Planned {
  const { scenario } = session.engine;
  const owner = ownerOf(scenario, decision.attempt);
  if (by !== null && !Object.hasOwn(scenario.estate.roles, by))
    return { ok: false, message: `There is no role ${by}.` };
  if (by !== null && owner !== null && by !== owner)
    return { ok: false, message: `Only ${owner} can do that; anyone may look.` };
  if (!hasOneOwner(scenario, decision.attempt))
    return { ok: false, message: 'These belong to several roles; give each role a line of its own.' };
  const role = owner ?? by ?? firstFree(session, decision.attempt);
  const cost = costOf(scenario, decision.attempt);
  // What keeps no hands busy can be said at any time, whatever else its role is doing.
  const at = cost.hands === 0 ? session.now : Math.max(session.now, session.free[role] ?? 0);
  return { ok: true, plan: { by: role, at, until: at + cost.hands, ...cost } };
}

// Reads go to working hands: a role that leads has no work of its own to look with unless it is the only one. Among those
// free at the same time it is the one whose system is looked at, so that the order of names in a file decides nothing.
function firstFree(session: Session, attempt: Attempt): string {
  const { scenario } = session.engine;
  const roles = Object.keys(scenario.estate.roles);
  const hands = roles.filter((role) => role !== scenario.duties.lead || roles.length === 1);
  const owner = systemOwner(scenario, (attempt.targets[0] ?? '').replace(/#\d+$/, ''));
  const ordered = [...hands.filter((role) => role === owner), ...hands.filter((role) => role !== owner)];
  const freeAt = (role: string): Seconds => Math.max(session.now, session.free[role] ?? 0);
  return ordered.reduce((best, role) => (freeAt(role) < freeAt(best) ? role : best), ordered[0] ?? '');
}

export type TakeResult =
  | { readonly ok: true; readonly session: Session; readonly before: Session; readonly taken: Taken }
  | { readonly ok: false; readonly message: string };

/**
 * Takes a decision: time passes to its start, then it is on its way and lands later. `before` is the session at the start, before
 * the decision is judged: the facts digest of the journal is taken there.
 */
export function takeDecision(
  session: Session,
  decision: Decision,
  by: string | null,
  seq: number | null = null,
): TakeResult {
  if (session.taken.length >= MOST_DECISIONS)
    return { ok: false, message: `A session holds at most ${MOST_DECISIONS} decisions.` };
  if (isOver(session)) return { ok: false, message: 'Play is over.' };
  const planned = planDecision(session, decision, by);
  if (!planned.ok) return planned;
  const { plan } = planned;
  const before = passTime(session, plan.at);
  if (isOver(before) || plan.at > before.now)
    return { ok: false, message: 'Play ends before that could begin.' };
  const taken: Taken = {
    seq: seq ?? (session.taken.at(-1)?.seq ?? 0) + 1,
    at: plan.at,
    by: plan.by,
    line: decision.line,
    reason: decision.reason,
    confidence: decision.confidence,
    until: plan.until,
    lands: plan.at + landing(decision, plan),
  };
  return { ok: true, before, taken, session: land(before, taken) };
}

// An outside party's lead time runs after the asking: the request itself is there at once.
function landing(decision: Decision, plan: Plan): Seconds {
  return decision.attempt.verb === 'ask' ? 0 : plan.lands;
}

function land(session: Session, taken: Taken): Session {
  const who = { by: taken.by, cause: taken.seq };
  const decided = draft('decided', taken.by, who, {
    do: taken.line,
    role: taken.by,
    until: taken.until,
    lands: taken.lands,
  });
  const due = { at: taken.lands, rank: RANK.landing, by: taken.by, cause: taken.seq, line: taken.line };
  const course = record(session.engine, session.course, taken.at, [decided], [due]);
  const free = taken.until > taken.at ? { ...session.free, [taken.by]: taken.until } : session.free;
  const after: Session = { ...session, course, free, taken: [...session.taken, taken] };
  return taken.lands > taken.at ? after : settle(after);
}

// What lands at once is judged at once: a declaration, a note, a request.
function settle(session: Session): Session {
  const course = advance(session.engine, session.course, session.now);
  return { ...session, course, now: course.world.exercise.endedAt ?? session.now };
}

/** Runs the world on, untouched, to the aftermath, where the outcome is judged: closing early hides nothing. */
export function finish(session: Session): Session {
  const { endEx, aftermath } = session.engine.scenario.estate.clock;
  const ended = isOver(session) ? session : passTime(session, endEx);
  return { ...ended, course: advance(ended.engine, ended.course, aftermath) };
}

/** Earliest landing still to come, or null when nothing is under way. */
export function nextLanding(session: Session): Seconds | null {
  const times = session.taken.filter((one) => one.lands > session.now).map((one) => one.lands);
  return times.length === 0 ? null : Math.min(...times);
}

/** When everything under way has landed; now, when nothing is. */
export function lastLanding(session: Session): Seconds {
  return Math.max(session.now, ...session.taken.map((one) => one.lands));
}
