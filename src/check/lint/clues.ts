import type { Finding, LintRule } from '../lint-rule.ts';

const LEAST_CLUES = 3;

const threeClues: LintRule = {
  id: 'lint/few-clues',
  title: 'A conclusion has at least three clues',
  reason:
    'Teams miss the clue that the author finds obvious; with three of different sources one of them is found.',
  find: ({ source }) =>
    Object.entries(source.conclusions).flatMap(([id, { clues }]): readonly Finding[] =>
      clues.length >= LEAST_CLUES
        ? []
        : [
            {
              path: ['conclusions', id, 'clues'],
              message: `The conclusion "${id}" has ${clues.length} of at least ${LEAST_CLUES} clues.`,
              mend: 'Add clues that other sources of evidence give.',
            },
          ],
    ),
};

const differentSources: LintRule = {
  id: 'lint/clues-of-one-kind',
  title: 'The clues of a conclusion are of different kinds',
  reason: 'Three sightings from one look are one clue: whoever does not look there never finds out.',
  find: ({ source }) =>
    Object.entries(source.conclusions).flatMap(([id, { clues }]): readonly Finding[] => {
      const kinds = new Set(clues.map((clue) => clue.split(' ')[0]));
      return clues.length < LEAST_CLUES || kinds.size > 1
        ? []
        : [
            {
              path: ['conclusions', id, 'clues'],
              message: `All clues of "${id}" are sightings of the kind "${[...kinds][0]}".`,
              mend: 'Add a clue that another look gives.',
            },
          ];
    }),
};

const provenByLess: LintRule = {
  id: 'lint/needs-every-clue',
  title: 'A conclusion can be proven without one of its clues',
  reason:
    'If every clue is needed, one log that expired makes the conclusion impossible, and nobody is told why.',
  find: ({ source }) =>
    Object.entries(source.conclusions).flatMap(([id, { clues, needs }]): readonly Finding[] =>
      clues.length >= 2 && needs >= clues.length
        ? [
            {
              path: ['conclusions', id, 'needs'],
              message: `"${id}" needs all ${clues.length} of its clues.`,
              mend: 'Lower "needs", or add a clue.',
            },
          ]
        : [],
    ),
};

const herringsAreDelivered: LintRule = {
  id: 'lint/red-herring-unrefuted',
  title: 'What misleads can be refuted by more than a guess',
  reason:
    'A message that misleads and cannot be checked is luck. What refutes it must not be the message itself.',
  find: ({ source }) =>
    Object.entries(source.conclusions).flatMap(([id, { redHerrings }]) =>
      redHerrings.flatMap(({ inject, refutedBy }, index): readonly Finding[] => {
        const shown = source.injects[inject]?.shows ?? [];
        const others = refutedBy.filter((one) => !shown.includes(one));
        return others.length > 0
          ? []
          : [
              {
                path: ['conclusions', id, 'redHerrings', index, 'refutedBy'],
                message: `What refutes "${inject}" is shown by that message itself.`,
                mend: 'Name a sighting that looking somewhere gives.',
              },
            ];
      }),
    ),
};

const conclusionsMatter: LintRule = {
  id: 'lint/conclusion-unused',
  title: 'What can be concluded counts somewhere',
  reason: 'A conclusion that no task, hint or story asks for is work without an answer.',
  find: ({ source }) => {
    const text = JSON.stringify([
      source.objectives,
      source.hints,
      source.story,
      source.endings,
      source.injects,
    ]);
    return Object.keys(source.conclusions).flatMap((id): readonly Finding[] =>
      text.includes(`"concluded":"${id}"`) || text.includes(`"what":"${id}"`)
        ? []
        : [
            {
              path: ['conclusions', id],
              of: 'key',
              message: `Nothing asks whether the team has concluded "${id}".`,
              mend: 'Score it in a task, or let a hint rest on it; or delete it.',
            },
          ],
    );
  },
};

export const CLUE_RULES: readonly LintRule[] = [
  threeClues,
  differentSources,
  provenByLess,
  herringsAreDelivered,
  conclusionsMatter,
];
