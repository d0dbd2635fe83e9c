import { MOST_DECISIONS, type Session } from '../exercise/session.ts';
import type { RecordedSession } from '../record/recorded-session.ts';
import type { Fact } from '../world/fact.ts';
import type { World } from '../world/state.ts';
import type { Seconds } from '../world/time.ts';
import type { RefusalCode } from '../world/verb.ts';

const MINUTE = 60;

/**
 * What came of a decision that a request stands for. `unknown`: the team has never seen what it names. `busy`: whoever must do
 * it has no hands free before `wait` simulated seconds are over. `closed`: play is over.
 */
export type Outcome =
  | { readonly kind: 'done'; readonly seq: number; readonly facts: readonly Fact[] }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly message: string }
  | { readonly kind: 'unknown'; readonly message: string }
  | { readonly kind: 'busy'; readonly by: string; readonly wait: Seconds }
  | { readonly kind: 'closed' };

/**
 * The one door between a request and the session: a read is a look, a write is an attempt, both are decisions like any other.
 * The clock moves to the landing, so that no client waits minutes and each answer is of that moment.
 */
export class Desk {
  readonly recorded: RecordedSession;

  constructor(recorded: RecordedSession) {
    this.recorded = recorded;
  }

  get session(): Session {
    return this.recorded.session;
  }

  get world(): World {
    return this.session.course.world;
  }

  get now(): Seconds {
    return this.session.now;
  }

  get isOver(): boolean {
    return this.recorded.isOver;
  }

  /** Brings time to what the running clock shows, before anything is read or judged; a clock that stands changes nothing. */
  catchUp(): void {
    this.recorded.catchUp(true);
  }

  /** Looks at something. The first look at it within a simulated minute is a decision; another in that minute is free. */
  look(line: string): Outcome {
    const read = this.recorded.read(line);
    if (!read.ok) return { kind: 'unknown', message: read.rejection.message };
    return this.lookedAt(read.decision.line) ?? this.decide(read.decision.line);
  }

  /** The standing answer to a look of this simulated minute, by whichever front end it came; null when there is none. */
  lookedAt(line: string): Outcome | null {
    const { history } = this.session.course;
    const since = Math.floor(this.now / MINUTE) * MINUTE;
    for (let index = history.length - 1; index >= 0; index -= 1) {
      const fact = history[index];
      if (fact === undefined || fact.at < since) return null;
      if (answersLook(fact, line)) return answerOf(fact.cause ?? 0, [fact]);
    }
    return null;
  }

  /** Tries something, or looks again whatever was seen before. */
  decide(line: string): Outcome {
    if (this.recorded.isOver) return { kind: 'closed' };
    const read = this.recorded.read(line);
    if (!read.ok) return { kind: 'unknown', message: read.rejection.message };
    const planned = this.recorded.plan(read.decision, null);
    if (!planned.ok) return { kind: 'refused', code: 'denied', message: planned.message };
    const { plan } = planned;
    if (plan.at > this.now) return { kind: 'busy', by: plan.by, wait: plan.at - this.now };
    const result = this.recorded.take(read.decision, plan.by);
    if (!result.ok) return this.#untaken(plan.by);
    this.recorded.pass(result.taken.lands);
    const { seq } = result.taken;
    return answerOf(
      seq,
      this.session.course.history.filter((fact) => fact.cause === seq && fact.kind !== 'decided'),
    );
  }

  // Another front end was faster, or the session holds as many decisions as it can.
  #untaken(by: string): Outcome {
    const isFull = this.session.taken.length >= MOST_DECISIONS;
    return this.isOver || isFull ? { kind: 'closed' } : { kind: 'busy', by, wait: 1 };
  }
}

function answersLook(fact: Fact, line: string): boolean {
  if (fact.kind !== 'evidence-shown' && fact.kind !== 'refused') return false;
  return fact.data.do === line;
}

function answerOf(seq: number, facts: readonly Fact[]): Outcome {
  for (const fact of facts) {
    if (fact.kind === 'refused') {
      return { kind: 'refused', code: fact.data.code, message: fact.data.message };
    }
  }
  return { kind: 'done', seq, facts };
}
