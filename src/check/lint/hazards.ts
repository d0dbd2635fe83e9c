import type { Finding, LintRule } from '../lint-rule.ts';

const LEAST_GAP = 8;

const declaredIsPlayed: LintRule = {
  id: 'lint/hazard-not-played',
  title: 'A declared hazard has a playbook that runs into it',
  reason:
    'Saying that a drill plays a hazard is a promise to trainers; the playbook shows that running into it costs.',
  find: ({ source, scenario }) => {
    const played = new Set(scenario.playbooks.map((one) => one.hazard));
    const excused = new Set(source.exceptions.map((one) => one.hazard));
    return source.hazards.flatMap((hazard, index): readonly Finding[] =>
      played.has(hazard) || excused.has(hazard)
        ? []
        : [
            {
              path: ['hazards', index],
              message: `No playbook runs into ${hazard}.`,
              mend: `Write one with "hazard: ${hazard}" and the right order as its "twin", or do not declare it.`,
            },
          ],
    );
  },
};

const hazardsHaveTwins: LintRule = {
  id: 'lint/hazard-without-twin',
  title: 'A playbook that runs into a hazard names its right-order twin',
  reason:
    'What a hazard costs is the difference to the same line in the right order; without a twin nobody can tell.',
  find: ({ scenario }) =>
    scenario.playbooks.flatMap((playbook, index): readonly Finding[] =>
      playbook.hazard === null || playbook.twin !== null
        ? []
        : [
            {
              path: ['playbooks', index],
              message: `"${playbook.id}" has a hazard and no twin.`,
              mend: 'Write "twin" with the id of the playbook in the right order.',
            },
          ],
    ),
};

const bandsApart: LintRule = {
  id: 'lint/twin-band-too-near',
  title: 'The bands of a hazard and of its twin lie at least 8 points apart',
  reason: 'A hazard that costs less than 8 points is lost in the noise of everything else (law 3).',
  find: ({ scenario }) =>
    scenario.playbooks.flatMap((playbook, index): readonly Finding[] => {
      const twin = scenario.playbooks.find((one) => one.id === playbook.twin);
      if (playbook.hazard === null || twin === undefined) return [];
      return twin.band[1] - playbook.band[0] >= LEAST_GAP
        ? []
        : [
            {
              path: ['playbooks', index],
              message: `"${playbook.id}" may come within ${LEAST_GAP} points of "${twin.id}".`,
              mend: 'Let the hazard cost more, or mend the bands.',
            },
          ];
    }),
};

const MOST_BAND = 12;

const narrowBands: LintRule = {
  id: 'lint/band-wide',
  title: `A band is at most ${MOST_BAND} points wide`,
  reason: 'A band that everything fits into tests nothing.',
  find: ({ scenario }) =>
    scenario.playbooks.flatMap((playbook, index): readonly Finding[] =>
      playbook.band[1] - playbook.band[0] <= MOST_BAND
        ? []
        : [
            {
              path: ['playbooks', index],
              message: `The band of "${playbook.id}" is ${playbook.band[1] - playbook.band[0]} points wide.`,
              mend: 'Run it, and write what it scores, give or take a few points.',
            },
          ],
    ),
};

export const HAZARD_RULES: readonly LintRule[] = [
  declaredIsPlayed,
  hazardsHaveTwins,
  bandsApart,
  narrowBands,
];
