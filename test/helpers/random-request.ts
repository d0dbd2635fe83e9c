import type { Face, Route } from '../../src/http/route.ts';
import { credentialValue, OPERATOR } from '../../src/http/secret-value.ts';
import { fakeRunId } from '../../src/world/evidence/fake-id.ts';
import type { World } from '../../src/world/state.ts';
import { ACCEPTS, METHODS, ODD_TEXTS, RANGES, TARGETS, TYPES } from './odd-words.ts';

/** Numbers from 0 to 1 that are the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface RandomRequest {
  readonly bytes: Buffer;
  /** How it is sent: at once, in pieces, cut off, or begun and then nothing. */
  readonly manner: 'whole' | 'pieces' | 'cut' | 'stall';
  readonly words: string;
}

/** Requests as nobody would send them, most of them near to ones that mean something. */
export class RequestMaker {
  readonly #random: () => number;
  readonly #routes: readonly { readonly face: Face; readonly route: Route }[];
  readonly #marker: string;

  constructor(random: () => number, faces: readonly Face[], marker: string) {
    this.#random = random;
    this.#routes = faces.flatMap((face) => face.routes.map((route) => ({ face, route })));
    this.#marker = marker;
  }

  next(world: World, port: number): RandomRequest {
    const { face, route } = this.#one(this.#routes);
    const path = this.#sometimes(0.35)
      ? this.#mutated(this.#path(route, world, face.name))
      : this.#path(route, world, face.name);
    const method = this.#sometimes(0.75) ? this.#one(route.methods) : this.#one(METHODS);
    const target = this.#sometimes(0.97) ? `${face.prefix}${path}` : this.#one(TARGETS);
    const body = this.#body(world);
    const headers = [
      ...this.#hosts(port),
      ...this.#headers(world),
      ...this.#lengths(body),
      'Connection: close',
    ];
    const isChunked = headers.some((line) => line.startsWith('Transfer-Encoding'));
    const sent = isChunked ? chunked(body) : body;
    const head = `${method} ${target} ${this.#sometimes(0.99) ? 'HTTP/1.1' : this.#one(['HTTP/1.0', 'HTTP/2.0', ''])}`;
    const bytes = Buffer.concat([Buffer.from(`${head}\r\n${headers.join('\r\n')}\r\n\r\n`, 'latin1'), sent]);
    const manner = this.#sometimes(0.9) ? 'whole' : this.#one(['pieces', 'pieces', 'cut', 'stall'] as const);
    return { bytes, manner, words: `${head} ${headers.join(' | ')}` };
  }

  #one<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }

