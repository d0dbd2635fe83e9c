import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openConsole } from '../../src/plain/console.ts';
import { noticeText } from '../../src/plain/notice-text.ts';
import { timeAfter } from '../../src/plain/pace.ts';
import { nearestMeant } from '../../src/plain/rejection.ts';
import { evidenceLines } from '../../src/plain/show-evidence.ts';
import { columns, toAscii, visible, wrap, wrapLines } from '../../src/plain/wrap.ts';

const style = { width: 80, isFull: false };
const digest = `sha256:${'9d1f0a3c1122'.padEnd(64, '0')}`;

test('wrapping keeps every word, its order and the width, but for a word that is wider', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[!-~]{1,30}$/), { maxLength: 40 }),
      fc.integer({ min: 20, max: 90 }),
      (words, width) => {
        const lines = wrap(words.join(' '), width, '  ');
        expect(
          lines
            .join(' ')
            .split(/\s+/)
            .filter((word) => word !== ''),
        ).toEqual(words);
        for (const line of lines)
          if (line.trim().includes(' ')) expect(line.length).toBeLessThanOrEqual(width);
      },
    ),
  );
});

test('a letter keeps its own lines and indents', () => {
  expect(wrapLines('Dear all,\n\n  03:05  allow\n', 40, '  ')).toEqual([
    '  Dear all,',
    '',
    '    03:05  allow',
  ]);
  expect(
    columns([
      ['a', 'bb', ''],
      ['ccc', 'd', 'e'],
    ]),
  ).toEqual(['a    bb', 'ccc  d   e']);
});

test('no text steers a terminal, whatever bytes it is made of', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visible(text)).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u,
      );
      expect(toAscii(visible(text))).toMatch(/^[\n\x20-\x7e]*$/);
      for (const line of evidenceLines(
        [{ [text]: text, list: [text, { inner: text }] }, { line: text }],
        style,
      )) {
        expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      }
    }),
  );
});

test('rows alike are a table, many others one line each, a few a block, and a log stands as it is', () => {
  const row = (tag: string) => ({ repo: 'a/b', tag, digest });
  expect(evidenceLines([row('stable'), row('1.8')], style)).toEqual([
    'tag',
    'stable',
    '1.8',
    'In all 2: repo=a/b, digest=sha256:9d1f0a3c1122',
  ]);
  expect(evidenceLines([{ a: 1 }, { b: 2 }, { c: null, d: 'x' }, { e: [] }], style)).toEqual([
    'a=1',
    'b=2',
    'd=x',
    'e=(none)',
  ]);
  expect(evidenceLines([{ name: 'x', parts: [{ os: 'linux', digest }] }], style)).toEqual([
    '  name     x',
    '  parts.1  os=linux digest=sha256:9d1f0a3c1122',
  ]);
  expect(evidenceLines([{ line: 'one  two' }, { line: 'three' }], style)).toEqual(['one  two', 'three']);
  expect(evidenceLines([{ id: digest }], { ...style, isFull: true })).toEqual([`  id  ${digest}`]);
  expect(evidenceLines([], style)).toEqual(['(no records)']);
});

test('time runs along the pace curve, and a speed of its own takes its place', () => {
  const pace = [
    { until: 2700, rate: 3 },
    { until: null, rate: 10 },
  ];
  expect(timeAfter(pace, 0, 60_000)).toBe(180);
  expect(timeAfter(pace, 0, 15 * 60_000)).toBe(2700);
  expect(timeAfter(pace, 0, 16 * 60_000)).toBe(3300);
  expect(timeAfter(pace, 2640, 60_000)).toBe(2700 + 400);
  expect(timeAfter([{ until: null, rate: 0.5 }], 100, 1999)).toBe(100);
});

test('a notice reads as sentences, each claim once', () => {
  const claims = ['digest=sha256:aa', 'window=T-6h39m..', 'next=T+1h', 'action=hunt', 'status=contained'];
  const calendar = { startEx: 1778577600, zoneOffset: 0 };
  expect(noticeText(claims, calendar)).toEqual([
    'Bad: sha256:aa',
    'It was served from 02:41 and still is.',
    'You will hear more at 10:20.',
    'Search your own systems for it.',
    'It is contained.',
  ]);
});

test('the nearest claim is meant when its kind or its value is misspelt or cut short', () => {
  expect(nearestMeant('actoin=stop', [])).toBe('action=stop-pulling');
  expect(nearestMeant('status=contaned', [])).toBe('status=contained');
  expect(nearestMeant('status=contained', [])).toBeNull();
  expect(nearestMeant('inspct', ['inspect'])).toBe('inspect');
});

test('a console echoes what comes out of a pipe, and ends when its input does', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const console = openConsole({
    input,
    output,
    isTerminal: false,
    width: 80,
    height: 24,
    ascii: true,
    canRetype: true,
  });
  input.end('first\r\nlast without an end');
  expect([await console.ask('> '), await console.ask('> '), await console.ask('> ')]).toEqual([
    'first',
    'last without an end',
    null,
  ]);
  console.print('“quoted” — …', `${'word '.repeat(30)}`);
  const text = String(output.read());
  expect(text).toMatch(/^> first\n> last without an end\n> \n"quoted" - \.\.\.\n/);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});
