import * as z from 'zod';
import { playbooks } from './playbook.ts';
import { audiences, briefing, conclusions, hints, injects, parties, roles } from './scenario-people.ts';
import { endings, exceptions, judgements, objectives } from './scenario-score.ts';
import { story } from './scenario-story.ts';
import { world } from './scenario-world.ts';
import { line, nameOf, PATTERNS, title, word } from './words.ts';

const clock = z
  .strictObject({
    startEx: word('timestamp', 'When play starts, in the scenario’s own zone.', '2026-05-12T09:20:00Z'),
    opens: word('time', 'When the world starts to run, before StartEx.', 'T-7h'),
    endEx: word('time', 'When play ends at the latest.', 'T+4h'),
    aftermath: word('time', 'When the outcome is judged.', 'T+24h'),
    pace: z
      .array(
        z.strictObject({
          until: word('time', 'Up to when this pace lasts; left out in the last entry.', 'T+45m').optional(),
          rate: z
            .number()
            .min(0.1)
            .max(600)
            .meta({ description: 'Simulated minutes in a real one.', examples: [3, 10] }),
        }),
      )
      .min(1)
      .default([{ rate: 3 }])
      .meta({
        description: 'How fast the clock runs in assess mode.',
        examples: [[{ until: 'T+45m', rate: 3 }, { rate: 10 }]],
      }),
  })
  .meta({ description: 'Times of the exercise.' });

const cost = z
  .union([
    word('minutes', 'How long the role is busy, and how long until the effect is there.', '2/6'),
    z.strictObject({
      minutes: word('minutes', 'Hands and lands.', '4/4'),
      perClaim: z
        .number()
        .min(0)
        .max(60)
        .default(0)
        .meta({ description: 'Minutes added to both for each claim.', examples: [1] }),
      publicExtra: z
        .number()
        .min(0)
        .max(600)
        .default(0)
        .meta({ description: 'Minutes added to both for a public audience.', examples: [4] }),
    }),
  ])
  .meta({
    description: 'Cost of a decision in minutes.',
    examples: ['2/6', { minutes: '4/4', perClaim: 1, publicExtra: 4 }],
  });

const vary = z
  .array(
    z
      .strictObject({
        id: word('id', 'Its id.', 'leaked-token'),
        credentials: z
          .array(nameOf('A credential.', 'hub-ci-2023'))
          .min(2)
          .max(20)
          .optional()
          .meta({
            description:
              'One of these takes the place of the first everywhere in the file, and the first takes its place; each keeps its label.',
            examples: [['hub-ci-2023', 'hub-ci-2024']],
          }),
        tags: z
          .array(nameOf('A tag.', 'harborlight/base:1.8'))
          .min(2)
          .max(20)
          .optional()
          .meta({
            description:
              'One of these tags of one repository takes the place of the first everywhere in the file, and the first takes its place.',
            examples: [['harborlight/base:1.8', 'harborlight/base:1.8.3']],
          }),
        minutes: z
          .strictObject({
            of: nameOf('An inject, a pipeline or a consumer.', 'journalist'),
            plusMinus: z
              .int()
              .min(1)
              .max(600)
              .meta({ description: 'How many minutes it may move either way.', examples: [15] }),
          })
          .optional()
          .meta({
            description:
              'Moves an inject, with the times by which it is to be answered, or the schedule of a pipeline or a consumer.',
            examples: [{ of: 'journalist', plusMinus: 10 }],
          }),
        digests: z
          .literal(true)
          .optional()
          .meta({ description: 'Gives every image other bytes, and so other digests.', examples: [true] }),
      })
      .meta({
        description: 'One draw: exactly one of `credentials`, `tags`, `minutes` and `digests`.',
        examples: [{ id: 'bytes', digests: true }],
      }),
  )
  .max(20)
  .default([])
  .meta({
    description:
      'What the seed of a session draws, so that a second play is no memory test. Seed 0 is the file as written.',
    examples: [[{ id: 'bytes', digests: true }]],
  });

const attack = z
  .strictObject({
    version: z
      .string()
      .regex(/^\d{1,3}\.\d{1,3}$/)
      .meta({ description: 'Version of ATT&CK, in quotation marks.', examples: ['19.1'] }),
    techniques: z
      .array(word('technique', 'A technique.', 'T1195.002'))
      .default([])
      .meta({ description: 'Techniques that are played.' }),
  })
  .meta({ description: 'Where the scenario stands in MITRE ATT&CK.' });

const prologue = z
  .array(
    z
      .strictObject({
        at: word('time', 'When, before StartEx.', '02:41'),
        by: nameOf('Who: an agent, or `clock`.', 'crew'),
        do: line('What: one line of the grammar.', 'push harborlight/base:stable to image:implant'),
      })
      .meta({ description: 'An attempt of the prologue.' }),
  )
  .default([])
  .meta({ description: 'What happens between the opening of the clock and StartEx, beside all schedules.' });

/** A scenario file, format 1. Plain JSON in, the same with defaults out: nothing is looked up or computed here. */
export const scenarioFile = z
  .strictObject({
    format: z.literal(1).meta({ description: 'Version of this format.' }),
    id: word('id', 'Its id, also the name of its folder.', 'poisoned-base-image'),
    title: title('Its title.', 'Stable, until 02:41'),
    summary: title(
      'What it is about, in one or two sentences.',
      'A customer says your base image calls a strange host. Find out what moved, and mend it.',
    ),
    level: z.enum(['beginner', 'intermediate', 'advanced']).meta({ description: 'For whom it is.' }),
    minutes: z
      .tuple([z.int().min(1).max(1000), z.int().min(1).max(1000)])
      .meta({ description: 'Shortest and longest real time that it takes.', examples: [[30, 45]] }),
    attack,
    sources: z
      .array(
        title(
          'A public report.',
          'rspack, December 2024: all tokens invalidated, tag moved back (web-infra-dev/rspack#8767)',
        ),
      )
      .default([])
      .meta({ description: 'What really happened that this is made from.' }),
    clock,
    roles,
    verbs: z.array(nameOf('A verb.', 'inspect')).min(1).meta({ description: 'Verbs that are shown first.' }),
    costs: z
      .record(z.string().min(1).max(60), cost)
      .default({})
      .meta({
        description: 'Costs that differ from the usual ones, by verb, or verb and aspect.',
        examples: [{ pause: '1/1', 'inspect job': '4/4' }],
      }),
    briefing,
    world,
    audiences,
    parties,
    prologue,
    story,
    injects,
    conclusions,
    hazards: z
      .array(word('hazard', 'A hazard.', 'H-11'))
      .default([])
      .meta({ description: 'Hazards that it plays.' }),
    objectives,
    judgements,
    endings,
    hints,
    questions: z
      .array(title('A question.', 'What did you believe at T+15m, and which fact changed it?'))
      .default([])
      .meta({ description: 'Questions for the hot wash.' }),
    exceptions,
    vary,
    playbooks,
  })
  .meta({
    title: 'A hotwash scenario',
    description: 'A drill for an incident in the software supply chain, format 1.',
  });

export type ScenarioSource = z.output<typeof scenarioFile>;

/** Names that may stand as ids anywhere, for problems that only the linker sees. */
export const ID_PATTERN = PATTERNS.id;
