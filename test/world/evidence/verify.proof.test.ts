import { describe, expect, test } from 'vitest';
import { API, CLEAN, HOST, IMPLANT } from './estate.ts';
import { at, INTRUSION, play, type Step, verify } from './helper.ts';

const STABLE = 'harborlight/base:stable';
const AFTER = at(play(INTRUSION), 0);
const played = (...steps: readonly Step[]) => play([...INTRUSION, ...steps]);

describe('an old value', () => {
  test('that was never revoked still works', () => {
    const { holds, sightings } = verify(AFTER, 'hub-ci-2023');
    expect(holds).toBe(false);
    expect(sightings).toEqual(['old-value-works hub-ci-2023']);
  });

  test.each([
    ['revoke', ['revoke hub-ci-2023']],
    ['rotate', ['rotate hub-ci-2023']],
    ['freeze', ['freeze harborlight/base']],
    ['protect', [`protect ${STABLE}`, 'protect harborlight/base:1.8']],
    ['deny', ['deny harborlight/base image:implant']],
  ])('is refused after %s', (_name, lines) => {
    const given = played(...lines.map((line, index): Step => [60 + index, 'registry', line]));
    const { holds, sightings } = verify(given, 'hub-ci-2023');
    expect(holds).toBe(true);
    expect(sightings).toEqual(['old-value-refused hub-ci-2023']);
  });

  test('still works while one of the moved tags is unprotected', () => {
    expect(verify(played([60, 'registry', `protect ${STABLE}`]), 'hub-ci-2023').holds).toBe(false);
  });

  test('of an account’s password reset says nothing about its tokens', () => {
    const reset = played([60, 'registry', 'reset-password harborlight']);
    expect(verify(reset, 'hub-owner-password').holds).toBe(true);
    expect(verify(reset, 'hub-ci-2023').holds).toBe(false);
  });

  test('of a key that can push nowhere works until it is revoked', () => {
    expect(verify(played([60, 'ci', 'freeze harborlight/base']), 'aws-deploy').holds).toBe(false);
    expect(verify(played([60, 'ci', 'rotate aws-deploy']), 'aws-deploy').holds).toBe(true);
  });
});

describe('a tag', () => {
  const cached: Step = [-1200, 'northwind', `fetch ${STABLE} through eu-mirror`];
  const repointed: Step = [60, 'registry', `repoint ${STABLE} to image:clean`];

  test('holds when the registry and every cache answer the same signed image', () => {
    const { holds, sightings } = verify(played(repointed), STABLE);
    expect(holds).toBe(true);
    expect(sightings).toEqual([
      `tag ${STABLE} ${CLEAN.digest}`,
      `digest ${CLEAN.digest}`,
      `signed ${CLEAN.digest}`,
    ]);
  });

  test('does not hold while a cache still serves the old mapping', () => {
    const { holds, message, sightings } = verify(played(cached, repointed), STABLE);
    expect(holds).toBe(false);
    expect(message).toContain('eu-mirror answers sha256:cccccccccccc…, not signed');
    expect(sightings).toContain(`cached eu-mirror ${STABLE} ${IMPLANT.digest}`);
    expect(verify(played(cached, repointed), 'eu-mirror').holds).toBe(false);
  });

  test('does not hold while all agree on an unsigned image, nor when it is gone', () => {
    expect(verify(played(cached), STABLE).holds).toBe(false);
    expect(verify(played(cached), 'eu-mirror').holds).toBe(false);
    expect(verify(played([60, 'registry', `delete ${STABLE}`]), STABLE).holds).toBe(false);
  });

  test('and its cache hold after the cache was purged', () => {
    const purged = played(cached, repointed, [90, 'ci', 'purge eu-mirror']);
    expect(verify(purged, STABLE).holds).toBe(true);
    expect(verify(purged, 'eu-mirror').holds).toBe(true);
  });
});

describe('a workload', () => {
  test('that calls home does not hold', () => {
    const { holds, sightings } = verify(AFTER, 'api-prod');
    expect(holds).toBe(false);
    expect(sightings).toEqual([`beacon api-prod ${HOST}`, `host ${HOST}`]);
  });

  test.each(['image:api', API.digest, `harborlight/api@${API.digest}`])(
    'deployed to %s is silent',
    (clean) => {
      const { holds, sightings } = verify(played([60, 'ci', `deploy api-prod to ${clean}`]), 'api-prod');
      expect(holds).toBe(true);
      expect(sightings).toEqual(['silent api-prod']);
    },
  );
});

describe('a notice', () => {
  const sent = played([60, 'comms', 'notify consumers via mail with digest=image:implant']);
  const id = Object.keys(sent.world.notices)[0] ?? '';

  test('does not hold until everybody addressed got it', () => {
    const { holds, message, sightings } = verify(sent, id);
    expect(holds).toBe(false);
    expect(message).toContain('without an answer: northwind');
    expect(sightings).toEqual([`delivered ${id}`]);
  });

  test('holds once they did, and names who could match it', () => {
    const heard = played(
      [60, 'comms', 'notify consumers via mail with digest=image:implant'],
      [61, 'clock', `hear northwind of ${id}`],
    );
    const { holds, message } = verify(heard, id);
    expect(holds).toBe(true);
    expect(message).toContain('Got it: northwind.');
  });
});

test('what does not exist cannot be verified', () => {
  expect(() => verify(AFTER, 'aws-shadow')).toThrow(/not-found/);
  expect(() => verify(AFTER, 'harborlight/nothing:latest')).toThrow(/not-found/);
});
