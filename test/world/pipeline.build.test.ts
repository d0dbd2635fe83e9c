import { describe, expect, test } from 'vitest';
import { pinnedClean } from '../../src/world/answers.ts';
import { baseOf, buildsOnPoison } from '../../src/world/pipeline.ts';
import { check, checkRefused, having, type Step } from '../helpers/check.ts';
import { withContent } from '../helpers/fake-content.ts';
import { CLEAN, HOST, IMPLANT, IMPLANT_2, RANGE } from '../helpers/range.ts';

const STABLE = 'harborlight/base:stable';
const POISONED: Step = [0, 'crew', `push ${STABLE} to image:implant`];
const RUN: Step = [60, 'ci', 'run api-build'];

describe('a build', () => {
  test('inherits what its reference resolves to when it starts', () => {
    const { world } = having([
      POISONED,
      RUN,
      [70, 'registry', `repoint ${STABLE} to image:clean`],
      [360, 'ci', 'publish api-build#41'],
    ]);
    expect(world.runs['api-build#41']).toMatchObject({ base: IMPLANT.digest, state: 'published' });
    expect(world.images[world.tags['harborlight/api:latest']!.digest!]?.poison).toBe('spy');
    expect(world.workloads['api-prod']?.digest).toBe(world.runs['api-build#41']?.image);
  });

  test('of the same base and inputs gives the same digest', () => {
    const { world } = having([
      RUN,
      [360, 'ci', 'publish api-build#41'],
      [400, 'ci', 'run api-build'],
      [700, 'ci', 'publish api-build#42'],
    ]);
    expect(world.runs['api-build#41']?.image).toBe(world.runs['api-build#42']?.image);
  });

  test('by digest keeps to the digest when the tag moves', () => {
    check(
      [
        [0, 'ci', 'pin api-build to image:clean'],
        [1, 'crew', `push ${STABLE} to image:implant`],
      ],
      RUN,
      [['run-started', 'api-build', { base: CLEAN.digest, poison: null }]],
    );
  });

  test('pinned to the bad digest goes on building on it when the tag is clean', () => {
    const { world } = having([[0, 'ci', 'pin api-build to image:implant']]);
    expect(buildsOnPoison(world, 'api-build')).toBe(true);
  });

  test('pinned to a digest that nobody serves any more builds nothing, on poison or off it', () => {
    const bad: readonly Step[] = [
      [0, 'ci', 'pin api-build to image:implant'],
      [1, 'registry', 'delete harborlight/base@image:implant'],
    ];
    const { world } = check(bad, RUN, [
      ['run-started', 'api-build', { base: null, poison: null }],
      ['run-failed', 'api-build', { reason: 'its base could not be pulled (gone)' }],
    ]);
    expect(buildsOnPoison(world, 'api-build')).toBe(false);
  });

  test('through a cache that keeps the digest goes on building on it after upstream deleted it', () => {
    const through = withContent({
      ...RANGE,
      pipelines: { ...RANGE.pipelines, 'api-build': { ...RANGE.pipelines['api-build']!, via: 'eu-mirror' } },
    });
    const { world } = having(
      [
        POISONED,
        [1, 'elmtree', `fetch ${STABLE} through eu-mirror`],
        [2, 'ci', 'pin api-build to image:implant'],
        [3, 'registry', 'delete harborlight/base@image:implant'],
      ],
      through,
    );
    expect(buildsOnPoison(world, 'api-build')).toBe(true);
  });

  test('pinned to a clean digest stays pinned while a quarantine keeps it away', () => {
    const { world } = having([
      [0, 'ci', 'pin api-build to image:clean'],
      [1, 'registry', 'quarantine harborlight/base'],
    ]);
    expect(baseOf(world, 'api-build')).toMatchObject({ digest: null, code: 'denied' });
    expect(pinnedClean(world, { pipeline: 'api-build' })).toBe(true);
  });

  test('does not start while paused or isolated, and says nothing', () => {
    check([[0, 'ci', 'pause api-build']], RUN, []);
    check([[0, 'ci', 'isolate api-build']], RUN, []);
    check(
      [
        [0, 'ci', 'pause api-build'],
        [9, 'ci', 'resume api-build'],
      ],
      RUN,
      [['run-started']],
    );
  });

  test('fails when its base cannot be pulled', () => {
    check([[0, 'registry', `delete ${STABLE}`]], RUN, [
      ['run-started', 'api-build', { base: null }],
      ['run-failed', 'api-build', { reason: 'its base could not be pulled (not-found)' }],
    ]);
  });

  test('that its gate refuses fails, reads nothing and is no pull of that image', () => {
    for (const gate of [
      'require-signatures api-build',
      'deny api-build image:implant',
      'allow-only api-build image:clean',
    ]) {
      const { world } = check([POISONED, [1, 'ci', gate]], RUN, [
        ['run-started', 'api-build', { poison: null }],
        ['run-failed'],
      ]);
      expect(world.pulled[IMPLANT.digest]).toBeUndefined();
      expect(buildsOnPoison(world, 'api-build')).toBe(false);
    }
  });

  test('on an implant is a pull of it', () => {
    const { world } = having([[0, 'crew', `push ${STABLE} to image:implant-2`], RUN]);
    expect(world.pulled[IMPLANT_2.digest]).toBe(60);
  });
});

