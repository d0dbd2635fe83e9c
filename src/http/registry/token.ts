import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Seconds } from '../../world/time.ts';

/** How long a token lives that was issued, in simulated seconds. */
export const TOKEN_LIFE: Seconds = 300;

export type Action = 'pull' | 'push' | 'delete' | '*';

/** What a token lets its holder do to one repository, or to the catalogue. */
export interface Access {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly Action[];
}

/** Whom a token was issued to: `hub-ci-2026~1`, `operator` or `anonymous`. */
export interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  readonly exp: number;
  readonly nbf: number;
  readonly iat: number;
  readonly jti: string;
  readonly access: readonly Access[];
}

const HEAD = encoded({ typ: 'JWT', alg: 'HS256' });

/** Makes and reads tokens that look like those of a real token server; nothing is kept, so nothing can fill up. */
export class TokenMint {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  issue(claims: Claims): string {
    const body = `${HEAD}.${encoded(claims)}`;
    return `${body}.${this.#sign(body)}`;
  }

  /** The claims of a token of this mint; null for any other text. */
  read(token: string): Claims | null {
    const [head, claims, signature, ...more] = token.split('.');
    if (head !== HEAD || claims === undefined || signature === undefined || more.length > 0) return null;
    const given = Buffer.from(signature);
    const right = Buffer.from(this.#sign(`${head}.${claims}`));
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
    return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Claims;
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** `repository:harborlight/base:pull,push` taken apart; null for what is no scope. A name may hold a port's colon. */
export function parseScope(text: string): Access | null {
  const first = text.indexOf(':');
  const last = text.lastIndexOf(':');
  if (first <= 0 || last <= first) return null;
  const actions = text
    .slice(last + 1)
    .split(',')
    .filter(
      (word): word is Action => word === 'pull' || word === 'push' || word === 'delete' || word === '*',
    );
  return { type: text.slice(0, first), name: text.slice(first + 1, last), actions };
}
