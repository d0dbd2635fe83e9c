import { callSubject, logOf } from '../../world/evidence/retention.ts';
import type { EvidenceRecord } from '../../world/fact.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { allRecords, countIn, FREE, isObject, knownCredentials, looks } from '../shown.ts';
import { forgeJson, notHere, refusal } from './answers.ts';
import { readRefusal } from './caller.ts';
import { isOrganisation } from './names.ts';
import { isWithin } from './runs.ts';

/** One word of a phrase: `action:git.clone`, `-actor:hl-bot`, `created:>=2026-05-12`; a word without a key is looked for anywhere. */
interface Qualifier {
  readonly key: string;
  readonly value: string;
  readonly isNot: boolean;
}

function qualifiersOf(phrase: string): readonly Qualifier[] {
  const words = phrase.match(/[^\s"]*"[^"]*"|\S+/g) ?? [];
  return words.map((word) => {
    const [, minus = '', key = '', value = ''] = /^(-?)(?:([a-z_]+):)?(.*)$/.exec(word) ?? [];
    return { key, value: value.replaceAll('"', ''), isNot: minus === '-' };
  });
}

// The log of calls with each token of the forge; an actor in the phrase spares the others.
function meansLog(ask: Ask, desk: Desk): Meaning {
  const refused = readRefusal(ask, desk);
  if (refused !== null) return refused;
  if (!isOrganisation(desk, ask.params[0] ?? '')) return notHere();
  const actors = qualifiersOf(ask.query.get('phrase') ?? '')
    .filter((one) => one.key === 'actor' && !one.isNot)
    .map((one) => one.value);
  const tokens = knownCredentials(desk).filter(
    (spec) =>
      spec.kind === 'forge-token' &&
      logOf(desk.world, 'forge', callSubject(desk.world, spec.id)) !== null &&
      actors.every((actor) => actor === spec.label),
  );
  return tokens.length === 0 ? FREE : looks(...tokens.map((spec) => `inspect cloud-log ${spec.id}`));
}

function isGit(record: EvidenceRecord): boolean {
  return String(record.action).startsWith('git.');
}

function isIncluded(record: EvidenceRecord, include: string): boolean {
  return include === 'all' || isGit(record) === (include === 'git');
}

function matches(record: EvidenceRecord, { key, value, isNot }: Qualifier): boolean {
  return doesMatch(record, key, value) !== isNot;
}

function doesMatch(record: EvidenceRecord, key: string, value: string): boolean {
  switch (key) {
    case 'action':
      return record.action === value || String(record.action).startsWith(`${value}.`);
    case 'country':
      return isObject(record.actor_location) && record.actor_location.country_code === value;
    case 'operation':
      return record.operation_type === value;
    case 'created':
      return isWithin(new Date(Number(record['@timestamp'])).toISOString(), value);
    case 'ip':
      return record.actor_ip === value;
    case '':
      return Object.values(record).some((field) => String(field).includes(value));
    default:
      return String(record[key] ?? '') === value;
  }
}

/** A page and the cursors of its neighbours: an entry's own id, since pages of a log that grows would shift. */
function pageOfLog(ask: Ask, all: readonly EvidenceRecord[]): Response {
  const size = countIn(ask.query, 'per_page', 30, 100);
  const placeOf = (id: string | null): number => all.findIndex((record) => record._document_id === id);
  const before = placeOf(ask.query.get('before'));
  const start = before >= 0 ? Math.max(0, before - size) : placeOf(ask.query.get('after')) + 1;
  const end = before >= 0 ? before : start + size;
  const items = all.slice(start, end);
  const link = (key: 'after' | 'before', record: EvidenceRecord | undefined, rel: string): string => {
    const query = new URLSearchParams(ask.query);
    query.delete('after');
    query.delete('before');
    query.set(key, String(record?._document_id));
    return `<${ask.base}${ask.path}?${query.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(end < all.length && items.length > 0 ? [link('after', items.at(-1), 'next')] : []),
    ...(start > 0 && items.length > 0 ? [link('before', items[0], 'prev')] : []),
  ];
  return forgeJson(items, 200, links.length === 0 ? {} : { Link: links.join(', ') });
}

function answerLog(ask: Ask, outcomes: readonly Outcome[]): Response {
  const first = outcomes[0];
  const isGone = outcomes.length === 1 && first?.kind === 'refused' && first.code !== 'expired';
  if (isGone) return refusal(first);
  const wanted = qualifiersOf(ask.query.get('phrase') ?? '');
  const include = ask.query.get('include') ?? 'web';
  const direction = ask.query.get('order') === 'asc' ? 1 : -1;
  const entries = allRecords(outcomes)
    .filter((record) => isIncluded(record, include) && wanted.every((one) => matches(record, one)))
    .sort((left, right) => direction * (Number(left['@timestamp']) - Number(right['@timestamp'])));
  return pageOfLog(ask, entries);
}

export const AUDIT_LOG_ROUTES: readonly Route[] = [
  {
    methods: ['GET'],
    path: /^\/orgs\/([^/]+)\/audit-log$/,
    written: '/orgs/ORG/audit-log?phrase=&include=web|git|all&order=&per_page=',
    shows:
      "what was called with the forge's tokens, from which address and client; git events only with include",
    counts: 'inspect cloud-log CREDENTIAL, for each token; actor: in the phrase names one',
    means: meansLog,
    answer: (ask, _desk, outcomes) => answerLog(ask, outcomes),
  },
];
