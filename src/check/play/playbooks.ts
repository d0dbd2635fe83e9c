import type { Finding } from '../lint-rule.ts';
import type { PlaybookRun } from '../playbook-runs.ts';
import type { PlayEvidence, PlayRule } from './play-rule.ts';

function each(
  { runs }: PlayEvidence,
  find: (run: PlaybookRun, path: readonly (string | number)[]) => readonly Finding[],
): readonly Finding[] {
  return runs.flatMap((run, index) => find(run, ['playbooks', index]));
}

/** Whether a playbook came to what its author wrote beside it. */
export function inBand({ playbook, outcome }: PlaybookRun): boolean {
  const [low, high] = playbook.band;
  return outcome.ending === playbook.ending && outcome.percent >= low && outcome.percent <= high;
}

const stops: PlayRule = {
  id: 'check/playbook-stops',
  title: 'A playbook can be played to its end',
  reason: 'A line that is rejected ends it: from there on it tests nothing.',
  needs: 'plays',
  find: (evidence) =>
    each(evidence, ({ playbook, rejected, moves }, path) =>
      rejected === null
        ? []
        : [
            {
              path,
              message: `"${playbook.id}" ends at "${rejected.do}": ${rejected.message}`,
              mend: rejected.mend ?? 'Mend that line; play up to it to see what is known there.',
              moves,
            },
          ],
    ),
};

const ending: PlayRule = {
  id: 'check/playbook-ending',
  title: 'A playbook comes to its ending',
  reason:
    'What a playbook says of the scenario is what trainers rely on; an ending that comes otherwise is a surprise on the day.',
  needs: 'plays',
  find: (evidence) =>
    each(evidence, ({ playbook, rejected, outcome, moves }, path) =>
      rejected !== null || outcome.ending === playbook.ending
        ? []
        : [
            {
              path: [...path, 'ending'],
              message: `"${playbook.id}" comes to the ending "${outcome.ending}", not to "${playbook.ending}".`,
              mend: 'Mend the playbook, or the conditions of the endings.',
              moves,
            },
          ],
    ),
};

const band: PlayRule = {
  id: 'check/playbook-band',
  title: 'A playbook scores within its band',
  reason:
    'Bands are the tests of a score: a change that moves a line out of its band has changed what the drill rewards.',
  needs: 'plays',
  find: (evidence) =>
    each(evidence, ({ playbook, rejected, outcome: { percent }, moves }, path) => {
      const [low, high] = playbook.band;
      return rejected !== null || (percent >= low && percent <= high)
        ? []
        : [
            {
              path: [...path, 'band'],
              message: `"${playbook.id}" scores ${percent}, outside of ${low} to ${high}.`,
              mend: 'Mend the score, or write the band that you meant.',
              moves,
            },
          ];
    }),
};

const LEAST_EXPERT = 95;

const expert: PlayRule = {
  id: 'check/expert-below-95',
  title: `The first playbook scores at least ${LEAST_EXPERT}`,
  reason: 'If the best line that its author knows does not earn the points, nobody can (law 3).',
  needs: 'plays',
  restsOn: 'first playbook',
  find: ({ runs: [run] }) =>
    run === undefined || run.outcome.percent >= LEAST_EXPERT
      ? []
      : [
          {
            path: ['playbooks', 0],
            message: `"${run.playbook.id}" scores ${run.outcome.percent}.`,
            mend: 'Give tiers about one and a half times what it needs, or mend the line.',
            moves: run.moves,
          },
        ],
};

export const LEAST_GAP = 8;

/** Points that a playbook loses to its hazard against its twin; null where it has none, or one of them stopped. */
export function costOfHazard(run: PlaybookRun, runs: readonly PlaybookRun[]): number | null {
  const twin = runs.find((one) => one.playbook.id === run.playbook.twin);
  if (run.playbook.hazard === null || twin === undefined) return null;
  if (run.rejected !== null || twin.rejected !== null) return null;
  return Math.round((twin.outcome.percent - run.outcome.percent) * 10) / 10;
}

const gap: PlayRule = {
  id: 'check/twin-gap',
  title: `A hazard in the wrong order costs at least ${LEAST_GAP} points`,
  reason:
    'A hazard that costs less is lost in the noise of everything else, and nobody learns from it (law 3).',
  needs: 'plays',
  find: (evidence) =>
    each(evidence, (run, path) => {
      const { playbook, moves } = run;
      const lost = costOfHazard(run, evidence.runs);
      return lost === null || lost >= LEAST_GAP
        ? []
        : [
            {
              path,
              message: `"${playbook.id}" runs into ${playbook.hazard} and loses ${lost} points against "${playbook.twin}".`,
              mend: 'Let what the hazard does to the world cost more.',
              moves,
            },
          ];
    }),
};

const parInTime: PlayRule = {
  id: 'check/par-too-late',
  title: 'The first playbook is done before EndEx',
  reason:
    'Par must be reachable with time to spare: who is slower than the author still has to be able to finish.',
  needs: 'plays',
  restsOn: 'first playbook',
  find: ({ runs: [run], scenario }) => {
    const { endEx } = scenario.estate.clock;
    return run === undefined || run.landed < endEx
      ? []
      : [
          {
            path: ['playbooks', 0],
            message: `What "${run.playbook.id}" decides last lands when play is over.`,
            mend: 'Lower costs, move EndEx, or give systems to another role.',
          },
        ];
  },
};

export const PLAYBOOK_RULES: readonly PlayRule[] = [stops, ending, band, expert, gap, parInTime];
