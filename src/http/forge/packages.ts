import { knownDigests } from '../../exercise/known.ts';
import { fakeRunId } from '../../world/evidence/fake-id.ts';
import { pushesOf } from '../../world/evidence/push.ts';
import type { EvidenceRecord } from '../../world/fact.ts';
import { imageOf } from '../../world/reference.ts';
import { printTimestamp } from '../../world/time.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { attempt, FREE, looks, settled, shownRecords, trialOf } from '../shown.ts';
import { accountRecord, madeAt } from './accounts.ts';
import { arrayJson, done, forbidden, forgeJson, notFound, notHere, refusal } from './answers.ts';
import { readRefusal, writeRefusal } from './caller.ts';
import { isOrganisation, organisationOf, webOf } from './names.ts';

const PACKAGES = '^/(?:orgs|users)/([^/]+)/packages';
const ONE = `${PACKAGES}/container/([^/]+)`;

/** The repository of the registry behind a package: `base`, or with the account before it. */
function repositoryIn(ask: Ask, desk: Desk): string | null {
  const [org = '', name = ''] = ask.params;
  if (!isOrganisation(desk, org)) return null;
  const full = name.includes('/') ? name : `${organisationOf(desk)}/${name}`;
  return Object.hasOwn(desk.world.estate.repositories, full) ? full : null;
}

function packageJson(ask: Ask, desk: Desk, repo: string): EvidenceRecord {
  const spec = desk.world.estate.repositories[repo];
  const name = repo.slice(repo.indexOf('/') + 1);
  const org = organisationOf(desk);
  const made = madeAt(desk, repo);
  return {
    id: fakeRunId(`package ${repo}`),
    name,
    package_type: 'container',
    owner: accountRecord(ask, desk, org),
    version_count: new Set(Object.values(spec?.tags ?? {})).size,
    visibility: spec?.public === true ? 'public' : 'private',
    url: `${ask.base}/orgs/${org}/packages/container/${encodeURIComponent(name)}`,
    created_at: made,
    updated_at: made,
    html_url: `${webOf(desk)}/orgs/${org}/packages/container/package/${encodeURIComponent(name)}`,
  };
}

function versionId(repo: string, digest: string): number {
  return fakeRunId(`version ${repo} ${digest}`);
}

/** Manifests of a repository that the team has been shown. A version that it never saw is in no list: an index may wait there unpushed. */
function knownVersions(desk: Desk, repo: string): readonly string[] {
  const held = desk.world.stored[repo] ?? {};
  return knownDigests(desk.session).filter((digest) => Object.hasOwn(held, digest));
}

function tagsByDigest(outcome: Outcome | undefined): ReadonlyMap<string, readonly string[]> {
  const tags = new Map<string, readonly string[]>();
  for (const record of shownRecords(outcome)) {
    const digest = String(record.digest);
    tags.set(digest, [...(tags.get(digest) ?? []), String(record.name)]);
  }
  return tags;
}

function versionJson(
  ask: Ask,
  desk: Desk,
  repo: string,
  digest: string,
  tags: readonly string[],
): EvidenceRecord {
  const { clock } = desk.world.estate;
  const index = imageOf(desk.world, digest)?.digest ?? digest;
  const pushes = pushesOf(trialOf(desk, `inspect tags ${repo}`), repo).filter(
    (push) => push.digest === index,
  );
  const stamp = (at: number | undefined): string => printTimestamp(at ?? clock.opens, clock.calendar);
  const url = `${ask.base}/orgs/${organisationOf(desk)}/packages/container/${encodeURIComponent(repo.slice(repo.indexOf('/') + 1))}`;
  return {
    id: versionId(repo, digest),
    name: digest,
    url: `${url}/versions/${versionId(repo, digest)}`,
    package_html_url: `${webOf(desk)}/orgs/${organisationOf(desk)}/packages/container/package/${repo.slice(repo.indexOf('/') + 1)}`,
    html_url: `${webOf(desk)}/orgs/${organisationOf(desk)}/packages/container/${repo.slice(repo.indexOf('/') + 1)}/${versionId(repo, digest)}`,
    created_at: stamp(pushes[0]?.at),
    updated_at: stamp(pushes.at(-1)?.at),
    metadata: { package_type: 'container', container: { tags } },
  };
}

