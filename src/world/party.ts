import type { Draft, Fact } from './fact.ts';
import { PULLERS, send } from './notice.ts';
import { digestOf, isPoison } from './reference.ts';
import { sighting } from './sighting.ts';
import type { Scheduled, Trial, World } from './state.ts';
import { draft, put, RANK, refuse } from './state.ts';
import type { AskRequestKind } from './verb.ts';

export function decideParty(trial: Trial): readonly Draft[] {
  return trial.attempt.verb === 'ask' ? decideAsk(trial) : decideFulfil(trial);
}

// An outside party works on one request at a time: a second one begins when the first is done.
function decideAsk(trial: Trial): readonly Draft[] {
  const { world, attempt } = trial;
  const [party = '', argument = ''] = attempt.targets;
  const request = attempt.aspect ?? '';
  const spec = world.estate.parties[party];
  if (spec === undefined || !spec.takes.includes(request as AskRequestKind))
    return refuse(trial, 'denied', `${party} does not take such a request.`);
  const cost = world.estate.costs[`ask ${request}`] ?? world.estate.costs.ask;
  const begins = Math.max(world.at, world.parties[party]?.busyUntil ?? world.at);
  return [
    draft('request-made', party, trial, { party, request, argument, due: begins + (cost?.lands ?? 0) }),
  ];
}

function decideFulfil(trial: Trial): readonly Draft[] {
  const { world, attempt } = trial;
  const [party = '', argument = ''] = attempt.targets;
  const request = (attempt.aspect ?? '') as AskRequestKind;
  const done = (message: string, sightings: readonly string[] = []): Draft =>
    draft('request-fulfilled', party, trial, { party, request, argument, message, sightings });
  switch (request) {
    case 'tell-pullers':
      return tellPullers(trial, party, argument, done);
    case 'block': {
      const digest = digestOf(world, argument);
      if (digest === null) return [done('We found no such digest.')];
      return [
        draft(
          'control-set',
          party,
          { by: party, cause: trial.cause },
          { control: 'vendor-block', place: digest, digests: [digest] },
        ),
        done('The image is blocked for everyone, pushes and pulls.'),
      ];
    }
    case 'access-details':
      return [done(details(world, argument), [sighting('client', argument)])];
    case 'hold':
      return [
        draft('log-held', argument, { by: party, cause: trial.cause }, { party }),
        done('The log is held until you release it.'),
      ];
    default:
      return [done('Approved. Please keep a record of why.')];
  }
}

function tellPullers(
  trial: Trial,
  party: string,
  argument: string,
  done: (message: string) => Draft,
): readonly Draft[] {
  const digest = digestOf(trial.world, argument);
  if (digest === null) return [done('We found no such digest.')];
  const claims = [`digest=${digest}`, isPoison(trial.world, digest) ? 'action=stop-pulling' : 'action=hunt'];
  const mail = send(
    { ...trial, by: party },
    { audience: PULLERS, channel: 'direct', corrects: null, inject: null, author: party },
    claims,
  );
  return [...mail, done('Everyone who pulled this digest from us with an account has a mail.')];
}

function details(world: World, credential: string): string {
  const held = world.credentials[credential]?.generations.some((one) => one.holders.length > 0) ?? false;
  return held
    ? 'The pushes came from a client and a country that this account never used before.'
    : 'All use of this credential came from the clients and the country that you know.';
}

type PartyFact = Fact<'request-made'> | Fact<'request-fulfilled'> | Fact<'log-held'>;

export function evolveParty(world: World, fact: PartyFact): World {
  switch (fact.kind) {
    case 'request-made':
      return { ...world, parties: put(world.parties, fact.data.party, { busyUntil: fact.data.due }) };
    case 'log-held': {
      const log = world.logs[fact.subject];
      return log === undefined
        ? world
        : { ...world, logs: put(world.logs, fact.subject, { ...log, held: true }) };
    }
    default:
      return world;
  }
}

export function reactParty(fact: Fact<'request-made'>): readonly Scheduled[] {
  const { party, request, argument, due } = fact.data;
  return [
    {
      at: due,
      rank: RANK.message,
      by: party,
      cause: fact.cause,
      line: `fulfil ${party} ${request} ${argument}`,
    },
  ];
}
