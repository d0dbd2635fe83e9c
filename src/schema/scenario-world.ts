import * as z from 'zod';
import { architecture, builds, image, implant } from './scenario-images.ts';
import { named, nameOf, PATTERNS, title, word } from './words.ts';

const role = nameOf('The role that owns it and may write to it; see `roles`.', 'registry');
const flag = (description: string, byDefault: boolean) =>
  z.boolean().default(byDefault).meta({ description });
const ids = (description: string, ...examples: readonly string[]) =>
  z
    .array(nameOf(description, ...examples))
    .default([])
    .meta({ description });

const schedule = z
  .strictObject({
    every: word('span', 'How often.', '30m'),
    first: word('time', 'One time at which it happens; the others follow from it.', '02:35'),
  })
  .meta({ description: 'When it happens by itself.', examples: [{ every: '30m', first: '02:35' }] });

const repository = z
  .strictObject({
    kind: z
      .enum(['image', 'package'])
      .default('image')
      .meta({
        description:
          'What it holds. The tags of a package are versions such as 4.7.2, which can be published once and never again, and dist-tags such as latest; a range such as 4.x leads to the highest version of that major that is not yanked (denied).',
        examples: ['package'],
      }),
    outside: flag(
      'True when it belongs to others: the team can look and change nothing there. So is the pipeline that publishes to it, and a credential that only pushes to it; the `role` of these owns nothing.',
      false,
    ),
    role,
    public: flag('True when outside consumers pull from it: a missing tag is then an outage.', false),
    releasedBy: nameOf(
      'The pipeline whose runs are its only rightful source of pushes.',
      'base-release',
    ).optional(),
    tags: z
      .record(
        z.string().regex(PATTERNS.tagName),
        nameOf('an image, or a pipeline for its latest clean build'),
      )
      .meta({
        description: 'What each tag names when the clock opens.',
        examples: [{ stable: 'clean', latest: 'api-build' }],
      }),
    images: ids('All images that it holds when the clock opens, beside those that its tags name.', 'implant'),
  })
  .meta({ description: 'A repository of the registry.' });

const credential = z
  .strictObject({
    kind: z
      .enum([
        'registry-token',
        'forge-token',
        'ci-secret',
        'cloud-key',
        'password',
        'session',
        'oauth-grant',
        'signing-key',
        'membership',
      ])
      .meta({ description: 'What kind of credential it is; it decides what revoking does.' }),
    owner: nameOf('The account that it belongs to.', 'harborlight'),
    label: title('What consoles and logs call it.', 'ci-2023'),
    scopes: z
      .array(word('scope', 'What it allows.', 'push:harborlight/base'))
      .min(1)
      .meta({
        description: 'What a working value lets its holder do.',
        examples: [['push:harborlight/base']],
      }),
    role,
    usedBy: ids('Pipelines that cannot do their work without a working value of it.', 'base-release'),
    holders: ids('Agents who have a copy when the clock opens.', 'crew'),
    lastUsed: word('time', 'When it was last used.', 'T-21h').optional(),
    hidden: flag('True when the team does not know it at the start.', false),
    exists: flag('False for one that an agent makes later.', true),
  })
  .meta({ description: 'A credential.' });

const cache = z
  .strictObject({
    upstream: nameOf('The repository that it stands in front of.', 'harborlight/base'),
    ttl: word('span', 'How long a tag goes on naming what was fetched.', '6h'),
    role,
  })
  .meta({ description: 'A pull-through cache.' });

const pipeline = z
  .strictObject({
    schedule: schedule.optional(),
    base: word(
      'reference',
      'What it builds on. Left out: it builds from source alone.',
      'harborlight/base:stable',
    ).optional(),
    uses: z
      .array(word('reference', 'What its jobs run.', 'oakum/scan:2'))
      .max(10)
      .default([])
      .meta({
        description:
          'Tools that its jobs run, resolved at each run. A poisoned one reads what the job can read; it is not baked into what is built.',
        examples: [['oakum/scan:2']],
      }),
    selfHosted: flag('True when its runs share one machine of ours, on which an implant can stay.', false),
    scannedBy: nameOf(
      'The pipeline that scans what it publishes; what goes out while that stands still is unscanned.',
      'image-scan',
    ).optional(),
    worksOffline: flag(
      'True when it can run with its network cut, on the copies that its runner has.',
      false,
    ),
    via: nameOf('The cache through which it pulls its base and tools.', 'eu-mirror').optional(),
    keepsLocalCopies: flag('True when its runner keeps what a tag named at the first pull.', false),
    environment: ids('Credentials in the environment of its jobs.', 'aws-deploy'),
    checkout: ids('Credentials that lie in what its jobs check out.', 'forge-bot'),
    publishes: word(
      'tag',
      'The tag that each run moves; of a package the line, such as 4.x, of which each run publishes the next version.',
      'harborlight/api:latest',
      'lumenkit/parse:4.x',
    ).optional(),
    distTag: word('tagName', 'The dist-tag that each release of a package moves.', 'latest').optional(),
    releases: ids(
      'Images that are its next releases of a package, in turn; after them its releases are built.',
      'fixed',
    ),
    rollsOut: nameOf('The workload that it rolls out to after publishing.', 'api-prod').optional(),
    signsAs: nameOf('The identity with which it signs what it publishes.', 'api-build').optional(),
    formerSigners: ids(
      'Identities with which it signed before; images of this file may be signed by them.',
      'old-release',
    ),
    duration: word('span', 'From the start of a run to its publishing.', '12m'),
    role,
    runsBefore: z
      .int()
      .min(0)
      .max(1_000_000)
      .default(0)
      .meta({
        description:
          'How many runs it had before the clock opens; the next one is `PIPELINE#N` with one more.',
        examples: [1840],
      }),
  })
  .meta({ description: 'A CI pipeline.' });

