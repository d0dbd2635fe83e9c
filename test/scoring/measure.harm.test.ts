import { describe, expect, test } from 'vitest';
import { type Measure, makeMeter } from '../../src/scoring/measure.ts';
import { walk } from '../../src/scoring/walk.ts';
import { openWorld } from '../../src/world/opening.ts';
import { having, type Step } from '../helpers/check.ts';
import { RANGE } from '../helpers/range.ts';

const HOUR = 3600;
const STABLE = 'harborlight/base:stable';
const POISON: Step = [-6 * HOUR, 'crew', `push ${STABLE} to image:implant`];

/** Reads a measure after a history made by hand. */
function measure(name: Measure, steps: readonly Step[], until = 4 * HOUR): number {
  const meter = makeMeter(until);
  walk(openWorld(RANGE), having(steps).past, 24 * HOUR, meter.see);
  return meter.read(name);
}

describe('outage', () => {
  test('is the time in which anything was down, counted once', () => {
    expect(measure('outageMinutes', [])).toBe(0);
    expect(
      measure('outageMinutes', [
        [600, 'ci', 'isolate api-prod'],
        [1200, 'ci', 'isolate worker-prod'],
        [1800, 'ci', 'lift isolate:api-prod'],
        [2400, 'ci', 'lift isolate:worker-prod'],
      ]),
    ).toBe(30);
  });

  test('counts from StartEx to the time that is asked, no further', () => {
    expect(
      measure('outageMinutes', [
        [-600, 'ci', 'isolate api-prod'],
        [600, 'ci', 'lift isolate:api-prod'],
      ]),
    ).toBe(10);
    expect(measure('outageMinutes', [[3 * HOUR, 'ci', 'isolate api-prod']])).toBe(60);
    expect(measure('outageMinutes', [[3 * HOUR, 'ci', 'isolate api-prod']], 24 * HOUR)).toBe(21 * 60);
    expect(measure('outageMinutes', [[5 * HOUR, 'ci', 'isolate api-prod']])).toBe(0);
  });

  test('of a part of a minute has two decimals at most', () => {
    expect(
      measure('outageMinutes', [
        [0, 'ci', 'isolate api-prod'],
        [100, 'ci', 'lift isolate:api-prod'],
      ]),
    ).toBe(1.67);
  });
});

describe('exposed consumer-hours', () => {
  const HIT: readonly Step[] = [POISON, [-2 * HOUR, 'northwind', 'pull northwind']];

  test('run from StartEx until a consumer is clean and was told to rotate', () => {
    expect(measure('exposedConsumerHours', HIT)).toBe(4);
    expect(measure('exposedConsumerHours', [...HIT, [-HOUR, 'kestrel', 'pull kestrel']])).toBe(8);
  });

  test('run on for whoever is clean but was not told to rotate', () => {
    expect(
      measure('exposedConsumerHours', [
        ...HIT,
        [0, 'registry', `repoint ${STABLE} to image:clean`],
        [HOUR, 'northwind', 'pull northwind'],
      ]),
    ).toBe(4);
  });

  test('end with a notice that lets them act', () => {
    const told: readonly Step[] = [
      [0, 'comms', 'notify northwind with digest=image:implant clean=image:clean action=rotate-secrets'],
      [0, 'northwind', 'hear northwind of notice-1'],
      [HOUR, 'northwind', 'act northwind on notice-1'],
    ];
    expect(measure('exposedConsumerHours', [...HIT, ...told])).toBe(1);
    expect(measure('reachedConsumers', [...HIT, ...told])).toBe(1);
  });

  test('begin with the pull of one who is hit during play', () => {
    expect(measure('exposedConsumerHours', [POISON, [3 * HOUR, 'northwind', 'pull northwind']])).toBe(1);
    expect(measure('exposedConsumers', [POISON, [3 * HOUR, 'northwind', 'pull northwind']])).toBe(1);
  });
});

