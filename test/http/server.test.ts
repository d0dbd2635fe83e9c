import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Listening, listenOn, type ServerOptions } from '../../src/http/server.ts';
import { askRaw, readRaw, sendRaw } from './raw.ts';

const failures: unknown[] = [];
const asked: string[] = [];
const echo = async (request: Request): Promise<Response> => {
  const { pathname, origin } = new URL(request.url);
  const body = await request.text();
  asked.push(`${request.method} ${pathname} ${body}`);
  switch (pathname) {
    case '/throw':
      throw new Error('a face that throws');
    case '/cut':
      return Response.error();
    case '/empty':
      return new Response(null, { status: 204 });
    case '/same':
      return new Response(null, { status: 304, headers: { etag: '"x"', 'content-length': '5' } });
    case '/part':
      return new Response('bc', { status: 206, headers: { 'content-range': 'bytes 1-2/5' } });
    case '/case':
      return new Response('{}', {
        headers: [
          ['docker-content-digest', 'sha256:0'],
          ['etag', '"x"'],
          ['www-authenticate', 'Basic realm="r"'],
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
          ['date', 'Tue, 12 May 2026 09:20:00 GMT'],
        ],
      });
    default:
      return new Response(`${request.method} ${origin}${pathname} ${body.length}`);
  }
};
const options: ServerOptions = {
  answer: echo,
  names: ['Registry.Harborlight.example'],
  fail: (thrown) => failures.push(thrown),
  limits: { bodyBytes: 1000, allBodyBytes: 5000, headMs: 300, requestMs: 600, idleMs: 2000 },
};

let server: Listening;
beforeAll(async () => {
  server = await listenOn({ port: 0 }, options);
});
afterAll(() => server.close());

describe('an answer on the wire', () => {
  test('has header names as Go writes them, and no line about keeping the connection', async () => {
    const got = await sendRaw(server, 'GET /case HTTP/1.1\r\nHost: localhost\r\n\r\n', /\r\n\r\n\{\}$/);
    const { lines } = readRaw(got);
    expect(lines).toEqual(
      [
        'Date: Tue, 12 May 2026 09:20:00 GMT',
        'Docker-Content-Digest: sha256:0',
        'Etag: "x"',
        'Set-Cookie: a=1',
        'Set-Cookie: b=2',
        'Www-Authenticate: Basic realm="r"',
        'Content-Type: text/plain;charset=UTF-8',
        'Content-Length: 2',
      ].sort((left, right) => lines.indexOf(left) - lines.indexOf(right)),
    );
  });

  test('has a length and is never chunked', async () => {
    const { lines, body } = await askRaw(server, 'GET /some');
    expect(lines).toContain(`Content-Length: ${body.length}`);
    expect(lines.join()).not.toMatch(/transfer-encoding/i);
  });

  test('carries no body with 204, 304 and HEAD', async () => {
    for (const head of ['GET /empty', 'GET /same', 'HEAD /some']) {
      const { body, lines } = await askRaw(server, head);
      expect([head, body]).toEqual([head, '']);
      if (head !== 'HEAD /some') expect(lines.join()).not.toMatch(/content-length/i);
    }
  });

  test('passes on a part as it is', async () => {
    const { status, lines, body } = await askRaw(server, 'GET /part');
    expect([status, body]).toEqual([206, 'bc']);
    expect(lines).toContain('Content-Range: bytes 1-2/5');
  });

  test('that the handlers refuse to give ends the connection', async () => {
    expect(await sendRaw(server, 'GET /cut HTTP/1.1\r\nHost: localhost\r\n\r\n')).toBe('');
  });
});

