import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Calendar,
  minutesOf,
  parseSpan,
  parseTime,
  parseTimestamp,
  printClock,
  printSpan,
  printTime,
  printTimestamp,
} from '../../src/world/time.ts';

const CALENDAR = parseTimestamp('2026-05-12T09:20:00Z')!;
const seconds = fc.integer({ min: -100 * 3600, max: 100 * 3600 });
const epoch = fc.integer({ min: 0, max: 4_000_000_000 });

describe('simulated time', () => {
  test('prints and parses back', () => {
    fc.assert(
      fc.property(seconds, fc.nat(300 * 3600), (at, span) => {
        expect(parseTime(printTime(at), CALENDAR)).toBe(at);
        expect(parseSpan(printSpan(span))).toBe(span);
      }),
    );
  });

  test.each([
    [0, 'T+0m'],
    [11_100, 'T+3h05m'],
    [-23_940, 'T-6h39m'],
    [12, 'T+0m12s'],
    [3612, 'T+1h00m12s'],
  ])('%i s is %s', (at, text) => expect(printTime(at)).toBe(text));

  test.each([
    '',
    'T',
    'T+',
    'T3h',
    'T+3',
    'T+3h5',
    '24:00',
    '9:20',
    '09:60',
    'soon',
    'T+1m1h',
    'T+-3m',
    '-5m',
  ])('"%s" is no time', (text) => {
    expect(parseTime(text, CALENDAR)).toBeNull();
  });

  test('of the clock is that of StartEx’s day in the scenario’s zone', () => {
    expect(parseTime('09:20', CALENDAR)).toBe(0);
    expect(parseTime('02:41', CALENDAR)).toBe(-23_940);
    const kathmandu: Calendar = parseTimestamp('2026-05-12T09:20:00+05:45')!;
    expect(parseTime('09:20', kathmandu)).toBe(0);
    expect(printClock(0, kathmandu)).toBe('09:20');
    const lateInHawaii: Calendar = parseTimestamp('2026-05-12T23:30:00-10:00')!;
    expect(parseTime('00:00', lateInHawaii)).toBe(-23.5 * 3600);
  });

  test('and its clock agree', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9 * 60 - 20, max: 14 * 60 + 39 }), (minutes) => {
        expect(parseTime(printClock(minutes * 60, CALENDAR), CALENDAR)).toBe(minutes * 60);
      }),
    );
  });

  test('no minus nothing', () => expect(Object.is(parseTime('T-0m', CALENDAR), 0)).toBe(true));
});

describe('a timestamp', () => {
  test('is the one that JavaScript prints', () => {
    fc.assert(
      fc.property(epoch, (startEx) => {
        const text = new Date(startEx * 1000).toISOString().replace('.000Z', 'Z');
        expect(printTimestamp(0, { startEx, zoneOffset: 0 })).toBe(text);
        expect(parseTimestamp(text)).toEqual({ startEx, zoneOffset: 0 });
      }),
    );
  });

  test.each([
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-05-12T24:00:00Z',
    '2026-05-12 09:20:00Z',
    '2026-05-12T09:20Z',
    '2026-04-31T00:00:00Z',
  ])('%s is none', (text) => {
    expect(parseTimestamp(text)).toBeNull();
  });

  test('knows leap days', () => {
    expect(printTimestamp(0, parseTimestamp('2028-02-29T12:00:00Z')!)).toBe('2028-02-29T12:00:00Z');
    expect(printTimestamp(86_400, parseTimestamp('2027-02-28T12:00:00Z')!)).toBe('2027-03-01T12:00:00Z');
  });
});

test('minutes have at most two decimals', () => {
  expect(minutesOf(90)).toBe(1.5);
  expect(minutesOf(100)).toBe(1.67);
});
