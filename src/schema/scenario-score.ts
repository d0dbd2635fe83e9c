import * as z from 'zod';
import { predicate } from './scenario-predicate.ts';
import { nameOf, PATTERNS, prose, title, word } from './words.ts';

const points = z.number().min(0).max(100);
const moment = (description: string, ...examples: readonly string[]) =>
  word('moment', description, ...examples);

const byTime = z.record(z.string().regex(PATTERNS.moment), points).meta({
  description: 'Points by the time until which they can be earned.',
  examples: [{ '15m': 6, '30m': 4, endEx: 2 }],
});

const byNumber = (description: string) =>
  z.record(z.string().regex(PATTERNS.number), points).meta({ description, examples: [{ '9': 6, '8': 5 }] });

// One shape for state and number rules: an editor then offers every key, and the linker says which belong together.
const rule = z
  .strictObject({
    label: title('What this part is about; the task’s title when left out.', 'the deploy key').optional(),
    critical: z
      .boolean()
      .default(false)
      .meta({ description: 'True when a critical task is met only if this part earned something.' }),
    when: predicate.optional(),
    by: byTime.optional(),
    heldUntil: moment('Until when it must go on holding.', 'endEx').optional(),
    measure: nameOf('The number that decides, instead of `when`.', 'outageMinutes').optional(),
    until: moment('Up to when it is counted.', 'endEx').optional(),
    atMost: byNumber('Points by the highest number that still earns them.').optional(),
    atLeast: byNumber('Points by the lowest number that earns them.').optional(),
    once: predicate.optional(),
    onceBy: moment('By when `once` must have come true; at any time when left out.', '75m').optional(),
  })
  .meta({
    id: 'Rule',
    description:
      'A way to earn points: `when` and `by` for a state of the world, or `measure`, `until` and `atMost` or `atLeast` for a number. `once` must have come true for any point.',
    examples: [{ when: { concluded: 'token' }, by: { '15m': 2, '30m': 1 } }],
  });

const task = z
  .strictObject({
    id: word('id', 'Its id.', 'push-cut'),
    title: title('What is to be reached.', 'The intruders cannot move a tag'),
    critical: z
      .boolean()
      .default(false)
      .meta({ description: 'True for the one task of an objective without which it counts half.' }),
    criticalWhen: z
      .strictObject({ when: predicate, at: moment('When it is judged.', 'endEx') })
      .optional()
      .meta({
        description:
          'When a critical task counts as met. Left out: when each of its critical parts, or every part where none is marked, earned at least something; a late tier is enough.',
      }),
    met: prose('The sentence shown when it was reached.', 'The intruders could move no tag any more.'),
    unmet: prose('The sentence shown when it was not.', 'The intruders could go on moving your tags.'),
    points: z.array(rule).min(1).meta({ description: 'Ways to earn its points; they add up.' }),
  })
  .meta({ id: 'Task', description: 'One thing to reach, judged by the state of the world.' });

export const objectives = z
  .array(
    z
      .strictObject({
        id: word('id', 'Its id.', 'rotate'),
        pillar: z
          .enum(['investigate', 'rotate', 'clean', 'notify', 'pin'])
          .meta({ description: 'The pillar that its points belong to.' }),
        title: title('What is to be achieved.', 'Take every working credential from the intruders'),
        target: title('The numeric target in words.', 'no tag can be moved by T+15m'),
        tasks: z.array(task).min(1).meta({ description: 'Its tasks; exactly one is critical.' }),
      })
      .meta({ id: 'Objective', description: 'An objective. All points of all objectives sum to 100.' }),
  )
  .min(1)
  .meta({ description: 'What is scored.' });

const condition = z
  .strictObject({
    when: predicate.optional(),
    measure: nameOf('The number that decides, instead of `when`.', 'outageMinutes').optional(),
    atLeast: z
      .number()
      .optional()
      .meta({ description: 'The lowest value for which it holds.', examples: [30] }),
    at: moment('When it is judged.', 'endEx', 'aftermath'),
  })
  .meta({ description: '`when` and `at`, or `measure`, `atLeast` and `at`.' });

export const endings = z
  .array(
    z
      .strictObject({
        id: word('id', 'Its id.', 'clean-cut'),
        title: title('What it is called.', 'Clean cut'),
        any: z.array(condition).meta({
          description:
            'It holds when one of these does; empty for the last ending, which holds when no other does.',
        }),
        text: prose('How the story ends.', 'The intruders hold nothing that works.'),
      })
      .meta({ description: 'An ending.' }),
  )
  .min(1)
  .meta({ description: 'Endings in order: the first that holds is the ending, all that hold are marks.' });

export const judgements = z
  .array(
    z
      .strictObject({
        id: word('id', 'Its id.', 'delete-or-keep'),
        title: title('The question.', 'Delete the poisoned image, or keep it and deny it everywhere?'),
        courses: z
          .array(
            z
              .strictObject({
                id: word('id', 'Its id.', 'delete'),
                title: title('The course in words.', 'Copied and deleted'),
                when: predicate,
              })
              .meta({ description: 'A course, and how it is recognised.' }),
          )
          .min(2)
          .meta({ description: 'Courses that all earn the same points.' }),
      })
      .meta({ description: 'A real dilemma with several right answers.' }),
  )
  .default([])
  .meta({ description: 'Dilemmas.' });

export const exceptions = z
  .array(
    z
      .strictObject({
        law: z.enum(['4a', '4b', '4c']).meta({ description: 'The law that does not hold here.' }),
        decision: title(
          'The decision concerned: a line of the grammar or the beginning of one.',
          'notify public',
        ),
        hazard: word('hazard', 'The hazard that makes it so.', 'H-18'),
        why: title('The reason.', 'The intruders read it too, and hurry while they hold a key.'),
      })
      .meta({ description: 'Where earlier is not better, with the reason.' }),
  )
  .default([])
  .meta({ description: 'Exceptions to the law that earlier is never worse.' });
