import type { CredentialSpec } from '../../world/estate.ts';
import { credentialList } from '../../world/evidence/credentials.ts';
import { fakeUuid } from '../../world/evidence/fake-id.ts';
import { isMissing } from '../../world/evidence/finding.ts';
import type { EvidenceRecord } from '../../world/fact.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { credentialValue } from '../secret-value.ts';
import {
  allRecords,
  attempt,
  FREE,
  generationsOf,
  isLiveValue,
  jsonBody,
  knownCredentials,
  looks,
  settled,
  shownRecords,
  textIn,
  trialOf,
} from '../shown.ts';
import { forbidden, hubEmpty, hubJson, invalid, notFound, pageOf, refusal } from './answers.ts';
import { callerOf, readRefusal, usersOf, writeRefusal } from './caller.ts';

interface Token {
  readonly spec: CredentialSpec;
  readonly generation: number;
}

function tokensOf(desk: Desk): readonly Token[] {
  return knownCredentials(desk)
    .filter((spec) => spec.kind === 'registry-token')
    .flatMap((spec) =>
      Array.from({ length: generationsOf(desk, spec.id) }, (_, index) => ({ spec, generation: index + 1 })),
    );
}

function uuidOf({ spec, generation }: Token): string {
  return fakeUuid(`token ${generation === 1 ? spec.id : `${spec.id}~${generation}`}`);
}

function tokenOf(desk: Desk, uuid: string): Token | null {
  return tokensOf(desk).find((token) => uuidOf(token) === uuid) ?? null;
}

// The list of an owner holds passwords and other things too, which this API does not know.
function isToken(record: EvidenceRecord): boolean {
  return 'uuid' in record;
}

function rowNow(desk: Desk, token: Token): EvidenceRecord | null {
  const list = credentialList(trialOf(desk, `inspect credentials ${token.spec.owner}`));
  if (isMissing(list)) return null;
  return list.records.find((record) => record.uuid === uuidOf(token)) ?? null;
}

function listTokens(ask: Ask, outcomes: readonly Outcome[]): Response {
  const tokens = allRecords(outcomes).filter(isToken);
  const { results, next, previous } = pageOf(ask, tokens);
  const active = tokens.filter((token) => token.is_active === true).length;
  return hubJson({ count: tokens.length, next, previous, active_count: active, results });
}

function meansOne(ask: Ask, desk: Desk): Meaning {
  const token = tokenOf(desk, ask.params[0] ?? '');
  const refused = readRefusal(ask, desk);
  if (refused !== null) return refused;
  return token === null ? settled(notFound()) : looks(`inspect credentials ${token.spec.owner}`);
}

function answerOne(ask: Ask, outcome: Outcome | undefined): Response {
  const row = shownRecords(outcome).find((record) => record.uuid === ask.params[0]);
  return row === undefined ? refusal(outcome) : hubJson(row);
}

// Only a live value can be taken away: a revoke of an old one would take the new one too.
function meansRevoke(ask: Ask, desk: Desk): Meaning {
  const refused = writeRefusal(ask, desk);
  if (refused !== null) return refused;
  const token = tokenOf(desk, ask.params[0] ?? '');
  if (token === null || !isLiveValue(desk, token.spec.id, token.generation)) return settled(notFound());
  return attempt(`revoke ${token.spec.id}`);
}

function meansPatch(ask: Ask, desk: Desk): Meaning {
  const refused = writeRefusal(ask, desk);
  if (refused !== null) return refused;
  const token = tokenOf(desk, ask.params[0] ?? '');
  const body = jsonBody(ask);
  if (token === null) return settled(notFound());
  if (body === null) return settled(invalid('is_active', 'Must be valid boolean.'));
  const live = isLiveValue(desk, token.spec.id, token.generation);
  if (body.is_active === live || (body.is_active === undefined && body.token_label === undefined))
    return FREE;
  return body.is_active === false && body.token_label === undefined
    ? attempt(`revoke ${token.spec.id}`)
    : settled(forbidden());
}

function answerPatch(ask: Ask, desk: Desk, outcome: Outcome | undefined): Response {
  const token = tokenOf(desk, ask.params[0] ?? '');
  const row = token === null ? null : rowNow(desk, token);
  return row === null || (outcome !== undefined && outcome.kind !== 'done') ? refusal(outcome) : hubJson(row);
}

function labelled(ask: Ask, desk: Desk): CredentialSpec | null {
  const label = textIn(jsonBody(ask) ?? {}, 'token_label') ?? '';
  return tokensOf(desk).find(({ spec }) => spec.label === label.replace(/~\d+$/, ''))?.spec ?? null;
}

