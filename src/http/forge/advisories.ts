import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import type { JsonObject } from '../shown.ts';
import { attempt, FREE, jsonBody, settled, textIn } from '../shown.ts';
import type { Advisories, Advisory } from './advisory.ts';
import { advisoryJson, publicAdvisoryJson } from './advisory.ts';
import { claimsOf } from './advisory-claims.ts';
import { arrayJson, forbidden, forgeJson, invalid, notFound, notHere, refusal } from './answers.ts';
import { readRefusal, writeRefusal } from './caller.ts';
import { pipelineOf } from './names.ts';

const LIST = /^\/repos\/([^/]+)\/([^/]+)\/security-advisories$/;
const ONE = /^\/repos\/([^/]+)\/([^/]+)\/security-advisories\/(GHSA(?:-[a-z0-9]{4}){3})$/;

function mistaken(field: string, message: string): Response {
  return invalid('RepositoryAdvisory', field, message);
}

/** The advisory of this id in the repository of the path. */
function found(ask: Ask, desk: Desk, kept: Advisories): Advisory | null {
  const [owner = '', repo = '', id = ''] = ask.params;
  const pipeline = pipelineOf(desk, owner, repo);
  const advisory = pipeline === null ? null : kept.find(desk, id);
  return advisory?.pipeline === pipeline?.id ? advisory : null;
}

function meansDraft(ask: Ask, desk: Desk): Meaning {
  const refused = writeRefusal(ask, desk);
  if (refused !== null) return refused;
  if (pipelineOf(desk, ask.params[0] ?? '', ask.params[1] ?? '') === null) return notHere();
  const fields = jsonBody(ask);
  if (fields === null) return settled(mistaken('body', 'Problems parsing JSON.'));
  for (const field of ['summary', 'description'])
    if (textIn(fields, field) === null) return settled(mistaken(field, `${field} is missing.`));
  return FREE;
}

function answerDraft(ask: Ask, desk: Desk, kept: Advisories): Response {
  const pipeline = pipelineOf(desk, ask.params[0] ?? '', ask.params[1] ?? '');
  const draft = pipeline === null ? null : kept.draft(pipeline.id, jsonBody(ask) ?? {}, desk.now);
  return draft === null ? forbidden() : forgeJson(advisoryJson(ask, desk, draft), 201);
}

function changed(advisory: Advisory, body: JsonObject): JsonObject {
  return { ...advisory.fields, ...body };
}

// Publishing is telling the public; what is changed after that is a correction of what was said.
function meansPatch(ask: Ask, desk: Desk, kept: Advisories): Meaning {
  const refused = writeRefusal(ask, desk);
  if (refused !== null) return refused;
  const advisory = found(ask, desk, kept);
  const body = jsonBody(ask);
  if (advisory === null) return notHere();
  if (body === null) return settled(mistaken('body', 'Problems parsing JSON.'));
  const state = textIn(body, 'state') ?? advisory.state;
  const isPublished = advisory.state === 'published';
  if (state !== 'published') return isPublished ? settled(forbidden()) : FREE;
  const isSame = ['summary', 'description', 'vulnerabilities'].every((field) => body[field] === undefined);
  if (isPublished && isSame) return FREE;
  const told = claimsOf(changed(advisory, body), desk.world.estate.clock.calendar);
  if (!told.ok) return settled(mistaken('description', told.message));
  const claims = told.claims.join(' ');
  if (advisory.notice !== null) return attempt(`correct ${advisory.notice} with ${claims}`);
  const audience = Object.values(desk.world.estate.audiences).find((one) => one.public);
  return audience === undefined ? settled(forbidden()) : attempt(`notify ${audience.id} with ${claims}`);
}

function answerPatch(ask: Ask, desk: Desk, kept: Advisories, outcome: Outcome | undefined): Response {
  const advisory = found(ask, desk, kept);
  const body = jsonBody(ask);
  if (advisory === null || body === null) return notFound();
  if (outcome?.kind === 'unknown') return mistaken('description', outcome.message);
  if (outcome !== undefined && outcome.kind !== 'done') return refusal(outcome);
  const sent = outcome?.facts.find((fact) => fact.kind === 'notice-sent')?.subject ?? null;
  const state = textIn(body, 'state');
  const fields = changed(advisory, body);
  const next = kept.keep({
    ...advisory,
    fields,
    state: outcome === undefined ? stateOf(state, advisory) : 'published',
    notice: advisory.notice ?? sent,
  });
  return forgeJson(advisoryJson(ask, desk, next));
}

