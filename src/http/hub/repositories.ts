import { fakeNumber } from '../../world/evidence/fake-id.ts';
import type { EvidenceRecord } from '../../world/fact.ts';
import { printTimestamp } from '../../world/time.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Route } from '../route.ts';
import { bodyResponse, FREE, looks, settled, shownRecords } from '../shown.ts';
import { hubError, hubJson, notFound, pageOf, refusal } from './answers.ts';
import { readRefusal } from './caller.ts';

/** The repository that two parts of a path name, if the registry has it. */
export function repositoryIn(ask: Ask, desk: Desk): string | null {
  const repo = `${ask.params[0] ?? ''}/${ask.params[1] ?? ''}`;
  return Object.hasOwn(desk.world.estate.repositories, repo) ? repo : null;
}

/** Tags of a repository that the team has made immutable. */
export function protectedTags(desk: Desk, repo: string): readonly string[] {
  return Object.values(desk.world.controls)
    .filter((control) => control.kind === 'protect' && control.place.startsWith(`${repo}:`))
    .map((control) => control.place.slice(repo.length + 1))
    .sort();
}

/** What was known of a repository at the start, and the rules that the team set. Pulls and the last push stand elsewhere. */
export function repositoryRecord(desk: Desk, repo: string): EvidenceRecord {
  const { estate } = desk.world;
  const rules = protectedTags(desk, repo);
  const days = 300 + fakeNumber(`repository ${repo}`, 900);
  return {
    user: repo.split('/')[0],
    name: repo.slice(repo.indexOf('/') + 1),
    namespace: repo.split('/')[0],
    repository_type: 'image',
    status: 1,
    status_description: 'active',
    description: '',
    is_private: estate.repositories[repo]?.public !== true,
    is_automated: false,
    star_count: 0,
    date_registered: printTimestamp(estate.clock.opens - days * 86_400, estate.clock.calendar),
    affiliation: 'owner',
    hub_user: estate.account,
    media_types: ['application/vnd.oci.image.index.v1+json'],
    content_types: ['image'],
    permissions: { read: true, write: true, admin: true },
    immutable_tags_settings: { enabled: rules.length > 0, rules },
  };
}

function listRepositories(ask: Ask, desk: Desk): Response {
  const namespace = ask.params[0] ?? '';
  const repos = Object.keys(desk.world.estate.repositories)
    .filter((repo) => repo.startsWith(`${namespace}/`))
    .sort();
  if (repos.length === 0) return notFound();
  const { results, next, previous } = pageOf(ask, repos);
  return hubJson({
    count: repos.length,
    next,
    previous,
    results: results.map((repo) => repositoryRecord(desk, repo)),
  });
}

// The hub's own order: what was pushed last comes first.
function newestFirst(records: readonly EvidenceRecord[]): readonly EvidenceRecord[] {
  const pushed = (record: EvidenceRecord): string => String(record.tag_last_pushed);
  return [...records].sort((left, right) => (pushed(left) < pushed(right) ? 1 : -1));
}

function listTags(ask: Ask, outcome: Outcome | undefined): Response {
  if (outcome?.kind !== 'done') return refusal(outcome);
  const name = ask.query.get('name') ?? '';
  const tags = newestFirst(shownRecords(outcome)).filter((tag) => String(tag.name).includes(name));
  const { results, next, previous } = pageOf(ask, tags);
  return hubJson({ count: tags.length, next, previous, results });
}

function oneTag(ask: Ask, outcome: Outcome | undefined): Response {
  const tag = shownRecords(outcome).find((record) => record.name === ask.params[2]);
  if (tag !== undefined) return hubJson(tag);
  return outcome?.kind === 'done'
    ? hubError(404, `tag '${ask.params[2] ?? ''}' not found`)
    : refusal(outcome);
}

function lookAt(ask: Ask, desk: Desk, aspect: 'tags' | 'pulls'): ReturnType<Route['means']> {
  const repo = repositoryIn(ask, desk);
  const refused = readRefusal(ask, desk);
  if (refused !== null) return refused;
  return repo === null ? settled(notFound()) : looks(`inspect ${aspect} ${repo}`);
}

function answerPulls(ask: Ask, outcome: Outcome | undefined): Response {
  if (outcome?.kind !== 'done') return refusal(outcome);
  const records = shownRecords(outcome);
  if (!(ask.headers.get('accept') ?? '').includes('text/csv')) return hubJson({ results: records });
  const columns = Object.keys(records[0] ?? {});
  const rows = [columns, ...records.map((record) => columns.map((column) => String(record[column] ?? '')))];
  const text = rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
  return bodyResponse(text, 200, { 'Content-Type': 'text/csv; charset=utf-8' });
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const REPOSITORY_ROUTES: readonly Route[] = [
  {
    methods: ['GET'],
    path: /^\/v2\/(?:namespaces\/([^/]+)\/repositories|repositories\/([^/]+))\/?$/,
    written: '/v2/namespaces/NS/repositories',
    shows: 'names of repositories and which tags the team made immutable',
    counts: 'free',
    means: (ask, desk) => readRefusal(ask, desk) ?? FREE,
    answer: (ask, desk) => listRepositories({ ...ask, params: ask.params.filter((one) => one !== '') }, desk),
  },
  {
    methods: ['GET', 'HEAD'],
    path: /^\/v2\/(?:namespaces|repositories)\/([^/]+)\/(?:repositories\/)?([^/]+)\/tags\/?$/,
    written: '/v2/namespaces/NS/repositories/REPO/tags',
    shows: 'which digest each tag names now, when it was pushed and by whom',
    counts: 'inspect tags REPO',
    means: (ask, desk) => lookAt(ask, desk, 'tags'),
    answer: (ask, _desk, [outcome]) => listTags(ask, outcome),
  },
  {
    methods: ['GET', 'HEAD'],
    path: /^\/v2\/(?:namespaces|repositories)\/([^/]+)\/(?:repositories\/)?([^/]+)\/tags\/([^/]+)\/?$/,
    written: '/v2/namespaces/NS/repositories/REPO/tags/TAG',
    shows: 'which digest one tag names now, when it was pushed and by whom',
    counts: 'inspect tags REPO',
    means: (ask, desk) => lookAt(ask, desk, 'tags'),
    answer: (ask, _desk, [outcome]) => oneTag(ask, outcome),
  },
  {
    methods: ['GET', 'HEAD'],
    path: /^\/v2\/(?:namespaces|repositories)\/([^/]+)\/(?:repositories\/)?([^/]+)\/?$/,
    written: '/v2/namespaces/NS/repositories/REPO',
    shows: 'whether it is public and which tags the team made immutable',
    counts: 'free',
    means: (ask, desk) => readRefusal(ask, desk) ?? FREE,
    answer: (ask, desk) => {
      const repo = repositoryIn(ask, desk);
      return repo === null ? notFound() : hubJson(repositoryRecord(desk, repo));
    },
  },
  {
    methods: ['GET'],
    path: /^\/api\/publisher\/analytics\/v1\/namespaces\/([^/]+)\/repositories\/([^/]+)\/pulls\/?$/,
    written: '/api/publisher/analytics/v1/namespaces/NS/repositories/REPO/pulls',
    shows:
      'pulls of each digest by day, cloud, country and client, as JSON or (Accept: text/csv) as CSV; nobody is named',
    counts: 'inspect pulls REPO',
    means: (ask, desk) => lookAt(ask, desk, 'pulls'),
    answer: (ask, _desk, [outcome]) => answerPulls(ask, outcome),
  },
];
