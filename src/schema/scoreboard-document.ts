import * as z from 'zod';
import { SCORED_PILLARS } from '../exercise/definition.ts';

const count = z.int().min(0);
const amount = z.number().min(0);
const points = z.strictObject({ points: amount, of: amount });
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

const row = z.strictObject({
  session: z.string(),
  created: z.string(),
  team: z.string().nullable(),
  mode: z.enum(['coach', 'assess', 'headless']),
  seed: z.int(),
  engine: z.string(),
  percent: z.number().nullable(),
  ending: z.strictObject({ id: z.string(), title: z.string() }).nullable(),
  pillars: z.record(z.enum(SCORED_PILLARS), points).nullable(),
  decisions: count,
  pauses: count,
  apart: z.array(z.string()).meta({ description: 'Why it stands in a group of its own.' }),
});

/** `scoreboard --json`. */
export const scoreboardDocument = z
  .strictObject({
    schemaVersion: z.literal(1),
    engine: z.string(),
    boards: z.array(
      z.strictObject({
        scenario: z.strictObject({ id: z.string(), title: z.string(), digest }),
        groups: z.strictObject({
          assess: z.array(row),
          coach: z.array(row),
          headless: z.array(row),
          modified: z.array(row),
          unverified: z.array(row),
        }),
        unfinished: count,
      }),
    ),
  })
  .meta({
    title: 'A hotwash scoreboard',
    description: 'Sessions that have ended, by scenario; its groups are never compared: scoreboard --json.',
  });