  #sometimes(share: number): boolean {
    return this.#random() < share;
  }

  #path(route: Route, world: World, face: Face['name']): string {
    const written = this.#one(route.written.split(/ and |, /)).replace(/^…/, '/v2/REPO');
    const chosen = written.replace(/\[([^\]]*)\]/g, (_whole, inside: string) =>
      this.#sometimes(0.5) ? inside : '',
    );
    const [path = '/', query] = chosen.split('?');
    const named = path.replace(/[A-Z]{2,}/g, (word) => this.#name(word, world, face));
    return query === undefined || this.#sometimes(0.5)
      ? named
      : `${named}?${this.#query(query, world, face)}`;
  }

  #query(query: string, world: World, face: Face['name']): string {
    const pairs = query.split('&').map((pair) => {
      const [key = '', value = ''] = pair.split('=');
      return `${key}=${value === '' ? this.#one(['', '1', '-1', '%zz', this.#name('REPO', world, face)]) : value}`;
    });
    return pairs.filter(() => this.#sometimes(0.7)).join('&');
  }

  #name(word: string, world: World, face: Face['name']): string {
    const { estate } = world;
    const repos = Object.keys(estate.repositories);
    const pipelines = Object.keys(estate.pipelines);
    const pipeline = this.#one(pipelines);
    switch (word) {
      case 'REPO':
        if (face === 'registry') return this.#one([...repos, ...repos, 'scratch/box', 'no/body']);
        return face === 'forge' ? pipeline : this.#one(repos.map((repo) => repo.replace(/^.*\//, '')));
      case 'TAG':
        return this.#one(['stable', 'latest', '1.8', 'nothing', `sha256-${'0'.repeat(64)}.sig`]);
      case 'DIGEST':
        return this.#one([
          ...Object.keys(world.images),
          ...Object.keys(world.parts),
          `sha256:${'0'.repeat(64)}`,
          'sha256:x',
        ]);
      case 'OWNER':
      case 'ORG':
      case 'ACCOUNT':
        return this.#sometimes(0.9) ? estate.account : 'nobody';
      case 'NS':
        return face === 'cluster' ? 'default' : estate.account;
      case 'CACHE':
        return this.#one([...Object.keys(estate.caches), 'no-cache']);
      case 'NAME':
        if (face === 'cluster') return this.#one(Object.keys(estate.workloads));
        return this.#one([...repos.map(encodeURIComponent), 'AWS_DEPLOY', 'HUB_TOKEN']);
      case 'ID':
        return this.#sometimes(0.5)
          ? `${pipeline}.yaml`
          : this.#one(Object.keys(world.runs).map((run) => String(fakeRunId(run))));
      default:
        return this.#one(['1', '0', '99999999', 'abc', '8d8ac610-566d-4ef0-9c22-186b2a5ed793', '%00']);
    }
  }

  #mutated(path: string): string {
    const at = Math.floor(this.#random() * (path.length + 1));
    const [before, after] = [path.slice(0, at), path.slice(at)];
    switch (Math.floor(this.#random() * 6)) {
      case 0:
        return before + this.#one(ODD_TEXTS) + after;
      case 1:
        return before + after.slice(1);
      case 2:
        return `${path}/`;
      case 3:
        return path.toUpperCase();
      case 4:
        return `${path}?${this.#one(['n=0', 'n=-1', 'last=%zz', 'page=1e9', 'per_page=99999999', 'digest=sha256%3A0', '&&&'])}`;
      default:
        return before + before + after;
    }
  }

  #hosts(port: number): readonly string[] {
    if (this.#sometimes(0.9)) return [`Host: 127.0.0.1:${port}`];
    return this.#one([
      ['Host: localhost'],
      ['Host: api.github.localhost'],
      ['Host: evil.example'],
      ['Host: 127.0.0.1', 'Host: evil.example'],
      ['Host: '],
      [],
      ['Host: a b'],
    ]);
  }

  #headers(world: World): readonly string[] {
    const lines: string[] = [];
    const { estate } = world;
    if (this.#sometimes(0.85)) {
      const ids = Object.keys(estate.credentials);
      const value = this.#sometimes(0.6)
        ? OPERATOR.value
        : credentialValue(estate, this.#one(ids), this.#sometimes(0.8) ? 1 : 2);
      const pair = Buffer.from(
        `${this.#one([value === OPERATOR.value ? OPERATOR.user : estate.account, 'nobody', OPERATOR.user])}:${value}`,
      ).toString('base64');
      lines.push(
        `Authorization: ${this.#one([`Bearer ${value}`, `token ${value}`, `Basic ${pair}`, `Basic ${pair}`, 'Basic', 'Bearer ', 'Nonsense x', `Basic ${'A'.repeat(5000)}`])}`,
      );
    }
    if (this.#sometimes(0.5)) lines.push(`Accept: ${this.#one(ACCEPTS)}`);
    if (this.#sometimes(0.3)) lines.push(`Range: ${this.#one(RANGES)}`);
    if (this.#sometimes(0.2))
      lines.push(`If-None-Match: ${this.#one([...Object.keys(world.images), '"x"', '*'])}`);
    if (this.#sometimes(0.5)) lines.push(`Content-Type: ${this.#one(TYPES)}`);
    if (this.#sometimes(0.05))
      lines.push(this.#one(['Origin: https://evil.example', 'Origin: null', 'Sec-Fetch-Site: cross-site']));
    if (this.#sometimes(0.05))
      lines.push(
        this.#one([
          'Cookie: a=b; c',
          'Expect: 100-continue',
          'Expect: wonders',
          'Upgrade: websocket',
          'X: \u00e9',
          `X: ${'y'.repeat(9000)}`,
          'bad header',
          'Content-Range: 5-9',
          'Content-Range: x',
        ]),
      );
    return lines;
  }

  #lengths(body: Buffer): readonly string[] {
    if (body.length === 0 && this.#sometimes(0.8)) return [];
    if (this.#sometimes(0.85)) return [`Content-Length: ${body.length}`];
    return this.#one([
      ['Transfer-Encoding: chunked'],
      ['Transfer-Encoding: chunked'],
      ['Content-Length: x'],
      ['Content-Length: -1'],
      ['Content-Length: 99999999999'],
      [`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked'],
    ]);
  }

  #body(world: World): Buffer {
    if (this.#sometimes(0.5)) return Buffer.alloc(0);
    const digest = this.#one(Object.keys(world.images));
    const texts = [
      this.#marker,
      '{',
      '[]',
      'null',
      '{"a":{"a":{"a":[]}}}',
      `{"marker":"${this.#marker}","query":"query RepositoryInfo { x }"}`,
      '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{},"layers":[]}',
      `{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"digest":"${digest}"}]}`,
      '{"is_active":false}',
      '{"token_label":"ci-2023"}',
      '{"action":"revoke"}',
      '{"ref":"main"}',
      '{"spec":{"replicas":0}}',
      `{"spec":{"template":{"spec":{"containers":[{"name":"x","image":"x@${digest}"}]}}}}`,
      `{"state":"published","summary":"digest=${digest} action=stop-pulling"}`,
      `{"summary":"s","description":"digest=${digest}","severity":"high","vulnerabilities":[]}`,
      `{"credentials":["${credentialValue(world.estate, this.#one(Object.keys(world.estate.credentials)), 1)}"]}`,
      '{"encrypted_value":"AAAA","key_id":"1"}',
      '{"immutable_tags":true,"immutable_tags_rules":["stable",".*","(("]}',
      `{"__proto__":{"x":1},"constructor":null,"identifier":"${world.estate.account}","secret":"x"}`,
      `"${'['.repeat(2000)}`,
      '['.repeat(20_000),
    ];
    return this.#sometimes(0.9)
      ? Buffer.from(this.#one(texts))
      : Buffer.from(Array.from({ length: 200 }, () => Math.floor(this.#random() * 256)));
  }
}

function chunked(body: Buffer): Buffer {
  const size = `${body.length.toString(16)}\r\n`;
  return body.length === 0
    ? Buffer.from('0\r\n\r\n')
    : Buffer.concat([Buffer.from(size), body, Buffer.from('\r\n0\r\n\r\n')]);
}
