import type { Agenda, AgendaEntry } from '../world/agenda.ts';
import { insert } from '../world/agenda.ts';
import type { Attempt } from '../world/attempt.ts';
import { parseLine } from '../world/attempt.ts';
import type { Draft, Fact } from '../world/fact.ts';
import type { Scheduled, World } from '../world/state.ts';
import { RANK, refuse } from '../world/state.ts';
import type { Seconds } from '../world/time.ts';
import { decide, evolve, react, recur } from '../world/world.ts';
import type { Scenario, StoryEffect } from './definition.ts';
import type { Story, StoryState } from './story.ts';

/** Everything that changes as simulated time passes. */
export interface Course {
  readonly world: World;
  readonly agenda: Agenda;
  readonly story: StoryState;
  readonly history: readonly Fact[];
}

/** What the loop needs beside the course. */
export interface Engine {
  readonly scenario: Scenario;
  readonly story: Story;
}

/** Law 10: no step of the clock may run longer than this. */
const MOST_ATTEMPTS_A_STEP = 100_000;

/**
 * The one loop. Judges every attempt due up to and including `until`, in the order of the agenda; each answer's facts change the
 * world, may schedule what follows, and are shown to the story, whose effects become attempts too. One step or many: same history.
 */
export function advance(engine: Engine, course: Course, until: Seconds): Course {
  if (course.agenda.entries[0] === undefined || course.agenda.entries[0].at > until) return course;
  const running = begin(course);
  let judged = 0;
  for (let next = running.entries[0]; next !== undefined && next.at <= until; next = running.entries[0]) {
    if (++judged > MOST_ATTEMPTS_A_STEP)
      throw new Error(`More than ${MOST_ATTEMPTS_A_STEP} attempts in one step, at ${next.line}.`);
    running.entries.shift();
    judge(engine, running, next);
  }
  return end(running);
}

/** Puts facts that no attempt made (a decision was taken, a hint was given) into the course, with all that follows from them. */
export function record(
  engine: Engine,
  course: Course,
  at: Seconds,
  drafts: readonly Draft[],
  scheduled: readonly Scheduled[],
): Course {
  const running = begin(course);
  for (const draft of drafts) happen(engine, running, draft, at);
  add(running, scheduled);
  return end(running);
}

/** The story's opening effects and the scenario's own agenda, as the clock opens. */
export function beginCourse(engine: Engine, world: World, scheduled: readonly Scheduled[]): Course {
  const running: Running = { world, entries: [], nextSeq: 1, story: engine.story.initial.state, history: [] };
  add(running, scheduled);
  add(running, effectsAt(engine.story.initial.effects, world.at));
  return end(running);
}

// The loop works on copies that nobody else holds, and hands back values that nobody changes again.
interface Running {
  world: World;
  entries: AgendaEntry[];
  nextSeq: number;
  story: StoryState;
  history: Fact[];
}

function begin(course: Course): Running {
  return {
    world: course.world,
    entries: [...course.agenda.entries],
    nextSeq: course.agenda.nextSeq,
    story: course.story,
    history: [...course.history],
  };
}

function end(running: Running): Course {
  return {
    world: running.world,
    agenda: { entries: running.entries, nextSeq: running.nextSeq },
    story: running.story,
    history: running.history,
  };
}

function judge(engine: Engine, running: Running, entry: AgendaEntry): void {
  const attempt = attemptOf(entry.line);
  if (running.world.at !== entry.at) running.world = { ...running.world, at: entry.at };
  const trial = {
    world: running.world,
    past: running.history,
    attempt,
    line: entry.line,
    by: entry.by,
    cause: entry.cause,
  };
  const late = entry.cause !== null && entry.rank === RANK.landing && running.world.exercise.endedAt !== null;
  const drafts = late
    ? refuse(trial, 'after-end', 'It would have landed after the end of play.')
    : decide(trial);
  for (const draft of drafts) happen(engine, running, draft, entry.at);
  if (attempt.verb !== 'run' && attempt.verb !== 'pull') return;
  const again = recur(running.world, attempt.verb, attempt.targets[0] ?? '', entry.at);
  if (again !== null && again.at <= engine.scenario.estate.clock.aftermath) add(running, [again]);
}

function happen(engine: Engine, running: Running, draft: Draft, at: Seconds): void {
  const { kind, subject, by, cause, data } = draft;
  const fact = { id: `f${running.history.length + 1}`, at, kind, subject, by, cause, data } as Fact;
  running.history.push(fact);
  running.world = evolve(running.world, fact);
  add(running, react(running.world, fact));
  if (!engine.story.listens(running.story, fact.kind)) return;
  const step = engine.story.step(running.story, fact, running.world);
  running.story = step.state;
  add(running, effectsAt(step.effects, at));
}

function effectsAt(effects: readonly StoryEffect[], now: Seconds): readonly Scheduled[] {
  return effects.map((effect) => ({
    at: Math.max(now, effect.at ?? now + effect.after),
    rank: effect.rank,
    by: effect.by,
    cause: null,
    line: effect.line,
  }));
}

function add(running: Running, items: readonly Scheduled[]): void {
  for (const item of items) insert(running.entries, { ...item, seq: running.nextSeq++ });
}

function attemptOf(line: string): Attempt {
  const parsed = parseLine(line);
  if (!parsed.ok) throw new Error(`The agenda holds a line that is no attempt: ${line}`);
  return parsed.attempt;
}
