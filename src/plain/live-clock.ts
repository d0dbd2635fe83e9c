import { nextLanding, type Session } from '../exercise/session.ts';
import { MINUTE, type Seconds } from '../world/time.ts';
import { type Pace, timeAfter } from './pace.ts';

/** Milliseconds that only grow; passed in so that tests need no waiting. */
export type Ticker = () => number;

/** The clock of assess mode: it runs along the pace curve while it is not paused. */
export class LiveClock {
  #pace: Pace;
  readonly #ticker: Ticker;
  #fromMs: number;
  #from: Seconds;
  #pausedMs: number | null = null;

  constructor(pace: Pace, now: Seconds, ticker: Ticker) {
    this.#pace = pace;
    this.#ticker = ticker;
    this.#fromMs = ticker();
    this.#from = now;
  }

  get isPaused(): boolean {
    return this.#pausedMs !== null;
  }

  now(): Seconds {
    return timeAfter(this.#pace, this.#from, (this.#pausedMs ?? this.#ticker()) - this.#fromMs);
  }

  /** Simulated time jumped (a wait, a late start): the clock goes on from there. */
  setTo(at: Seconds): void {
    if (at <= this.now()) return;
    this.#from = at;
    this.#fromMs = this.#pausedMs ?? this.#ticker();
  }

  /** Goes on from this second, be it later or earlier, along this pace: another process kept the time until now. */
  restart(at: Seconds, pace: Pace): void {
    this.#pace = pace;
    this.#from = at;
    this.#fromMs = this.#pausedMs ?? this.#ticker();
  }

  pause(): void {
    this.#pausedMs ??= this.#ticker();
  }

  /** Goes on; answers how many real seconds it stood. */
  resume(): number {
    if (this.#pausedMs === null) return 0;
    const stood = this.#ticker() - this.#pausedMs;
    this.#fromMs += stood;
    this.#pausedMs = null;
    return Math.round(stood / 1000);
  }
}

/**
 * The time to write down when the clock shows `at`: another minute, a landing, anything that the agenda holds; null where nobody
 * would see a difference. So an idle clock fills no journal.
 */
export function visibleTime(session: Session, at: Seconds): Seconds | null {
  const due = session.course.agenda.entries[0]?.at ?? Number.POSITIVE_INFINITY;
  const landing = nextLanding(session) ?? Number.POSITIVE_INFINITY;
  const { endEx } = session.engine.scenario.estate.clock;
  if (due <= at || landing <= at || at >= endEx) return at;
  // Where only the minute changed, the whole minute is what the screen shows.
  return Math.floor(at / MINUTE) === Math.floor(session.now / MINUTE) ? null : at - (at % MINUTE);
}
