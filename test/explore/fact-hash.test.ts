import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeHasher } from '../../src/explore/fact-hash.ts';

const textOf = (values: readonly unknown[]): string => JSON.stringify(values);

describe('hashes of facts', () => {
  test('are those of another hasher that has read other things before', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.array(fc.jsonValue(), { maxLength: 4 }), (before, values) => {
        const worn = makeHasher();
        for (const value of before) worn.of(value);
        // The same values as other objects: what is remembered is only ever a shortcut.
        const again = JSON.parse(textOf(values)) as unknown[];
        expect(worn.of(...values)).toEqual(worn.of(...again));
        expect(worn.of(...again)).toEqual(makeHasher().of(...values));
      }),
    );
  });

  test('differ where the texts of the values differ', () => {
    const lists = fc.array(fc.jsonValue({ maxDepth: 2 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(lists, lists, (left, right) => {
        fc.pre(textOf(left) !== textOf(right));
        const { of } = makeHasher();
        expect(of(...left)).not.toEqual(of(...right));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    [[['a', 'b']], [['a'], 'b']],
    [[{ a: { b: 1 } }], [{ a: {}, b: 1 }]],
    [[[]], [{}]],
    [['1'], [1]],
    [['null'], [null]],
    [
      [[[]], 1],
      [[], [1]],
    ],
    [
      [0, -1],
      [-1, 0],
    ],
  ])('tell %j and %j apart', (left, right) => {
    const { of } = makeHasher();
    expect(of(...left)).not.toEqual(of(...right));
  });

  test('leave out what JSON leaves out', () => {
    const { of } = makeHasher();
    expect(of({ a: 1, b: undefined })).toEqual(of({ a: 1 }));
  });
});
