import * as z from 'zod';
import { FACT_KINDS, type FactKind } from '../world/fact.ts';
import { type PredicateSource, predicate } from './scenario-predicate.ts';
import { line, named, nameOf, word } from './words.ts';

export interface EffectSource {
  readonly attempt?: string | undefined;
  readonly by?: string | undefined;
  readonly deliver?: string | undefined;
  readonly end?: true | undefined;
  readonly after?: string | undefined;
  readonly at?: string | undefined;
}

export interface TransitionSource {
  readonly when?: PredicateSource | undefined;
  readonly to?: string | undefined;
  readonly do: readonly EffectSource[];
}

export interface StateSource {
  readonly entry: readonly EffectSource[];
  readonly on: Readonly<Partial<Record<FactKind, readonly TransitionSource[]>>>;
  readonly final: boolean;
  readonly initial?: string | undefined;
  readonly states: Readonly<Record<string, StateSource>>;
}

const timing = {
  after: word('span', 'How long after the fact it happens; at once when left out.', '25m').optional(),
  at: word('time', 'The time at which it happens, instead of `after`.', 'T+90m').optional(),
};

// One shape for the three kinds: an editor then offers every key, and the linker says which belong together.
const effect = z
  .strictObject({
    attempt: line(
      'What is tried: one line of the grammar.',
      'push harborlight/base:stable to image:implant',
    ).optional(),
    by: nameOf('Who tries it: an agent, or `clock`.', 'crew').optional(),
    deliver: nameOf('The inject that is delivered.', 'journalist').optional(),
    end: z.literal(true).optional().meta({ description: 'Ends the exercise.' }),
    ...timing,
  })
  .meta({
    id: 'Effect',
    description: 'What the story asks for: an attempt with `by`, an inject to deliver, or the end.',
    examples: [
      { after: '25m', by: 'crew', attempt: 'push harborlight/base:stable to image:implant' },
      { at: 'T+4m', deliver: 'ci-bot' },
      { end: true },
    ],
  });

const effects = z.array(effect).max(100).default([]);

const transition = z
  .strictObject({
    when: predicate.optional(),
    to: nameOf(
      'The state that follows: one beside this state or beside one around it, or a path with dots from the region.',
      'returning',
    ).optional(),
    do: effects.meta({
      description: 'What happens then.',
      examples: [[{ after: '20m', deliver: 'kestrel-404' }]],
    }),
  })
  .meta({
    id: 'Transition',
    description: 'What a fact leads to while this state is active. The first whose `when` holds is taken.',
  });

const on = z
  .strictObject(
    Object.fromEntries(
      FACT_KINDS.map((kind) => [
        kind,
        z
          .array(transition)
          .min(1)
          .optional()
          .meta({ description: `When a fact \`${kind}\` became true.`, examples: [[{ to: 'response' }]] }),
      ]),
    ),
  )
  .default({})
  .meta({ description: 'Reactions, by kind of fact.' });

const states: z.ZodType<Readonly<Record<string, StateSource>>> = z.lazy(() =>
  named(state, 'States, by id.').default({}),
);

const state = z
  .strictObject({
    entry: effects.meta({
      description: 'What happens when this state begins.',
      examples: [[{ at: 'T+4m', deliver: 'ci-bot' }]],
    }),
    on,
    final: z.boolean().default(false).meta({ description: 'True when nothing follows in this region.' }),
    initial: nameOf('The first of its inner states.', 'triage').optional(),
    states,
  })
  .meta({
    id: 'State',
    description: 'A state of the story; it may hold states of its own.',
  }) as unknown as z.ZodType<StateSource>;

/** Parallel regions, each a statechart that listens to facts. */
export const story = named(
  state,
  'Regions that run side by side: `exercise` for the phases, others for each adversary and for pressure.',
);

export type StorySource = Readonly<Record<string, StateSource>>;
