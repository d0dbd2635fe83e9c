import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { attempt, FREE, jsonBody, looks, settled, shownRecords, textIn } from '../shown.ts';
import { forbidden, hubJson, invalid, notFound, refusal } from './answers.ts';
import { readRefusal, writeRefusal } from './caller.ts';
import { protectedTags, repositoryIn, repositoryRecord } from './repositories.ts';

const FIELD = 'immutable_tags_rules';

/**
 * A rule as the team writes it: one tag by its name, `1\.8`, with or without `^` and `$`. The hub takes a pattern; nothing here
 * becomes a regular expression, since a pattern from outside could keep it busy for ever.
 */
function tagOfRule(rule: string): string | null {
  const text = rule.replace(/^\^/, '').replace(/\$$/, '').replaceAll('\\.', '.').replaceAll('\\-', '-');
  return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(text) ? text : null;
}

/** The tags that a repository would have immutable after the call; null when the body has not the form. */
function wantedTags(ask: Ask): readonly string[] | null {
  const body = jsonBody(ask);
  if (body === null || typeof body.immutable_tags !== 'boolean') return null;
  if (!body.immutable_tags) return [];
  if (!Array.isArray(body[FIELD])) return null;
  const tags = body[FIELD].map((rule: unknown) => (typeof rule === 'string' ? tagOfRule(rule) : null));
  return tags.every((tag) => tag !== null) ? tags : null;
}

// A decision protects or frees one tag, so that a call may change one rule.
function meansRules(ask: Ask, desk: Desk): Meaning {
  const refused = writeRefusal(ask, desk);
  if (refused !== null) return refused;
  const repo = repositoryIn(ask, desk);
  if (repo === null) return settled(notFound());
  const wanted = wantedTags(ask);
  if (wanted === null)
    return settled(
      invalid(
        FIELD,
        'immutable_tags is true or false; each rule is the name of one tag, dots escaped or not.',
      ),
    );
  const present = protectedTags(desk, repo);
  const added = wanted.filter((tag) => !present.includes(tag));
  const removed = present.filter((tag) => !wanted.includes(tag));
  if (added.length + removed.length > 1)
    return settled(invalid(FIELD, 'A call may add or remove one rule; make one call for each.'));
  const [add, remove] = [added[0], removed[0]];
  if (add !== undefined) return attempt(`protect ${repo}:${add}`);
  return remove === undefined ? FREE : attempt(`lift protect:${repo}:${remove}`);
}

function answerRules(ask: Ask, desk: Desk, outcome: Outcome | undefined): Response {
  const repo = repositoryIn(ask, desk);
  if (repo === null) return notFound();
  if (outcome?.kind === 'unknown') return invalid(FIELD, 'There is no such tag.');
  if (outcome?.kind === 'refused') return outcome.code === 'denied' ? forbidden() : refusal(outcome);
  return hubJson(repositoryRecord(desk, repo));
}

function meansVerify(ask: Ask, desk: Desk): Meaning {
  const refused = readRefusal(ask, desk);
  if (refused !== null) return refused;
  const repo = repositoryIn(ask, desk);
  if (repo === null) return settled(notFound());
  const rule = textIn(jsonBody(ask) ?? {}, 'regex');
  if (rule === null || tagOfRule(rule) === null)
    return settled(invalid('regex', 'A rule is the name of one tag, dots escaped or not.'));
  return looks(`inspect tags ${repo}`);
}

function answerVerify(ask: Ask, outcome: Outcome | undefined): Response {
  if (outcome?.kind !== 'done') return refusal(outcome);
  const tag = tagOfRule(textIn(jsonBody(ask) ?? {}, 'regex') ?? '');
  return hubJson({
    tags: shownRecords(outcome)
      .map((record) => record.name)
      .filter((name) => name === tag),
  });
}

export const IMMUTABLE_TAG_ROUTES: readonly Route[] = [
  {
    methods: ['PATCH'],
    path: /^\/v2\/namespaces\/([^/]+)\/repositories\/([^/]+)\/immutabletags\/?$/,
    written: '/v2/namespaces/NS/repositories/REPO/immutabletags',
    shows: 'the rules as they stand afterwards',
    counts: 'protect REPO:TAG, or lift protect:REPO:TAG for a rule that is left out',
    means: meansRules,
    answer: (ask, desk, [outcome]) => answerRules(ask, desk, outcome),
  },
  {
    methods: ['POST'],
    path: /^\/v2\/namespaces\/([^/]+)\/repositories\/([^/]+)\/immutabletags\/verify\/?$/,
    written: '/v2/namespaces/NS/repositories/REPO/immutabletags/verify',
    shows: 'the tags that a rule would hold',
    counts: 'inspect tags REPO',
    means: meansVerify,
    answer: (ask, _desk, [outcome]) => answerVerify(ask, outcome),
  },
];
