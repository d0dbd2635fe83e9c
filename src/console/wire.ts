import { type Hosts, hostsOf } from '../http/addresses.ts';
import type { Desk } from '../http/desk.ts';
import { answerRequest, type Parts } from '../http/handlers.ts';
import type { Face, FaceName } from '../http/route.ts';
import { OPERATOR } from '../http/secret-value.ts';
import { bytesOf, textOf } from './output.ts';

/** One request of a form, to a service by its name or to a whole URL. */
export interface WireRequest {
  readonly service: FaceName;
  readonly method?: string;
  /** With its query, still percent-encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Whose key goes with it; the one that the console is signed in with when absent, nobody's when null. */
  readonly as?: Login | null;
}

export interface Login {
  readonly user: string;
  readonly secret: string;
}

export interface Reply {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export const OPERATOR_LOGIN: Login = { user: OPERATOR.user, secret: OPERATOR.value };

/** Sends the requests of the forms to the services of one session, in this process. */
export class Wire {
  readonly desk: Desk;
  readonly hosts: Hosts;
  readonly #faces: readonly Face[];
  /** Whom the registry's clients are signed in as; `docker login` and `logout` change it. */
  login: Login | null = OPERATOR_LOGIN;

  constructor(desk: Desk, faces: readonly Face[]) {
    this.desk = desk;
    this.hosts = hostsOf(desk.world.estate);
    this.#faces = faces;
  }

  async ask(request: WireRequest): Promise<Reply> {
    const { method, url, headers, body } = partsOf(request, this.hosts, this.login);
    const response = await answerRequest(
      this.desk,
      this.#faces,
      new Request(url, { method, headers, ...(body.length === 0 ? {} : { body: new Uint8Array(body) }) }),
    );
    const { status, statusText } = response;
    return {
      status,
      statusText,
      headers: response.headers,
      body: new Uint8Array(await response.arrayBuffer()),
    };
  }
}

/** A request as the handlers take it. */
export function partsOf(request: WireRequest, hosts: Hosts, login: Login | null): Parts {
  const headers = new Headers(request.headers);
  const signedIn = request.service === 'registry' ? login : OPERATOR_LOGIN;
  const who = request.as === undefined ? signedIn : request.as;
  if (who !== null && !headers.has('authorization')) headers.set('authorization', basic(who));
  return {
    method: request.method ?? 'GET',
    url: new URL(`https://${hosts[request.service]}${request.path}`),
    headers,
    body: typeof request.body === 'string' ? bytesOf(request.body) : (request.body ?? new Uint8Array()),
  };
}

function basic({ user, secret }: Login): string {
  return `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
}

/** The body as JSON; null for what is none. */
export function jsonOf(reply: Reply): unknown {
  try {
    return JSON.parse(textOf(reply.body));
  } catch {
    return null;
  }
}

export function isFine({ status }: Reply): boolean {
  return status >= 200 && status < 300;
}