// A token of a label that exists replaces the one that has it; another would be one that nobody asked for here.
function meansCreate(ask: Ask, desk: Desk): Meaning {
  const refused = writeRefusal(ask, desk);
  if (refused !== null) return refused;
  if (textIn(jsonBody(ask) ?? {}, 'token_label') === null)
    return settled(invalid('token_label', 'Cannot be blank.'));
  const spec = labelled(ask, desk);
  return spec === null ? settled(forbidden()) : attempt(`rotate ${spec.id}`);
}

function answerCreate(ask: Ask, desk: Desk, outcome: Outcome | undefined): Response {
  const spec = labelled(ask, desk);
  if (outcome?.kind !== 'done' || spec === null) return refusal(outcome);
  const generation = generationsOf(desk, spec.id);
  const row = rowNow(desk, { spec, generation });
  const token = credentialValue(desk.world.estate, spec.id, generation);
  return hubJson({ ...row, token }, 201);
}

function answerDelete(outcome: Outcome | undefined): Response {
  return outcome?.kind === 'done' ? hubEmpty(204) : refusal(outcome);
}

const NONE = { total: 0, next: null, previous: null, results: [] };
const one = /^\/v2\/access-tokens\/([^/]+)\/?$/;
const many = /^\/v2\/access-tokens\/?$/;

export const ACCESS_TOKEN_ROUTES: readonly Route[] = [
  {
    methods: ['GET'],
    path: many,
    written: '/v2/access-tokens',
    shows: "the caller's own tokens, or the team's, with labels, scopes, last use; never a value",
    counts: 'inspect credentials OWNER',
    means: (ask, desk) =>
      readRefusal(ask, desk) ??
      looks(...usersOf(desk, callerOf(ask, desk)).map((owner) => `inspect credentials ${owner}`)),
    answer: (ask, _desk, outcomes) => listTokens(ask, outcomes),
  },
  {
    methods: ['POST'],
    path: many,
    written: '/v2/access-tokens',
    shows: 'the new value, once, of a token whose label exists; another is refused',
    counts: 'rotate CREDENTIAL',
    means: meansCreate,
    answer: (ask, desk, [outcome]) => answerCreate(ask, desk, outcome),
  },
  {
    methods: ['GET'],
    path: one,
    written: '/v2/access-tokens/UUID',
    shows: 'one token: label, scopes, last use',
    counts: 'inspect credentials OWNER',
    means: meansOne,
    answer: (ask, _desk, [outcome]) => answerOne(ask, outcome),
  },
  {
    methods: ['PATCH'],
    path: one,
    written: '/v2/access-tokens/UUID',
    shows: 'the token as it is after it was switched off; it cannot be switched on again',
    counts: 'revoke CREDENTIAL',
    means: meansPatch,
    answer: (ask, desk, [outcome]) => answerPatch(ask, desk, outcome),
  },
  {
    methods: ['DELETE'],
    path: one,
    written: '/v2/access-tokens/UUID',
    shows: 'nothing',
    counts: 'revoke CREDENTIAL',
    means: meansRevoke,
    answer: (_ask, _desk, [outcome]) => answerDelete(outcome),
  },
  {
    methods: ['GET'],
    path: /^\/v2\/orgs\/([^/]+)\/access-tokens\/?$/,
    written: '/v2/orgs/ORG/access-tokens',
    shows: 'an empty list: the organisation has no tokens of its own',
    counts: 'free',
    means: (ask, desk) => readRefusal(ask, desk) ?? FREE,
    answer: (ask, desk) => (ask.params[0] === desk.world.estate.account ? hubJson(NONE) : notFound()),
  },
  {
    methods: ['POST'],
    path: /^\/v2\/orgs\/([^/]+)\/access-tokens\/?$/,
    written: '/v2/orgs/ORG/access-tokens',
    shows: 'nothing: refused',
    counts: 'free',
    means: (ask, desk) => writeRefusal(ask, desk) ?? FREE,
    answer: forbidden,
  },
  {
    methods: ['GET', 'PATCH', 'DELETE'],
    path: /^\/v2\/orgs\/([^/]+)\/access-tokens\/([^/]+)\/?$/,
    written: '/v2/orgs/ORG/access-tokens/ID',
    shows: 'nothing: there are none',
    counts: 'free',
    means: () => FREE,
    answer: notFound,
  },
];