describe('a request', () => {
  test('keeps its own origin, so that links lead back', async () => {
    expect((await askRaw(server, 'GET /a', ['Host: localhost:1234'])).body).toBe(
      'GET http://localhost:1234/a 0',
    );
    const without = await sendRaw(server, 'GET /a HTTP/1.0\r\n\r\n');
    expect(readRaw(without).body).toBe(`GET http://127.0.0.1:${server.port}/a 0`);
  });

  test('with two slashes stays ours', async () => {
    expect((await askRaw(server, 'GET //other.host/v2/')).body).toBe(
      'GET http://127.0.0.1//other.host/v2/ 0',
    );
  });

  test('brings its body whole, chunked or not', async () => {
    const whole = await askRaw(server, 'PUT /b', ['Content-Length: 5'], 'hello');
    expect(whole.body).toMatch(/ 5$/);
    const chunked = await askRaw(
      server,
      'PATCH /b',
      ['Transfer-Encoding: chunked'],
      '3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
    );
    expect(chunked.body).toMatch(/ 5$/);
  });

  test.each([
    ['TRACE /v2/', 405],
    ['TRACK /v2/', 400],
    ['CONNECT 127.0.0.1:80', 405],
    ['GET http://other.host/v2/', 400],
    ['GET v2', 400],
    ['BREW /coffee', 400],
    ['OPTIONS *', 400],
  ])('%s is answered by %i', async (head, status) => {
    expect((await askRaw(server, head)).status).toBe(status);
  });

  test.each([
    ['a line of noise', 'what is this\r\n\r\n', 400],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      400,
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a head without an end', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
    ['bytes above ASCII in a header name', 'GET / HTTP/1.1\r\nHost: localhost\r\n\u00e9: 1\r\n\r\n', 400],
  ])('of %s is answered and nothing breaks', async (_what, text, status) => {
    expect(readRaw(await sendRaw(server, text)).status).toBe(status);
    expect((await askRaw(server, 'GET /still-there')).status).toBe(200);
  });

  test('with more than the limit is refused, said beforehand or not', async () => {
    const said = await askRaw(server, 'PUT /b', ['Content-Length: 1001'], 'x'.repeat(1001));
    expect(said.status).toBe(413);
    const chunk = `${(600).toString(16)}\r\n${'x'.repeat(600)}\r\n`;
    const unsaid = await askRaw(
      server,
      'PUT /b',
      ['Transfer-Encoding: chunked'],
      `${chunk}${chunk}0\r\n\r\n`,
    );
    expect(unsaid.status).toBe(413);
  });

  test('that never ends its head is told so', async () => {
    const got = await sendRaw(server, 'GET / HTTP/1.1\r\nHost: localhost\r\n');
    expect(readRaw(got).status).toBe(408);
  });

  test('of which the client leaves half way is not asked of anybody', async () => {
    const before = asked.length;
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write('PUT /half HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc', () => {
          socket.destroy();
          resolve();
        });
      });
    });
    await askRaw(server, 'GET /after');
    expect(asked.slice(before)).toEqual(['GET /after ']);
  });

  test('that throws is answered as a broken registry would, and told to us', async () => {
    const { status, body } = await askRaw(server, 'GET /throw');
    expect([status, body]).toEqual([500, '{"errors":[{"code":"UNKNOWN","message":"unknown error"}]}\n']);
    expect(String(failures.pop())).toContain('a face that throws');
  });
});

describe('the door', () => {
  const statusFor = async (...headers: readonly string[]): Promise<number> =>
    (await askRaw(server, 'GET /v2/', headers)).status;

  test.each([
    '127.0.0.1',
    '127.0.0.1:5500',
    'LocalHost:1',
    '[::1]:80',
    'api.github.localhost',
    'registry.harborlight.example',
  ])('is open to %s', async (host) => {
    expect(await statusFor(`Host: ${host}`)).toBe(200);
  });

  test.each([
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '0.0.0.0',
    'x@localhost',
    'localhost:port',
    'registry.harborlight.example.',
    '',
  ])('is shut to the name %j, whatever it resolves to', async (host) => {
    expect(await statusFor(`Host: ${host}`)).toBe(421);
  });

  test('is shut to two names', async () => {
    expect(await statusFor('Host: localhost', 'Host: localhost')).toBe(400);
  });

  test('is shut to a page of another origin, and open to tools and to itself', async () => {
    expect(await statusFor('Origin: https://evil.example')).toBe(403);
    expect(await statusFor('Origin: null')).toBe(403);
    expect(await statusFor('Origin: http://127.0.0.1:9999')).toBe(403);
    expect(await statusFor('Sec-Fetch-Site: cross-site')).toBe(403);
    expect(await statusFor('Sec-Fetch-Site: same-site')).toBe(403);
    expect(await statusFor('Host: 127.0.0.1:5500', 'Origin: http://127.0.0.1:5500')).toBe(200);
    expect(await statusFor('Sec-Fetch-Site: none')).toBe(200);
  });
});

test('a taken port is an error that can be caught', async () => {
  await expect(listenOn({ port: server.port }, options)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('a Unix socket serves the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hotwash-test-'));
  const path = join(folder, 'forge.sock');
  const other = await listenOn({ path }, options);
  try {
    const body = await new Promise<string>((resolve, reject) => {
      const sent = httpRequest({ socketPath: path, path: '/user', host: 'api.github.localhost' }, (got) => {
        let text = '';
        got.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        got.on('end', () => resolve(text));
      });
      sent.on('error', reject).end();
    });
    expect(body).toBe('GET http://api.github.localhost/user 0');
  } finally {
    await other.close();
    rmSync(folder, { recursive: true });
  }
});
