import * as z from 'zod';
import { line, nameOf, title, word } from './words.ts';

/** A line of a playbook: the decision alone, or with an earliest time and the role that takes it. */
export const decision = z
  .union([
    line('A decision: one line of the grammar.', 'pause api-build', 'wait landed'),
    z.strictObject({
      at: word('time', 'The earliest time.', 'T+12m').optional(),
      by: nameOf('The role that takes it; it follows from the line when left out.', 'registry').optional(),
      do: line('A decision: one line of the grammar.', 'revoke hub-ci-2023'),
    }),
  ])
  .meta({ id: 'Decision', description: 'A decision, as a line or as {at, by, do}.' });

export const decisions = z
  .array(decision)
  .max(5000)
  .meta({
    description: 'Decisions in order.',
    examples: [['pause api-build', { at: 'T+6m', do: 'revoke hub-ci-2023' }, 'declare closed']],
  });

/** A playbook file. */
export const playbookFile = z
  .strictObject({
    scenario: word('id', 'The scenario that it plays.', 'poisoned-base-image'),
    decisions,
  })
  .meta({ title: 'A hotwash playbook', description: 'Decisions that a run without people plays in order.' });

export type PlaybookFileSource = z.output<typeof playbookFile>;
export type DecisionSource = z.output<typeof decision>;

const entry = z
  .strictObject({
    id: word('id', 'Its id.', 'expert'),
    title: title('What it is about.', 'The expert’s line'),
    ending: nameOf('The ending that it must reach.', 'clean-cut'),
    band: z
      .tuple([z.number().min(0).max(100), z.number().min(0).max(100)])
      .meta({ description: 'Lowest and highest score that it may get.', examples: [[95, 100]] }),
    file: z
      .string()
      .regex(/^[a-z0-9][a-z0-9/-]*\.yaml$/)
      .optional()
      .meta({
        description: 'Its file, relative to the scenario’s folder.',
        examples: ['playbooks/expert.yaml'],
      }),
    decisions: decisions.optional(),
    hazard: word('hazard', 'The hazard that it plays wrongly.', 'H-11').optional(),
    twin: nameOf('The playbook with the right order, to which it is compared.', 'expert').optional(),
  })
  .meta({ description: 'A playbook that tests the scenario: `file` or `decisions`.' });

export const playbooks = z.array(entry).default([]).meta({ description: 'The scenario’s own tests.' });