describe('counts', () => {
  test('of poisoned builds begin after StartEx', () => {
    const build = (at: number, number: number): readonly Step[] => [
      [at, 'ci', 'run api-build'],
      [at + 300, 'ci', `publish api-build#${number}`],
    ];
    expect(
      measure('poisonedBuilds', [POISON, ...build(-HOUR, 41), ...build(HOUR, 42), ...build(2 * HOUR, 43)]),
    ).toBe(2);
    expect(measure('poisonedBuilds', [POISON, ...build(HOUR, 41), ...build(5 * HOUR, 42)])).toBe(1);
    expect(measure('poisonedBuilds', build(HOUR, 41))).toBe(0);
  });

  test('of failed pulls', () => {
    expect(
      measure('failedPulls', [
        [0, 'registry', `delete ${STABLE}`],
        [60, 'northwind', 'pull northwind'],
        [90, 'northwind', 'pull northwind'],
      ]),
    ).toBe(2);
  });

  test('of stolen secrets and footholds', () => {
    const stolen: readonly Step[] = [POISON, [-HOUR, 'ci', 'run api-build']];
    expect(measure('secretsStolen', stolen)).toBe(4);
    expect(measure('attackerFootholds', [...stolen, [60, 'ci', 'rotate aws-deploy']])).toBe(3);
    expect(measure('secretsStolen', [...stolen, [60, 'ci', 'rotate aws-deploy']])).toBe(4);
  });

  test('of lost logs', () => {
    expect(measure('evidenceLost', [[HOUR, 'clock', 'expire egress-log']])).toBe(1);
    expect(
      measure('evidenceLost', [
        [0, 'ci', 'preserve egress-log'],
        [HOUR, 'clock', 'expire egress-log'],
      ]),
    ).toBe(0);
  });

  test('of poisoned workloads as they run at the time that is asked', () => {
    const built: readonly Step[] = [POISON, [60, 'ci', 'run api-build'], [360, 'ci', 'publish api-build#41']];
    expect(measure('poisonedWorkloads', built)).toBe(1);
    expect(measure('poisonedWorkloads', built, 300)).toBe(0);
    expect(measure('poisonedWorkloads', [...built, [900, 'ci', 'deploy api-prod to image:api']])).toBe(0);
  });
});

describe('a false claim', () => {
  const LIE: Step = [HOUR, 'comms', 'notify consumers with clean=image:implant'];

  test('stands until it is corrected, or to the time that is asked', () => {
    expect(measure('longestFalseClaimMinutes', [POISON, LIE])).toBe(180);
    expect(
      measure('longestFalseClaimMinutes', [
        POISON,
        LIE,
        [HOUR + 600, 'comms', 'correct notice-1 with clean=image:clean'],
      ]),
    ).toBe(10);
    expect(measure('longestDigestErrorMinutes', [POISON, LIE], HOUR)).toBe(0);
  });

  test('that is corrected by another one goes on', () => {
    expect(
      measure('longestFalseClaimMinutes', [
        POISON,
        LIE,
        [HOUR + 600, 'comms', 'correct notice-1 with clean=image:implant-2'],
      ]),
    ).toBe(170);
  });

  test('about digests is the one that burns; others do not', () => {
    expect(
      measure('longestDigestErrorMinutes', [
        POISON,
        [HOUR, 'comms', 'notify consumers with status=resolved'],
      ]),
    ).toBe(0);
    expect(
      measure('falseClaims', [
        POISON,
        [HOUR, 'comms', 'notify consumers with status=resolved clean=image:implant'],
      ]),
    ).toBe(2);
  });

  test('counts as acted on when a consumer moved to what it called clean', () => {
    const acted: readonly Step[] = [
      POISON,
      [-HOUR, 'northwind', 'pull northwind'],
      [0, 'comms', 'notify northwind with digest=image:implant clean=image:implant-2'],
      [0, 'northwind', 'hear northwind of notice-1'],
      [600, 'northwind', 'act northwind on notice-1'],
    ];
    expect(measure('digestErrorsActedOn', acted)).toBe(1);
  });

  test('of the vendor’s is none of ours', () => {
    expect(measure('falseClaims', [[0, 'vendor', 'fulfil vendor tell-pullers image:clean']])).toBe(0);
  });
});
