import { describe, expect, test } from 'vitest';
import { openAgenda, openWorld } from '../../src/world/opening.ts';
import { outages } from '../../src/world/questions.ts';
import { check, checkRefused, having, type Step } from '../helpers/check.ts';
import { HOST, IMPLANT, RANGE } from '../helpers/range.ts';

const STABLE = 'harborlight/base:stable';
const HOUR = 3600;

describe('the opening', () => {
  test('has every schedule at its first time that is not before it, and StartEx and EndEx', () => {
    const agenda = openAgenda(RANGE);
    const at = (line: string): readonly number[] =>
      agenda.filter((one) => one.line === line).map((one) => one.at);
    expect(at('begin exercise')).toEqual([0]);
    expect(at('end exercise')).toEqual([4 * HOUR]);
    expect(at('pull granite')).toEqual([13 * HOUR]);
    expect(at('expire egress-log')).toEqual([HOUR]);
    expect(at('need api-build by hotfix')).toEqual([75 * 60]);
    const early = {
      ...RANGE,
      consumers: {
        northwind: { ...RANGE.consumers.northwind!, schedule: { every: 4 * HOUR, first: -10 * HOUR } },
      },
    };
    expect(openAgenda(early).find((one) => one.line === 'pull northwind')?.at).toBe(-6 * HOUR);
  });

  test('knows what is poisoned from the first second on', () => {
    const bad = {
      ...RANGE,
      consumers: { northwind: { ...RANGE.consumers.northwind!, runs: IMPLANT.digest } },
      repositories: {
        'harborlight/base': { ...RANGE.repositories['harborlight/base']!, tags: { stable: IMPLANT.digest } },
      },
    };
    const world = openWorld(bad);
    expect(world.poisonedSince).toEqual({ [STABLE]: -7 * HOUR });
    expect(world.consumers.northwind?.exposedAt).toBe(-7 * HOUR);
  });
});

describe('a declaration', () => {
  test('is held against the truth, and costs nothing', () => {
    const { world } = check(
      [[0, 'crew', `push ${STABLE} to image:implant`]],
      [10, 'lead', 'declare contained'],
      [['declared', 'contained', { holds: false }]],
    );
    expect(world.exercise.endedAt).toBeNull();
    check(
      [[0, 'registry', 'revoke hub-ci-2023']],
      [10, 'lead', 'declare contained'],
      [['declared', 'contained', { holds: true }]],
    );
  });

  test('of closed ends play', () => {
    const { world } = check([], [10, 'lead', 'declare closed'], [['declared'], ['exercise-ended']]);
    expect(world.exercise.endedAt).toBe(10);
    check({ world, past: [] }, [4 * HOUR, 'clock', 'end exercise'], []);
  });

  test('of contained needs push, tags, caches and builds; of eradicated, also runners, workloads and minted keys', () => {
    const done: readonly Step[] = [
      [-100, 'crew', `push ${STABLE} to image:implant`],
      [-50, 'ci', 'run worker-build'],
      [0, 'registry', 'revoke hub-ci-2023'],
      [1, 'registry', `repoint ${STABLE} to image:clean`],
    ];
    check(done, [10, 'lead', 'declare contained'], [['declared', 'contained', { holds: false }]]);
    check(
      [...done, [5, 'ci', 'pin worker-build to image:clean']],
      [10, 'lead', 'declare contained'],
      [['declared', 'contained', { holds: true }]],
    );
    check(
      [...done, [5, 'ci', 'pin worker-build to image:clean']],
      [10, 'lead', 'declare eradicated'],
      [['declared', 'eradicated', { holds: false }]],
    );
    check(
      [...done, [5, 'ci', 'clean-runner worker-build']],
      [10, 'lead', 'declare eradicated'],
      [['declared', 'eradicated', { holds: true }]],
    );
  });
});

