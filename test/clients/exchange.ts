import { request } from 'node:http';

/** One request as it goes to both registries. */
export interface Exchange {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Uint8Array | string;
  /** Where ours is meant to differ, and why. */
  readonly differs?: string;
}

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Headers by which clients act. `Date` differs by what a drill is; upload ids are compared by their shape. */
const KEY_HEADERS = [
  ...[
    'accept-ranges',
    'allow',
    'cache-control',
    'connection',
    'content-length',
    'content-range',
    'content-type',
  ],
  ...[
    'docker-content-digest',
    'docker-distribution-api-version',
    'etag',
    'link',
    'location',
    'oci-subject',
    'range',
  ],
  ...['transfer-encoding', 'www-authenticate', 'x-content-type-options'],
];

const OPERATOR = `Basic ${btoa('hotwash:hotwash_FAKE_operator')}`;

/** Sends it as it stands: no redirect is followed and nothing is added but the key, which the real one does not look at. */
export function send(host: string, { method, path, headers = {}, body }: Exchange): Promise<Got> {
  const [hostname, port] = host.split(':');
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const all = { Authorization: OPERATOR, ...length, ...headers } as Record<string, string | string[]>;
    const out = request({ hostname, port, method, path, headers: all, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (data: Buffer) => chunks.push(data));
      answer.on('end', () => {
        const given = Object.fromEntries(
          KEY_HEADERS.flatMap((name) => {
            const value = answer.headers[name];
            return value === undefined ? [] : [[name, String(value)]];
          }),
        );
        resolve({
          status: answer.statusCode ?? 0,
          headers: given,
          body: Buffer.concat(chunks).toString('latin1'),
        });
      });
      answer.on('error', (error) =>
        resolve({ status: answer.statusCode ?? 0, headers: {}, body: String(error) }),
      );
    });
    out.on('error', reject);
    out.end(body);
  });
}

/** The same answer with what must differ between two servers left out: their address, ids of uploads, boundaries. */
export function plain(got: Got, host: string): Got {
  const boundary = /boundary=(\S+)/.exec(got.headers['content-type'] ?? '')?.[1];
  const mend = (text: string): string =>
    text
      .replaceAll(host, 'HOST')
      .replaceAll(boundary ?? '\0', 'BOUNDARY')
      .replace(/uploads\/[0-9a-f-]{36}\?_state=[\w=%-]+/g, 'uploads/UUID?_state=STATE');
  const headers = Object.fromEntries(Object.entries(got.headers).map(([name, value]) => [name, mend(value)]));
  // The length of a boundary is each server's own.
  if (boundary !== undefined) delete headers['content-length'];
  return { status: got.status, headers, body: mend(got.body) };
}
