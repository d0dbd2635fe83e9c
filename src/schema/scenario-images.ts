import * as z from 'zod';
import { named, nameOf, title, word } from './words.ts';

export const architecture = z.enum(['amd64', 'arm64']).meta({ description: 'Processor architecture.' });
const flag = (description: string, byDefault: boolean) =>
  z.boolean().default(byDefault).meta({ description });

export const implant = z
  .strictObject({
    host: word('host', 'The host that infected systems call.', 'cdn-telemetry.example'),
    agent: nameOf('The agent who gets what it reads; see `agents`.', 'crew'),
    beaconEvery: word('span', 'How often it calls.', '60s'),
    reads: z
      .array(z.enum(['environment', 'checkout']))
      .min(1)
      .meta({
        description: 'What it reads of a job: its environment, what it checks out, or both.',
        examples: [['environment']],
      }),
    fallback: word(
      'host',
      'Where it sends what it read when its host is blocked.',
      'paste.example',
    ).optional(),
    persists: flag(
      'True when it stays on a self-hosted runner and reads later jobs, whatever they run.',
      false,
    ),
    prints: flag('True when it prints what it reads into the log of the job, encoded.', false),
  })
  .meta({ description: 'What malicious code in an image does where it runs.' });

const layer = z
  .strictObject({
    does: title('The line of history that made the layer.', 'RUN apk add --no-cache curl'),
    files: z
      .record(z.string().min(1).max(250), z.string())
      .default({})
      .meta({
        description:
          'Files by path, without a leading slash. A layer without files changes only the configuration.',
        examples: [{ 'etc/os-release': 'NAME=Example\n' }],
      }),
  })
  .meta({ description: 'One layer, made into real bytes.' });

export const image = z
  .strictObject({
    hidden: flag('True when the team does not know it at the start.', false),
    from: nameOf('The image of this file that it is built on; its layers come first.', 'clean').optional(),
    created: word('time', 'When it was made.', 'T-21h'),
    signedBy: nameOf(
      'The signer: what a pipeline of this file has under `signsAs`, for an outside image a pipeline of its maker. Left out: unsigned.',
      'base-release',
    ).optional(),
    implant: nameOf(
      'The implant that this image carries; inherited by what is built on it.',
      'beacon',
    ).optional(),
    architectures: z
      .array(architecture)
      .min(1)
      .optional()
      .meta({
        description: 'What it is made for. Left out: both, or those of its base.',
        examples: [['amd64']],
      }),
    uses: z
      .array(word('reference', 'What it calls itself.', 'oakum/scan:2'))
      .max(5)
      .optional()
      .meta({
        description:
          'References that it calls itself when a job uses it as a tool; they are resolved at each run, even when the tool is named by digest.',
        examples: [['oakum/scan:2']],
      }),
    source: z
      .strictObject({
        repository: title('The source repository.', 'forge.example/oakum/scan'),
        since: word('time', 'Since when that repository exists.', 'T-27h'),
      })
      .optional()
      .meta({
        description: 'The source repository that its provenance names.',
        examples: [{ repository: 'forge.example/oakum/scan', since: 'T-27h' }],
      }),
    layers: z
      .array(layer)
      .min(1)
      .max(50)
      .meta({
        description: 'Its layers, lowest first.',
        examples: [[{ does: 'ADD rootfs.tar.gz /', files: { 'etc/os-release': 'NAME=Example\n' } }]],
      }),
    entrypoint: z
      .array(z.string().min(1))
      .optional()
      .meta({ description: 'What starts in it.', examples: [['/bin/sh']] }),
    cmd: z
      .array(z.string())
      .optional()
      .meta({ description: 'Arguments of the entrypoint.', examples: [['--serve']] }),
    env: z
      .array(z.string().regex(/^[A-Za-z_]\w*=/))
      .default([])
      .meta({ description: 'Environment, NAME=VALUE.', examples: [['TZ=UTC']] }),
    labels: z
      .record(z.string().min(1), z.string())
      .default({})
      .meta({
        description: 'Labels of its configuration.',
        examples: [{ 'org.opencontainers.image.version': '1.8.3' }],
      }),
  })
  .meta({ description: 'An image as an index of one manifest for each architecture, with real digests.' });

/** What a pipeline makes during play, so that a file can speak of it. */
export const builds = named(
  z
    .strictObject({
      pipeline: nameOf('The pipeline that makes it.', 'api-build'),
      on: nameOf('The image of this file that it is built on.', 'implant'),
      hidden: flag('True when the team does not know it at the start.', true),
    })
    .meta({ description: 'A build, by which this file can speak of what a pipeline makes during play.' }),
  'Builds that this file speaks of, by name: each is what that pipeline makes of that base, hidden until seen.',
).default({});
