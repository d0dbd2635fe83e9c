import { Desk } from '../../src/http/desk.ts';
import { answerRequest } from '../../src/http/handlers.ts';
import type { Face } from '../../src/http/route.ts';
import { OPERATOR } from '../../src/http/secret-value.ts';
import { startUnkept } from '../../src/record/open-recorded.ts';
import type { PlayableScenario } from '../../src/record/playable.ts';
import type { EvidenceRecord } from '../../src/world/fact.ts';
import { options } from '../record/drill.ts';

const HOME = 'http://127.0.0.1:5500';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // A test reads into answers as deep as it likes.
  // biome-ignore lint/suspicious/noExplicitAny: what a service answers has no type of ours
  readonly json: any;
}

export interface Sent {
  readonly body?: unknown;
  readonly token?: string | null;
  readonly headers?: Record<string, string>;
}

/** A client of one face in a session of its own; it signs its requests as the team's administrator unless told otherwise. */
export class FaceClient {
  readonly desk: Desk;
  readonly face: Face;

  constructor(drill: PlayableScenario, face: Face) {
    this.desk = new Desk(startUnkept(drill, options));
    this.face = face;
  }

  async send(method: string, path: string, sent: Sent = {}): Promise<Answered> {
    const headers = new Headers(sent.headers);
    const token = sent.token === undefined ? OPERATOR.value : sent.token;
    if (token !== null) headers.set('Authorization', `Bearer ${token}`);
    const url = path.startsWith('http') ? path : `${HOME}${this.face.prefix}${path}`;
    const init = { method, headers, ...(sent.body === undefined ? {} : { body: bodyOf(sent.body) }) };
    const response = await answerRequest(this.desk, [this.face], new Request(url, init));
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  }

  get(path: string, sent: Sent = {}): Promise<Answered> {
    return this.send('GET', path, sent);
  }

  /** Lines decided so far. */
  get lines(): readonly string[] {
    return this.desk.session.taken.map((taken) => taken.line);
  }

  /** What the same look shows to somebody who types it. */
  inspect(line: string): readonly EvidenceRecord[] {
    const outcome = this.desk.look(line);
    if (outcome.kind !== 'done') throw new Error(`${line}: ${JSON.stringify(outcome)}`);
    return outcome.facts.flatMap((fact) => (fact.kind === 'evidence-shown' ? fact.data.records : []));
  }
}

function bodyOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
