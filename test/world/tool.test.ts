import { describe, expect, test } from 'vitest';
import { baseOf, buildsOnPoison } from '../../src/world/pipeline.ts';
import { holds } from '../../src/world/predicate.ts';
import { isContained } from '../../src/world/questions.ts';
import { scanStands, scansSafely } from '../../src/world/scan-gate.ts';
import { leaksByTools, runnerClean, toolsFixed, toolsOf } from '../../src/world/tool.ts';
import { attempt, check, checkRefused, having, type Step } from '../helpers/check.ts';
import { BAD_SCAN, CLEAN, FALLBACK, GOOD_SCAN, HOST, STEP, TOOLS } from '../helpers/tool-range.ts';

const given = (...steps: readonly Step[]) => having(steps, TOOLS);
const MOVED: Step = [0, 'crew', 'push oakum/scan:2 to image:bad-scan'];
const SCAN: Step = [60, 'ci', 'run scan'];
const API: Step = [60, 'ci', 'run api-build'];
const scanned = (past: ReturnType<typeof given>) => past.world.runs['scan#41'];

describe('a tool', () => {
  test('is what its reference leads to when the run starts, and reads what the job can read', () => {
    check(given(MOVED), SCAN, [
      ['runner-fetched', 'scan', { reference: 'oakum/scan:2', digest: BAD_SCAN.digest }],
      ['run-started', 'scan', { leaks: ['spy'] }],
      ['credential-copied', 'forge-bot', { agent: 'crew', run: 'scan#41' }],
      ['runner-infected', 'scan', { implant: 'spy' }],
    ]);
  });

  test('is not baked into what is built', () => {
    const { world } = given(MOVED, API, [360, 'ci', 'publish api-build#41']);
    expect(world.runs['api-build#41']).toMatchObject({ leaks: ['spy'], poison: null, state: 'published' });
    expect(world.images[world.runs['api-build#41']!.image!]?.poison).toBeNull();
    expect(buildsOnPoison(world, 'api-build')).toBe(false);
    expect(leaksByTools(world, 'api-build')).toBe(true);
    expect(isContained(world)).toBe(false);
  });

  test('that is named by digest still calls a reference that moves (H-15)', () => {
    const { world } = given(MOVED);
    expect(toolsOf(world, 'api-build').map((one) => [one.inside, one.digest])).toEqual([
      [null, STEP.digest],
      [`oakum/step@${STEP.digest}`, BAD_SCAN.digest],
    ]);
    expect(toolsFixed(world, 'api-build')).toBe(false);
  });

  test('is pinned beside the base, and the one inside it too', () => {
    const { world } = given(
      MOVED,
      [10, 'ci', 'pin api-build to image:clean'],
      [20, 'ci', 'pin api-build to image:good-scan'],
    );
    expect(baseOf(world, 'api-build').digest).toBe(CLEAN.digest);
    expect(toolsOf(world, 'api-build').at(-1)?.digest).toBe(GOOD_SCAN.digest);
    expect(toolsFixed(world, 'api-build')).toBe(true);
    expect(world.controls['pin:api-build']?.digests).toEqual([CLEAN.digest, GOOD_SCAN.digest]);
  });

  test('is pinned anew by a digest of the same repository, and by none of another', () => {
    const { world } = given(
      [10, 'ci', 'pin scan to image:bad-scan'],
      [20, 'ci', 'pin scan to image:good-scan'],
    );
    expect(world.controls['pin:scan']?.digests).toEqual([GOOD_SCAN.digest]);
    checkRefused(given(), [10, 'ci', 'pin scan to image:clean'], 'not-found');
  });

  test('that a gate refuses fails the run before its first step', () => {
    check(given(MOVED, [10, 'ci', 'deny scan image:bad-scan']), SCAN, [
      ['run-started', 'scan', { leaks: undefined }],
      ['run-failed', 'scan', { reason: 'its gate refused the tool oakum/scan:2 (denied)' }],
    ]);
  });

  test('with a valid signature passes a gate that asks for one (H-32)', () => {
    const { world } = given(MOVED, [10, 'ci', 'require-signatures scan'], SCAN);
    expect(world.runs['scan#41']?.leaks).toEqual(['spy']);
  });
});

