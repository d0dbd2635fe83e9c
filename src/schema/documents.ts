import * as z from 'zod';
import { SCORED_PILLARS } from '../exercise/definition.ts';
import { FACT_KINDS } from '../world/fact.ts';
import { REFUSAL_CODES } from '../world/verb.ts';
import { checkDocument } from './check-document.ts';
import { scoreboardDocument } from './scoreboard-document.ts';

const at = z
  .string()
  .regex(/^T[+-](\d+h\d\dm|\d+m)(\d+s)?$/)
  .meta({ description: 'A point in simulated time, counted from StartEx.', examples: ['T+3h05m'] });
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const count = z.int().min(0);
const amount = z.number().min(0);
const minutes = z.number().min(0).multipleOf(0.01).nullable();
const points = z.strictObject({ points: amount, of: amount });
const factId = z.string().regex(/^f\d+$/);
const version = z.literal(1);
const mode = z.enum(['coach', 'assess', 'headless']);
const rating = z.enum(['P', 'S', 'M', 'U']).meta({
  description: 'HSEEP: performed without, with some, with major challenges; unable to be performed.',
});
const scenario = z.strictObject({ id: z.string(), title: z.string(), digest });
const ending = z.strictObject({ id: z.string(), title: z.string() });

const task = z.strictObject({
  id: z.string(),
  critical: z.boolean(),
  points: amount,
  of: amount,
  met: z.boolean(),
  at: at.nullable(),
  because: z.array(factId),
  why: z.string(),
});

const objective = z.strictObject({
  id: z.string(),
  pillar: z.enum(SCORED_PILLARS),
  title: z.string(),
  rating,
  points: amount,
  of: amount,
  tasks: z.array(task),
});

const metrics = z
  .strictObject({
    minutesToDetect: minutes,
    minutesToRevoke: minutes,
    minutesToContain: minutes,
    minutesToFirstNotice: minutes,
    minutesToCompleteNotice: minutes,
    poisonedBuilds: count,
    poisonedWorkloads: count,
    exposedConsumers: count,
    exposedConsumerHours: amount,
    secretsStolen: count,
    attackerFootholds: count,
    evidenceLost: count,
    falseClaims: count,
    outageMinutes: amount,
    failedPulls: count,
  })
  .meta({
    description: 'Minutes are null when it never came true; harm is counted from StartEx to the aftermath.',
  });

const refusal = z.strictObject({ code: z.enum(REFUSAL_CODES), message: z.string() });

const decision = z.strictObject({
  seq: z.int().min(1),
  at,
  lands: at,
  by: z.string(),
  do: z.string(),
  reason: z.string().nullable(),
  confidence: z.int().min(0).max(100).nullable(),
  refused: refusal.nullable(),
});

/** `run --json`, `score --json`, `debrief --format json` (DESIGN.md §6). */
export const resultDocument = z
  .strictObject({
    schemaVersion: version,
    engine: z.string(),
    session: z.string().nullable(),
    mode,
    seed: z.int(),
    team: z.string().nullable(),
    scenario,
    ending,
    marks: z.array(z.string()),
    endedAt: at,
    score: z.strictObject({
      points: amount,
      of: amount,
      percent: z.number().min(0).max(100),
      coverage: z.strictObject({ evaluated: count, declared: count }),
    }),
    pillars: z.strictObject({
      investigate: points,
      rotate: points,
      clean: points,
      notify: points,
      pin: points,
    }),
    objectives: z.array(objective),
    metrics,
    decisions: z.array(decision),
    facts: z.array(
      z.strictObject({ id: factId, at, kind: z.enum(FACT_KINDS), subject: z.string(), text: z.string() }),
    ),
    injects: z.array(z.strictObject({ id: z.string(), at, from: z.string(), title: z.string() })),
    factsDigest: digest,
  })
  .meta({
    title: 'A hotwash result',
    description: 'What a session came to: run --json, score --json and debrief --format json.',
  });

const delta = { before: z.number(), after: z.number(), change: z.number() };
const side = z.strictObject({
  points: amount,
  percent: z.number().min(0).max(100),
  ending,
  endedAt: at,
  facts: count,
  factsDigest: digest,
});
const named = { id: z.string(), title: z.string(), ...delta };
const told = z.strictObject({ id: factId, text: z.string() }).nullable();
const listed = { seq: z.int().min(1), at, do: z.string() };
const harm = Object.fromEntries(
  Object.keys(metrics.shape)
    .filter((name) => !name.startsWith('minutesTo'))
    .map((name) => [name, z.strictObject(delta)]),
);