function stateOf(state: string | null, advisory: Advisory): Advisory['state'] {
  return state === 'closed' || state === 'draft' ? state : advisory.state;
}

function listOwn(ask: Ask, desk: Desk, kept: Advisories): Response {
  const pipeline = pipelineOf(desk, ask.params[0] ?? '', ask.params[1] ?? '');
  if (pipeline === null) return notFound();
  const state = ask.query.get('state');
  const asked = kept
    .all(desk)
    .filter((advisory) => advisory.pipeline === pipeline.id && (state === null || advisory.state === state));
  return arrayJson(
    ask,
    asked.map((advisory) => advisoryJson(ask, desk, advisory)),
  );
}

function listPublished(ask: Ask, desk: Desk, kept: Advisories): Response {
  const all = kept
    .all(desk)
    .filter((advisory) => advisory.state === 'published')
    .map((advisory) => publicAdvisoryJson(ask, desk, advisory));
  const id = ask.params[0] ?? '';
  if (id === '') return arrayJson(ask, all);
  const one = all.find((advisory) => advisory.ghsa_id === id);
  return one === undefined ? notFound() : forgeJson(one);
}

/** Advisories of the repositories, and the public record of those that were published. */
export function advisoryRoutes(kept: Advisories): readonly Route[] {
  return [...readRoutes(kept), ...writeRoutes(kept)];
}

function readRoutes(kept: Advisories): readonly Route[] {
  const means: Route['means'] = (ask, desk) => readRefusal(ask, desk) ?? FREE;
  return [
    {
      methods: ['GET'],
      path: LIST,
      written: '/repos/OWNER/REPO/security-advisories',
      shows: "the team's own drafts, and what it has told the public",
      counts: 'free',
      means,
      answer: (ask, desk) => listOwn(ask, desk, kept),
    },
    {
      methods: ['GET'],
      path: ONE,
      written: '/repos/OWNER/REPO/security-advisories/GHSA',
      shows: 'one of them',
      counts: 'free',
      means,
      answer: (ask, desk) => {
        const advisory = found(ask, desk, kept);
        return advisory === null ? notFound() : forgeJson(advisoryJson(ask, desk, advisory));
      },
    },
    {
      methods: ['GET'],
      path: /^\/advisories(?:\/(GHSA(?:-[a-z0-9]{4}){3}))?$/,
      written: '/advisories[/GHSA]',
      shows: 'what the team has told the public',
      counts: 'free',
      means,
      answer: (ask, desk) => listPublished(ask, desk, kept),
    },
  ];
}

function writeRoutes(kept: Advisories): readonly Route[] {
  return [
    {
      methods: ['POST'],
      path: LIST,
      written: '/repos/OWNER/REPO/security-advisories',
      shows: 'the draft; nobody else sees it',
      counts: 'free',
      means: meansDraft,
      answer: (ask, desk) => answerDraft(ask, desk, kept),
    },
    {
      methods: ['PATCH'],
      path: ONE,
      written: '/repos/OWNER/REPO/security-advisories/GHSA',
      shows: 'the advisory as it is then; 422 with the form when it claims nothing that can be checked',
      counts: 'notify public with CLAIM… when it is published, correct NOTICE with CLAIM… after that',
      means: (ask, desk) => meansPatch(ask, desk, kept),
      answer: (ask, desk, [outcome]) => answerPatch(ask, desk, kept, outcome),
    },
    {
      methods: ['POST'],
      path: /^\/repos\/([^/]+)\/([^/]+)\/security-advisories\/(?:reports|GHSA(?:-[a-z0-9]{4}){3}\/(cve|forks))$/,
      written: '/repos/OWNER/REPO/security-advisories/GHSA/cve, …/reports',
      shows: 'nothing: a request for a number is taken and never answered, the rest is refused',
      counts: 'free',
      means: (ask, desk) => writeRefusal(ask, desk) ?? FREE,
      answer: (ask) => (ask.params[2] === 'cve' ? forgeJson({}, 202) : forbidden()),
    },
  ];
}