describe('what stays on a runner', () => {
  test('goes on reading when the references are clean again (H-34)', () => {
    const past = given(
      MOVED,
      SCAN,
      [100, 'ci', 'pin scan to image:good-scan'],
      [110, 'ci', 'rotate forge-bot'],
    );
    expect(leaksByTools(past.world, 'scan')).toBe(true);
    const next = attempt(past, [200, 'ci', 'run scan']);
    expect(next.world.runs['scan#42']?.leaks).toEqual(['spy']);
    expect(next.world.credentials['forge-bot']?.generations.at(-1)?.holders).toEqual(['crew']);
  });

  test('is gone when the runner is cleaned, and unread logs of that machine with it (H-24)', () => {
    const past = check(
      given(MOVED, SCAN, [100, 'ci', 'pin scan to image:good-scan']),
      [200, 'ci', 'clean-runner scan'],
      [
        ['runner-cleaned', 'scan'],
        ['log-expired', 'runner-log', { lost: true }],
      ],
    );
    expect(runnerClean(past.world, 'scan')).toBe(true);
    expect(leaksByTools(past.world, 'scan')).toBe(false);
    const kept = given(MOVED, SCAN, [100, 'ci', 'preserve runner-log']);
    check(
      kept,
      [200, 'ci', 'clean-runner scan'],
      [['runner-cleaned'], ['log-expired', 'runner-log', { lost: false }]],
    );
  });
});

describe('what an implant reads leaves', () => {
  test('by its fallback when its host is blocked, and not at all when both are (H-31)', () => {
    const one: Step = [10, 'ci', `block ${HOST}`];
    expect(given(MOVED, one, SCAN).world.credentials['forge-bot']?.generations[0]?.holders).toContain('crew');
    const both = given(MOVED, one, [20, 'ci', `block ${FALLBACK}`], SCAN);
    expect(both.world.credentials['forge-bot']?.generations[0]?.holders).not.toContain('crew');
  });

  test('never from a pipeline that is cut off and goes on with what it has', () => {
    const past = given(
      MOVED,
      SCAN,
      [100, 'ci', 'rotate forge-bot'],
      [110, 'ci', 'isolate scan'],
      [200, 'ci', 'run scan'],
    );
    expect(past.world.runs['scan#42']?.leaks).toEqual(['spy']);
    expect(past.world.credentials['forge-bot']?.generations.at(-1)?.holders).toEqual([]);
    expect(scanStands(past.world, 'scan')).toBe(true);
    expect(scansSafely(past.world, 'scan')).toBe(true);
    expect(scanned(past)?.tools?.[0]?.digest).toBe(BAD_SCAN.digest);
  });
});

describe('a scan before what goes out', () => {
  const asked: Step = [0, 'clock', 'need api-build by hotfix'];

  test('stops what has a flaw, until it is mended', () => {
    check(
      given(asked, API),
      [360, 'ci', 'publish api-build#41'],
      [['run-failed', 'api-build', { reason: 'scan stopped it: hotfix has a known flaw' }]],
    );
    const later = given(asked, [3600, 'ci', 'run api-build'], [3900, 'ci', 'publish api-build#41']);
    expect(later.world.deliveries.hotfix?.state).toBe('made');
  });

  test('that stands still lets everything out unseen', () => {
    const { past } = given(asked, [10, 'ci', 'pause scan'], API, [360, 'ci', 'publish api-build#41']);
    expect(past.find((fact) => fact.kind === 'run-published')?.data).toMatchObject({ unscanned: true });
    expect(past.find((fact) => fact.kind === 'delivery-made')?.data).toMatchObject({ flawed: true });
  });

  test('stands still as well when its own gate refuses its tool', () => {
    expect(scanStands(given(MOVED, [10, 'ci', 'deny scan image:bad-scan']).world, 'scan')).toBe(false);
    expect(scanStands(given(MOVED).world, 'scan')).toBe(true);
    expect(scansSafely(given(MOVED).world, 'scan')).toBe(false);
  });
});

test('a control that was lifted has stood all the same', () => {
  const { world } = given([10, 'ci', 'pause scan'], [20, 'ci', 'resume scan']);
  const asked = (kind: string): boolean => holds(world, { is: 'stood', args: { kind, place: 'scan' } });
  expect([asked('pause'), asked('isolate')]).toEqual([true, false]);
});

describe('what belongs to others', () => {
  test('can be looked at, and neither changed nor withdrawn', () => {
    for (const line of [
      'repoint oakum/scan:2 to image:good-scan',
      'delete oakum/scan@image:bad-scan',
      'freeze oakum/scan',
      'protect oakum/scan:2',
      'pause scan-release',
      'revoke oakum-hub',
      'inspect audit-log oakum/scan',
    ])
      checkRefused(given(MOVED), [10, 'ci', line], 'denied');
    const { past } = given(MOVED, [10, 'ci', 'preserve oakum/scan:2']);
    expect(past.at(-1)?.kind).toBe('evidence-kept');
  });

  test('is not what containing asks for', () => {
    const { world } = given(
      MOVED,
      [10, 'ci', 'pin scan to image:good-scan'],
      [20, 'ci', 'pin api-build to image:good-scan'],
      [30, 'registry', 'revoke hub-ci-2023'],
    );
    expect(isContained(world)).toBe(true);
  });
});
