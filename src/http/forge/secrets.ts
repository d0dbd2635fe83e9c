import { fromHex } from '../../world/content/bytes.ts';
import { fakeDigest, fakeRunId } from '../../world/evidence/fake-id.ts';
import { secretName } from '../../world/evidence/secrets.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { attempt, FREE, jsonBody, knownCredentials, looks, settled, shownRecords, textIn } from '../shown.ts';
import { done, forbidden, forgeJson, invalid, listJson, notFound, notHere, refusal } from './answers.ts';
import { readRefusal, writeRefusal } from './caller.ts';
import { isOrganisation, pipelineOf } from './names.ts';

const SECRETS = /^\/repos\/([^/]+)\/([^/]+)\/actions\/secrets$/;
const SECRET = /^\/repos\/([^/]+)\/([^/]+)\/actions\/secrets\/([A-Za-z0-9_]+)$/;

/**
 * The key to which clients seal a value. Any 32 bytes are one; what is sealed to it is thrown away, since the new value of a
 * credential is made by the service behind it.
 */
function publicKey(name: string): Response {
  const bytes = fromHex(fakeDigest(`public key ${name}`).slice('sha256:'.length));
  return forgeJson({
    key_id: String(fakeRunId(`public key ${name}`)),
    key: Buffer.from(bytes).toString('base64'),
  });
}

function meansList(ask: Ask, desk: Desk): Meaning {
  const refused = readRefusal(ask, desk);
  if (refused !== null) return refused;
  const pipeline = pipelineOf(desk, ask.params[0] ?? '', ask.params[1] ?? '');
  return pipeline === null ? notHere() : looks(`inspect secrets ${pipeline.id}`);
}

function answerOne(ask: Ask, outcome: Outcome | undefined): Response {
  const secret = shownRecords(outcome).find((record) => record.name === ask.params[2]?.toUpperCase());
  return secret === undefined ? refusal(outcome) : forgeJson(secret);
}

// Whether a pipeline has a secret of this name is told by no refusal: what it has not and what nobody may set look alike.
function meansPut(ask: Ask, desk: Desk): Meaning {
  const refused = writeRefusal(ask, desk);
  if (refused !== null) return refused;
  const [owner = '', repo = '', name = ''] = ask.params;
  const pipeline = pipelineOf(desk, owner, repo);
  if (pipeline === null) return notHere();
  const body = jsonBody(ask) ?? {};
  for (const field of ['encrypted_value', 'key_id'])
    if (textIn(body, field) === null)
      return settled(invalid('Secret', field, `${field} is missing: seal the value to the public key.`));
  const credential = knownCredentials(desk).find(
    (spec) => pipeline.environment.includes(spec.id) && secretName(spec.id) === name.toUpperCase(),
  );
  return credential === undefined ? settled(forbidden()) : attempt(`rotate ${credential.id}`);
}

function meansDelete(ask: Ask, desk: Desk): Meaning {
  return writeRefusal(ask, desk) ?? settled(forbidden());
}

export const SECRET_ROUTES: readonly Route[] = [
  {
    methods: ['GET'],
    path: SECRETS,
    written: '/repos/OWNER/REPO/actions/secrets',
    shows: 'names and times of the secrets in the environment of the jobs; never a value',
    counts: 'inspect secrets PIPELINE',
    means: meansList,
    answer: (ask, _desk, [outcome]) =>
      outcome?.kind === 'done' ? listJson(ask, 'secrets', shownRecords(outcome)) : refusal(outcome),
  },
  {
    methods: ['GET'],
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/secrets\/public-key$/,
    written: '/repos/OWNER/REPO/actions/secrets/public-key',
    shows: 'a key to seal values to',
    counts: 'free',
    means: (ask, desk) => readRefusal(ask, desk) ?? FREE,
    answer: (ask, desk) => {
      const pipeline = pipelineOf(desk, ask.params[0] ?? '', ask.params[1] ?? '');
      return pipeline === null ? notFound() : publicKey(pipeline.id);
    },
  },
  {
    methods: ['GET'],
    path: SECRET,
    written: '/repos/OWNER/REPO/actions/secrets/NAME',
    shows: 'when one secret was made and changed',
    counts: 'inspect secrets PIPELINE',
    means: meansList,
    answer: (ask, _desk, [outcome]) => answerOne(ask, outcome),
  },
  {
    methods: ['PUT'],
    path: SECRET,
    written: '/repos/OWNER/REPO/actions/secrets/NAME',
    shows: 'nothing',
    counts: 'rotate CREDENTIAL, the one that the jobs get under this name',
    means: meansPut,
    answer: (_ask, _desk, [outcome]) => done(outcome),
  },
  {
    methods: ['DELETE'],
    path: SECRET,
    written: '/repos/OWNER/REPO/actions/secrets/NAME',
    shows: 'nothing: refused, since a job without its secret fails and no value dies by it',
    counts: 'free',
    means: meansDelete,
    answer: forbidden,
  },
  {
    methods: ['GET'],
    path: /^\/orgs\/([^/]+)\/actions\/secrets(\/public-key)?$/,
    written: '/orgs/ORG/actions/secrets',
    shows: 'an empty list: the organisation has no secrets of its own',
    counts: 'free',
    means: (ask, desk) => readRefusal(ask, desk) ?? FREE,
    answer: (ask, desk) => {
      const [org = '', key = ''] = ask.params;
      if (!isOrganisation(desk, org)) return notFound();
      return key === '' ? listJson(ask, 'secrets', []) : publicKey(org);
    },
  },
  {
    methods: ['PUT', 'DELETE'],
    path: /^\/orgs\/([^/]+)\/actions\/secrets\/([A-Za-z0-9_]+)$/,
    written: '/orgs/ORG/actions/secrets/NAME',
    shows: 'nothing: refused',
    counts: 'free',
    means: meansDelete,
    answer: forbidden,
  },
];
