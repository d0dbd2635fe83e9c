import type { Asker } from '../asker.ts';
import { askerOf } from '../asker.ts';
import type { Desk } from '../desk.ts';
import type { Ask, Meaning } from '../route.ts';
import { OPERATOR } from '../secret-value.ts';
import { settled } from '../shown.ts';
import { forbidden, forgeError } from './answers.ts';

/** Who a request to the forge is from. Values of other services are nothing here. */
export function callerOf(ask: Ask, desk: Desk): Asker {
  const asker = askerOf(desk, ask.headers);
  if (asker.kind !== 'credential') return asker;
  return KINDS.includes(asker.spec.kind) ? asker : { kind: 'stranger' };
}

const KINDS: readonly string[] = ['forge-token', 'oauth-grant', 'session', 'password'];

/** The login that a request is from; null for nobody's. */
export function loginOf(ask: Ask, desk: Desk): string | null {
  const asker = callerOf(ask, desk);
  if (asker.kind === 'operator') return OPERATOR.user;
  return asker.kind === 'credential' && asker.isLive ? asker.spec.label : null;
}

/** Null when a request may read: anybody may who does not show something that is no good. */
export function readRefusal(ask: Ask, desk: Desk): Meaning | null {
  const asker = callerOf(ask, desk);
  const isRight = asker.kind === 'credential' ? asker.isLive : asker.kind !== 'stranger';
  return isRight ? null : settled(forgeError(401, 'Bad credentials'));
}

/** Null when a request may write: the team's own administrator. The tokens of a scenario have other work to do. */
export function writeRefusal(ask: Ask, desk: Desk): Meaning | null {
  const asker = callerOf(ask, desk);
  if (asker.kind === 'operator') return null;
  if (asker.kind === 'anonymous') return settled(forgeError(401, 'Requires authentication'));
  return readRefusal(ask, desk) ?? settled(forbidden());
}
