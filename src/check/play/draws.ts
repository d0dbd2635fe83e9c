import type { Draw } from '../drawn-runs.ts';
import type { Finding } from '../lint-rule.ts';
import type { PlayEvidence, PlayRule } from './play-rule.ts';
import { costOfHazard, inBand, LEAST_GAP } from './playbooks.ts';

const draws: PlayRule = {
  id: 'check/playbook-on-draw',
  title: 'Every playbook keeps its band and its ending on every draw',
  reason:
    'Whoever plays a second time plays a draw of "vary"; a hazard that vanishes there is a drill that teaches nothing. Some seeds are played, more with --explore.',
  needs: 'plays',
  find: (evidence) => [
    ...uncompiled(evidence),
    ...evidence.runs.flatMap((_, index) => kept(evidence, index)),
  ],
};

function uncompiled({ draws: all }: PlayEvidence): readonly Finding[] {
  const bad = all.filter((one) => one.problem !== null);
  return bad.slice(0, 1).map(({ seed, problem }) => ({
    path: ['vary'],
    of: 'key',
    message: `Seed ${seed} draws a scenario that does not compile: ${problem}`,
    mend: 'Draw only among what the rest of the file can name.',
  }));
}

interface Miss {
  readonly seed: number;
  /** Points outside of the band. */
  readonly by: number;
  readonly what: string;
}

function kept({ draws: all, runs }: PlayEvidence, index: number): readonly Finding[] {
  const missed = all.flatMap((draw) => missedOn(draw, index) ?? []);
  const [worst] = [...missed].sort((left, right) => right.by - left.by || left.seed - right.seed);
  // Who misses it as written is told so already.
  if (worst === undefined || missedOn({ seed: 0, runs, problem: null }, index) !== null) return [];
  const id = runs[index]?.playbook.id;
  return [
    {
      path: ['playbooks', index],
      message: `At seed ${worst.seed}, "${id}" ${worst.what}; it leaves what it promises at ${missed.length} of ${all.length} seeds.`,
      mend: `Narrow the "plusMinus" that moves it, or move the times of the playbook: hotwash run FILE --playbook ${id} --seed ${worst.seed} shows it.`,
    },
  ];
}

function missedOn({ seed, runs }: Draw, index: number): Miss | null {
  const run = runs[index];
  if (run === undefined) return null;
  const { playbook, outcome, rejected } = run;
  const [low, high] = playbook.band;
  const by = Math.max(0, low - outcome.percent, outcome.percent - high);
  if (rejected !== null)
    return { seed, by, what: `ends at "${rejected.do}": ${rejected.message.replace(/\.$/, '')}` };
  if (!inBand(run)) {
    const other = outcome.ending === playbook.ending ? '' : `, not to "${playbook.ending}"`;
    const what = `scores ${outcome.percent} (its band is ${low} to ${high}) and comes to "${outcome.ending}"${other}`;
    return { seed, by, what };
  }
  const cost = costOfHazard(run, runs);
  if (cost === null || cost >= LEAST_GAP) return null;
  return {
    seed,
    by,
    what: `runs into ${playbook.hazard} and loses only ${cost} points against "${playbook.twin}"`,
  };
}

export const DRAW_RULES: readonly PlayRule[] = [draws];
