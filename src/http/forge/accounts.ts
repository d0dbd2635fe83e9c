import { fakeNumber, fakeRunId } from '../../world/evidence/fake-id.ts';
import type { EvidenceRecord } from '../../world/fact.ts';
import { printTimestamp } from '../../world/time.ts';
import type { Desk } from '../desk.ts';
import type { Ask } from '../route.ts';
import { fullNameOf, organisationOf, webOf } from './names.ts';

const DAY = 86_400;

/** An account as it stands inside other records: `actor`, `owner`, `author`. */
export function accountRecord(ask: Ask, desk: Desk, login: string): EvidenceRecord {
  const isOrganisation = login === organisationOf(desk);
  return {
    login,
    id: fakeRunId(`user ${login}`),
    node_id: `U_${fakeRunId(`node ${login}`)}`,
    avatar_url: '',
    gravatar_id: '',
    url: `${ask.base}/users/${login}`,
    html_url: `${webOf(desk)}/${login}`,
    type: isOrganisation ? 'Organization' : 'User',
    site_admin: false,
  };
}

/** When something of the forge was made that the exercise says nothing of: some months before it. */
export function madeAt(desk: Desk, name: string): string {
  const { opens, calendar } = desk.world.estate.clock;
  return printTimestamp(opens - (100 + fakeNumber(`made ${name}`, 500)) * DAY, calendar);
}

export function repositoryId(pipeline: string): number {
  return fakeRunId(`forge repository ${pipeline}`);
}

/** A repository of the forge. All of it was known at the start. */
export function repositoryRecord(ask: Ask, desk: Desk, pipeline: string): EvidenceRecord {
  const fullName = fullNameOf(desk, pipeline);
  const made = madeAt(desk, pipeline);
  const url = `${ask.base}/repos/${fullName}`;
  return {
    id: repositoryId(pipeline),
    node_id: `R_${repositoryId(pipeline)}`,
    name: pipeline,
    full_name: fullName,
    private: true,
    owner: accountRecord(ask, desk, organisationOf(desk)),
    html_url: `${webOf(desk)}/${fullName}`,
    description: `Builds and publishes ${desk.world.estate.pipelines[pipeline]?.publishes ?? 'nothing'}.`,
    fork: false,
    url,
    created_at: made,
    updated_at: made,
    pushed_at: made,
    clone_url: `${webOf(desk)}/${fullName}.git`,
    default_branch: 'main',
    visibility: 'private',
    archived: false,
    disabled: false,
    has_issues: true,
    has_wiki: false,
    permissions: { admin: true, maintain: true, push: true, triage: true, pull: true },
  };
}
