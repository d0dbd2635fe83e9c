import { describe, expect, test } from 'vitest';
import { resolve } from '../../src/world/registry.ts';
import { check, checkRefused, having, type Step } from '../helpers/check.ts';
import { CLEAN, IMPLANT, IMPLANT_2, PREVIOUS } from '../helpers/range.ts';

const BASE = 'harborlight/base';
const STABLE = `${BASE}:stable`;
const PUSH: Step = [10, 'crew', `push ${STABLE} to image:implant`];

describe('a tag', () => {
  test('moves silently, and remembers where it was', () => {
    const { world } = check([], PUSH, [
      ['tag-moved', STABLE, { from: CLEAN.digest, to: IMPLANT.digest, credential: 'hub-ci-2023' }],
    ]);
    expect(resolve(world, STABLE).digest).toBe(IMPLANT.digest);
    expect(world.poisonedSince[STABLE]).toBe(10);
  });

  test('does not take its old digest along: what is named by digest never changes', () => {
    const { world } = having([PUSH]);
    expect(resolve(world, `${BASE}@${CLEAN.digest}`).digest).toBe(CLEAN.digest);
    expect(resolve(world, `${BASE}@${CLEAN.parts.arm64}`).digest).toBe(CLEAN.parts.arm64);
  });

  test('remembers when it first and last named an implant', () => {
    const { world } = having([
      PUSH,
      [20, 'registry', `repoint ${STABLE} to image:previous`],
      [30, 'registry', `repoint ${STABLE} to image:clean`],
    ]);
    expect(world.poisonedSince[STABLE]).toBe(10);
    expect(world.poisonedUntil[STABLE]).toBe(20);
    const again = having([
      PUSH,
      [20, 'registry', `repoint ${STABLE} to image:clean`],
      [30, 'crew', `push ${STABLE} to image:implant-2`],
    ]);
    expect(again.world.poisonedSince[STABLE]).toBe(10);
    expect(again.world.poisonedUntil[STABLE]).toBeUndefined();
  });

  test('that is deleted leaves the bytes', () => {
    const { world } = check(
      [PUSH],
      [20, 'registry', `delete ${STABLE}`],
      [['tag-deleted', STABLE, { from: IMPLANT.digest }]],
    );
    expect(resolve(world, STABLE)).toEqual({ digest: null, code: 'not-found' });
    expect(resolve(world, `${BASE}@${IMPLANT.digest}`).digest).toBe(IMPLANT.digest);
    expect(world.poisonedUntil[STABLE]).toBe(20);
  });

  test('can be deleted once', () => {
    checkRefused([[0, 'registry', `delete ${STABLE}`]], [9, 'registry', `delete ${STABLE}`], 'gone');
  });

  test('can be put back', () => {
    check(
      [[0, 'registry', `delete ${STABLE}`]],
      [9, 'registry', `repoint ${STABLE} to image:clean`],
      [['tag-moved', STABLE, { from: null }]],
    );
  });
});

describe('a repoint', () => {
  test('needs no token', () => {
    check(
      [PUSH],
      [20, 'registry', `repoint ${STABLE} to image:clean`],
      [['tag-moved', STABLE, { credential: null, to: CLEAN.digest }]],
    );
  });

  test('to where the tag is already changes nothing', () => {
    check([], [20, 'registry', `repoint ${STABLE} to image:clean`], [['nothing-changed']]);
  });

  test('to bytes that the repository does not hold is refused', () => {
    checkRefused([], [20, 'registry', `repoint ${STABLE} to image:api`], 'not-found');
  });

  test('works on a frozen repository, not on a protected tag', () => {
    check(
      [[0, 'registry', `freeze ${BASE}`]],
      [20, 'registry', `repoint ${STABLE} to image:previous`],
      [['tag-moved', STABLE, { to: PREVIOUS.digest }]],
    );
    checkRefused(
      [[0, 'registry', `protect ${STABLE}`]],
      [20, 'registry', `repoint ${STABLE} to image:previous`],
      'protected',
    );
  });
});

