import type { CredentialSpec } from '../estate.ts';
import type { EvidenceRecord } from '../fact.ts';
import { sighting } from '../sighting.ts';
import type { Trial } from '../state.ts';
import { pushRecord } from './audit-log.ts';
import { fakeAccessKeyId, fakeAddress, fakeHashedToken, fakeRunId, fakeUuid } from './fake-id.ts';
import type { Answer } from './finding.ts';
import { count, each, missing, stamp, unique } from './finding.ts';
import { pushesOf } from './push.ts';
import { callSource, callSubject, readableFrom } from './retention.ts';
import type { Use } from './use.ts';
import { usesOf } from './use.ts';

/** What was called with a credential, in the log of the service behind it: CloudTrail, the forge's audit log, the registry's. */
export function callLog(trial: Trial): Answer {
  const { world } = trial;
  const id = trial.attempt.targets[0] ?? '';
  const spec = world.estate.credentials[id];
  if (spec === undefined || world.credentials[id] === undefined)
    return missing('not-found', `There is no credential ${id}.`);
  const source = callSource(world, id);
  if (source === null) return missing('not-found', `No service keeps a log of calls with ${id}.`);
  const from = readableFrom(world, source, callSubject(world, id));
  const uses = usesOf(trial, id).filter((use) => use.at >= from);
  if (uses.length === 0 && from === 0)
    return missing(
      'expired',
      `The log of calls with ${id} no longer goes back before the start of the exercise.`,
    );
  const made = unique(uses.flatMap((use) => use.made ?? []));
  return {
    records: recordsOf(trial, spec, uses),
    sightings: [
      ...(uses.some((use) => use.stranger) ? [sighting('called-with', id)] : []),
      ...made.map((child) => sighting('minted', child, id)),
      ...each('name', made),
    ],
    summary: summaryOf(trial, id, uses, made),
  };
}

function recordsOf(trial: Trial, spec: CredentialSpec, uses: readonly Use[]): readonly EvidenceRecord[] {
  switch (spec.kind) {
    case 'cloud-key':
      return uses.map((use) => cloudTrail(trial, spec, use));
    case 'forge-token':
      return uses.map((use) => forgeAudit(trial, spec, use));
    default:
      return registryRecords(trial, spec, uses);
  }
}

function registryRecords(
  trial: Trial,
  spec: CredentialSpec,
  uses: readonly Use[],
): readonly EvidenceRecord[] {
  const times = new Set(uses.map((use) => use.at));
  return Object.keys(trial.world.stored)
    .flatMap((repo) => pushesOf(trial, repo))
    .filter((push) => push.credential === spec.id && times.has(push.at))
    .map((push) => pushRecord(trial, push));
}

const EVENT_SOURCES: Readonly<Record<string, string>> = {
  GetCallerIdentity: 'sts.amazonaws.com',
  CreateAccessKey: 'iam.amazonaws.com',
  PutImage: 'ecr.amazonaws.com',
};

function cloudTrail(trial: Trial, spec: CredentialSpec, use: Use): EvidenceRecord {
  const accessKeyId = fakeAccessKeyId(`${spec.id}~${use.generation ?? newest(trial, spec.id, use)}`);
  const userName = spec.label;
  const key =
    use.made === null ? null : { accessKeyId: fakeAccessKeyId(`${use.made}~1`), status: 'Active', userName };
  return {
    eventVersion: '1.11',
    eventTime: stamp(trial, use.at),
    eventSource: EVENT_SOURCES[use.call] ?? 'sts.amazonaws.com',
    eventName: use.call,
    awsRegion: 'eu-central-1',
    eventID: fakeUuid(`${spec.id} ${use.call} ${use.at}`),
    userIdentity: {
      type: 'IAMUser',
      arn: `arn:aws:iam::111122223333:user/${userName}`,
      accountId: '111122223333',
      accessKeyId,
      userName,
    },
    sourceIPAddress: addressOf(use),
    userAgent: use.stranger ? 'aws-cli/2.15' : 'aws-sdk-go-v2/1.36',
    errorCode: null,
    requestParameters: use.call === 'CreateAccessKey' ? { userName } : null,
    responseElements: key === null ? null : { accessKey: key },
  };
}

function newest(trial: Trial, id: string, use: Use): number {
  const issued = trial.past.filter(
    (fact) =>
      fact.kind === 'credential-issued' &&
      fact.subject === id &&
      fact.at <= use.at &&
      fact.data.generation > 1,
  );
  return 1 + issued.length;
}

// A forge logs a plain call of its API as api.request; cloning and fetching have names of their own.
function forgeAudit(trial: Trial, spec: CredentialSpec, use: Use): EvidenceRecord {
  const millis = (trial.world.estate.clock.calendar.startEx + use.at) * 1000;
  const action = use.call.startsWith('git.') ? use.call : 'api.request';
  const isRequest = action === 'api.request';
  return {
    '@timestamp': millis,
    _document_id: fakeUuid(`${spec.id} ${use.call} ${use.at}`),
    action,
    actor: spec.label,
    actor_id: fakeRunId(`user ${spec.owner}`),
    actor_ip: addressOf(use),
    actor_location: { country_code: use.stranger ? 'XX' : 'DE' },
    org: trial.world.estate.account,
    repo: isRequest ? null : `${trial.world.estate.account}/*`,
    created_at: millis,
    operation_type: 'access',
    programmatic_access_type: 'Fine-grained personal access token',
    hashed_token: fakeHashedToken(spec.id),
    token_id: fakeRunId(`token ${spec.id}~1`),
    token_scopes: 'contents:read',
    user_agent: use.stranger ? 'python-requests/2.31' : 'git/2.43.0',
    ...(isRequest ? { request_method: 'GET', url_path: '/user/repos', status_code: 200 } : {}),
  };
}

function addressOf(use: Use): string {
  return use.stranger ? fakeAddress('clients', `client of ${use.by}`) : fakeAddress('ours', use.by);
}

function summaryOf(trial: Trial, id: string, uses: readonly Use[], made: readonly string[]): string {
  const last = uses.at(-1);
  if (last === undefined) return `No call with ${id} is in the log.`;
  const places = unique(uses.map(addressOf));
  const { kind } = trial.world.estate.credentials[id] ?? {};
  const none = kind === 'cloud-key' ? '; it made no other key' : '';
  const keys = made.length === 0 ? none : `; it made ${made.join(', ')}`;
  const where = kind === 'registry-token' ? '' : ` from ${count(places.length, 'address', 'addresses')}`;
  return `${count(uses.length, 'call')} with ${id}${where}, the last at ${stamp(trial, last.at)}${keys}.`;
}
