import * as z from 'zod';
import { ASK_REQUESTS } from '../world/verb.ts';
import { predicate } from './scenario-predicate.ts';
import { line, named, nameOf, prose, title, word } from './words.ts';

const flag = (description: string, byDefault: boolean) =>
  z.boolean().default(byDefault).meta({ description });

const role = z
  .strictObject({
    title: title('What the seat is called.', 'Registry engineer'),
    leads: flag('True for the one role that declares phases and asks outside parties.', false),
    notifies: flag('True for the one role that sends and corrects notices.', false),
    network: flag('True for the one role that blocks hosts.', false),
  })
  .meta({
    description: 'A role. It owns what names it as `role`; three duties belong to exactly one role each.',
  });

export const roles = named(role, 'Roles, by id.');

export const briefing = prose(
  'What the team is told before the clock starts.',
  'You are the on-call team of Harborlight. It is Tuesday 12 May, 09:20 UTC.',
);

const channel = z
  .strictObject({
    delay: word('span', 'How long a message takes.', '5m').default('0m'),
    deletableWith: word(
      'scope',
      'The scope that lets its holder delete what is said there.',
      'delete:status-page',
    ).optional(),
  })
  .meta({ description: 'A way to reach people.' });

const audience = z
  .strictObject({
    channels: z
      .array(nameOf('A channel.', 'mailing-list'))
      .min(1)
      .meta({ description: 'Channels that reach it; the first is used when none is named.' }),
    public: flag('True when an adversary reads it too.', false),
  })
  .meta({ description: 'People who can be notified together.' });

export const audiences = z
  .strictObject({ channels: named(channel, 'Channels, by id.') })
  .catchall(audience)
  .meta({
    description:
      'Audiences, by id, and under `channels` the ways to reach them. Consumers can also be reached by name.',
  });

const party = z
  .strictObject({
    takes: z
      .array(z.enum(ASK_REQUESTS))
      .min(1)
      .meta({ description: 'Requests that it takes.', examples: [['tell-pullers', 'block']] }),
  })
  .meta({ description: 'An outside party that can be asked; it works on one request at a time.' });

export const parties = named(party, 'Outside parties, by id.').default({});

const inject = z
  .strictObject({
    from: title('Who writes it.', 'northwind'),
    title: title('Its subject line.', 'Is it you?'),
    text: prose(
      'The message itself.',
      'Since {clock:T-6h15m} every container calls a strange host. Is it you?',
    ),
    shows: z
      .array(line('A sighting.', 'host cdn-telemetry.example'))
      .default([])
      .meta({ description: 'Sightings that reading it gives.' }),
    answerable: flag('False when nobody waits for an answer.', true),
    public: flag('True for an article: a public notice that nobody of the team wrote.', false),
    when: predicate.optional(),
    consumer: nameOf(
      'The consumer who wrote it: an answer reaches them as a notice would.',
      'northwind',
    ).optional(),
  })
  .meta({ description: 'A message to the team. The story delivers it; `when` is judged then.' });

export const injects = named(inject, 'Messages, by id.').default({});

const sightings = (description: string) =>
  z.array(line('A sighting.', 'unsigned image:implant')).min(1).meta({ description });

const conclusion = z
  .strictObject({
    title: title('What is concluded.', 'The pushes were made with the old token'),
    needs: z
      .int()
      .min(1)
      .max(20)
      .meta({ description: 'How many of the clues prove it.', examples: [2] }),
    clues: sightings('Sightings that point to it.'),
    redHerrings: z
      .array(
        z
          .strictObject({
            inject: nameOf('The misleading inject.', 'developer-scanner'),
            refutedBy: sightings('Sightings that refute it.'),
          })
          .meta({ description: 'A misleading message and what refutes it.' }),
      )
      .default([])
      .meta({
        description: 'What misleads here.',
        examples: [[{ inject: 'developer-scanner', refutedBy: ['unsigned image:implant'] }]],
      }),
  })
  .meta({ description: 'Something that the team can work out.' });

export const conclusions = named(conclusion, 'Conclusions, by id.').default({});

export const hints = z
  .array(
    z
      .strictObject({
        id: word('id', 'Its id.', 'what-moved'),
        price: z
          .number()
          .min(0)
          .max(100)
          .meta({ description: 'Points that it costs.', examples: [2] }),
        text: prose(
          'The hint.',
          'A report names what its writer happened to use. What does every tag name now?',
        ),
        when: predicate.optional(),
      })
      .meta({ description: 'A hint of coach mode; shown only while `when` holds.' }),
  )
  .default([])
  .meta({ description: 'Hints, in the order in which they are offered.' });