describe('a message', () => {
  test('comes once, and not after the end', () => {
    const given = having([
      [0, 'clock', 'begin exercise'],
      [0, 'clock', 'deliver is-it-you'],
    ]);
    expect(given.world.seen[`host ${HOST}`]).toBe(0);
    check(given, [10, 'clock', 'deliver is-it-you'], []);
    check([[0, 'lead', 'declare closed']], [10, 'clock', 'deliver is-it-you'], []);
  });

  test('comes only while what it rests on holds', () => {
    check(
      [],
      [10, 'clock', 'deliver press'],
      [
        ['inject-delivered', 'press'],
        ['attacker-warned', 'crew'],
      ],
    );
    check([[0, 'comms', `notify public with tag=${STABLE}`]], [10, 'clock', 'deliver press'], []);
  });

  test('in the press is read by the intruders even after the end', () => {
    check([[0, 'lead', 'declare closed']], [10, 'clock', 'deliver press'], [['attacker-warned', 'crew']]);
  });
});

describe('out of service is', () => {
  const down = (...lines: readonly string[]): readonly string[] =>
    outages(having(lines.map((line, index) => [index, 'ci', line] as const)).world);
  test('an isolated workload, not an isolated pipeline', () => {
    expect(down('isolate api-prod')).toEqual(['api-prod']);
    expect(down('isolate api-build')).toEqual([]);
  });
  test('a public repository in quarantine, or one of its tags missing', () => {
    expect(down('quarantine harborlight/base')).toEqual(['harborlight/base']);
    expect(down(`delete ${STABLE}`)).toEqual([STABLE]);
    expect(down('delete harborlight/base@image:clean')).toEqual([STABLE, 'harborlight/base:1.8']);
  });
  test('a credential that is needed and has no working value', () => {
    expect(down('revoke aws-deploy')).toEqual(['aws-deploy']);
    expect(down('revoke aws-deploy', 'rotate aws-deploy')).toEqual([]);
    expect(down('revoke hub-ci-2023')).toEqual([]);
  });
  test('not a freeze, a pause, a protected tag', () => {
    expect(down('freeze harborlight/base', 'pause api-build', `protect ${STABLE}`)).toEqual([]);
  });
});

describe('evidence', () => {
  test('of a log that expired unkept is lost; kept or held before, it is not', () => {
    check([], [HOUR, 'clock', 'expire egress-log'], [['log-expired', 'egress-log', { lost: true }]]);
    check(
      [[0, 'ci', 'preserve egress-log']],
      [HOUR, 'clock', 'expire egress-log'],
      [['log-expired', 'egress-log', { lost: false }]],
    );
    check(
      [[0, 'vendor', 'fulfil vendor hold egress-log']],
      [HOUR, 'clock', 'expire egress-log'],
      [['log-expired', 'egress-log', { lost: false }]],
    );
    checkRefused([[HOUR, 'clock', 'expire egress-log']], [HOUR + 1, 'ci', 'preserve egress-log'], 'expired');
  });

  test('of an image is copied whole by tag and by index, or part by part, and is then known', () => {
    const { world } = check(
      [[0, 'crew', `push ${STABLE} to image:implant`]],
      [10, 'registry', `preserve ${STABLE}`],
      [['evidence-kept', STABLE, { digests: [IMPLANT.digest, IMPLANT.parts.amd64, IMPLANT.parts.arm64] }]],
    );
    expect(world.seen[`digest ${IMPLANT.parts.arm64}`]).toBe(10);
    check([], [10, 'registry', 'preserve harborlight/base@image:implant/arm64'], [['evidence-kept']]);
    check(
      { world, past: [] },
      [20, 'registry', 'preserve harborlight/base@image:implant'],
      [['nothing-changed']],
    );
  });

  test('can be copied from a cache after the registry deleted it, and is gone after the last copy (H-09)', () => {
    const cached: readonly Step[] = [
      [0, 'crew', `push ${STABLE} to image:implant`],
      [1, 'clock', `fetch ${STABLE} through eu-mirror`],
      [2, 'registry', 'delete harborlight/base@image:implant'],
    ];
    check(cached, [10, 'registry', 'preserve harborlight/base@image:implant'], [['evidence-kept']]);
    checkRefused(
      [...cached, [3, 'ci', 'purge eu-mirror']],
      [10, 'registry', 'preserve harborlight/base@image:implant'],
      'gone',
    );
  });
});
