import type { Outcome } from '../desk.ts';
import type { Ask } from '../route.ts';
import type { HeaderFields } from '../shown.ts';
import { bodyResponse } from '../shown.ts';

/** JSON as a cluster's API server sends it, with its line end. */
export function clusterJson(body: unknown, status: number = 200, headers: HeaderFields = {}): Response {
  const all = new Headers(headers);
  all.set('Content-Type', 'application/json');
  all.set('Cache-Control', 'no-cache, private');
  return bodyResponse(`${JSON.stringify(body)}\n`, status, all);
}

type Reason =
  | 'NotFound'
  | 'Forbidden'
  | 'MethodNotAllowed'
  | 'Invalid'
  | 'BadRequest'
  | 'TooManyRequests'
  | 'ServiceUnavailable';

const CODES: Readonly<Record<Reason, number>> = {
  BadRequest: 400,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  Invalid: 422,
  TooManyRequests: 429,
  ServiceUnavailable: 503,
};

/** A `Status`: what a client prints as `Error from server (NotFound): pods "x" not found`. */
export function statusOf(
  reason: Reason,
  message: string,
  details: object | null = null,
  headers: HeaderFields = {},
): Response {
  const code = CODES[reason];
  const body = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details === null ? {} : { details }),
    code,
  };
  return clusterJson(body, code, headers);
}

export function noSuch(resource: string, name: string): Response {
  const [kind = '', ...group] = resource.split('.');
  const details = { name, ...(group.length === 0 ? {} : { group: group.join('.') }), kind };
  return statusOf('NotFound', `${resource} "${name}" not found`, details);
}

export function noResource(): Response {
  return statusOf('NotFound', 'the server could not find the requested resource', {});
}

/** What the team has no right or no verb for. */
export function forbidden(verb: string, resource: string, name: string): Response {
  const [kind = '', ...group] = resource.split('.');
  const bare = resource.replace(/\/[a-z]+/, '');
  const what = name === '' ? bare : `${bare} "${name}"`;
  const message = `${what} is forbidden: User "hotwash" cannot ${verb} resource "${kind}" in API group "${group.join('.')}" in the namespace "default"`;
  return statusOf('Forbidden', message, { name, kind });
}

/** Why a look or an attempt came to nothing. */
export function refusal(outcome: Outcome | undefined, resource: string, name: string): Response {
  switch (outcome?.kind) {
    case 'refused':
      if (outcome.code === 'not-found' || outcome.code === 'gone')
        return statusOf('Invalid', outcome.message, { name, kind: resource });
      return statusOf(
        'Forbidden',
        `admission webhook "policy.drill.example" denied the request: ${outcome.message}`,
      );
    case 'unknown':
      return statusOf('Invalid', outcome.message, { name, kind: resource });
    default:
      return noSuch(resource, name);
  }
}

export function unavailable(_ask: Ask, outcome: Outcome): Response {
  if (outcome.kind !== 'busy') return statusOf('ServiceUnavailable', 'the exercise is over');
  const details = { retryAfterSeconds: outcome.wait };
  return statusOf('TooManyRequests', `the hands of ${outcome.by} are busy, please try again later`, details, {
    'Retry-After': String(outcome.wait),
  });
}

export function noRoute(_ask: Ask, methods: readonly string[] | null): Response {
  if (methods === null) return noResource();
  return statusOf(
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
    { Allow: methods.join(', ') },
  );
}

/** A client thinks something broken that ends within a second. */
const WATCH_MS = 1100;

/** A watch that has nothing to tell and soon ends: the clock of an exercise moves by decisions, so there is nothing to wait for. */
export function emptyWatch(): Response {
  let timer: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => {
      timer = setTimeout(() => stream.close(), WATCH_MS);
    },
    cancel: () => clearTimeout(timer),
  });
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache, private' };
  return new Response(body, { status: 200, headers });
}

export function isWatch(ask: Ask): boolean {
  return ['true', '1'].includes(ask.query.get('watch') ?? '');
}
