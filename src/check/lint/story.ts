import type { Finding, LintRule } from '../lint-rule.ts';

const endingsNeedAPlaybook: LintRule = {
  id: 'lint/ending-without-playbook',
  title: 'Every ending has a playbook that must come to it',
  reason:
    'An ending that no playbook reaches is untested: nobody knows whether it can come, or comes when it should not.',
  find: ({ source, scenario }) => {
    const reached = new Set(scenario.playbooks.map((one) => one.ending));
    return source.endings.flatMap(({ id }, index): readonly Finding[] =>
      reached.has(id)
        ? []
        : [
            {
              path: ['endings', index, 'id'],
              message: `No playbook must come to the ending "${id}".`,
              mend: 'Write a playbook that plays into it, or delete the ending.',
            },
          ],
    );
  },
};

const playNeedsAnExpertFirst: LintRule = {
  id: 'lint/no-expert',
  title: 'The first playbook is the expert line',
  reason: 'The hot wash compares with it, costs and tiers are set by it, and par is measured on it.',
  find: ({ scenario }) => {
    const [first] = scenario.playbooks;
    if (first !== undefined && first.band[1] >= 95) return [];
    return [
      {
        path: ['playbooks'],
        of: 'key',
        message: 'The first playbook is no expert line: its band does not reach 95.',
        mend: 'Put the best line that you know first, with a band such as [95, 100].',
      },
    ];
  },
};

const doingNothingIsPlayed: LintRule = {
  id: 'lint/no-idle-playbook',
  title: 'One playbook decides nothing',
  reason:
    'Only a play without a decision shows what the world does by itself, and that idleness earns nothing.',
  find: ({ scenario }) =>
    scenario.playbooks.some((one) => one.decisions.every(({ do: line }) => /^(note|wait)\b/.test(line)))
      ? []
      : [
          {
            path: ['playbooks'],
            of: 'key',
            message: 'No playbook decides nothing.',
            mend: 'Add one with "decisions: []" (notes and waits in it do no harm) and a band that ends at 10 or below.',
          },
        ],
};

const severalRightOrders: LintRule = {
  id: 'lint/one-right-order',
  title: 'More than one order is right',
  reason:
    'States are scored, not verbs: if only one order reaches full points, the drill is a quiz with a hidden key.',
  find: ({ scenario }) => {
    const right = scenario.playbooks.filter((one) => one.band[0] >= 90);
    return right.length >= 2
      ? []
      : [
          {
            path: ['playbooks'],
            of: 'key',
            message: `Only ${right.length} of the playbooks must score 90 or more.`,
            mend: 'Write a second right order, for instance with another way to cut the access, and mend the score until it counts as much.',
          },
        ];
  },
};

const wholePhases: LintRule = {
  id: 'lint/phase-not-in-story',
  title: 'What the team may declare leads somewhere in the story',
  reason:
    'A phase that no region listens for is a word without an echo: teams learn that declaring does not matter.',
  find: ({ source }) => {
    const text = JSON.stringify(source.story);
    return text.includes('"declared"')
      ? []
      : [
          {
            path: ['story'],
            of: 'key',
            message: 'No region of the story listens for what the team declares.',
            mend: 'Let the region of the exercise move on "declared", as the built-in drills do.',
          },
        ];
  },
};

export const STORY_RULES: readonly LintRule[] = [
  endingsNeedAPlaybook,
  playNeedsAnExpertFirst,
  doingNothingIsPlayed,
  severalRightOrders,
  wholePhases,
];
