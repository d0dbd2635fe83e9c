import { knownNames } from '../exercise/known.ts';
import type { CredentialSpec } from '../world/estate.ts';
import type { Desk } from './desk.ts';
import { OPERATOR, whoseValue } from './secret-value.ts';

/**
 * Who sends a request. `stranger`: a value that the team cannot know or that nobody made, or a wrong name to it. One that was
 * revoked is still a credential, and not live.
 */
export type Asker =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'operator' }
  | {
      readonly kind: 'credential';
      readonly spec: CredentialSpec;
      readonly generation: number;
      readonly isLive: boolean;
    }
  | { readonly kind: 'stranger' };

/** Reads `Authorization: Basic`, `Bearer` and `token`. The user of a Basic pair is the credential's owner. */
export function askerOf(desk: Desk, headers: Headers): Asker {
  const [, scheme = '', rest = ''] = /^\s*(\S+)\s+(.*?)\s*$/.exec(headers.get('authorization') ?? '') ?? [];
  switch (scheme.toLowerCase()) {
    case '':
      return headers.has('authorization') ? { kind: 'stranger' } : { kind: 'anonymous' };
    case 'basic': {
      const pair = basicPair(rest);
      return pair === null ? { kind: 'stranger' } : askerWith(desk, pair.user, pair.secret);
    }
    case 'bearer':
    case 'token':
      return askerWith(desk, null, rest);
    default:
      return { kind: 'stranger' };
  }
}

/** Who shows a value, under a name or without one. */
export function askerWith(desk: Desk, user: string | null, value: string): Asker {
  if (value === OPERATOR.value)
    return user === null || user === OPERATOR.user ? { kind: 'operator' } : { kind: 'stranger' };
  const { world } = desk;
  const whose = whoseValue(world.estate, value);
  const spec = whose === null ? undefined : world.estate.credentials[whose.id];
  if (whose === null || spec === undefined) return { kind: 'stranger' };
  if (user !== null && user !== spec.owner) return { kind: 'stranger' };
  if (!(knownNames(desk.session).credential ?? []).includes(spec.id)) return { kind: 'stranger' };
  const generation = world.credentials[spec.id]?.generations[whose.generation - 1];
  if (generation === undefined) return { kind: 'stranger' };
  return { kind: 'credential', spec, generation: whose.generation, isLive: generation.live };
}

/** The two halves of a Basic pair; null for what is none. */
export function basicPair(encoded: string): { readonly user: string; readonly secret: string } | null {
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? null : { user: text.slice(0, colon), secret: text.slice(colon + 1) };
}
