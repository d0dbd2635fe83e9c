import { describe, expect, test } from 'vitest';
import { gateRefusal } from '../../src/world/control.ts';
import { check, checkRefused, having } from '../helpers/check.ts';
import { CLEAN, IMPLANT, PREVIOUS } from '../helpers/range.ts';

describe('a control', () => {
  test('stands under its kind and place until it is lifted', () => {
    const given = having([[0, 'ci', 'pause api-build']]);
    expect(given.world.controls['pause:api-build']).toMatchObject({ kind: 'pause', since: 0 });
    const { world } = check(
      given,
      [9, 'ci', 'resume api-build'],
      [['control-lifted', 'api-build', { control: 'pause' }]],
    );
    expect(world.controls).toEqual({});
  });

  test('set twice changes nothing', () => {
    check([[0, 'ci', 'pause api-build']], [9, 'ci', 'pause api-build'], [['nothing-changed']]);
    check([], [9, 'ci', 'resume api-build'], [['nothing-changed']]);
  });

  test('that does not stand cannot be lifted, nor can the vendor’s', () => {
    checkRefused([], [0, 'registry', 'lift freeze:harborlight/base'], 'not-found');
    const blocked = having([[0, 'vendor', 'fulfil vendor block image:implant']]);
    checkRefused(blocked, [9, 'registry', `lift vendor-block:${IMPLANT.digest}`], 'not-found');
  });

  test('a second deny or allow-only adds, a second pin replaces', () => {
    const { world } = having([
      [0, 'ci', 'deny api-build image:implant'],
      [1, 'ci', 'deny api-build image:implant-2'],
      [2, 'ci', 'pin api-build to image:previous'],
      [3, 'ci', 'pin api-build to image:clean'],
    ]);
    expect(world.controls['deny:api-build']?.digests).toHaveLength(2);
    expect(world.controls['pin:api-build']?.digests).toEqual([CLEAN.digest]);
  });

  test('names only digests of images', () => {
    check([], [0, 'ci', 'pin api-build to image:nothing'], [['refused', 'api-build', { code: 'not-found' }]]);
    checkRefused([], [0, 'registry', 'protect harborlight/base:nothing'], 'not-found');
  });
});

describe('a gate', () => {
  test('for signatures lets signed images and their parts in', () => {
    const { world } = having([[0, 'ci', 'require-signatures api-build']]);
    expect(gateRefusal(world, 'api-build', CLEAN.parts.amd64!)).toBeNull();
    expect(gateRefusal(world, 'api-build', IMPLANT.digest)).toBe('unsigned');
    expect(gateRefusal(world, 'worker-build', IMPLANT.digest)).toBeNull();
  });

  test('that allows an index allows its parts; one that allows a part does not allow the index', () => {
    const index = having([[0, 'ci', 'allow-only api-build image:clean']]).world;
    expect(gateRefusal(index, 'api-build', CLEAN.parts.arm64!)).toBeNull();
    expect(gateRefusal(index, 'api-build', PREVIOUS.digest)).toBe('denied');
    const part = having([[0, 'ci', 'allow-only api-build image:clean/arm64']]).world;
    expect(gateRefusal(part, 'api-build', CLEAN.digest)).toBe('denied');
  });
});
