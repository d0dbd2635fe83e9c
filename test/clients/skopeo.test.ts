import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Served } from './served.ts';
import { hasTool, Workshop } from './tools.ts';

const PLAIN = '--tls-verify=false';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const OLD_TOKEN = 'dckr_pat_FAKE_hub-ci-2023_1';

let served: Served;
let shop: Workshop;
beforeAll(async () => {
  shop = new Workshop();
  served = await Served.start(inject('built'));
});
afterAll(async () => {
  await served?.stop();
  served?.remove();
  shop?.remove();
});

const base = (tail: string): string => `docker://${served.host}/harborlight/base${tail}`;
const skopeo = (...args: readonly string[]): Promise<string> => shop.must('skopeo', args);
const since = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
  const before = served.lines().length;
  await work();
  return served.lines().slice(before);
};
const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const inspected = async (tail: string) =>
  JSON.parse(await skopeo('inspect', PLAIN, base(tail))) as {
    Digest: string;
    RepoTags: string[];
    Layers: string[];
  };

// The steps of one session, each on what the one before left.
describe('skopeo, in one session', () => {
  let implant = '';
  let clean = '';

  test('inspect shows what stable names, and is one look', async () => {
    const lines = await since(async () => {
      implant = (await inspected(':stable')).Digest;
    });
    expect(implant).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(lines).toEqual(['inspect manifest harborlight/base:stable']);
  });
  test('inspect --raw gives the very bytes of that digest', async () => {
    expect(digestOf(await skopeo('inspect', '--raw', PLAIN, base(':stable')))).toBe(implant);
  });
  test('inspect --config shows what was laid on top', async () => {
    const stable = JSON.parse(await skopeo('inspect', '--config', PLAIN, base(':stable')));
    const released = JSON.parse(await skopeo('inspect', '--config', PLAIN, base(':1.8.3')));
    expect(stable.config.Entrypoint).not.toEqual(released.config.Entrypoint);
    expect(stable.rootfs.diff_ids.slice(0, released.rootfs.diff_ids.length)).toEqual(
      released.rootfs.diff_ids,
    );
    clean = (await inspected(':1.8.3')).Digest;
    expect(clean).not.toBe(implant);
  });
  test('list-tags is one look, when nothing there was looked at in this minute', async () => {
    await skopeo('inspect', '--raw', PLAIN, `docker://${served.host}/harborlight/api:latest`);
    const lines = await since(async () => {
      const list = JSON.parse(await skopeo('list-tags', PLAIN, base('')));
      expect(list).toEqual({
        Repository: `${served.host}/harborlight/base`,
        Tags: ['1.8', '1.8.2', '1.8.3', 'stable'],
      });
    });
    expect(lines).toEqual(['inspect tags harborlight/base']);
  });
  test('copy to a directory saves every byte of both machines, and is one look', async () => {
    const lines = await since(() =>
      skopeo('copy', '--all', '--src-tls-verify=false', base(':stable'), 'dir:evidence'),
    );
    expect(lines).toEqual(['inspect manifest harborlight/base:stable']);
    const files = readdirSync(shop.path('evidence'));
    const named = files.filter((name) => /^[0-9a-f]{64}$/.test(name));
    expect(named.length).toBeGreaterThanOrEqual(5);
    for (const name of named)
      expect(
        createHash('sha256')
          .update(readFileSync(`${shop.path('evidence')}/${name}`))
          .digest('hex'),
      ).toBe(name);
    expect(digestOf(readFileSync(`${shop.path('evidence')}/manifest.json`, 'utf8'))).toBe(implant);
  });
  test('what was copied out can be pushed back only by who is logged in', async () => {
    await skopeo('copy', '--all', '--src-tls-verify=false', base(':1.8.3'), 'dir:clean');
    const push = ['copy', '--all', '--dest-tls-verify=false', 'dir:clean', base(':stable')];
    const refused = await shop.run('skopeo', push);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /unauthorized: authentication required|requested access to the resource is denied/,
    );
    expect(
      await skopeo('login', PLAIN, '-u', 'hotwash', '-p', 'hotwash_FAKE_operator', served.host),
    ).toContain('Login Succeeded');
    const lines = await since(() => skopeo(...push));
    expect(lines).toEqual([`repoint harborlight/base:stable to ${clean}`]);
  });
  test('a second read of stable sees that it has moved', async () => {
    const lines = await since(async () => expect((await inspected(':stable')).Digest).toBe(clean));
    expect(lines).toEqual(['inspect manifest harborlight/base:stable']);
  });
  test('copy between two names of the repository is a repoint too', async () => {
    const lines = await since(() =>
      skopeo(
        'copy',
        '--all',
        '--src-tls-verify=false',
        '--dest-tls-verify=false',
        base(`@${clean}`),
        base(':1.8'),
      ),
    );
    expect(lines).toEqual([`repoint harborlight/base:1.8 to ${clean}`]);
  });
  test('without --all the tag names one machine only: a trap that is real', async () => {
    const lines = await since(() =>
      skopeo('copy', '--src-tls-verify=false', '--dest-tls-verify=false', base(`@${clean}`), base(':1.8')),
    );
    expect(lines[0]).toMatch(/^repoint harborlight\/base:1\.8 to sha256:/);
    expect((await inspected(':1.8')).Digest).not.toBe(clean);
  });
  test('delete goes by digest, so that every tag on it is lost', async () => {
    const lines = await since(() => skopeo('delete', PLAIN, base(':stable')));
    expect(lines.at(-1)).toBe(`delete harborlight/base@${clean}`);
    const { Tags } = JSON.parse(await skopeo('list-tags', PLAIN, base('')));
    expect(Tags).not.toContain('stable');
    expect(Tags).not.toContain('1.8.3');
    expect(Tags).toContain('1.8.2');
    const gone = await shop.run('skopeo', ['inspect', PLAIN, base(':stable')]);
    expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining('manifest unknown')]);
  });
});