const workload = z
  .strictObject({
    runs: nameOf(
      'The image that it runs when the clock opens, or a pipeline for its latest clean build.',
      'api-build',
    ),
    architecture,
    repository: nameOf('The repository that its images come from.', 'harborlight/api'),
    role,
    since: word('time', 'Since when it runs that.', 'T-12h'),
  })
  .meta({ description: 'Something of ours that runs an image in production.' });

const consumer = z
  .strictObject({
    reference: word('reference', 'What this outside team pulls.', 'harborlight/base:stable'),
    architecture,
    via: nameOf('The cache through which it pulls.', 'eu-mirror').optional(),
    schedule,
    hears: ids('Audiences through which a notice reaches it, beside its own name.', 'consumers'),
    matchesByTag: flag(
      'True when a tag and a window tell it that it is hit; otherwise only a digest does.',
      false,
    ),
    reacts: word('span', 'From recognising itself in a notice to acting on it.', '15m'),
    runs: nameOf('The image that it runs when the clock opens.', 'clean'),
    contact: title('Who answers there.', 'on-call desk'),
  })
  .meta({ description: 'An outside team that pulls our images.' });

const log = z
  .strictObject({
    source: z
      .enum(['registry', 'egress', 'cloud', 'forge', 'pulls', 'jobs'])
      .meta({ description: 'What kind of records it holds.' }),
    of: z
      .array(nameOf('A repository, pipeline, workload or owner.', 'api-build'))
      .min(1)
      .meta({ description: 'Whose records it holds.' }),
    expires: word(
      'time',
      'From then on the records from before StartEx are gone, unless kept.',
      'T+102m',
    ).optional(),
    onRunner: nameOf(
      'The pipeline on whose runner it lies: cleaning that destroys it unless it is kept.',
      'api-build',
    ).optional(),
    role,
  })
  .meta({ description: 'A log, with how long it keeps what it holds.' });

const delivery = z
  .strictObject({
    pipeline: nameOf('The pipeline that must publish it.', 'api-build'),
    from: word('time', 'When it is asked for.', 'T+75m'),
    due: word('time', 'When it must be out.', 'T+150m'),
    flawedUntil: word('time', 'Until then it has a flaw that a scan would find.', 'T+120m').optional(),
  })
  .meta({ description: 'Something that must go out in time.' });

const service = z
  .strictObject({
    down: z
      .array(
        z.strictObject({
          from: word('time', 'From when on.', 'T+30m'),
          to: word('time', 'Until when.', 'T+150m'),
        }),
      )
      .min(1)
      .max(20)
      .meta({ description: 'When it is out of service.', examples: [[{ from: 'T+30m', to: 'T+150m' }]] }),
  })
  .meta({
    description:
      'An outside service. While transparency-log is down, no gate can look up what was signed since, and nothing new can be published where signatures are required.',
  });

const limit = z
  .strictObject({
    most: z
      .int()
      .min(1)
      .max(1000)
      .meta({ description: 'How many credentials may be changed.', examples: [2] }),
    per: word('span', 'In which span.', '40m'),
  })
  .meta({
    description: 'How many credentials of an owner its issuer lets the team revoke or rotate in a span.',
    examples: [{ most: 2, per: '40m' }],
  });

/** Ground truth when the clock opens: what exists and who holds what. Physics is never written here. */
export const world = z
  .strictObject({
    account: word('id', 'The name of the team’s own organisation.', 'harborlight'),
    host: word('host', 'The host of its registry.', 'registry.harborlight.example'),
    implants: named(implant, 'Malicious code that images may carry, by id.').default({}),
    agents: named(
      z.strictObject({ title: title('What texts call them.', 'The intruders') }),
      'Adversaries, by id; what they want stands in the story.',
    ).default({}),
    images: named(image, 'Images, by the name under which this file speaks of them.'),
    builds,
    repositories: z
      .record(z.string().regex(PATTERNS.repository), repository)
      .meta({ description: 'Repositories, by name.' }),
    credentials: named(credential, 'Credentials, by id.').default({}),
    caches: named(cache, 'Pull-through caches, by id.').default({}),
    pipelines: named(pipeline, 'CI pipelines, by id.').default({}),
    workloads: named(workload, 'Workloads, by id.').default({}),
    consumers: named(consumer, 'Outside teams, by id.').default({}),
    logs: named(log, 'Logs, by id.').default({}),
    deliveries: named(delivery, 'Deliveries, by id.').default({}),
    services: named(service, 'Outside services that others rest on, by id.').default({}),
    limits: named(limit, 'Limits of issuers, by owner.').default({}),
  })
  .meta({ description: 'What exists when the clock opens.' });

export type WorldSource = z.output<typeof world>;
