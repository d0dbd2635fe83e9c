import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestName } from '../../src/scenario/nearest-name.ts';

const names = [
  'api-build',
  'api-prod',
  'worker-build',
  'billing-build',
  'aws-deploy',
  'eu-mirror',
  'hub-ci-2023',
  'hub-ci-2026',
];

describe('the nearest name', () => {
  it.each([
    ['api-biuld', 'api-build'],
    ['apibuild', 'api-build'],
    ['API-BUILD', 'api-build'],
    ['wroker-build', 'worker-build'],
    ['aws-depoly', 'aws-deploy'],
    ['eu-miror', 'eu-mirror'],
    ['api-build', 'api-build'],
  ])('of %s is %s', (written, meant) => {
    expect(nearestName(written, names)).toBe(meant);
  });

  it.each(['', 'x', 'ab', 'northwind', 'api', 'x'.repeat(1000)])('of %j is none', (written) => {
    expect(nearestName(written, names)).toBeUndefined();
  });

  it('between equals is the one in the same case, then the first in order', () => {
    expect(nearestName('Hubb', ['hubs', 'Hubs'])).toBe('Hubs');
    expect(nearestName('hub-ci-2029', names)).toBe('hub-ci-2023');
  });

  it('does not depend on the order of the candidates', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', 'A', '-'), maxLength: 8 }),
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'A', '-'), maxLength: 8 })),
        (written, candidates) => {
          expect(nearestName(written, candidates)).toBe(nearestName(written, [...candidates].reverse()));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('finds a long enough name again after any one slip', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.nat(),
        fc.constantFrom('drop', 'double', 'swap', 'replace'),
        (name, seed, slip) => {
          const at = seed % (name.length - 1);
          const [before, letter, next, after] = [
            name.slice(0, at),
            name[at],
            name[at + 1],
            name.slice(at + 2),
          ];
          const written = {
            drop: `${before}${next}${after}`,
            double: `${before}${letter}${letter}${next}${after}`,
            swap: `${before}${next}${letter}${after}`,
            replace: `${before}_${next}${after}`,
          }[slip];
          expect(nearestName(written, [name, 'zzzz'])).toBe(name);
        },
      ),
    );
  });
});
