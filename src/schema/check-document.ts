import * as z from 'zod';

const count = z.int().min(0);
const percent = z.number().min(0).max(100);
const at = z.string().regex(/^T[+-](\d+h\d\dm|\d+m)(\d+s)?$/);
const playbook = z.string().meta({ description: 'A playbook file, as text, that replays it.' });
const line = z.strictObject({ points: z.number().min(0), ending: z.string(), decisions: count, playbook });

const problem = z.strictObject({
  severity: z.enum(['error', 'warning', 'note']),
  code: z
    .string()
    .meta({ description: 'Where it was found, and the rule: yaml/…, schema/…, link/…, lint/…, check/….' }),
  file: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
  path: z.array(z.union([z.string(), z.int()])),
  message: z.string(),
  mend: z.string(),
  playbook: playbook.nullable(),
});

const lost = z.strictObject({
  task: z.string(),
  points: z.number().meta({ description: 'Points that are lost.' }),
  halved: z
    .boolean()
    .meta({ description: 'Lost only because the critical task of its objective was not met.' }),
});

const exploration = z.strictObject({
  states: count.meta({ description: 'Sessions that were made, each by one more decision or wait.' }),
  merged: count.meta({ description: 'Sessions that came to a state known already.' }),
  scored: count.meta({ description: 'Lines run on to the aftermath and scored.' }),
  stopped: z
    .boolean()
    .meta({ description: 'True when somebody stopped it: this is what there was by then.' }),
  moments: z.array(at),
  parts: z.array(
    z.strictObject({
      id: z.enum(['playbooks', 'one-change', 'laws', 'free-walk', 'two-changes']),
      space: z.string(),
      proven: z.boolean().meta({ description: 'Every line of this space was played; otherwise some were.' }),
      lines: count,
    }),
  ),
  endings: z.array(line),
  least: line.nullable(),
  greatest: line.nullable().meta({ description: 'Par: the best line found.' }),
  endless: count,
  breaches: z.array(
    z.strictObject({
      law: z.enum(['4a', '4b', '4c']),
      at,
      do: z.string(),
      change: z.string(),
      points: z.number(),
      before: z.number(),
    }),
  ),
});

const file = z.strictObject({
  file: z.string(),
  scenario: z
    .strictObject({ id: z.string(), title: z.string(), digest: z.string() })
    .nullable()
    .meta({ description: 'Null while the file does not compile.' }),
  problems: z.array(problem),
  playbooks: z
    .array(
      z.strictObject({
        id: z.string(),
        percent,
        band: z.tuple([percent, percent]),
        ending: z.string(),
        marks: z.array(z.string()),
        stopsAt: z.string().nullable().meta({ description: 'The line that was rejected.' }),
      }),
    )
    .nullable(),
  policies: z
    .array(
      z.strictObject({
        id: z.enum(['nothing', 'random', 'everything-at-once', 'checklist', 'silence', 'expert']),
        title: z.string(),
        plays: count,
        percent: z.strictObject({
          least: percent,
          lower: percent,
          median: percent,
          upper: percent,
          most: percent,
        }),
        endings: z.record(z.string(), count),
      }),
    )
    .nullable(),
  tornado: z
    .array(
      z.strictObject({
        at,
        by: z.string().nullable(),
        do: z.string(),
        change: z.enum(['dropped', 'late', 'early']),
        points: z.number(),
        exposedConsumerHours: z.number(),
        lost: z.array(lost).meta({ description: 'The tasks that this change costs points.' }),
      }),
    )
    .nullable()
    .meta({
      description: 'The first playbook with one decision changed, minus as it is; the largest first.',
    }),
  exploration: exploration.nullable(),
});

/** `check --json`. */
export const checkDocument = z
  .strictObject({
    schemaVersion: z.literal(1),
    engine: z.string(),
    clean: z.boolean(),
    files: z.array(file),
  })
  .meta({ title: 'A hotwash check', description: 'What is wrong with scenario files: check --json.' });