/** `what-if --json`. */
export const whatIfDocument = z
  .strictObject({
    schemaVersion: version,
    engine: z.string(),
    session: z.string(),
    scenario,
    changes: z.array(z.string()),
    same: z.boolean().meta({ description: 'True when the history is the same, byte for byte.' }),
    before: side,
    after: side,
    points: z.strictObject(delta),
    objectives: z.array(z.strictObject({ ...named, tasks: z.array(z.strictObject(named)) })),
    harm: z.strictObject(harm),
    facts: z.strictObject({
      firstDifferent: z.strictObject({ at, before: told, after: told }).nullable(),
      counts: z.array(z.strictObject({ kind: z.enum(FACT_KINDS), ...delta })),
    }),
    shifted: z.array(z.strictObject({ seq: z.int(), do: z.string(), from: at, to: at })),
    refused: z.array(z.strictObject({ ...listed, code: z.enum(REFUSAL_CODES), message: z.string() })),
    rejected: z.array(z.strictObject({ ...listed, message: z.string() })),
  })
  .meta({
    title: 'A hotwash what-if',
    description: 'The same journal with a change, compared: what-if --json.',
  });

/** `verify --json`. */
export const verifyDocument = z
  .strictObject({
    schemaVersion: version,
    engine: z.string(),
    session: z.string().nullable(),
    same: z.boolean(),
    chain: z.strictObject({
      ok: z.boolean(),
      records: count,
      head: digest.nullable(),
      damage: z.strictObject({ line: z.int().min(1), reason: z.string() }).nullable(),
      tornTail: z.boolean(),
    }),
    madeBy: z.string().nullable().meta({ description: 'The engine version that wrote the journal.' }),
    decisions: count,
    firstDifference: z
      .strictObject({ where: z.string(), at: at.nullable(), expected: z.string(), found: z.string() })
      .nullable(),
    recorded: z.strictObject({ ending: z.string(), percent: z.number(), factsDigest: digest }).nullable(),
    recomputed: z.strictObject({ ending: z.string(), percent: z.number(), factsDigest: digest }).nullable(),
  })
  .meta({
    title: 'A hotwash verification',
    description: 'A journal replayed and its score recomputed: verify --json.',
  });

const cost = z
  .strictObject({ hands: amount, lands: amount, perClaim: amount, publicExtra: amount })
  .meta({ description: 'Minutes.' });
const verb = z.strictObject({
  pillar: z.string(),
  form: z.string(),
  does: z.string(),
  cost: cost.nullable(),
  by: z.array(z.string()).meta({ description: 'Roles that may; all of them for what only looks.' }),
  targets: z
    .record(z.string(), z.array(z.string()))
    .meta({ description: 'Names known at StartEx, by kind.' }),
});

/** `show --json`; `truth` is null without `--truth`. */
export const showDocument = z
  .strictObject({
    schemaVersion: version,
    engine: z.string(),
    scenario,
    summary: z.string(),
    level: z.string(),
    minutes: z.tuple([z.number(), z.number()]),
    clock: z.strictObject({ startEx: z.string(), endEx: at, aftermath: at }),
    briefing: z.string(),
    roles: z.array(z.strictObject({ id: z.string(), title: z.string() })),
    verbs: z.array(verb),
    truth: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({
    title: 'A hotwash scenario, shown',
    description: 'Briefing, roles and verbs; everything with --truth: show --json.',
  });

/** `list --json`. */
export const listDocument = z
  .strictObject({
    schemaVersion: version,
    engine: z.string(),
    scenarios: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        summary: z.string(),
        level: z.string(),
        minutes: z.tuple([z.number(), z.number()]),
        digest,
      }),
    ),
  })
  .meta({ title: 'The hotwash catalogue', description: 'Scenarios that can be played: list --json.' });

/** `sessions list --json`. */
export const sessionsDocument = z
  .strictObject({
    schemaVersion: version,
    engine: z.string(),
    sessions: z.array(
      z.strictObject({
        id: z.string(),
        state: z.enum(['running', 'ended', 'damaged']),
        scenario: scenario.nullable(),
        mode: mode.nullable(),
        team: z.string().nullable(),
        seed: z.int().nullable(),
        created: z.string().nullable(),
        ending: z.string().nullable(),
        percent: z.number().nullable(),
        decisions: count,
        undone: count,
        hints: count,
        interventions: count,
      }),
    ),
  })
  .meta({ title: 'Hotwash sessions', description: 'Sessions that are kept: sessions list --json.' });

/** Every document with the file name under which its JSON Schema is published. */
export const DOCUMENTS = {
  result: resultDocument,
  'what-if': whatIfDocument,
  verify: verifyDocument,
  show: showDocument,
  list: listDocument,
  sessions: sessionsDocument,
  scoreboard: scoreboardDocument,
  check: checkDocument,
} as const;
