import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { printTime } from '../../src/world/time.ts';
import { Served } from './served.ts';
import { hasTool, Workshop } from './tools.ts';

const PLAIN = '--tls-verify=false';
const BOTH = ['--src-tls-verify=false', '--dest-tls-verify=false'];
const OPERATOR = 'Authorization: Bearer hotwash_FAKE_operator';
const HAS_KUBECTL = hasTool('kubectl');

let served: Served;
let shop: Workshop;
beforeAll(async () => {
  shop = new Workshop();
  served = await Served.start(inject('built'));
  await gh('config', 'set', 'http_unix_socket', served.socket);
  if (!HAS_KUBECTL) process.stderr.write('not tried with kubectl: this machine has none\n');
});
afterAll(async () => {
  await served?.stop();
  served?.remove();
  shop?.remove();
});

const gh = (...args: readonly string[]): Promise<string> => shop.must('gh', args);
const skopeo = (...args: readonly string[]): Promise<string> => shop.must('skopeo', args);
const kubectl = (...args: readonly string[]): Promise<string> =>
  shop.must('kubectl', ['-s', `http://${served.host}/cluster`, ...args]);
const base = (tail: string): string => `docker://${served.host}/harborlight/base${tail}`;
const curl = (path: string, ...args: readonly string[]): Promise<string> =>
  shop.must('curl', [
    '-sS',
    '--fail-with-body',
    '-H',
    'Content-Type: application/json',
    ...args,
    `http://${served.host}${path}`,
  ]);
const signed = (path: string, ...args: readonly string[]): Promise<string> =>
  curl(path, '-H', OPERATOR, ...args);

/** The program itself, with the home of the served session. */
const hotwash = (args: readonly string[], input = ''): string =>
  execFileSync(process.execPath, [join(inject('built'), 'bin', 'hotwash.mjs'), ...args], {
    env: { PATH: process.env.PATH, HOTWASH_HOME: served.home, HOME: served.home },
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });

/** One step, and the decisions that it must have been. */
async function counts<T>(lines: readonly unknown[], work: () => Promise<T>): Promise<T> {
  const before = served.lines().length;
  const result = await work();
  expect(served.lines().slice(before)).toEqual(lines);
  return result;
}

const rebuild = async (repo: string): Promise<void> => {
  const id = await gh('api', `repos/harborlight/${repo}/actions/workflows`, '--jq', '.workflows[0].id');
  await gh(
    'api',
    '-X',
    'POST',
    `repos/harborlight/${repo}/actions/workflows/${id.trim()}/dispatches`,
    '-f',
    'ref=main',
  );
};

/** What a team does that knows its tools: stop, look, cut, mend, keep, shut, clean, tell. */
async function playWithClients(): Promise<void> {
  for (const name of ['api-build', 'worker-build'])
    await counts([`pause ${name}`], () => gh('workflow', 'disable', name, '-R', `harborlight/${name}`));
  const implant = await counts(['inspect manifest harborlight/base:stable'], async () => {
    return JSON.parse(await skopeo('inspect', PLAIN, base(':stable'))).Digest as string;
  });
  const audit = await counts(['inspect audit-log harborlight/base'], () =>
    signed('/hub/v2/auditlogs/harborlight?name=harborlight/base&page_size=5'),
  );
  const push = JSON.parse(audit).logs.find(
    (log: { data: { digest: string } }) => log.data.digest === implant,
  );
  const uuid = push.data.access_token_id as string;
  await counts(['revoke hub-ci-2023'], () => signed(`/hub/v2/access-tokens/${uuid}`, '-X', 'DELETE'));

  const clean = await counts(['inspect manifest harborlight/base:1.8.3'], async () => {
    return (await skopeo('inspect', '--no-tags', '--format', '{{.Digest}}', PLAIN, base(':1.8.3'))).trim();
  });
  await skopeo('login', PLAIN, '-u', 'hotwash', '-p', 'hotwash_FAKE_operator', served.host);
  for (const tag of ['stable', '1.8']) {
    await counts([`repoint harborlight/base:${tag} to ${clean}`], () =>
      skopeo('copy', '--all', ...BOTH, base(`@${clean}`), base(`:${tag}`)),
    );
  }
  const mirror = `docker://${served.host}/eu-mirror/harborlight/base:stable`;
  await counts(['inspect cache eu-mirror', `purge eu-mirror ${implant}`], () =>
    skopeo('delete', PLAIN, mirror),
  );
  const rules = ['stable', '1.8'];
  for (const [index, tag] of rules.entries()) {
    const body = JSON.stringify({ immutable_tags: true, immutable_tags_rules: rules.slice(0, index + 1) });
    const path = '/hub/v2/namespaces/harborlight/repositories/base/immutabletags';
    await counts([`protect harborlight/base:${tag}`], () => signed(path, '-X', 'PATCH', '-d', body));
  }
  await cleanTheHouse();
  await tellThePublic(implant, clean);
  for (const name of ['api-build', 'worker-build'])
    await counts([`resume ${name}`], () => gh('workflow', 'enable', name, '-R', `harborlight/${name}`));
  // The implant goes last, by its digest and with a copy kept aside.
  await skopeo('copy', '--all', '--src-tls-verify=false', base(`@${implant}`), 'dir:evidence');
  await counts([`delete harborlight/base@${implant}`], () => skopeo('delete', PLAIN, base(`@${implant}`)));
}

