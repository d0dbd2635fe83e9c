import { describe, expect, test } from 'vitest';
import { react } from '../../src/world/world.ts';
import { check, checkRefused, having, type Step } from '../helpers/check.ts';
import { IMPLANT } from '../helpers/range.ts';

const STABLE = 'harborlight/base:stable';
const HIT: readonly Step[] = [
  [-100, 'crew', `push ${STABLE} to image:implant`],
  [-90, 'northwind', 'pull northwind'],
  [-80, 'cedarbank', 'pull cedarbank'],
];

describe('an outside party', () => {
  test('works on one request at a time', () => {
    const first = check(
      [],
      [0, 'lead', 'ask vendor for block image:implant'],
      [['request-made', 'vendor', { due: 1800 }]],
    );
    expect(react(first.world, first.past.at(-1)!)).toMatchObject([
      { at: 1800, line: 'fulfil vendor block image:implant' },
    ]);
    const second = check(
      first,
      [600, 'lead', 'ask vendor for access-details hub-ci-2023'],
      [['request-made', 'vendor', { due: 1800 + 3600 }]],
    );
    check(
      second,
      [9000, 'lead', 'ask vendor for tell-pullers image:implant'],
      [['request-made', 'vendor', { due: 12600 }]],
    );
    check(second, [600, 'lead', 'ask legal for approval delete'], [['request-made', 'legal', { due: 4200 }]]);
  });

  test('takes only its own kinds of request', () => {
    checkRefused([], [0, 'lead', 'ask legal for block image:implant'], 'denied');
  });

  test('tells whoever pulled the digest with an account: no one behind a cache, nobody who runs another part', () => {
    const sent = check(
      HIT,
      [0, 'vendor', 'fulfil vendor tell-pullers image:implant'],
      [['notice-sent', 'notice-1', { author: 'vendor', falseClaims: [] }], ['request-fulfilled']],
    );
    expect(react(sent.world, sent.past.at(-2)!).map((one) => one.by)).toEqual(['northwind']);
    const arm = check(
      HIT,
      [0, 'vendor', 'fulfil vendor tell-pullers image:implant/arm64'],
      [['notice-sent'], ['request-fulfilled']],
    );
    expect(react(arm.world, arm.past.at(-2)!)).toEqual([]);
  });

  test('tells also who has moved on since', () => {
    const steps: readonly Step[] = [
      ...HIT,
      [-50, 'registry', `repoint ${STABLE} to image:clean`],
      [-40, 'northwind', 'pull northwind'],
    ];
    const sent = check(
      steps,
      [0, 'vendor', 'fulfil vendor tell-pullers image:implant'],
      [['notice-sent'], ['request-fulfilled']],
    );
    expect(react(sent.world, sent.past.at(-2)!).map((one) => one.by)).toEqual(['northwind']);
  });

  test('holds a log, blocks an image, gives access details', () => {
    const { world } = having([
      [0, 'vendor', 'fulfil vendor hold egress-log'],
      [1, 'vendor', 'fulfil vendor block image:implant'],
    ]);
    expect(world.logs['egress-log']?.held).toBe(true);
    expect(world.controls[`vendor-block:${IMPLANT.digest}`]).toBeDefined();
    check(
      [],
      [0, 'vendor', 'fulfil vendor access-details hub-ci-2023'],
      [['request-fulfilled', 'vendor', { sightings: ['client hub-ci-2023'] }]],
    );
  });
});