describe('stable moves under the hands of who reads it', () => {
  test('first by the team, then by the intruders, who still hold a token that pushes', async () => {
    const other = await Served.start(inject('built'));
    try {
      const repo = `docker://${other.host}/harborlight/base`;
      const named = async (): Promise<string> =>
        JSON.parse(await skopeo('inspect', '--no-tags', PLAIN, `${repo}:stable`)).Digest;
      const implant = await named();
      await skopeo('login', PLAIN, '-u', 'hotwash', '-p', 'hotwash_FAKE_operator', other.host);
      const move = (from: string): Promise<string> =>
        skopeo(
          'copy',
          '--all',
          '--src-tls-verify=false',
          '--dest-tls-verify=false',
          `${repo}:1.8.3`,
          `${repo}:${from}`,
        );
      await move('stable');
      const clean = await named();
      expect(clean).not.toBe(implant);
      const seen = new Set<string>();
      for (let look = 0; look < 15; look += 1) {
        await skopeo('inspect', '--raw', PLAIN, `docker://${other.host}/harborlight/billing:latest`);
        seen.add(await named());
      }
      expect(seen.size).toBe(2);
      expect(seen.has(clean)).toBe(true);
      expect(seen.has(implant)).toBe(false);
    } finally {
      await other.stop();
      other.remove();
    }
  });
});

describe('logging in', () => {
  const login = (...pair: readonly string[]) =>
    shop.run('skopeo', ['login', PLAIN, '-u', pair[0] ?? '', '-p', pair[1] ?? '', served.host]);

  test('works with a live token, and not with the same token once it is revoked', async () => {
    expect((await login('harborlight', OLD_TOKEN)).code).toBe(0);
    const list = await api('GET', '/hub/v2/access-tokens');
    const old = JSON.parse(list).results.find(
      (one: { token_label: string }) => one.token_label === 'ci-2023',
    );
    const lines = await since(() => api('DELETE', `/hub/v2/access-tokens/${old.uuid}`));
    expect(lines).toEqual(['revoke hub-ci-2023']);
    const refused = await login('harborlight', OLD_TOKEN);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('invalid username/password');
    expect((await login('harborlight', 'dckr_pat_FAKE_hub-ci-2026_1')).code).toBe(0);
  });

  const api = (method: string, path: string): Promise<string> =>
    shop.must('curl', [
      ...['-sS', '-X', method, '-H', 'Authorization: Bearer hotwash_FAKE_operator'],
      `http://${served.host}${path}`,
    ]);
});

