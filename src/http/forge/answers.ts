import { fakeUuid } from '../../world/evidence/fake-id.ts';
import type { Outcome } from '../desk.ts';
import type { Ask, Meaning } from '../route.ts';
import type { HeaderFields } from '../shown.ts';
import { bodyResponse, countIn, settled } from '../shown.ts';

const DOCS = 'https://docs.forge.example/rest';
const LIMIT = 5000;

const STANDING: Readonly<Record<string, string>> = {
  'X-GitHub-Media-Type': 'github.v3; format=json',
  'X-GitHub-Api-Version-Selected': '2022-11-28',
  'X-RateLimit-Limit': String(LIMIT),
  'X-RateLimit-Remaining': String(LIMIT - 1),
  'X-RateLimit-Reset': '4102444800',
  'X-RateLimit-Used': '1',
  'X-RateLimit-Resource': 'core',
  'X-Content-Type-Options': 'nosniff',
};

function headersOf(more: HeaderFields): Headers {
  const all = new Headers(more);
  for (const [name, value] of Object.entries(STANDING)) all.set(name, value);
  return all;
}

/** JSON as the forge sends it. Its limits stand still: nobody is cut off in an exercise. */
export function forgeJson(body: unknown, status: number = 200, headers: HeaderFields = {}): Response {
  const all = headersOf(headers);
  all.set('Content-Type', 'application/json; charset=utf-8');
  const text = JSON.stringify(body);
  all.set('X-GitHub-Request-Id', fakeUuid(text).slice(0, 18).toUpperCase().replaceAll('-', ':'));
  return bodyResponse(text, status, all);
}

export function forgeEmpty(status: number): Response {
  return new Response(null, { status, headers: headersOf({}) });
}

export function forgeError(status: number, message: string, headers: HeaderFields = {}): Response {
  return forgeJson({ message, documentation_url: DOCS, status: String(status) }, status, headers);
}

export function notFound(): Response {
  return forgeError(404, 'Not Found');
}

/** What the team has no right or no verb for: a service does not tell the one from the other. */
export function forbidden(): Response {
  return forgeError(403, 'Resource not accessible by personal access token');
}

export function invalid(resource: string, field: string, message: string): Response {
  const errors = [{ resource, field, code: 'invalid', message }];
  return forgeJson({ message: 'Validation Failed', errors, documentation_url: DOCS, status: '422' }, 422);
}

/** Why an attempt or a look came to nothing, in the forge's words. */
export function refusal(outcome: Outcome | undefined): Response {
  if (outcome?.kind !== 'refused') return notFound();
  switch (outcome.code) {
    case 'gone':
    case 'not-found':
      return notFound();
    case 'expired':
      return forgeError(410, 'The logs for this run have expired and are no longer available.');
    case 'revoked':
      return forgeError(401, 'Bad credentials');
    case 'denied':
      return forgeError(403, outcome.message);
    default:
      return forgeError(422, outcome.message);
  }
}

/** The answer to a write that leaves nothing to say. */
export function done(outcome: Outcome | undefined, status: number = 204): Response {
  return outcome === undefined || outcome.kind === 'done' ? forgeEmpty(status) : refusal(outcome);
}

export function unavailable(_ask: Ask, outcome: Outcome): Response {
  if (outcome.kind !== 'busy') return forgeError(503, 'Service unavailable: the exercise is over.');
  return forgeError(429, `You have exceeded a secondary rate limit: the hands of ${outcome.by} are busy.`, {
    'Retry-After': String(outcome.wait),
  });
}

export function noRoute(_ask: Ask, methods: readonly string[] | null): Response {
  return methods === null ? notFound() : forgeError(404, 'Not Found', { Allow: methods.join(', ') });
}

export function notHere(): Meaning {
  return settled(notFound());
}

/** One page of a list and the `Link` header that leads to the others. */
export function pageOf<T>(
  ask: Ask,
  all: readonly T[],
): { readonly items: readonly T[]; readonly headers: Readonly<Record<string, string>> } {
  const size = countIn(ask.query, 'per_page', 30, 100);
  const page = countIn(ask.query, 'page', 1, 1_000_000);
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = (number: number, rel: string): string => `<${addressOf(ask, number)}>; rel="${rel}"`;
  const links = [
    ...(page > 1 ? [link(Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ];
  return {
    items: all.slice((page - 1) * size, page * size),
    headers: links.length === 0 ? {} : { Link: links.join(', ') },
  };
}

function addressOf(ask: Ask, page: number): string {
  const query = new URLSearchParams(ask.query);
  query.set('page', String(page));
  return `${ask.base}${ask.path}?${query.toString()}`;
}

/** A list under a key, with how many there are of them in all. */
export function listJson(ask: Ask, key: string, all: readonly unknown[]): Response {
  const { items, headers } = pageOf(ask, all);
  return forgeJson({ total_count: all.length, [key]: items }, 200, headers);
}

/** A list as it is. */
export function arrayJson(ask: Ask, all: readonly unknown[]): Response {
  const { items, headers } = pageOf(ask, all);
  return forgeJson(items, 200, headers);
}