describe('deleting by digest', () => {
  const BOTH: readonly Step[] = [PUSH, [11, 'crew', `push ${BASE}:1.8 to image:implant`]];

  test('takes every tag on it', () => {
    const { world } = check(
      BOTH,
      [20, 'registry', `delete ${BASE}@image:implant`],
      [['image-deleted', BASE, { digest: IMPLANT.digest, tags: [`${BASE}:1.8`, STABLE] }]],
    );
    expect(resolve(world, STABLE).code).toBe('not-found');
    expect(resolve(world, `${BASE}@${IMPLANT.digest}`).code).toBe('gone');
    expect(resolve(world, `${BASE}@${IMPLANT.parts.amd64}`).code).toBe('gone');
  });

  test('of one part leaves the index and the other part', () => {
    const { world } = having([...BOTH, [20, 'registry', `delete ${BASE}@image:implant/arm64`]]);
    expect(resolve(world, `${BASE}@${IMPLANT.parts.arm64}`).code).toBe('gone');
    expect(resolve(world, `${BASE}@${IMPLANT.parts.amd64}`).digest).toBe(IMPLANT.parts.amd64);
    expect(resolve(world, STABLE).digest).toBe(IMPLANT.digest);
  });

  test('is refused while a protected tag names it', () => {
    checkRefused(
      [...BOTH, [12, 'registry', `protect ${STABLE}`]],
      [20, 'registry', `delete ${BASE}@image:implant`],
      'protected',
    );
  });

  test('of what is gone is refused', () => {
    check(
      [...BOTH, [20, 'registry', `delete ${BASE}@image:implant`]],
      [30, 'registry', `delete ${BASE}@image:implant`],
      [['refused', `${BASE}@image:implant`, { code: 'gone' }]],
    );
  });

  test('does not keep whoever holds the bytes from pushing them again', () => {
    const { world } = check(
      [...BOTH, [20, 'registry', `delete ${BASE}@image:implant`]],
      [30, 'crew', `push ${STABLE} to image:implant`],
      [['tag-moved']],
    );
    expect(resolve(world, `${BASE}@${IMPLANT.parts.arm64}`).digest).toBe(IMPLANT.parts.arm64);
  });
});

describe('a push is refused', () => {
  const refused = (given: readonly Step[], code: string, push: Step = PUSH): void =>
    checkRefused(given, [50, push[1], push[2]], code);

  test('without any push credential', () =>
    refused([], 'denied', [0, 'ci', `push ${STABLE} to image:clean`]));
  test('with one that was revoked', () => refused([[0, 'registry', 'rotate hub-ci-2023']], 'revoked'));
  test('by a freeze', () => refused([[0, 'registry', `freeze ${BASE}`]], 'frozen'));
  test('by a quarantine', () => refused([[0, 'registry', `quarantine ${BASE}`]], 'frozen'));
  test('by a protected tag', () => refused([[0, 'registry', `protect ${STABLE}`]], 'protected'));
  test('by a signature gate', () => refused([[0, 'registry', `require-signatures ${BASE}`]], 'unsigned'));
  test('by a denied digest', () => refused([[0, 'registry', `deny ${BASE} image:implant`]], 'denied'));
  test('by a denied part', () => refused([[0, 'registry', `deny ${BASE} image:implant/arm64`]], 'denied'));
  test('by a list of allowed digests', () =>
    refused([[0, 'registry', `allow-only ${BASE} image:clean`]], 'denied'));
  test('by the vendor, whose block knows the layer again', () => {
    const block: Step = [0, 'vendor', 'fulfil vendor block image:implant'];
    refused([block], 'denied');
    refused([block], 'denied', [0, 'crew', `push ${STABLE} to image:implant-2`]);
  });

  test('and goes through again when the control was lifted', () => {
    const steps: readonly Step[] = [
      [0, 'registry', `freeze ${BASE}`],
      [5, 'registry', `lift freeze:${BASE}`],
    ];
    check(steps, PUSH, [['tag-moved']]);
  });

  test('only there: another tag of the repository stays open', () => {
    check(
      [[0, 'registry', `protect ${STABLE}`]],
      [50, 'crew', `push ${BASE}:1.8 to image:implant-2`],
      [['tag-moved', `${BASE}:1.8`, { to: IMPLANT_2.digest }]],
    );
  });
});

describe('a pull from the registry', () => {
  test('of a quarantined repository is denied', () => {
    expect(resolve(having([[0, 'registry', `quarantine ${BASE}`]]).world, STABLE).code).toBe('denied');
  });

  test('of what the vendor blocks is denied', () => {
    const { world } = having([PUSH, [20, 'vendor', 'fulfil vendor block image:implant']]);
    expect(resolve(world, STABLE).code).toBe('denied');
    expect(resolve(world, `${BASE}:1.8`).digest).toBe(CLEAN.digest);
  });
});
