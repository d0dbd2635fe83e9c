import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Served } from './served.ts';
import { hasTool, type Ran, Workshop } from './tools.ts';

const REPO = ['-R', 'harborlight/api-build'] as const;
const hasGh = hasTool('gh');
if (!hasGh) process.stderr.write('not tried with gh: this machine has none\n');

let served: Served;
let shop: Workshop;
beforeAll(async () => {
  if (!hasGh) return;
  shop = new Workshop();
  // gh keeps logs under the name of a run, and runs of the same drill have the same names.
  shop.env.TMPDIR = shop.home;
  served = await Served.start(inject('built'));
  await gh('config', 'set', 'http_unix_socket', served.socket);
});
afterAll(async () => {
  await served?.stop();
  served?.remove();
  shop?.remove();
});

const gh = (...args: readonly string[]): Promise<string> => shop.must('gh', args);
const refused = (...args: readonly string[]): Promise<Ran> => shop.run('gh', args);
const since = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
  const before = served.lines().length;
  await work();
  return served.lines().slice(before);
};
const rows = (text: string): readonly (readonly string[])[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));

// The steps of one session, each on what the one before left.
describe.skipIf(!hasGh)('gh over the socket, in one session', () => {
  let run = '';

  test('knows whose token it has and what it may do', async () => {
    const lines = await since(async () => {
      const { stdout, stderr } = await refused('auth', 'status', '--hostname', 'github.localhost');
      expect(stdout + stderr).toContain('Logged in to github.localhost as hotwash');
      expect(await gh('api', 'user', '--jq', '.login')).toBe('hotwash\n');
      expect(rows(await gh('repo', 'list', 'harborlight'))).toHaveLength(4);
    });
    expect(lines).toEqual([]);
  });

  test('run list shows the runs, the last first, and is one look', async () => {
    const lines = await since(async () => {
      const listed = rows(await gh('run', 'list', ...REPO, '--limit', '5'));
      expect(listed).toHaveLength(5);
      const [first = []] = listed;
      expect(first.slice(0, 2)).toEqual(['completed', 'success']);
      expect(first[2]).toMatch(/^api-build#1854 on harborlight\/base@sha256:[0-9a-f]{64}$/);
      expect(first.slice(3, 6)).toEqual(['api-build', 'main', 'schedule']);
      run = first[6] ?? '';
    });
    expect(lines).toEqual(['inspect runs api-build']);
  });

  test('run view shows the job and its steps', async () => {
    const lines = await since(async () => {
      const shown = await gh('run', 'view', run, '--verbose', ...REPO);
      expect(shown).toMatch(/^✓ main api-build · \d+$/m);
      expect(shown).toMatch(/^✓ build in 12m0s \(ID \d+\)$/m);
      expect(shown).toContain('  ✓ Runner process audit');
    });
    expect(lines).toEqual(['inspect job api-build#1854']);
  });

  test('run view --log shows what read the secret, each line with its step', async () => {
    const log = rows(await gh('run', 'view', run, '--log', ...REPO));
    const read = log.find(([, , line = '']) => line.includes('/proc/1/environ'));
    expect(read?.slice(0, 2)).toEqual(['build', 'Runner process audit']);
    expect(read?.[2]).toMatch(/^2026-05-12T\S+Z .*AWS_DEPLOY=\*\*\*$/);
    expect(log.map(([, step]) => step)).toContain('Run publish');
  });

  test('api --paginate follows the pages to the end', async () => {
    const path = 'repos/harborlight/api-build/actions/runs';
    const paged = await gh('api', '--paginate', `${path}?per_page=4`, '--jq', '.workflow_runs[].run_number');
    const total = await gh('api', path, '--jq', '.total_count');
    expect(paged.trim().split('\n')).toHaveLength(Number(total));
  });

  test('secret list shows names, and secret set rotates what is behind one', async () => {
    expect(rows(await gh('secret', 'list', ...REPO))[0]?.[0]).toBe('AWS_DEPLOY');
    expect(await gh('secret', 'list', '--org', 'harborlight')).toBe('');
    const lines = await since(() => shop.must('gh', ['secret', 'set', 'AWS_DEPLOY', ...REPO], 'new value'));
    expect(lines).toEqual(['rotate aws-deploy']);
    expect((await refused('secret', 'delete', 'AWS_DEPLOY', ...REPO)).stderr).toContain('HTTP 403');
  });

  test('workflow disable pauses, enable resumes, run rebuilds', async () => {
    const lines = await since(async () => {
      await gh('workflow', 'disable', 'api-build', ...REPO);
      expect(rows(await gh('workflow', 'list', '--all', ...REPO))[0]?.[1]).toBe('disabled_manually');
      await gh('workflow', 'enable', 'api-build.yaml', ...REPO);
      await gh('workflow', 'run', 'api-build', ...REPO);
    });
    expect(lines).toEqual(['pause api-build', 'resume api-build', 'rebuild api-build']);
    expect(rows(await gh('run', 'list', ...REPO, '--limit', '1'))[0]?.[5]).toBe('workflow_dispatch');
  });

  test('release list shows what runs made, which the implant is not', async () => {
    const releases = rows(await gh('release', 'list', '-R', 'harborlight/base-release'));
    expect(releases.map(([, , tag]) => tag)).toEqual(['build-83', 'build-82']);
  });

  test('api reads the audit log of the organisation and deletes a cache', async () => {
    const phrase = encodeURIComponent('actor:hl-bot country:XX');
    const path = `orgs/harborlight/audit-log?include=all&phrase=${phrase}`;
    const strange = await gh('api', path, '--jq', '.[].user_agent');
    expect(new Set(strange.trim().split('\n'))).toEqual(new Set(['python-requests/2.31']));
    const key = 'repos/harborlight/worker-build/actions/caches?key=worker-build-base-images';
    const lines = await since(() => gh('api', '--method', 'DELETE', key));
    expect(lines).toEqual(['clean-runner worker-build']);
  });

  test('api writes an advisory, and publishing it tells the public', async () => {
    const path = 'repos/harborlight/base-release/security-advisories';
    const words = 'We look into it: status=investigating action=stop-pulling next=T+4h';
    const id = (
      await gh('api', path, '-f', 'summary=Base image', '-f', `description=${words}`, '--jq', '.ghsa_id')
    ).trim();
    const lines = await since(() => gh('api', '-X', 'PATCH', `${path}/${id}`, '-f', 'state=published'));
    expect(lines).toEqual(['notify public with status=investigating action=stop-pulling next=T+4h']);
    expect(await gh('api', `advisories/${id}`, '--jq', '.description')).toBe(`${words}\n`);
  });

  test('what is not there and what may not be done end as with a real forge', async () => {
    const missing = await refused('api', 'repos/harborlight/none');
    expect([missing.code, missing.stderr]).toEqual([1, 'gh: Not Found (HTTP 404)\n']);
    const cancelled = await refused('run', 'cancel', run, ...REPO);
    expect(cancelled.stderr).toContain('HTTP 403: Resource not accessible by personal access token');
  });

  test('a token that was revoked, and then one that nobody made, are bad credentials', async () => {
    shop.env.GH_TOKEN = 'ghp_FAKE_forge-bot_1';
    expect(await gh('api', 'user', '--jq', '.login')).toBe('hl-bot\n');
    const body = JSON.stringify({ credentials: ['ghp_FAKE_forge-bot_1'] });
    const signed = await shop.run('gh', ['api', 'credentials/revoke', '--input', '-'], body);
    expect(signed.stderr).toContain('HTTP 403');
    const url = `http://${served.host}/api/v3/credentials/revoke`;
    await shop.must('curl', ['--silent', '--fail', '--data', body, url]);
    expect(served.lines().at(-1)).toBe('revoke forge-bot');
    expect((await refused('api', 'user')).stderr).toContain('Bad credentials (HTTP 401)');
    shop.env.GH_TOKEN = 'nobody';
    expect((await refused('run', 'list', ...REPO)).stderr).toContain('HTTP 401: Bad credentials');
  });
});
