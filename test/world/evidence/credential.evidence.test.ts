import { describe, expect, test } from 'vitest';
import { at, INTRUSION, look, play, refusalOf } from './helper.ts';

const AFTER = at(play(INTRUSION), 0);
const MINTED = play([...INTRUSION, [5400, 'crew', 'mint aws-shadow from aws-deploy']]);

describe('a list of credentials', () => {
  test('of the registry has the fields of its access tokens, with the last use and no value', () => {
    const { records, sightings } = look(AFTER, 'inspect credentials harborlight');
    expect(records[0]).toMatchObject({
      token_label: 'ci-2023',
      created_at: expect.stringMatching(/^2023-/),
      last_used: '2026-05-12T02:43:00Z',
      is_active: true,
      token: '',
      scopes: ['repo:write'],
    });
    expect(sightings).toEqual(['last-used hub-ci-2023']);
  });

  test('shows each value of a rotated key as a row of its own', () => {
    const rotated = play([...INTRUSION, [600, 'ci', 'rotate aws-deploy']]);
    const { records } = look(rotated, 'inspect credentials harborlight-aws');
    expect(records.map((record) => record.Status)).toEqual(['Inactive', 'Active']);
    expect(records[0]?.AccessKeyLastUsed).toMatchObject({ LastUsedDate: '2026-05-12T03:12:00Z' });
    expect(records[1]?.AccessKeyLastUsed).toMatchObject({ LastUsedDate: null });
    for (const record of records) expect(record.AccessKeyId).toMatch(/^AKIAEXAMPLE[A-Z2-7]{9}$/);
  });

  test('of the forge has the fields of its personal access tokens', () => {
    expect(look(AFTER, 'inspect credentials harborlight-forge').records[0]).toMatchObject({
      token_name: 'forge-bot',
      token_expired: false,
      token_last_used_at: '2026-05-12T04:20:00Z',
    });
  });

  test('shows a key that was not known before once it exists', () => {
    expect(look(AFTER, 'inspect credentials harborlight-aws').records).toHaveLength(1);
    const { records, sightings } = look(MINTED, 'inspect credentials harborlight-aws');
    expect(records).toHaveLength(2);
    expect(sightings).toContain('name aws-shadow');
  });

  test('gives no last use inside the incident once our own pipeline has used the key again', () => {
    const busy = play([...INTRUSION, [-3000, 'ci', 'run api-build'], [-2700, 'ci', 'publish api-build#43']]);
    expect(look(busy, 'inspect credentials harborlight-aws').sightings).toEqual([]);
  });
});

describe('the log of calls', () => {
  test('with a cloud key has the fields of CloudTrail and sets a stranger’s call apart by its address', () => {
    const { records, sightings } = look(AFTER, 'inspect cloud-log aws-deploy');
    expect(records.map((record) => record.eventName)).toEqual(['PutImage', 'PutImage', 'GetCallerIdentity']);
    expect(records[2]).toMatchObject({
      eventTime: '2026-05-12T03:12:00Z',
      eventSource: 'sts.amazonaws.com',
      userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/deploy' },
    });
    expect(records[0]?.sourceIPAddress).toMatch(/^192\.0\.2\./);
    expect(records[2]?.sourceIPAddress).toMatch(/^203\.0\.113\./);
    expect(sightings).toEqual(['called-with aws-deploy']);
  });

  test('shows the key that was made, and its name', () => {
    const { records, sightings } = look(MINTED, 'inspect cloud-log aws-deploy');
    expect(records.at(-1)).toMatchObject({
      eventName: 'CreateAccessKey',
      requestParameters: { userName: 'deploy' },
      responseElements: { accessKey: { accessKeyId: expect.stringMatching(/^AKIAEXAMPLE/) } },
    });
    expect(sightings).toEqual(['called-with aws-deploy', 'minted aws-shadow aws-deploy', 'name aws-shadow']);
    const listed = look(MINTED, 'inspect credentials harborlight-aws').records.at(-1);
    const { accessKey } = records.at(-1)!.responseElements as { accessKey: { accessKeyId: string } };
    expect(accessKey.accessKeyId).toBe(listed?.AccessKeyId);
  });

  test('with a forge token has the fields of the forge’s audit log', () => {
    const { records, sightings } = look(AFTER, 'inspect cloud-log forge-bot');
    expect(records.at(-1)).toMatchObject({
      '@timestamp': 1778559600000,
      action: 'api.request',
      actor: 'forge-bot',
      actor_ip: expect.stringMatching(/^203\.0\.113\./),
      hashed_token: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    });
    expect(sightings).toEqual(['called-with forge-bot']);
    const cloned = play([...INTRUSION, [9000, 'crew', 'clone harborlight-forge with forge-bot']]);
    expect(look(cloned, 'inspect cloud-log forge-bot').records.at(-1)?.action).toBe('git.clone');
  });

  test('ties nothing to a key that only we used', () => {
    const quiet = play([
      [-3000, 'ci', 'run api-build'],
      [-2700, 'ci', 'publish api-build#41'],
    ]);
    const { records, sightings } = look(quiet, 'inspect cloud-log aws-deploy');
    expect(records).toHaveLength(1);
    expect(sightings).toEqual([]);
  });

  test('does not exist for a password, nor for a key that does not exist yet', () => {
    expect(refusalOf(AFTER, 'inspect cloud-log hub-owner-password')).toBe('not-found');
    expect(refusalOf(AFTER, 'inspect cloud-log aws-shadow')).toBe('not-found');
  });
});
