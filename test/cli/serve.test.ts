import type { ChildProcess } from 'node:child_process';
import { existsSync, lstatSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { askRaw } from '../http/raw.ts';
import { temporaryHome } from '../store/store-helpers.ts';
import { ended, type Finished, runCli, startCli } from './run-cli.ts';

const home = temporaryHome();
afterAll(() => home.remove());

interface Serving {
  readonly child: ChildProcess;
  readonly url: string;
  readonly port: number;
  readonly session: string;
  readonly socket: string;
  readonly finished: Promise<Finished>;
  /** Resolves once it has printed this. */
  readonly says: (what: RegExp) => Promise<string>;
}

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

async function serve(...args: readonly string[]): Promise<Serving> {
  const child = startCli(home.home, ['serve', ...args]);
  running.add(child);
  const finished = ended(child).finally(() => running.delete(child));
  let out = '';
  let wake: () => void = () => undefined;
  child.stdout?.on('data', (chunk) => {
    out += String(chunk);
    wake();
  });
  let isEnded = false;
  void finished.then(() => {
    isEnded = true;
    wake();
  });
  const says = async (what: RegExp): Promise<string> => {
    while (!what.test(out)) {
      if (isEnded) throw new Error(`it ended and had said:\n${out}\n${(await finished).err}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return what.exec(out)?.[1] ?? '';
  };
  const port = Number(await says(/http:\/\/127\.0\.0\.1:(\d+)\n/));
  const session = await says(/Session (\S+),/);
  const socket = await says(/http_unix_socket (\S+)\n/);
  await says(/Ctrl\+C/);
  return { child, url: `http://127.0.0.1:${port}`, port, session, socket, finished, says };
}

async function stop(serving: Serving, signal: NodeJS.Signals): Promise<Finished> {
  serving.child.kill(signal);
  return serving.finished;
}

const tagsOf = async (url: string): Promise<readonly string[]> => {
  const response = await fetch(`${url}/v2/harborlight/base/tags/list`);
  return ((await response.json()) as { readonly tags: readonly string[] }).tags;
};

describe('a served session', () => {
  test('answers clients, tells what they decided, is kept on Ctrl+C, and can be scored and served again', async () => {
    const serving = await serve('poisoned-base-image', '--port', '0', '--team', 'Ada');
    expect(await tagsOf(serving.url)).toContain('stable');
    await serving.says(/T\+0m +\S+ +inspect tags harborlight\/base {2}\(registry, node\)/);
    const { code, out, err } = await stop(serving, 'SIGINT');
    expect([code, err]).toEqual([130, '']);
    expect(out).toContain(`hotwash resume ${serving.session}`);

    const scored = await runCli(home.home, ['score', serving.session, '--json']);
    expect(scored.code).toBe(0);
    const document = JSON.parse(scored.out) as { readonly decisions: readonly { readonly do: string }[] };
    expect(document.decisions.map((one) => one.do)).toEqual(['inspect tags harborlight/base']);
    expect((await runCli(home.home, ['verify', serving.session])).code).toBe(0);

    const again = await serve(serving.session, '--port', '0');
    await again.says(/Session \S+, (T\+2m)/);
    expect((await stop(again, 'SIGTERM')).code).toBe(130);
  });

  test('prints lines of which each is one look, and says where the messages are read', async () => {
    const serving = await serve('poisoned-base-image', '--port', '0');
    const { out } = await stop(serving, 'SIGINT');
    expect(out).toContain('/hub/v2/auditlogs/harborlight?name=harborlight/base&page_size=5');
    expect(out).toContain(`To read the messages and to tell people, which no client can: hotwash resume`);
  });

  test('says which values the team took away', async () => {
    const first = await serve('poisoned-base-image', '--port', '0');
    const headers = { authorization: 'Bearer hotwash_FAKE_operator' };
    const listed = await fetch(`${first.url}/hub/v2/access-tokens`, { headers });
    const { results } = (await listed.json()) as {
      readonly results: readonly { readonly uuid: string; readonly token_label: string }[];
    };
    const uuid = results.find((one) => one.token_label === 'ci-2023')?.uuid ?? '';
    await fetch(`${first.url}/hub/v2/access-tokens/${uuid}`, { method: 'DELETE', headers });
    expect((await stop(first, 'SIGINT')).out).not.toContain('taken away by you');
    const again = await serve(first.session, '--port', '0');
    const { out } = await stop(again, 'SIGINT');
    expect(out).toMatch(/hub-ci-2023_1 +hub-ci-2023, taken away by you\n/);
    expect(out).toMatch(/hub-ci-2026_1 +hub-ci-2026\n/);
  });

  test('offers its socket to this person alone, and removes it at the end', async () => {
    const serving = await serve('poisoned-base-image', '--port', '0');
    expect(lstatSync(serving.socket).mode & 0o777).toBe(0o600);
    const { status } = await askRaw({ path: serving.socket }, 'GET /v2/nothing', [
      'Host: registry.harborlight.example',
    ]);
    expect(status).toBe(404);
    await stop(serving, 'SIGINT');
    expect(existsSync(serving.socket)).toBe(false);
  });

  test('takes over the socket that a killed one left behind', async () => {
    const first = await serve('poisoned-base-image', '--port', '0');
    await stop(first, 'SIGKILL');
    expect(existsSync(first.socket)).toBe(true);
    const second = await serve(first.session, '--port', '0');
    expect(second.socket).toBe(first.socket);
    await stop(second, 'SIGINT');
  });

  test('runs its clock when it has a speed', async () => {
    const serving = await serve('poisoned-base-image', '--port', '0', '--speed', '600', '--ends-in', '30m');
    await serving.says(/(Play is over)/);
    expect((await fetch(`${serving.url}/v2/harborlight/base/tags/list`)).status).toBe(503);
    const { out } = await stop(serving, 'SIGINT');
    expect(out).not.toContain('Go on with');
    const scored = await runCli(home.home, ['score', serving.session, '--json']);
    expect(JSON.parse(scored.out)).toMatchObject({ mode: 'assess', endedAt: 'T+30m' });
  });

  test('is joined by a second terminal, and both see one world', async () => {
    const serving = await serve('poisoned-base-image', '--port', '0');
    const typed = ['revoke hub-ci-2023', 'y', 'wait landed', 'quit', ''].join('\n');
    const joined = await runCli(home.home, ['resume', serving.session, '--plain'], typed);
    expect(joined.code).toBe(0);
    await serving.says(/revoke hub-ci-2023 {2}\((elsewhere)\)/);
    await stop(serving, 'SIGINT');
    const scored = await runCli(home.home, ['score', serving.session, '--json']);
    expect(scored.out).toContain('"do": "revoke hub-ci-2023"');
  });
});

describe('nothing is served', () => {
  const refused = async (...args: readonly string[]): Promise<Pick<Finished, 'code' | 'err'>> => {
    const { code, err } = await runCli(home.home, ['serve', ...args]);
    return { code, err };
  };

  test('on a port that somebody else has', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { readonly port: number };
    const { code, err } = await refused('poisoned-base-image', '--port', String(port));
    other.close();
    expect([code, err]).toEqual([
      64,
      `Port ${port} is in use by another program.\nWithout --port a free one is taken.\n`,
    ]);
  });

  test('under a name that is neither scenario nor session', async () => {
    const { code, err } = await refused('poisoned-base-imgae');
    expect([code, err]).toEqual([
      66,
      'There is no scenario or session "poisoned-base-imgae".\nDid you mean poisoned-base-image?\n',
    ]);
  });

  test.each([
    [['poisoned-base-image', '--port', '70000'], /--port takes a port from 0 to 65535/],
    [['poisoned-base-image', '--mode', 'coach', '--speed', '3'], /In coach mode the clock stands/],
    [['last', '--seed', '3'], /--seed is for a new session/],
  ])('with %j', async (args, says) => {
    const { code, err } = await refused(...args);
    expect(code).toBe(64);
    expect(err).toMatch(says);
  });
});
