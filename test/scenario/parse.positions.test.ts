import { expect, it } from 'vitest';
import { parseText } from '../../src/scenario/parse.ts';

const text = `format: 1
world:
  credentials:
    - id: hub
      scopes: [push, pull]
    - {id: aws, state: live}
  empty:
shared: &s
  deep: here
used: *s
`;
const { positionOf } = parseText(text, 'x.yaml');

it('the position of a value is where it begins', () => {
  expect(positionOf(['format'])).toEqual({ line: 1, column: 9 });
  expect(positionOf(['world', 'credentials', 0, 'id'])).toEqual({ line: 4, column: 11 });
  expect(positionOf(['world', 'credentials', 0, 'scopes', 1])).toEqual({ line: 5, column: 22 });
  expect(positionOf(['world', 'credentials', 1])).toEqual({ line: 6, column: 7 });
  expect(positionOf(['world', 'credentials', 1, 'state'])).toEqual({ line: 6, column: 24 });
});

it('the position of a key is where its name begins', () => {
  expect(positionOf(['world', 'credentials'], 'key')).toEqual({ line: 3, column: 3 });
  expect(positionOf(['world', 'credentials', 1, 'state'], 'key')).toEqual({ line: 6, column: 17 });
});

it('an empty value stands where its name stands', () => {
  expect(positionOf(['world', 'empty'])).toEqual({ line: 7, column: 3 });
});

it('what is missing is shown at the name of the map that lacks it, or at the item of the list', () => {
  expect(positionOf(['world', 'registry'])).toEqual({ line: 2, column: 1 });
  expect(positionOf(['world', 'credentials', 0, 'kind'])).toEqual({ line: 4, column: 7 });
  expect(positionOf(['world', 'credentials', 7, 'kind'])).toEqual({ line: 3, column: 3 });
  expect(positionOf(['format', 'deeper'])).toEqual({ line: 1, column: 1 });
  expect(positionOf(['nothing'])).toEqual({ line: 1, column: 1 });
});

it('a value behind an alias stands where it is written', () => {
  expect(positionOf(['used', 'deep'])).toEqual({ line: 9, column: 9 });
  expect(positionOf(['used'], 'key')).toEqual({ line: 10, column: 1 });
});
