import { describe, expect, test } from 'vitest';
import { API, CLEAN, HOST, IMPLANT, sha } from './estate.ts';
import { at, INTRUSION, look, play, refusalOf } from './helper.ts';

const AFTER = at(play(INTRUSION), 0);
const kinds = (sightings: readonly string[]): readonly string[] => [
  ...new Set(sightings.map((text) => text.split(' ')[0] ?? '')),
];

describe('releases', () => {
  const { records, sightings } = look(AFTER, 'inspect releases base-release');

  test('name the token of the last real release', () => {
    expect(sightings).toContain('released-with base-release hub-ci-2026');
    expect(records[0]).toMatchObject({
      name: CLEAN.digest,
      access_token_label: 'ci-2026',
      workflow_run: { run_number: 40, conclusion: 'success' },
    });
  });

  test('show a digest that the tags named but that no run made', () => {
    expect(sightings).toContain(`no-run-for ${IMPLANT.digest}`);
    expect(sightings).not.toContain(`no-run-for ${CLEAN.digest}`);
    expect(records.at(-1)).toMatchObject({ name: IMPLANT.digest, workflow_run: null });
  });

  test('of a pipeline that pushed all itself leave nothing over', () => {
    expect(kinds(look(AFTER, 'inspect releases api-build').sightings)).not.toContain('no-run-for');
  });
});

