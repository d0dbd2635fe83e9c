import type { CredentialSpec } from '../estate.ts';
import type { EvidenceRecord } from '../fact.ts';
import { sighting } from '../sighting.ts';
import type { Trial } from '../state.ts';
import { issuedAt } from './credential-age.ts';
import { fakeAccessKeyId, fakeAddress, fakeRunId, fakeUuid } from './fake-id.ts';
import type { Answer } from './finding.ts';
import { count, missing, stamp } from './finding.ts';
import { lastUse, lastUsedAt, lastUsedByStranger } from './use.ts';

/** An owner's credentials as their services list them: labels, scopes, last use; never a value. */
export function credentialList(trial: Trial): Answer {
  const { world } = trial;
  const owner = trial.attempt.targets[0] ?? '';
  const specs = Object.values(world.estate.credentials).filter(
    (spec) => spec.owner === owner && (world.credentials[spec.id]?.generations.length ?? 0) > 0,
  );
  if (specs.length === 0) return missing('not-found', `${owner} has no credentials.`);
  return {
    records: specs.flatMap((spec) => valuesOf(trial, spec)),
    sightings: [
      ...specs.filter((spec) => spec.hidden).map((spec) => sighting('name', spec.id)),
      ...specs
        .filter((spec) => lastUsedByStranger(trial, spec.id))
        .map((spec) => sighting('last-used', spec.id)),
    ],
    summary: summaryOf(trial, owner, specs),
  };
}

// Each value is a row of its own, as each access token or key is in a real list.
function valuesOf(trial: Trial, spec: CredentialSpec): readonly EvidenceRecord[] {
  const generations = trial.world.credentials[spec.id]?.generations ?? [];
  const used = usedGeneration(trial, spec.id);
  return generations.map((one, index) => {
    const generation = index + 1;
    const last = used === generation ? lastUsedAt(trial, spec.id) : null;
    return rowOf(trial, spec, generation, one.live, last === null ? null : stamp(trial, last));
  });
}

// A use that no value is written to was made with the value that was the newest then.
function usedGeneration(trial: Trial, id: string): number {
  const last = lastUse(trial, id);
  if (last?.generation != null) return last.generation;
  const at = lastUsedAt(trial, id) ?? 0;
  const generations = trial.world.credentials[id]?.generations.length ?? 1;
  for (let generation = generations; generation > 1; generation -= 1) {
    if (issuedAt(trial, id, generation) <= at) return generation;
  }
  return 1;
}

function rowOf(
  trial: Trial,
  spec: CredentialSpec,
  generation: number,
  live: boolean,
  lastUsed: string | null,
): EvidenceRecord {
  const value = `${spec.id}~${generation}`;
  const created = stamp(trial, issuedAt(trial, spec.id, generation));
  const label = generation === 1 ? spec.label : `${spec.label}~${generation}`;
  switch (spec.kind) {
    case 'registry-token':
      return {
        uuid: fakeUuid(`token ${generation === 1 ? spec.id : value}`),
        client_id: 'HUB',
        creator_ip: fakeAddress('ours', spec.owner),
        creator_ua: 'Mozilla/5.0',
        created_at: created,
        last_used: lastUsed,
        generated_by: 'manual',
        is_active: live,
        token: '',
        token_label: label,
        scopes: [spec.scopes.some((scope) => scope.startsWith('push:')) ? 'repo:write' : 'repo:read'],
        expires_at: null,
      };
    case 'forge-token':
      return {
        id: fakeRunId(value),
        owner: { login: spec.owner },
        repository_selection: 'all',
        permissions: { organization: {}, repository: { contents: 'read', metadata: 'read' }, other: {} },
        access_granted_at: created,
        token_id: fakeRunId(`token ${value}`),
        token_name: label,
        token_expired: !live,
        token_expires_at: null,
        token_last_used_at: lastUsed,
      };
    case 'cloud-key':
      return {
        UserName: spec.label,
        AccessKeyId: fakeAccessKeyId(value),
        Status: live ? 'Active' : 'Inactive',
        CreateDate: created,
        AccessKeyLastUsed: { LastUsedDate: lastUsed, Region: lastUsed === null ? 'N/A' : 'eu-central-1' },
      };
    default:
      return {
        id: value,
        kind: spec.kind,
        label,
        scopes: spec.scopes,
        created_at: created,
        last_used_at: lastUsed,
        is_active: live,
      };
  }
}

function summaryOf(trial: Trial, owner: string, specs: readonly CredentialSpec[]): string {
  const list = specs.map((spec) => {
    const at = lastUsedAt(trial, spec.id);
    const live = trial.world.credentials[spec.id]?.generations.some((one) => one.live) === true;
    return `${spec.id} ${live ? '' : '(revoked) '}${at === null ? 'never used' : `last used ${stamp(trial, at)}`}`;
  });
  return `${count(specs.length, 'credential')} of ${owner}: ${list.join(', ')}.`;
}
