import { isLive } from '../credential.ts';
import type { CredentialSpec } from '../estate.ts';
import type { EvidenceRecord } from '../fact.ts';
import { isPackage } from '../package.ts';
import { sighting } from '../sighting.ts';
import type { Trial, World } from '../state.ts';
import { issuedAt } from './credential-age.ts';
import { fakeAccessKeyId, fakeAddress, fakeRunId, fakeUuid } from './fake-id.ts';
import type { Answer } from './finding.ts';
import { count, missing, stamp } from './finding.ts';
import { hashOf, tiedTo } from './package-log.ts';
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
        .filter((spec) => !isPackageToken(trial.world, spec) && lastUsedByStranger(trial, spec.id))
        .map((spec) => sighting('last-used', spec.id)),
      ...specs
        .filter((spec) => isPackageToken(world, spec) && isLive(world, spec.id))
        .flatMap((spec) => [sighting('hash-noted', spec.id), ...tiedTo(trial, spec.id)]),
    ],
    summary: summaryOf(trial, owner, specs),
  };
}

// Each value is a row of its own, as each access token or key is in a real list.
function valuesOf(trial: Trial, spec: CredentialSpec): readonly EvidenceRecord[] {
  const generations = trial.world.credentials[spec.id]?.generations ?? [];
  const used = usedGeneration(trial, spec.id);
  return generations.flatMap((one, index): readonly EvidenceRecord[] => {
    const generation = index + 1;
    if (isPackageToken(trial.world, spec)) return one.live ? [packageTokenRow(trial, spec, generation)] : [];
    const last = used === generation ? lastUsedAt(trial, spec.id) : null;
    return [rowOf(trial, spec, generation, one.live, last === null ? null : stamp(trial, last))];
  });
}

/** A registry token of an owner who publishes packages: its registry lists only what works, and by its hash. */
function isPackageToken(world: World, spec: CredentialSpec): boolean {
  return (
    spec.kind === 'registry-token' &&
    Object.values(world.estate.credentials).some(
      (one) =>
        one.owner === spec.owner &&
        one.scopes.some(
          (scope) => scope.startsWith('push:') && isPackage(world, scope.slice('push:'.length)),
        ),
    )
  );
}

// Like `npm token list`, which has no last use; the hash is the one that the audit log names.
function packageTokenRow(trial: Trial, spec: CredentialSpec, generation: number): EvidenceRecord {
  const created = stamp(trial, issuedAt(trial, spec.id, generation));
  return {
    id: spec.id,
    name: generation === 1 ? spec.label : `${spec.label}~${generation}`,
    hashed_token: hashOf(spec.id, generation),
    token: 'shown once, when it was made',
    readonly: !spec.scopes.some((scope) => scope.startsWith('push:')),
    automation: true,
    cidr_whitelist: null,
    created,
    updated: created,
  };
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
  if (specs.some((spec) => isPackageToken(trial.world, spec))) return tellTokens(trial, owner, specs);
  const list = specs.map((spec) => {
    const at = lastUsedAt(trial, spec.id);
    const live = trial.world.credentials[spec.id]?.generations.some((one) => one.live) === true;
    return `${spec.id} ${live ? '' : '(revoked) '}${at === null ? 'never used' : `last used ${stamp(trial, at)}`}`;
  });
  return `${count(specs.length, 'credential')} of ${owner}: ${list.join(', ')}.`;
}

function tellTokens(trial: Trial, owner: string, specs: readonly CredentialSpec[]): string {
  const { world } = trial;
  const list = specs.map((spec) => {
    const generation = (world.credentials[spec.id]?.generations.findLastIndex((one) => one.live) ?? -1) + 1;
    if (generation === 0) return `${spec.id} (revoked; its hash is listed no more)`;
    const tied = tiedTo(trial, spec.id)[0]?.split(' ')[1];
    const made = tied === undefined ? '' : `, which published ${tied}`;
    return `${spec.id} has the hash ${hashOf(spec.id, generation).slice(0, 8)}…${made}`;
  });
  return `${count(specs.length, 'credential')} of ${owner}: ${list.join(', ')}.`;
}
