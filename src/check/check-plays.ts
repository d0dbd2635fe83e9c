import { makeEngine, openSession } from '../exercise/session.ts';
import { type Explored, explore } from '../explore/explore.ts';
import { makeLinePlayer, spent, type Tally } from '../explore/line-player.ts';
import { type Gathered, makeReferee } from '../explore/outcome.ts';
import { makeKeys } from '../explore/state-key.ts';
import { type Draw, type DrawOptions, playDraws } from './drawn-runs.ts';
import type { LintContext } from './lint-rule.ts';
import { lookFor } from './look-everywhere.ts';
import { judgePlays, type PlayFinding } from './play-rules.ts';
import { type PlaybookRun, runPlaybook } from './playbook-runs.ts';
import { type PolicyResult, playPolicies } from './policies.ts';
import { type TornadoRow, tornadoOf } from './tornado.ts';
import { unusedPushes } from './unused-pushes.ts';

export interface PlayOptions {
  /** Plays the reference policies and the tornado too. */
  readonly policies: boolean;
  /** States that exploring may spend; null leaves it out. */
  readonly states: number | null;
  /** Seeds at which every playbook is played too; null leaves them out. */
  readonly draws: DrawOptions | null;
}

export interface PlayReport {
  readonly runs: readonly PlaybookRun[];
  readonly draws: readonly Draw[];
  readonly policies: readonly PolicyResult[];
  readonly tornado: readonly TornadoRow[];
  readonly explored: Explored | null;
  readonly stopped: boolean;
  readonly findings: readonly PlayFinding[];
}

/** Said at every step; whoever is told may set `stop`, and then gets a report of what there is by then. */
export interface PlayProgress {
  readonly stage: 'playbooks' | 'draws' | 'policies' | 'tornado' | 'exploring' | 'looking';
  readonly done: number;
  stop: boolean;
}

const MOMENTS = 12;

/** Plays a scenario in every way that a check knows, and judges what came of it. Each step is some milliseconds of work. */
export function* checkPlays(context: LintContext, options: PlayOptions): Generator<PlayProgress, PlayReport> {
  const { scenario } = context;
  const engine = makeEngine(scenario);
  const opening = openSession(engine);
  const tally: Tally = { states: 0, merged: 0, scored: 0, stopped: false };
  const referee = makeReferee(opening, tally);
  let stopped = false;
  function* say(stage: PlayProgress['stage'], done: number): Generator<PlayProgress, void> {
    const progress: PlayProgress = { stage, done, stop: false };
    yield progress;
    stopped ||= progress.stop;
  }
  /** What these steps come to; null when somebody stopped them. */
  function* follow<T>(
    stage: PlayProgress['stage'],
    steps: Generator<unknown, T>,
  ): Generator<PlayProgress, T | null> {
    let step = steps.next();
    for (let done = 1; step.done !== true && !stopped; step = steps.next(), done += 1)
      yield* say(stage, done);
    return step.done === true ? step.value : null;
  }

  const runs: PlaybookRun[] = [];
  for (const playbook of scenario.playbooks) {
    runs.push(runPlaybook(opening, playbook, referee));
    yield* say('playbooks', runs.length);
  }
  // What the play without a decision takes counts as well.
  referee.outcomeOf(opening);
  const pushes = stopped ? [] : unusedPushes(opening, referee.gathered.taken);
  const drawing = options.draws === null || stopped ? null : playDraws(context, options.draws);
  const draws = (drawing === null ? null : yield* follow('draws', drawing)) ?? [];
  const [expert] = runs;
  const ways = options.policies && !stopped ? playPolicies(opening, expert?.moves ?? [], referee) : null;
  const policies = (ways === null ? null : yield* follow('policies', ways)) ?? [];
  let tornado: readonly TornadoRow[] = [];
  if (options.policies && !stopped && expert !== undefined) {
    const player = makeLinePlayer(opening, makeKeys(scenario), expert.moves, tally, referee);
    tornado = (yield* follow('tornado', tornadoOf(expert.moves, expert.outcome, player))) ?? [];
  }
  let explored: Explored | null = null;
  if (options.states !== null && !stopped) {
    const walking = explore(engine, { states: options.states, moments: MOMENTS });
    let step = walking.next();
    for (; step.done !== true; step = walking.next()) {
      const walked = step.value;
      yield* say('exploring', spent(walked));
      walked.stopped = stopped;
    }
    explored = step.value;
  }
  const gathered = together(referee.gathered, explored?.gathered ?? null);
  // Where a playbook stopped, much is missing that it would show.
  const canLook = options.policies && !stopped && runs.every((run) => run.rejected === null);
  const lines = [...runs, ...policies.map((one) => one.best)];
  const looking = canLook ? lookFor(context, gathered.seen, lines) : null;
  const neverShown = (looking === null ? null : yield* follow('looking', looking)) ?? [];
  const played = { runs, draws, policies, tornado, explored };
  const findings = judgePlays({ ...context, ...played, gathered, neverShown, unusedPushes: pushes });
  return { ...played, stopped, findings };
}

function together(one: Gathered, other: Gathered | null): Gathered {
  if (other === null) return one;
  const earned = new Map(one.earned);
  for (const [id, points] of other.earned) earned.set(id, Math.max(points, earned.get(id) ?? 0));
  return {
    earned,
    injects: new Set([...one.injects, ...other.injects]),
    seen: new Set([...one.seen, ...other.seen]),
    taken: new Set([...one.taken, ...other.taken]),
  };
}
