import { fakeDigest, fakeUuid } from '../../world/evidence/fake-id.ts';
import type { Asker } from '../asker.ts';
import { askerOf, askerWith } from '../asker.ts';
import type { Desk } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { isObject, jsonBody, knownCredentials, settled, textIn } from '../shown.ts';
import { forbidden, hubError, hubJson, hubSeconds } from './answers.ts';

/** A login lives on for ten minutes of the exercise's clock, whatever becomes of the secret that it was made with. */
const LIFE = 600;

/** Who a request to the hub is from: by a login, or by a secret itself as a bearer. */
export function callerOf(ask: Ask, desk: Desk): Asker {
  const [, bearer = ''] = /^bearer\s+(\S+)$/i.exec(ask.headers.get('authorization') ?? '') ?? [];
  return bearer.split('.').length === 3 ? loginOf(desk, bearer) : ofHub(askerOf(desk, ask.headers));
}

const KINDS: readonly string[] = ['registry-token', 'password', 'session'];

// Values of other services are nothing here.
function ofHub(asker: Asker): Asker {
  return asker.kind === 'credential' && !KINDS.includes(asker.spec.kind) ? { kind: 'stranger' } : asker;
}

/** The users whose tokens a call speaks of: a user's own, and everybody's for who speaks for the whole team. */
export function usersOf(desk: Desk, asker: Asker): readonly string[] {
  if (asker.kind === 'credential') return [asker.spec.owner];
  const tokens = knownCredentials(desk).filter((spec) => spec.kind === 'registry-token');
  return [...new Set(tokens.map((spec) => spec.owner))];
}

/** Null when a request may read; anybody may who does not show something wrong. */
export function readRefusal(ask: Ask, desk: Desk): Meaning | null {
  const asker = callerOf(ask, desk);
  const isRight = asker.kind === 'credential' ? asker.isLive : asker.kind !== 'stranger';
  return isRight ? null : settled(hubError(401, 'unauthorized: could not validate credentials'));
}

/** Null when a request may write: the administrator's or the owner's own login. A token for pushing manages nothing. */
export function writeRefusal(ask: Ask, desk: Desk): Meaning | null {
  const asker = callerOf(ask, desk);
  switch (asker.kind) {
    case 'operator':
      return null;
    case 'credential':
      if (!asker.isLive) return settled(hubError(401, 'unauthorized: could not validate credentials'));
      return asker.spec.kind === 'password' ? null : settled(forbidden());
    default:
      return settled(hubError(401, 'unauthorized: authentication required'));
  }
}

interface Login {
  readonly sub: string;
  readonly credential: string | null;
  readonly generation: number;
  readonly exp: number;
}

function issueLogin(desk: Desk, asker: Asker, user: string): string {
  const credential = asker.kind === 'credential' ? asker.spec.id : null;
  const now = hubSeconds(desk);
  const claims = {
    iss: 'https://hub.example/',
    aud: 'https://hub.example',
    sub: user,
    iat: now,
    exp: now + LIFE,
    jti: fakeUuid(`login ${user} ${now}`),
    credential,
    generation: asker.kind === 'credential' ? asker.generation : 1,
  };
  const head = `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(claims)}`;
  return `${head}.${sealOf(head)}`;
}

function loginOf(desk: Desk, token: string): Asker {
  const [header = '', body = '', seal = ''] = token.split('.');
  const login = seal === sealOf(`${header}.${body}`) ? decodedLogin(body) : null;
  if (login === null || login.exp <= hubSeconds(desk)) return { kind: 'stranger' };
  if (login.credential === null) return { kind: 'operator' };
  const spec = desk.world.estate.credentials[login.credential];
  if (spec === undefined) return { kind: 'stranger' };
  return { kind: 'credential', spec, generation: login.generation, isLive: true };
}

// No signature: there is nothing here to protect, and no key could be kept anyway. It tells a torn token from a whole one.
function sealOf(head: string): string {
  return `FAKE-${fakeDigest(head).slice('sha256:'.length, 'sha256:'.length + 32)}`;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decodedLogin(body: string): Login | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
    if (!isObject(value) || typeof value.exp !== 'number' || typeof value.generation !== 'number')
      return null;
    return {
      sub: textIn(value, 'sub') ?? '',
      credential: textIn(value, 'credential'),
      generation: value.generation,
      exp: value.exp,
    };
  } catch {
    return null;
  }
}

function login(ask: Ask, desk: Desk, keys: readonly [string, string], answer: string): Meaning {
  const body = jsonBody(ask);
  const user = body === null ? null : textIn(body, keys[0]);
  const secret = body === null ? null : textIn(body, keys[1]);
  if (user === null || secret === null)
    return settled(hubError(400, `${keys[0]} and ${keys[1]} are required`));
  const asker = ofHub(askerWith(desk, user, secret));
  const isRight = asker.kind === 'operator' || (asker.kind === 'credential' && asker.isLive);
  if (!isRight) return settled(hubError(401, 'Incorrect authentication credentials'));
  return settled(hubJson({ [answer]: issueLogin(desk, asker, user) }));
}

const unused = (): Response => hubError(500, 'answered before');

export const LOGIN_ROUTES: readonly Route[] = [
  {
    methods: ['POST'],
    path: /^\/v2\/auth\/token\/?$/,
    written: '/v2/auth/token',
    shows: 'whether a secret of the team works now',
    counts: 'free',
    means: (ask, desk) => login(ask, desk, ['identifier', 'secret'], 'access_token'),
    answer: unused,
  },
  {
    methods: ['POST'],
    path: /^\/v2\/users\/login\/?$/,
    written: '/v2/users/login',
    shows: 'whether a secret of the team works now',
    counts: 'free',
    means: (ask, desk) => login(ask, desk, ['username', 'password'], 'token'),
    answer: unused,
  },
];
