import { createHash } from 'node:crypto';
import { Desk } from '../../../src/http/desk.ts';
import { answerFrom, makeHandlers } from '../../../src/http/handlers.ts';
import { registryFace } from '../../../src/http/registry/registry-face.ts';
import { OPERATOR } from '../../../src/http/secret-value.ts';
import { startUnkept } from '../../../src/record/open-recorded.ts';
import type { PlayableScenario } from '../../../src/record/playable.ts';
import { options } from '../../record/drill.ts';

export const HOME = 'http://127.0.0.1:5500';
export const OPERATOR_PAIR = `${OPERATOR.user}:${OPERATOR.value}`;
export const INDEX = 'application/vnd.oci.image.index.v1+json';
export const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const DOCKER = 'application/vnd.docker.distribution.manifest';
export const ACCEPT = { Accept: `${INDEX}, ${MANIFEST}, ${DOCKER}.v2+json, ${DOCKER}.list.v2+json` };

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a registry answers has no type of ours
  readonly json: any;
}

export interface Sent {
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
  /** `user:secret` of a Basic pair. */
  readonly as?: string;
}

/** A client of the registry in a session of its own. It shows no key unless it is told to. */
export class RegistryClient {
  readonly desk: Desk;
  readonly #handlers;

  constructor(drill: PlayableScenario) {
    this.desk = new Desk(startUnkept(drill, options));
    const face = registryFace({ wallClock: () => new Date(0) });
    this.#handlers = makeHandlers(this.desk, [face]);
  }

  async send(method: string, path: string, { headers, body, as }: Sent = {}): Promise<Answered> {
    const all = new Headers(headers);
    if (as !== undefined) all.set('Authorization', `Basic ${btoa(as)}`);
    const url = path.startsWith('http') ? path : `${HOME}${path}`;
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
    const init = { method, headers: all, ...(bytes === undefined ? {} : { body: new Uint8Array(bytes) }) };
    const response = await answerFrom(this.#handlers, new Request(url, init));
    const answer = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(answer);
    return {
      status: response.status,
      headers: response.headers,
      bytes: answer,
      text,
      json: text.startsWith('{') ? JSON.parse(text) : null,
    };
  }

  /** Reads as every container tool does: it takes all kinds of manifest. */
  get(path: string, sent: Sent = {}): Promise<Answered> {
    return this.send('GET', path, { ...sent, headers: { ...ACCEPT, ...sent.headers } });
  }

  /** Lines decided so far. */
  get lines(): readonly string[] {
    return this.desk.session.taken.map((taken) => taken.line);
  }

  /** Full digest of one of the scenario's images, or of one of its parts. */
  image(name: string, architecture?: 'amd64' | 'arm64'): string {
    const image = this.desk.world.estate.images[name];
    return (architecture === undefined ? image?.digest : image?.parts[architecture]) ?? '';
  }

  tag(name: string): string | null {
    return this.desk.world.tags[name]?.digest ?? null;
  }
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
