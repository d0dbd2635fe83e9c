import type { Desk, Outcome } from '../desk.ts';
import type { Ask } from '../route.ts';
import type { HeaderFields } from '../shown.ts';
import { bodyResponse, countIn } from '../shown.ts';

const LIMIT = 180;

/** JSON as the hub sends it, with the headers of its API limits. They stand still: nobody is cut off in an exercise. */
export function hubJson(body: unknown, status: number = 200, headers: HeaderFields = {}): Response {
  const all = new Headers(headers);
  all.set('Content-Type', 'application/json');
  for (const [name, value] of Object.entries(LIMITS)) all.set(name, value);
  return bodyResponse(JSON.stringify(body), status, all);
}

const LIMITS: Readonly<Record<string, string>> = {
  'X-RateLimit-Limit': String(LIMIT),
  'X-RateLimit-Remaining': String(LIMIT - 1),
  'X-RateLimit-Reset': '60',
};

export function hubEmpty(status: number): Response {
  return new Response(null, { status, headers: LIMITS });
}

/** `{detail, message}`: older calls of the hub read the one, newer ones the other. */
export function hubError(status: number, message: string, headers: HeaderFields = {}): Response {
  return hubJson({ detail: message, message }, status, headers);
}

export function notFound(): Response {
  return hubError(404, 'object not found');
}

/** What a request was told that asks for more than the team can do here: a service does not say why. */
export function forbidden(): Response {
  return hubError(403, 'access to the resource is denied');
}

export function invalid(field: string, text: string): Response {
  return hubJson({ fields: { [field]: [text] }, text, message: text }, 400);
}

/** Why an attempt or a look came to nothing, in the hub's words. */
export function refusal(outcome: Outcome | undefined): Response {
  if (outcome?.kind !== 'refused') return notFound();
  switch (outcome.code) {
    case 'gone':
    case 'not-found':
    case 'expired':
      return notFound();
    case 'revoked':
      return hubError(401, outcome.message);
    default:
      return hubError(403, outcome.message);
  }
}

export function unavailable(_ask: Ask, outcome: Outcome): Response {
  if (outcome.kind !== 'busy') return hubError(503, 'service unavailable: the exercise is over');
  return hubError(429, `too many requests: the hands of ${outcome.by} are busy`, {
    'Retry-After': String(outcome.wait),
  });
}

export function noRoute(_ask: Ask, methods: readonly string[] | null): Response {
  if (methods === null) return notFound();
  return hubError(405, 'method not allowed', { Allow: methods.join(', ') });
}

export interface Page<T> {
  readonly results: readonly T[];
  readonly next: string | null;
  readonly previous: string | null;
}

/** One page of a list, with the addresses of its neighbours. A page behind the last one is empty. */
export function pageOf<T>(ask: Ask, all: readonly T[], size: number = 10): Page<T> {
  const pageSize = countIn(ask.query, 'page_size', size, 100);
  const page = countIn(ask.query, 'page', 1, 1_000_000);
  const address = (number: number): string => {
    const query = new URLSearchParams(ask.query);
    query.set('page', String(number));
    query.set('page_size', String(pageSize));
    return `${ask.base}${ask.path}?${query.toString()}`;
  };
  return {
    results: all.slice((page - 1) * pageSize, page * pageSize),
    next: page * pageSize < all.length ? address(page + 1) : null,
    previous: page > 1 ? address(page - 1) : null,
  };
}

/** Seconds since 1970 of the exercise's own clock. */
export function hubSeconds(desk: Desk): number {
  return desk.world.estate.clock.calendar.startEx + desk.now;
}