describe('curl', () => {
  const curl = (...args: readonly string[]): Promise<string> => shop.must('curl', ['-sS', ...args]);
  const url = (path: string): string => `http://${served.host}${path}`;

  test('reads the headers as the real registry writes them', async () => {
    const head = await curl('-I', '-H', `Accept: ${INDEX}`, url('/v2/harborlight/base/manifests/1.8.2'));
    const names = head
      .split('\r\n')
      .slice(1, -2)
      .map((line) => line.split(':')[0]);
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(names.sort()).toEqual([
      ...['Content-Length', 'Content-Type', 'Date', 'Docker-Content-Digest'],
      ...['Docker-Distribution-Api-Version', 'Etag', 'X-Content-Type-Options'],
    ]);
  });
  test('without an Accept header is told what it lacks', async () => {
    expect(await curl(url('/v2/harborlight/base/manifests/1.8.2'))).toBe(
      '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"OCI index found, but accept header does not support OCI indexes"}]}\n',
    );
  });
  test('gets a token and reads with it', async () => {
    const { token } = JSON.parse(await curl(url('/token?service=x&scope=repository:harborlight/base:pull')));
    const list = await curl('-H', `Authorization: Bearer ${token}`, url('/v2/harborlight/base/tags/list'));
    expect(JSON.parse(list).name).toBe('harborlight/base');
  });
});

describe.skipIf(missing('docker'))('docker', () => {
  test('login works with a live value and tells of a wrong one', async () => {
    const login = (user: string, secret: string) =>
      shop.run('docker', ['login', '-u', user, '--password-stdin', served.host], secret);
    const good = await login('hotwash', 'hotwash_FAKE_operator');
    expect([good.code, good.stdout]).toEqual([0, expect.stringContaining('Login Succeeded')]);
    const bad = await login('harborlight', OLD_TOKEN);
    expect([bad.code, bad.stderr]).toEqual([
      1,
      expect.stringContaining('unauthorized: incorrect username or password'),
    ]);
  });
  test('manifest inspect shows both machines', async ({ skip }) => {
    const { major } = /(?<major>\d+)\./.exec(await shop.must('docker', ['--version']))?.groups ?? {};
    if (Number(major) < 23) skip('a docker older than 23 knows no OCI index');
    const args = ['manifest', 'inspect', '--insecure'];
    const index = JSON.parse(await shop.must('docker', [...args, `${served.host}/harborlight/base:1.8.2`]));
    const platforms = index.manifests.map(
      (one: { platform: { architecture: string } }) => one.platform.architecture,
    );
    expect(platforms).toEqual(['amd64', 'arm64']);
    const none = await shop.run('docker', [...args, `${served.host}/harborlight/base:none`]);
    expect([none.code, none.stderr]).toEqual([1, `no such manifest: ${served.host}/harborlight/base:none\n`]);
  });
});

describe('buildah', () => {
  test('pull accepts an image: every digest, size and layer is true', async () => {
    const store = ['--storage-driver', 'vfs', '--root', shop.path('images'), '--runroot', shop.path('run')];
    const pulled = await shop.must('buildah', [...store, 'pull', PLAIN, base(':1.8.2')]);
    const config = await skopeo('inspect', '--config', '--raw', PLAIN, base(':1.8.2'));
    expect(pulled.trim()).toBe(digestOf(config).slice('sha256:'.length));
    expect(existsSync(shop.path('images'))).toBe(true);
  });
});

function missing(tool: string): boolean {
  if (hasTool(tool)) return false;
  process.stderr.write(`not tried with ${tool}: this machine has none\n`);
  return true;
}
