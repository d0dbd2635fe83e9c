import type { Scenario } from '../exercise/definition.ts';
import type { Session } from '../exercise/session.ts';
import { openWorld } from '../world/opening.ts';
import type { Seconds } from '../world/time.ts';
import type { Measure, Meter } from './measure.ts';
import { makeMeter } from './measure.ts';
import { judge, measureTimes, type Verdict } from './score.ts';
import { type Tracker, trackWithin } from './timeline.ts';
import { endWalk, goOn, type Span, startWalk, type WalkPlace } from './walk.ts';
import { wantedOf } from './wanted.ts';

/**
 * Watches one play after the other of which many begin alike, and scores them as `scoreSession` does, without its reasons. A judge
 * is a value: what followed a session up to some second can go on with any other that is the same up to there.
 */
export interface Judge {
  /** The judge that has also seen a session on its way, up to the second before its last fact: that one may not be over. */
  readonly follow: (session: Session) => Judge;
  /** The verdict on a session that was run on to the aftermath. */
  readonly close: (finished: Session) => Verdict & { readonly consumerHours: number };
}

interface Watching {
  readonly place: WalkPlace;
  readonly tracker: Tracker;
  readonly meters: ReadonlyMap<Seconds, Meter>;
}

export function openJudge(scenario: Scenario): Judge {
  const times = new Set([...measureTimes(scenario), scenario.estate.clock.aftermath]);
  const meters = new Map([...times].map((until) => [until, makeMeter(until)] as const));
  return judging(scenario, {
    place: startWalk(openWorld(scenario.estate)),
    tracker: trackWithin(wantedOf(scenario)),
    meters,
  });
}

function judging(scenario: Scenario, seen: Watching): Judge {
  const { aftermath } = scenario.estate.clock;
  return {
    follow: ({ course: { history } }) => {
      const last = history.at(-1)?.at ?? 0;
      if ((history[seen.place.index]?.at ?? last) >= last) return judging(scenario, seen);
      const next = forked(seen);
      return judging(scenario, { ...next, place: goOn(next.place, history, last - 1, watch(next)) });
    },
    close: ({ course: { history } }) => {
      const next = forked(seen);
      endWalk(goOn(next.place, history, aftermath, watch(next)), aftermath, watch(next));
      const verdict = judge(scenario, {
        aftermath,
        history: [],
        changesOf: next.tracker.changesOf,
        measure: (name, until) => next.meters.get(until)?.read(name as Measure) ?? 0,
      });
      return { ...verdict, consumerHours: next.meters.get(aftermath)?.read('exposedConsumerHours') ?? 0 };
    },
  };
}

function forked({ place, tracker, meters }: Watching): Watching {
  return {
    place,
    tracker: tracker.fork(),
    meters: new Map([...meters].map(([until, meter]) => [until, meter.fork()])),
  };
}

function watch({ tracker, meters }: Watching): (span: Span) => void {
  return (span) => {
    tracker.see(span);
    for (const meter of meters.values()) meter.see(span);
  };
}