describe('publishing', () => {
  const BUILT: readonly Step[] = [RUN, [360, 'ci', 'publish api-build#41']];

  test('uses the workload’s identity: no push token is needed', () => {
    const { world } = having([[0, 'registry', 'revoke hub-ci-2026'], ...BUILT]);
    expect(world.runs['api-build#41']?.state).toBe('published');
  });

  test('passes a push gate for signatures when the pipeline signs', () => {
    const { world } = having([[0, 'registry', 'require-signatures harborlight/api'], ...BUILT]);
    expect(world.runs['api-build#41']?.state).toBe('published');
  });

  test('is refused by a freeze and by a protected tag', () => {
    for (const control of ['freeze harborlight/api', 'protect harborlight/api:latest']) {
      const { world } = having([[0, 'registry', control], ...BUILT]);
      expect(world.runs['api-build#41']?.state).toBe('failed');
    }
  });

  test('is refused by the vendor when the build carries the blocked layer', () => {
    const { world } = having([
      POISONED,
      RUN,
      [100, 'vendor', 'fulfil vendor block image:implant'],
      [360, 'ci', 'publish api-build#41'],
    ]);
    expect(world.runs['api-build#41']?.state).toBe('failed');
  });

  test('fails when the pipeline was isolated meanwhile, or a credential it needs was revoked', () => {
    check(
      [RUN, [70, 'ci', 'isolate api-build']],
      [360, 'ci', 'publish api-build#41'],
      [['run-failed', 'api-build', { reason: 'the pipeline was isolated' }]],
    );
    check([RUN, [70, 'ci', 'revoke aws-deploy']], [360, 'ci', 'publish api-build#41'], [['run-failed']]);
  });
});

describe('a rebuild', () => {
  const REBUILD: Step = [100, 'ci', 'rebuild api-build'];

  test('publishes when it lands, works on a paused pipeline and does not roll out', () => {
    check([[0, 'ci', 'pause api-build']], REBUILD, [
      ['run-started', 'api-build', { manual: true }],
      ['run-published', 'api-build', { tag: 'harborlight/api:latest' }],
    ]);
  });

  test('is refused while the pipeline is isolated', () => {
    checkRefused([[0, 'ci', 'isolate api-build']], REBUILD, 'paused');
  });

  test('by tag before the runner is clean bakes the implant in again (H-12)', () => {
    const poisoned: readonly Step[] = [
      POISONED,
      [10, 'ci', 'run worker-build'],
      [50, 'registry', `repoint ${STABLE} to image:clean`],
    ];
    check(
      poisoned,
      [100, 'ci', 'rebuild worker-build'],
      [['run-started', 'worker-build', { base: IMPLANT.digest, poison: 'spy' }], ['run-published']],
    );
    check(
      [...poisoned, [60, 'ci', 'clean-runner worker-build']],
      [100, 'ci', 'rebuild worker-build'],
      [
        ['runner-fetched', 'worker-build', { digest: CLEAN.digest }],
        ['run-started', 'worker-build', { base: CLEAN.digest }],
        ['run-published'],
      ],
    );
    check(
      [...poisoned, [60, 'ci', 'pin worker-build to image:clean']],
      [100, 'ci', 'rebuild worker-build'],
      [['run-started', 'worker-build', { base: CLEAN.digest }], ['run-published']],
    );
  });

  test('before the tag is clean fetches the implant onto a clean runner', () => {
    check(
      [POISONED, [10, 'ci', 'run worker-build'], [60, 'ci', 'clean-runner worker-build']],
      [100, 'ci', 'rebuild worker-build'],
      [['runner-fetched', 'worker-build', { digest: IMPLANT.digest }], ['run-started'], ['run-published']],
    );
  });

  test('of a runner without local copies has nothing to wipe', () => {
    check([], [0, 'ci', 'clean-runner api-build'], [['nothing-changed']]);
  });
});

describe('the implant in a job', () => {
  test('copies what is in its environment and in what it checks out (H-37)', () => {
    check([POISONED], RUN, [
      ['run-started'],
      ['credential-copied', 'aws-deploy', { agent: 'crew', run: 'api-build#41' }],
      ['credential-copied', 'forge-bot', { generation: 1 }],
    ]);
  });

  test('copies a value once', () => {
    check([POISONED, RUN], [90, 'ci', 'run api-build'], [['run-started']]);
  });

  test('sends nothing home while its host is blocked', () => {
    check([POISONED, [10, 'ci', `block ${HOST}`]], RUN, [['run-started', 'api-build', { poison: 'spy' }]]);
  });

  test('reads even in a job that fails', () => {
    check([POISONED, [10, 'ci', 'revoke aws-deploy']], RUN, [
      ['run-started'],
      ['credential-copied', 'forge-bot'],
      ['run-failed'],
    ]);
  });
});

describe('a delivery', () => {
  const NEEDED: readonly Step[] = [[4500, 'clock', 'need api-build by hotfix']];

  test('goes out with the first build that started after it was asked for', () => {
    const { world } = having([RUN, ...NEEDED, [4600, 'ci', 'publish api-build#41']]);
    expect(world.deliveries.hotfix?.state).toBe('waiting');
    check(
      { world, past: [] },
      [4700, 'ci', 'rebuild api-build'],
      [['run-started', 'api-build', { inputs: 'hotfix' }], ['run-published'], ['delivery-made', 'hotfix']],
    );
  });

  test('is overdue when its time passes, and can still be made', () => {
    const late = check(NEEDED, [9000, 'clock', 'miss api-build by hotfix'], [['delivery-overdue', 'hotfix']]);
    check(late, [9100, 'ci', 'rebuild api-build'], [['run-started'], ['run-published'], ['delivery-made']]);
  });

  test('that was made is not missed', () => {
    check([...NEEDED, [4700, 'ci', 'rebuild api-build']], [9000, 'clock', 'miss api-build by hotfix'], []);
  });
});