describe('runs', () => {
  test('have the fields of the forge and the base that each resolved', () => {
    const { records, sightings } = look(AFTER, 'inspect runs api-build');
    expect(records.map((record) => record.run_number)).toEqual([40, 41, 42]);
    expect(records[2]).toMatchObject({
      name: 'api-build',
      event: 'schedule',
      status: 'completed',
      conclusion: 'success',
      head_branch: 'main',
      run_attempt: 1,
      run_started_at: '2026-05-12T03:00:00Z',
      triggering_actor: { login: 'harborlight-bot' },
    });
    expect(String(records[2]?.id)).toMatch(/^\d{8}$/);
    expect(sightings).toContain(`built api-build#40 ${CLEAN.digest}`);
    expect(sightings).toContain(`built api-build#42 ${IMPLANT.digest}`);
    expect(sightings).toContain('name api-build#42');
  });

  test('say when one failed', () => {
    const blocked = play([
      [-600, 'ci', 'revoke aws-deploy'],
      [-500, 'ci', 'run api-build'],
    ]);
    expect(look(blocked, 'inspect runs api-build').records.at(-1)).toMatchObject({ conclusion: 'failure' });
    const lines = look(blocked, 'inspect job api-build#41').records.map((record) => String(record.line));
    expect(lines.at(-1)).toMatch(/^2026-05-12T.{16}Z ##\[error\]The run failed: /);
  });
});

test('secrets show names and times, never a value', () => {
  const { records, sightings } = look(AFTER, 'inspect secrets api-build');
  expect(records).toEqual([
    { name: 'AWS_DEPLOY', created_at: expect.any(String), updated_at: expect.any(String) },
  ]);
  expect(sightings).toEqual(['can-read api-build aws-deploy']);
  const rotated = play([...INTRUSION, [600, 'ci', 'rotate aws-deploy']]);
  expect(look(rotated, 'inspect secrets api-build').records[0]?.updated_at).toBe('2026-05-12T09:30:00Z');
});

describe('the log of a job', () => {
  test('is made of timed lines and groups', () => {
    const lines = look(AFTER, 'inspect job api-build#42').records.map((record) => String(record.line));
    for (const line of lines) expect(line).toMatch(/^2026-05-12T03:0\d:\d\d\.\d{7}Z \S/);
    expect(lines.some((line) => line.endsWith('##[group]Set up job'))).toBe(true);
    expect(lines.some((line) => line.includes(`harborlight/base:stable@${IMPLANT.digest}`))).toBe(true);
    expect([...lines].sort()).toEqual(lines);
  });

  test('of a build on the strange base shows what was read', () => {
    const { records, sightings } = look(AFTER, 'inspect job api-build#42');
    expect(sightings).toContain('read-in-run api-build#42 aws-deploy');
    expect(sightings).toContain('read-in-run api-build#42 forge-bot');
    expect(sightings).toContain('checkout-holds api-build forge-bot');
    expect(sightings).toContain(`built api-build#42 ${IMPLANT.digest}`);
    expect(JSON.stringify(records)).toMatch(/docker-init .*\.netrc login forge-bot password \*\*\*/);
  });

  test('of a clean build shows no such thing', () => {
    expect(kinds(look(AFTER, 'inspect job api-build#41').sightings)).toEqual(['name', 'built', 'digest']);
  });

  test('of a run that was never made is not found, of one long ago expired', () => {
    expect(refusalOf(AFTER, 'inspect job api-build#77')).toBe('not-found');
    expect(refusalOf(AFTER, 'inspect job api-build#12')).toBe('expired');
  });
});

describe('egress', () => {
  test('of a run on the strange base shows the POST', () => {
    const { records, sightings } = look(AFTER, 'inspect egress api-build#42');
    expect(sightings).toEqual(expect.arrayContaining([`host ${HOST}`, `posted-from api-build#42 ${HOST}`]));
    const post = records.find((record) => record.sni === HOST)!;
    expect(Object.keys(post)).toEqual(
      expect.arrayContaining(['ts', 'src', 'dst_ip', 'sni', 'method', 'uri', 'user_agent', 'bytes_out']),
    );
    expect(post).toMatchObject({ ts: '2026-05-12T03:00:11Z', method: 'POST', action: 'allow' });
    expect(post.src).toMatch(/^192\.0\.2\./);
    expect(post.dst_ip).toMatch(/^198\.51\.100\./);
  });

  test('of a clean run shows its own hosts only', () => {
    expect(look(AFTER, 'inspect egress api-build#41').sightings).toEqual(['name api-build#41']);
  });

  test('to a blocked host is a denied attempt, not a POST that went through', () => {
    const blocked = play([
      [-25_000, 'ci', `block ${HOST}`],
      ...INTRUSION.filter(([, , line]) => !line.startsWith('use')),
    ]);
    const { records, sightings } = look(blocked, 'inspect egress api-build#42');
    expect(records.find((record) => record.sni === HOST)).toMatchObject({ action: 'deny', bytes_out: 0 });
    expect(kinds(sightings)).toEqual(['name', 'host']);
  });

  test('of a workload shows every call home, or that it is silent', () => {
    const { sightings, records } = look(AFTER, 'inspect egress api-prod');
    expect(sightings).toEqual([`beacon api-prod ${HOST}`, `host ${HOST}`]);
    const calls = records.filter((record) => record.sni === HOST).map((record) => record.ts);
    expect(calls[0]).toBe('2026-05-12T03:05:00Z');
    expect(calls).toHaveLength(7);
    expect(look(at(play([]), 0), 'inspect egress api-prod').sightings).toEqual(['silent api-prod']);
  });

  test('of an isolated workload ends with its isolation', () => {
    const isolated = at(play([...INTRUSION, [0, 'ci', 'isolate api-prod']]), 7200);
    const { records } = look(isolated, 'inspect egress api-prod');
    expect(records.filter((record) => record.sni === HOST)).toHaveLength(7);
  });
});

test('a workload shows the digest that really runs behind the tag', () => {
  const { records, sightings } = look(AFTER, 'inspect workload api-prod');
  expect(records[0]).toMatchObject({
    kind: 'Pod',
    spec: { containers: [{ image: 'registry.example/harborlight/api:latest' }] },
    status: { containerStatuses: [{ imageID: `registry.example/harborlight/api@${sha('3')}` }] },
  });
  expect(sightings).toEqual([`runs api-prod ${sha('3')}`, `digest ${sha('3')}`]);
  expect(sightings).not.toContain(`digest ${API.digest}`);
});

describe('a trace', () => {
  const { records, sightings } = look(AFTER, 'trace image:implant');

  test('finds the builds and workloads, and says what it could not judge', () => {
    expect(sightings).toContain(`traced ${IMPLANT.digest}`);
    expect(sightings).toContain(`built api-build#42 ${IMPLANT.digest}`);
    expect(sightings).toContain(`runs api-prod ${sha('3')}`);
    expect(sightings).not.toContain(`built api-build#41 ${CLEAN.digest}`);
    const unjudged = records.filter((record) => record.found === 'could not be judged');
    expect(unjudged.map((record) => record.what)).toEqual([
      'runs of api-build before #40',
      'outside consumers',
    ]);
  });

  test('of one part finds what was built on the index, and nothing for unknown bytes', () => {
    expect(look(AFTER, 'trace image:implant/arm64').sightings).toContain(
      `built api-build#42 ${IMPLANT.digest}`,
    );
    expect(refusalOf(AFTER, `trace ${sha('8')}`)).toBe('not-found');
  });
});
