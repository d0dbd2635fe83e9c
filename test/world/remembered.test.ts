import { describe, expect, test } from 'vitest';
import { remembered, rememberedBy } from '../../src/world/remembered.ts';

describe('what is remembered', () => {
  test('is worked out once for each text, nothing included', () => {
    const asked: string[] = [];
    const half = remembered((text) => {
      asked.push(text);
      return text.length % 2 === 0 ? text.slice(text.length / 2) : null;
    });
    expect(['abcd', 'abc', 'abcd', 'abc'].map(half)).toEqual(['cd', null, 'cd', null]);
    expect(asked).toEqual(['abcd', 'abc']);
  });

  test('stays right when there was too much of it', () => {
    const length = remembered((text) => text.length);
    for (let round = 0; round < 2; round += 1)
      for (let size = 0; size < 9000; size += 1) expect(length(`${size}`)).toBe(`${size}`.length);
  });

  test('goes with the part it was worked out from', () => {
    let asked = 0;
    const sum = rememberedBy(
      (whole: { readonly list: readonly number[]; readonly at: number }) => whole.list,
      ({ list }) => {
        asked += 1;
        return list.reduce((left, right) => left + right, 0);
      },
    );
    const list = [1, 2, 3];
    expect([sum({ list, at: 1 }), sum({ list, at: 2 }), sum({ list: [4], at: 2 })]).toEqual([6, 6, 4]);
    expect(asked).toBe(2);
  });
});