function versionsNow(ask: Ask, desk: Desk, outcome: Outcome | undefined): readonly EvidenceRecord[] {
  const repo = repositoryIn(ask, desk);
  if (repo === null) return [];
  const tags = tagsByDigest(outcome);
  return knownVersions(desk, repo)
    .map((digest) => versionJson(ask, desk, repo, digest, tags.get(digest) ?? []))
    .sort((left, right) => (String(left.updated_at) < String(right.updated_at) ? 1 : -1));
}

function answerVersions(ask: Ask, desk: Desk, outcome: Outcome | undefined): Response {
  if (outcome?.kind !== 'done') return refusal(outcome);
  if (ask.query.get('state') === 'deleted') return arrayJson(ask, []);
  const versions = versionsNow(ask, desk, outcome);
  const id = ask.params[2];
  if (id === undefined) return arrayJson(ask, versions);
  const one = versions.find((version) => String(version.id) === id);
  return one === undefined ? notFound() : forgeJson(one);
}

function meansVersions(ask: Ask, desk: Desk): Meaning {
  const refused = readRefusal(ask, desk);
  if (refused !== null) return refused;
  const repo = repositoryIn(ask, desk);
  return repo === null ? notHere() : looks(`inspect tags ${repo}`);
}

function meansDelete(ask: Ask, desk: Desk): Meaning {
  const refused = writeRefusal(ask, desk);
  if (refused !== null) return refused;
  const repo = repositoryIn(ask, desk);
  if (repo === null) return notHere();
  const digest = knownVersions(desk, repo).find((one) => String(versionId(repo, one)) === ask.params[2]);
  return digest === undefined ? notHere() : attempt(`delete ${repo}@${digest}`);
}

function listPackages(ask: Ask, desk: Desk): Response {
  const kind = ask.query.get('package_type') ?? 'container';
  if (!isOrganisation(desk, ask.params[0] ?? '')) return notFound();
  if (kind !== 'container') return arrayJson(ask, []);
  const repos = Object.keys(desk.world.estate.repositories).sort();
  return arrayJson(
    ask,
    repos.map((repo) => packageJson(ask, desk, repo)),
  );
}

export const PACKAGE_ROUTES: readonly Route[] = [
  {
    methods: ['GET'],
    path: new RegExp(`${PACKAGES}$`),
    written: '/orgs/ORG/packages?package_type=container',
    shows: 'names of the repositories of the registry',
    counts: 'free',
    means: (ask, desk) => readRefusal(ask, desk) ?? FREE,
    answer: listPackages,
  },
  {
    methods: ['GET'],
    path: new RegExp(`${ONE}$`),
    written: '/orgs/ORG/packages/container/NAME',
    shows: 'whether a repository is public',
    counts: 'free',
    means: (ask, desk) => readRefusal(ask, desk) ?? FREE,
    answer: (ask, desk) => {
      const repo = repositoryIn(ask, desk);
      return repo === null ? notFound() : forgeJson(packageJson(ask, desk, repo));
    },
  },
  {
    methods: ['GET'],
    path: new RegExp(`${ONE}/versions(?:/(\\d+))?$`),
    written: '/orgs/ORG/packages/container/NAME/versions[/ID]',
    shows: 'manifests that a tag names now or that the team has seen before, and the tags on each',
    counts: 'inspect tags REPO',
    means: meansVersions,
    answer: (ask, desk, [outcome]) =>
      answerVersions({ ...ask, params: ask.params.filter((one) => one !== '') }, desk, outcome),
  },
  {
    methods: ['DELETE'],
    path: new RegExp(`${ONE}/versions/(\\d+)$`),
    written: '/orgs/ORG/packages/container/NAME/versions/ID',
    shows: 'nothing; every tag on the digest goes with it',
    counts: 'delete REPO@DIGEST',
    means: meansDelete,
    answer: (_ask, _desk, [outcome]) => done(outcome),
  },
  {
    methods: ['DELETE', 'POST'],
    path: new RegExp(`${ONE}(?:/restore|/versions/\\d+/restore)?$`),
    written: '/orgs/ORG/packages/container/NAME, …/restore',
    shows: 'nothing: refused',
    counts: 'free',
    means: (ask, desk) => writeRefusal(ask, desk) ?? settled(forbidden()),
    answer: forbidden,
  },
];
