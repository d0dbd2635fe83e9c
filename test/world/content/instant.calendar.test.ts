import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compact, secondsOf } from '../../../src/world/content/instant.ts';

const instant = fc.integer({ min: -2_000_000_000, max: 9_000_000_000 });

describe('an instant', () => {
  it('counts the seconds that every calendar counts', () => {
    fc.assert(
      fc.property(instant, (seconds) => {
        const text = new Date(seconds * 1000).toISOString();
        expect(secondsOf(text)).toBe(seconds);
        expect(compact(seconds)).toBe(text.replace(/[-:T]|\.\d+/g, ''));
      }),
    );
  });

  it('honours an offset from UTC', () => {
    expect(secondsOf('2026-05-12T02:41:00+02:00')).toBe(secondsOf('2026-05-12T00:41:00Z'));
    expect(secondsOf('2026-05-12T00:11:00-02:30')).toBe(secondsOf('2026-05-12T02:41:00Z'));
  });

  it.each([
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-05-12T24:00:00Z',
    '2026-05-12T00:60:00Z',
    '2026-05-12T00:00:60Z',
    '2026-05-12T00:00:00',
    '2026-05-12',
    'yesterday',
  ])('%s is refused', (text) => {
    expect(() => secondsOf(text)).toThrow(RangeError);
  });
});
