import type { EvidenceRecord } from '../../world/fact.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { allRecords, countIn, FREE, looks, settled } from '../shown.ts';
import { hubJson, notFound, refusal } from './answers.ts';
import { readRefusal } from './caller.ts';

// Without a name, the log is that of each repository of the account, which takes as many looks.
function meansLog(ask: Ask, desk: Desk): Meaning {
  const refused = readRefusal(ask, desk);
  if (refused !== null) return refused;
  const account = ask.params[0] ?? '';
  const name = ask.query.get('name');
  const repos = Object.keys(desk.world.estate.repositories)
    .filter((repo) => repo.startsWith(`${account}/`) && (name === null || name === '' || repo === name))
    .sort();
  if (account !== desk.world.estate.account) return settled(notFound());
  return repos.length === 0 ? FREE : looks(...repos.map((repo) => `inspect audit-log ${repo}`));
}

function answerLog(ask: Ask, outcomes: readonly Outcome[]): Response {
  const refused = outcomes.find((outcome) => outcome.kind !== 'done');
  if (refused !== undefined && outcomes.length === 1) return refusal(refused);
  const size = countIn(ask.query, 'page_size', 25, 100);
  const page = countIn(ask.query, 'page', 1, 1_000_000);
  const logs = allRecords(outcomes)
    .filter((record) => isAsked(record, ask.query))
    .sort((left, right) => (String(left.timestamp) < String(right.timestamp) ? 1 : -1));
  return hubJson({ logs: logs.slice((page - 1) * size, page * size) });
}

/** `2026-05-12T02:41:07`: how much of a timestamp is compared. */
const SECOND = 19;

// `tag.push` is in the group `repo`: the calls that list names give both, and the filter takes the whole or the rest.
function isAsked(record: EvidenceRecord, query: URLSearchParams): boolean {
  const is = (key: string, accepts: (text: string) => boolean): boolean => {
    const text = query.get(key);
    return text === null || text === '' || accepts(text);
  };
  const stamp = String(record.timestamp).slice(0, SECOND);
  return (
    is('action', (text) => record.action === text || record.action === `repo.${text}`) &&
    is('actor', (text) => String(record.actor).split(' ')[0] === text || record.actor === text) &&
    is('from', (text) => stamp >= text.slice(0, SECOND)) &&
    is('to', (text) => stamp <= text.slice(0, SECOND))
  );
}

const action = (name: string, description: string, label: string): object => ({ name, description, label });

const ACTIONS = {
  repo: {
    label: 'Repository',
    actions: [
      action('tag.push', 'contains tag push events', 'Tag pushed'),
      action('tag.delete', 'contains tag delete events', 'Tag deleted'),
      action('immutable.tags.updated', 'contains changes of immutable tags', 'Immutable tags updated'),
    ],
  },
};

export const AUDIT_LOG_ROUTES: readonly Route[] = [
  {
    methods: ['GET'],
    path: /^\/v2\/auditlogs\/([^/]+)\/?$/,
    written: '/v2/auditlogs/ACCOUNT?name=&action=&actor=&from=&to=',
    shows: 'who pushed or deleted which tag with which token; no address and no pulls',
    counts: 'inspect audit-log REPO; without a name, one for each repository',
    means: meansLog,
    answer: (ask, _desk, outcomes) => answerLog(ask, outcomes),
  },
  {
    methods: ['GET'],
    path: /^\/v2\/auditlogs\/([^/]+)\/actions\/?$/,
    written: '/v2/auditlogs/ACCOUNT/actions',
    shows: 'names of the actions that a log may hold',
    counts: 'free',
    means: (ask, desk) => readRefusal(ask, desk) ?? FREE,
    answer: (ask, desk) =>
      ask.params[0] === desk.world.estate.account ? hubJson({ actions: ACTIONS }) : notFound(),
  },
];
