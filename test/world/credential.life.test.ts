import { describe, expect, test } from 'vitest';
import { heldLive, holdsLive, isMissed } from '../../src/world/credential.ts';
import { check, checkRefused, having } from '../helpers/check.ts';

const STABLE = 'harborlight/base:stable';
const PUSH = [100, 'crew', `push ${STABLE} to image:implant`] as const;

describe('revoking', () => {
  test('ends every live value, and a revoked token cannot push', () => {
    const given = check(
      [],
      [0, 'registry', 'revoke hub-ci-2023'],
      [['credential-revoked', 'hub-ci-2023', { generation: 1 }]],
    );
    checkRefused(given, PUSH, 'revoked');
  });

  test('twice changes nothing the second time, and says so', () => {
    check(
      [[0, 'registry', 'revoke hub-ci-2023']],
      [9, 'registry', 'revoke hub-ci-2023'],
      [['nothing-changed']],
    );
  });

  test('what does not exist is not found', () => {
    checkRefused([], [0, 'ci', 'revoke aws-shadow'], 'not-found');
  });

  test('without a new value leaves those who need it without one', () => {
    const { world } = having([[0, 'ci', 'revoke aws-deploy']]);
    expect(isMissed(world, 'aws-deploy')).toBe(true);
    check(
      { world, past: [] },
      [60, 'ci', 'run api-build'],
      [['run-started'], ['run-failed', 'api-build', { reason: 'a credential it needs was refused' }]],
    );
  });
});

describe('rotating', () => {
  test('issues and revokes in one step, and the new value is held by nobody', () => {
    const { world } = check(
      [],
      [0, 'registry', 'rotate hub-ci-2023'],
      [
        ['credential-revoked', 'hub-ci-2023', { generation: 1 }],
        ['credential-issued', 'hub-ci-2023', { generation: 2, holders: [], from: null }],
      ],
    );
    expect(holdsLive(world, 'crew', 'hub-ci-2023')).toBe(false);
    expect(isMissed(world, 'hub-ci-2023')).toBe(false);
  });

  test('several at once rotates each', () => {
    check(
      [],
      [0, 'ci', 'rotate aws-deploy forge-bot'],
      [
        ['credential-revoked', 'aws-deploy'],
        ['credential-issued', 'aws-deploy'],
        ['credential-revoked', 'forge-bot'],
        ['credential-issued', 'forge-bot'],
      ],
    );
  });

  test('the same one named twice issues one new value', () => {
    check(
      [],
      [0, 'ci', 'rotate aws-deploy aws-deploy'],
      [
        ['credential-revoked', 'aws-deploy', { generation: 1 }],
        ['credential-issued', 'aws-deploy', { generation: 2 }],
      ],
    );
  });

  test('brings a revoked credential back with a new value', () => {
    check(
      [[0, 'ci', 'revoke aws-deploy']],
      [9, 'ci', 'rotate aws-deploy'],
      [['credential-issued', 'aws-deploy', { generation: 2 }]],
    );
  });

  test('with one unknown name among several changes none', () => {
    check([], [0, 'ci', 'rotate aws-deploy aws-shadow'], [['refused', 'aws-deploy', { code: 'not-found' }]]);
  });
});

describe('a password reset', () => {
  test('leaves tokens and sessions alive (H-05)', () => {
    const given = check(
      [],
      [0, 'registry', 'reset-password harborlight'],
      [
        ['credential-revoked', 'hub-owner-password'],
        ['credential-issued', 'hub-owner-password'],
      ],
    );
    check(given, PUSH, [['tag-moved', STABLE, { credential: 'hub-ci-2023' }]]);
    expect(given.world.credentials['hub-owner-session']?.generations[0]?.live).toBe(true);
  });

  test('of an owner without a password is refused', () => {
    checkRefused([], [0, 'ci', 'reset-password harborlight-aws'], 'not-found');
  });

  test('and ending sessions are two things', () => {
    check(
      [],
      [0, 'registry', 'end-sessions harborlight'],
      [
        ['credential-revoked', 'hub-owner-session'],
        ['sessions-ended', 'harborlight'],
      ],
    );
  });
});

const STOLEN = [
  [-50, 'crew', `push ${STABLE} to image:implant`],
  [0, 'ci', 'run api-build'],
] as const;

describe('what was minted', () => {
  const minted = having([...STOLEN, [90, 'crew', 'mint aws-shadow from aws-deploy']]);

  test('is held by who made it, and remembers its parent', () => {
    expect(minted.world.credentials['aws-shadow']).toMatchObject({
      mintedFrom: 'aws-deploy',
      generations: [{ live: true, holders: ['crew'] }],
    });
  });

  test('survives its parent (H-08)', () => {
    const { world } = check(
      minted,
      [100, 'ci', 'rotate aws-deploy'],
      [['credential-revoked'], ['credential-issued']],
    );
    expect(heldLive(world, 'crew')).toContain('aws-shadow');
  });

  test('is still a minted key once it was rotated', () => {
    const { world } = check(
      minted,
      [100, 'ci', 'rotate aws-shadow'],
      [['credential-revoked'], ['credential-issued']],
    );
    expect(world.credentials['aws-shadow']?.mintedFrom).toBe('aws-deploy');
    expect(heldLive(world, 'crew')).not.toContain('aws-shadow');
  });

  test('cannot be made twice', () => {
    check(minted, [100, 'crew', 'mint aws-shadow from aws-deploy'], [['nothing-changed']]);
  });

  test('cannot be made with a value that was revoked', () => {
    checkRefused(
      [...STOLEN, [50, 'ci', 'rotate aws-deploy']],
      [90, 'crew', 'mint aws-shadow from aws-deploy'],
      'revoked',
    );
  });
});

describe('issuing into an infected job (H-03, H-04)', () => {
  test('burns the new value with the next run', () => {
    const given = having([...STOLEN, [50, 'ci', 'rotate aws-deploy']]);
    expect(holdsLive(given.world, 'crew', 'aws-deploy')).toBe(false);
    const { world } = check(
      given,
      [100, 'ci', 'run api-build'],
      [['run-started'], ['credential-copied', 'aws-deploy', { generation: 2, agent: 'crew' }]],
    );
    expect(holdsLive(world, 'crew', 'aws-deploy')).toBe(true);
    check(
      { world, past: [] },
      [110, 'crew', 'use aws-deploy'],
      [['credential-used', 'aws-deploy', { generation: 2 }]],
    );
  });
});

describe('using a stolen value', () => {
  test('shows in when it was last used', () => {
    const { world } = having([...STOLEN, [70, 'crew', 'use aws-deploy']]);
    expect(world.credentials['aws-deploy']?.lastUsed).toBe(70);
  });

  test('needs a copy of it', () => {
    checkRefused([], [0, 'crew', 'use aws-deploy'], 'revoked');
  });

  test('clones only what its scope allows', () => {
    check(
      [...STOLEN],
      [90, 'crew', 'clone harborlight-forge with forge-bot'],
      [['credential-used'], ['repositories-cloned', 'harborlight-forge']],
    );
    checkRefused([...STOLEN], [90, 'crew', 'clone harborlight-forge with aws-deploy'], 'denied');
    checkRefused(
      [...STOLEN, [20, 'ci', 'revoke forge-bot']],
      [90, 'crew', 'clone harborlight-forge with forge-bot'],
      'revoked',
    );
  });
});
