import type { CredentialSpec } from '../../world/estate.ts';
import { fakeRunId } from '../../world/evidence/fake-id.ts';
import type { EvidenceRecord } from '../../world/fact.ts';
import { askerWith } from '../asker.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import {
  allRecords,
  attempt,
  FREE,
  generationsOf,
  isLiveValue,
  isObject,
  jsonBody,
  knownCredentials,
  looks,
  settled,
} from '../shown.ts';
import { arrayJson, done, forbidden, invalid, notFound, notHere, refusal } from './answers.ts';
import { readRefusal, writeRefusal } from './caller.ts';
import { isOrganisation } from './names.ts';

const TOKENS = /^\/orgs\/([^/]+)\/personal-access-tokens$/;
/** What the forge issues, and so can take back. */
const VALUE = /^(?:ghp|github_pat|gho|ghu|ghr)_\S+$/;
const MOST = 1000;

function forgeTokens(desk: Desk): readonly CredentialSpec[] {
  return knownCredentials(desk).filter((spec) => spec.kind === 'forge-token');
}

// The organisation's list is that of all who hold tokens to it; `owner` asks for some.
function meansList(ask: Ask, desk: Desk): Meaning {
  const refused = readRefusal(ask, desk);
  if (refused !== null) return refused;
  if (!isOrganisation(desk, ask.params[0] ?? '')) return notHere();
  const asked = [...ask.query.getAll('owner'), ...ask.query.getAll('owner[]')];
  const owners = [...new Set(forgeTokens(desk).map((spec) => spec.owner))];
  const lines = owners.filter((owner) => asked.length === 0 || asked.includes(owner));
  return lines.length === 0 ? FREE : looks(...lines.map((owner) => `inspect credentials ${owner}`));
}

function answerList(ask: Ask, outcomes: readonly Outcome[]): Response {
  const before = ask.query.get('last_used_before');
  const ids = [...ask.query.getAll('token_id'), ...ask.query.getAll('token_id[]')];
  const isAsked = (record: EvidenceRecord): boolean =>
    'token_id' in record &&
    (ids.length === 0 || ids.includes(String(record.token_id))) &&
    (before === null || String(record.token_last_used_at ?? '') < before);
  return arrayJson(ask, allRecords(outcomes).filter(isAsked));
}

/** The credential with a live value whose grant has this number. */
function grantOf(desk: Desk, id: string): CredentialSpec | null {
  for (const spec of forgeTokens(desk))
    for (let generation = generationsOf(desk, spec.id); generation > 0; generation -= 1)
      if (String(fakeRunId(`${spec.id}~${generation}`)) === id && isLiveValue(desk, spec.id, generation))
        return spec;
  return null;
}

function meansRevoke(ask: Ask, desk: Desk): Meaning {
  const refused = writeRefusal(ask, desk);
  if (refused !== null) return refused;
  if (!isOrganisation(desk, ask.params[0] ?? '')) return notHere();
  const body = jsonBody(ask);
  if (body?.action !== 'revoke')
    return settled(invalid('PersonalAccessTokenGrant', 'action', 'action must be "revoke"'));
  const ids = ask.params[1] === undefined ? body.pat_ids : [ask.params[1]];
  if (!Array.isArray(ids) || ids.length !== 1)
    return settled(invalid('PersonalAccessTokenGrant', 'pat_ids', 'Name one grant a call.'));
  const spec = grantOf(desk, String(ids[0]));
  return spec === null ? notHere() : attempt(`revoke ${spec.id}`);
}

/** Whose values these are, of those that the team can know and that still work. */
function liveOnes(desk: Desk, values: readonly string[]): readonly string[] {
  const ids = values.flatMap((value) => {
    const asker = askerWith(desk, null, value);
    return asker.kind === 'credential' && asker.isLive ? [asker.spec.id] : [];
  });
  return [...new Set(ids)];
}

// Anyone who has found a value may hand it in, so nobody signs this; what is nobody's is taken without a word.
function meansHandIn(ask: Ask, desk: Desk): Meaning {
  if (ask.headers.has('authorization')) return settled(forbidden());
  const body = jsonBody(ask);
  const values = isObject(body) && Array.isArray(body.credentials) ? body.credentials : [];
  const isForm = (value: unknown): value is string => typeof value === 'string' && VALUE.test(value);
  if (values.length === 0 || values.length > MOST || !values.every(isForm))
    return settled(invalid('CredentialRevocation', 'credentials', `1 to ${MOST} tokens of this forge.`));
  const [id, more] = liveOnes(desk, values);
  if (more !== undefined)
    return settled(
      invalid(
        'CredentialRevocation',
        'credentials',
        'Each revocation is a decision: hand in one token a call.',
      ),
    );
  return id === undefined ? FREE : attempt(`revoke ${id}`);
}

export const CREDENTIAL_ROUTES: readonly Route[] = [
  {
    methods: ['GET'],
    path: TOKENS,
    written: '/orgs/ORG/personal-access-tokens?owner=&token_id=&last_used_before=',
    shows: 'tokens with access to the organisation: names, permissions, last use',
    counts: 'inspect credentials OWNER, for each owner of a token',
    means: meansList,
    answer: (ask, _desk, outcomes) =>
      outcomes.length === 1 && outcomes[0]?.kind !== 'done'
        ? refusal(outcomes[0])
        : answerList(ask, outcomes),
  },
  {
    methods: ['POST'],
    path: TOKENS,
    written: '/orgs/ORG/personal-access-tokens',
    shows: 'nothing',
    counts: 'revoke CREDENTIAL',
    means: meansRevoke,
    answer: (_ask, _desk, [outcome]) => done(outcome, 202),
  },
  {
    methods: ['POST'],
    path: /^\/orgs\/([^/]+)\/personal-access-tokens\/(\d+)$/,
    written: '/orgs/ORG/personal-access-tokens/ID',
    shows: 'nothing',
    counts: 'revoke CREDENTIAL',
    means: meansRevoke,
    answer: (_ask, _desk, [outcome]) => done(outcome),
  },
  {
    methods: ['POST'],
    path: /^\/credentials\/revoke$/,
    written: '/credentials/revoke',
    shows: 'nothing, whether the value worked or not; nobody signs in for it',
    counts: 'revoke CREDENTIAL, when the value is a live one of the team',
    means: meansHandIn,
    answer: (_ask, _desk, [outcome]) => done(outcome, 202),
  },
  {
    methods: ['GET'],
    path: /^\/orgs\/([^/]+)\/credential-authorizations$/,
    written: '/orgs/ORG/credential-authorizations',
    shows: 'an empty list: there is no single sign-on',
    counts: 'free',
    means: (ask, desk) => readRefusal(ask, desk) ?? FREE,
    answer: (ask, desk) => (isOrganisation(desk, ask.params[0] ?? '') ? arrayJson(ask, []) : notFound()),
  },
  {
    methods: ['DELETE'],
    path: /^\/(?:installation\/token|applications\/[^/]+\/(?:token|grant)|orgs\/[^/]+\/credential-authorizations\/\d+)$/,
    written: '/installation/token, /applications/ID/token, …/credential-authorizations/ID',
    shows: 'nothing: there is no such token',
    counts: 'free',
    means: (ask, desk) => writeRefusal(ask, desk) ?? FREE,
    answer: () => notFound(),
  },
];
