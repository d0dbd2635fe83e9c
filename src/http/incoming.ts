import type { IncomingMessage } from 'node:http';
import { headerValues, type Refused } from './front-door.ts';

export type Read = { readonly request: Request } | { readonly refused: Refused } | null;

/** How many bytes of bodies may lie in memory at once, and how many one request may bring. */
export class BodyRoom {
  readonly most: number;
  readonly mostAtOnce: number;
  #held = 0;

  constructor(most: number, mostAtOnce: number) {
    this.most = most;
    this.mostAtOnce = mostAtOnce;
  }

  take(bytes: number): boolean {
    this.#held += bytes;
    return this.#held <= this.mostAtOnce;
  }

  give(bytes: number): void {
    this.#held -= bytes;
  }
}

/** The request with its body whole, why it cannot be read, or null when its client left before all of it was there. */
export async function readRequest(message: IncomingMessage, origin: string, room: BodyRoom): Promise<Read> {
  const { method = 'GET', url = '/' } = message;
  const body = hasBody(message) ? await readBody(message, room) : EMPTY;
  if (body === null) return null;
  if (!(body instanceof Uint8Array)) return { refused: body };
  const bears = method !== 'GET' && method !== 'HEAD' && body.length > 0;
  try {
    const [host = ''] = headerValues(message, 'host');
    const at = new URL((host === '' ? origin : `http://${host}`) + url);
    return { request: new Request(at, { method, headers: pairsOf(message), ...(bears ? { body } : {}) }) };
  } catch {
    return { refused: { status: 400, text: 'Bad request' } };
  }
}

const EMPTY = new Uint8Array();

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

function pairsOf({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    pairs.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return pairs;
}

const TOO_LARGE: Refused = { status: 413, text: 'Request body too large' };
const TOO_BUSY: Refused = { status: 503, text: 'Too many request bodies at once' };

function readBody(
  message: IncomingMessage,
  room: BodyRoom,
): Promise<Uint8Array<ArrayBuffer> | Refused | null> {
  if (Number(message.headers['content-length'] ?? 0) > room.most) return Promise.resolve(TOO_LARGE);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (result: Uint8Array<ArrayBuffer> | Refused | null): void => {
      message.removeAllListeners('data');
      room.give(length);
      length = 0;
      resolve(result);
    };
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      const fits = room.take(chunk.length);
      if (length > room.most) end(TOO_LARGE);
      else if (!fits) end(TOO_BUSY);
    });
    message.once('end', () => end(new Uint8Array(Buffer.concat(chunks))));
    // A client that leaves in the middle has asked for nothing.
    message.once('close', () => end(null));
    message.once('error', () => end(null));
  });
}
