import { describe, expect, test } from 'vitest';
import { beaconOf, runsPoison } from '../../src/world/workload.ts';
import { check, checkRefused, having, type Step } from '../helpers/check.ts';
import { API, HOST } from '../helpers/range.ts';

const STABLE = 'harborlight/base:stable';
const BUILT: readonly Step[] = [
  [0, 'crew', `push ${STABLE} to image:implant`],
  [60, 'ci', 'run api-build'],
  [360, 'ci', 'publish api-build#41'],
];

describe('a workload', () => {
  test('keeps running the implant when the registry is clean', () => {
    const { world } = having([
      ...BUILT,
      [400, 'registry', `repoint ${STABLE} to image:clean`],
      [500, 'registry', 'delete harborlight/api:latest'],
    ]);
    expect(runsPoison(world, 'api-prod')).toBe(true);
    expect(beaconOf(world, 'api-prod')).toBe(HOST);
  });

  test('is silent while isolated or while the host is blocked, and runs the implant all the same', () => {
    for (const line of ['isolate api-prod', `block ${HOST}`]) {
      const { world } = having([...BUILT, [400, 'ci', line]]);
      expect(beaconOf(world, 'api-prod')).toBeNull();
      expect(runsPoison(world, 'api-prod')).toBe(true);
    }
  });

  test('is rolled out by a scheduled run unless admission refuses', () => {
    for (const gate of [
      'deny api-prod image:api',
      'allow-only api-prod image:api',
      'pin api-prod to image:api',
    ]) {
      const { world } = having([[0, 'ci', gate], ...BUILT]);
      expect(world.workloads['api-prod']?.digest === API.digest).toBe(!gate.startsWith('deny'));
    }
  });

  test('admits a signed build where signatures are required', () => {
    const { world } = having([[0, 'ci', 'require-signatures api-prod'], ...BUILT]);
    expect(world.workloads['api-prod']?.digest).toBe(world.runs['api-build#41']?.image);
  });
});

describe('a deployment', () => {
  test('to what runs already changes nothing', () => {
    check([], [0, 'ci', 'deploy api-prod to image:api'], [['nothing-changed']]);
    check([], [0, 'ci', 'deploy api-prod to harborlight/api:latest'], [['nothing-changed']]);
  });

  test('takes the index when it is given the part that suits', () => {
    check(
      BUILT,
      [400, 'ci', 'deploy api-prod to image:api/amd64'],
      [['workload-deployed', 'api-prod', { digest: API.digest, run: null }]],
    );
  });

  test('is refused for a part of another architecture', () => {
    checkRefused(BUILT, [400, 'ci', 'deploy api-prod to image:api/arm64'], 'not-found');
  });

  test('is refused for what the repository does not hold, has lost or does not give out', () => {
    checkRefused([], [0, 'ci', 'deploy api-prod to image:clean'], 'gone');
    checkRefused([], [0, 'ci', 'deploy api-prod to harborlight/api:nothing'], 'not-found');
    checkRefused(
      [...BUILT, [400, 'registry', 'quarantine harborlight/api']],
      [500, 'ci', 'deploy api-prod to image:api'],
      'denied',
    );
  });

  test('is refused by admission', () => {
    checkRefused(
      [...BUILT, [400, 'ci', 'deny api-prod image:api']],
      [500, 'ci', 'deploy api-prod to image:api'],
      'denied',
    );
  });

  test('by hand is not held by a pin', () => {
    check(
      [...BUILT, [400, 'ci', 'pin api-prod to image:implant']],
      [500, 'ci', 'deploy api-prod to image:api'],
      [['workload-deployed']],
    );
  });
});
