import type { Outcome } from '../desk.ts';
import { json } from './reply.ts';

/** Code, status and message (REGISTRY-AND-CI-CONTRACT.md §1.10). */
const ERRORS = {
  BLOB_UNKNOWN: [404, 'blob unknown to registry'],
  BLOB_UPLOAD_INVALID: [404, 'blob upload invalid'],
  BLOB_UPLOAD_UNKNOWN: [404, 'blob upload unknown to registry'],
  DENIED: [403, 'requested access to the resource is denied'],
  DIGEST_INVALID: [400, 'provided digest did not match uploaded content'],
  MANIFEST_BLOB_UNKNOWN: [400, 'blob unknown to registry'],
  MANIFEST_INVALID: [400, 'manifest invalid'],
  MANIFEST_UNKNOWN: [404, 'manifest unknown'],
  NAME_INVALID: [400, 'invalid repository name'],
  NAME_UNKNOWN: [404, 'repository name not known to registry'],
  PAGINATION_NUMBER_INVALID: [400, 'invalid number of results requested'],
  RANGE_INVALID: [416, 'invalid content range'],
  SIZE_INVALID: [400, 'provided length did not match content length'],
  TOOMANYREQUESTS: [429, 'too many requests'],
  UNAUTHORIZED: [401, 'authentication required'],
  UNAVAILABLE: [503, 'service unavailable'],
  UNSUPPORTED: [405, 'The operation is unsupported.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrorCode = keyof typeof ERRORS;

export interface Problem {
  readonly code: ErrorCode;
  readonly message?: string;
  /** Left out of the answer only when it is undefined; null is said. */
  readonly detail?: unknown;
}

/** One answer for one or several problems; the first gives the status. */
export function problems(
  list: readonly [Problem, ...Problem[]],
  headers: Readonly<Record<string, string>> = {},
): Response {
  const errors = list.map(({ code, message, detail }) => ({
    code,
    message: message ?? ERRORS[code][1],
    detail,
  }));
  return json(ERRORS[list[0].code][0], { errors }, headers);
}

export function problem(code: ErrorCode, detail?: unknown, message?: string): Response {
  return problems([{ code, ...(message === undefined ? {} : { message }), detail }]);
}

/** What a client hears when a decision was not done: the world's refusal, or that nobody here knows of such a thing. */
export function notDone(outcome: Exclude<Outcome, { kind: 'done' }>, unknown: () => Response): Response {
  switch (outcome.kind) {
    case 'unknown':
      return unknown();
    case 'refused':
      return outcome.code === 'gone' || outcome.code === 'not-found' || outcome.code === 'expired'
        ? unknown()
        : problem('DENIED', outcome.message);
    case 'busy':
    case 'closed':
      return unavailable(outcome);
    default: {
      const never: never = outcome;
      return never;
    }
  }
}

/** Nobody has hands free, or play is over. */
export function unavailable(outcome: Outcome): Response {
  if (outcome.kind !== 'busy') return problem('UNAVAILABLE', 'the exercise is over');
  const wait = String(Math.max(1, Math.ceil(outcome.wait)));
  const detail = `${outcome.by} is busy for another ${wait} simulated seconds`;
  return problems([{ code: 'TOOMANYREQUESTS', detail }], { 'Retry-After': wait });
}