async function cleanTheHouse(): Promise<void> {
  await counts(['inspect secrets api-build'], () => gh('secret', 'list', '-R', 'harborlight/api-build'));
  await counts(['rotate aws-deploy'], () =>
    gh('secret', 'set', 'AWS_DEPLOY', '-R', 'harborlight/api-build', '--body', 'made-up'),
  );
  const run = await counts(['inspect runs worker-build'], () =>
    gh(
      'run',
      'list',
      '-R',
      'harborlight/worker-build',
      '-L',
      '1',
      '--json',
      'databaseId',
      '--jq',
      '.[0].databaseId',
    ),
  );
  const log = await counts([expect.stringMatching(/^inspect job worker-build#\d+$/)], () =>
    gh('run', 'view', run.trim(), '--log', '-R', 'harborlight/worker-build'),
  );
  expect(log).toMatch(/^build\tSet up job\t2026-05-12T/);
  await counts(['revoke forge-bot'], () =>
    curl('/api/v3/credentials/revoke', '-X', 'POST', '-d', '{"credentials":["ghp_FAKE_forge-bot_1"]}'),
  );
  await counts(['clean-runner worker-build'], () =>
    gh('api', '-X', 'DELETE', 'repos/harborlight/worker-build/actions/caches?key=worker-build-base-images'),
  );
  await counts(['rebuild api-build'], () => rebuild('api-build'));
  await counts(['rebuild worker-build'], () => rebuild('worker-build'));
  if (!HAS_KUBECTL) return;
  const built = (
    await skopeo(
      'inspect',
      '--no-tags',
      '--format',
      '{{.Digest}}',
      PLAIN,
      `docker://${served.host}/harborlight/api:latest`,
    )
  ).trim();
  const image = `registry.harborlight.example/harborlight/api@${built}`;
  const said = await counts([`deploy api-prod to ${built}`], () =>
    kubectl('set', 'image', 'deploy/api-prod', `*=${image}`),
  );
  expect(said).toBe('deployment.apps/api-prod image updated\n');
  const running = ['get', 'pods', '-o', 'jsonpath={.items[*].status.containerStatuses[0].imageID}'];
  expect(await kubectl(...running)).toContain(`harborlight/api@${built}`);
}

async function tellThePublic(implant: string, clean: string): Promise<void> {
  const description = [
    `digest=${implant}`,
    'tag=harborlight/base:stable tag=harborlight/base:1.8 window=02:41..',
    `clean=${clean} action=pull-clean action=rotate-secrets`,
  ].join(' ');
  const path = 'repos/harborlight/base-release/security-advisories';
  const id = await counts([], () =>
    gh(
      ...['api', '-X', 'POST', path, '-f', 'summary=A poisoned base image', '-f', 'severity=critical'],
      ...['-f', `description=${description}`],
      '--jq',
      '.ghsa_id',
    ),
  );
  await counts([expect.stringMatching(/^notify public .*digest=sha256:/)], () =>
    gh('api', '-X', 'PATCH', `${path}/${id.trim()}`, '-f', 'state=published'),
  );
}

test('a drill played with real clients alone reaches what its playbook twin does', async () => {
  await playWithClients();
  await served.stop();
  const decisions = served.decisions();
  const played = JSON.parse(hotwash(['score', served.session, '--json']));
  const lines = decisions.map(
    (one) => `  - ${JSON.stringify({ at: printTime(one.at), by: one.by, do: one.do })}`,
  );
  const playbook = `scenario: poisoned-base-image\ndecisions:\n${lines.join('\n')}\n`;
  const twin = JSON.parse(hotwash(['run', 'poisoned-base-image', '--playbook', '-', '--json'], playbook));
  for (const key of ['ending', 'marks', 'score', 'pillars', 'objectives', 'metrics', 'factsDigest', 'facts'])
    expect({ [key]: played[key] }).toEqual({ [key]: twin[key] });
  const told = (document: { decisions: readonly { at: unknown; by: unknown; do: unknown }[] }) =>
    document.decisions.map((one) => [one.at, one.by, one.do]);
  expect(told(played)).toEqual(told(twin));
  expect(played.score.points).toBeGreaterThan(30);
  process.stderr.write(
    `  ${decisions.length} decisions by clients: ${played.ending.id}, ${played.score.points} points; its twin the same\n`,
  );
});
