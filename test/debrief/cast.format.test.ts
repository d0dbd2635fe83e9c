import xterm from '@xterm/headless';
import { describe, expect, test } from 'vitest';
import { printCast } from '../../src/debrief/cast.ts';
import { EXPERT, judged } from './drill.ts';

type Event = readonly [seconds: number, code: string, data: string];

function castOf(lines: readonly string[]) {
  const { finished } = judged(lines);
  const text = printCast(finished, { session: 'abcd-20260520', created: '2026-05-20T10:00:00.250Z' });
  const [head, ...events] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  return { finished, head: head as Readonly<Record<string, unknown>>, events: events as readonly Event[] };
}

/** The screen of a real terminal emulator after so many events. */
async function screenAfter(events: readonly Event[], cols = 80): Promise<readonly string[]> {
  const terminal = new xterm.Terminal({ cols, rows: 24, allowProposedApi: true });
  const written = events.filter((one) => one[1] === 'o').map((one) => one[2]);
  await new Promise<void>((resolve) => terminal.write(written.join(''), resolve));
  expect(terminal.buffer.active.baseY).toBe(0);
  return Array.from(
    { length: 24 },
    (_, row) => terminal.buffer.active.getLine(row)?.translateToString(true) ?? '',
  );
}

const HOSTILE =
  '漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 👩‍👩‍👧';

describe('the recording', () => {
  const { finished, head, events } = castOf([...EXPERT, `note x # ${HOSTILE}`]);

  test('is asciicast version 2 at 80 by 24', () => {
    expect(head).toMatchObject({
      version: 2,
      width: 80,
      height: 24,
      timestamp: Date.UTC(2026, 4, 20, 10) / 1000,
    });
    expect(
      events.every(
        ([at, code, data]) => Number.isFinite(at) && /^[om]$/.test(code) && typeof data === 'string',
      ),
    ).toBe(true);
  });

  test('never goes back in time, and never stands longer than a few seconds', () => {
    const times = events.map(([at]) => at);
    times.forEach((at, index) => {
      const before = times[index - 1] ?? 0;
      expect(at).toBeGreaterThanOrEqual(before);
      expect(at - before).toBeLessThanOrEqual(6);
    });
  });

  test('marks every decision, after the frame that shows it', () => {
    const markers = events.filter(([, code]) => code === 'm');
    expect(markers.map(([, , label]) => label.split(':')[0])).toEqual(
      finished.taken.map((one) => String(one.seq)),
    );
    for (const marker of markers) {
      const frame = events.slice(0, events.indexOf(marker)).findLast(([, code]) => code === 'o');
      expect(frame?.[0]).toBe(marker[0]);
      expect(frame?.[2]).toContain(`DECISION ${marker[2].split(':')[0]}: `);
    }
  });

  test('writes nothing that steers a terminal but its own few sequences', () => {
    for (const [, code, data] of events) {
      const rest = code === 'o' ? data.replace(/\u001b\[(\?25[lh]|\?7[lh]|H|K|J|[\d;]*m)|\r\n/g, '') : data;
      expect(rest).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }
  });

  test('fills the screen and never runs over it', async () => {
    const last = events.filter(([, code]) => code === 'o').length;
    for (const count of [1, Math.floor(last / 2), last - 1]) {
      const screen = await screenAfter(
        events.slice(0, events.indexOf(events.filter(([, code]) => code === 'o')[count - 1] as Event) + 1),
      );
      expect(screen[0]).toMatch(/^ Small drill +abcd-20260520/);
      expect(screen[3]).toBe('─'.repeat(80));
      expect(screen[21]).toBe('─'.repeat(80));
      expect(screen[22]).toMatch(/^ True then: \d+ credentials theirs/);
      expect(screen[23]).toMatch(/^ [━─]{78}$/);
    }
  });

  test('leaves no line wider than the screen, whatever was typed', async () => {
    const frames = events.filter(([, code]) => code === 'o');
    const at = frames.findIndex(([, , data]) => data.includes('漢字漢'));
    expect(at).toBeGreaterThan(0);
    const terminal = new xterm.Terminal({ cols: 300, rows: 24, allowProposedApi: true });
    await new Promise<void>((resolve) => terminal.write(frames[at]?.[2] ?? '', resolve));
    for (let row = 0; row < 24; row++) {
      const line = terminal.buffer.active.getLine(row);
      const beyond = Array.from({ length: 220 }, (_, column) => line?.getCell(80 + column)?.getChars() ?? '');
      expect(beyond.join('')).toBe('');
    }
  });

  test('of a play without decisions has no marker, and is a recording all the same', () => {
    const { events: quiet } = castOf([]);
    expect(quiet.filter(([, code]) => code === 'm')).toEqual([]);
    expect(quiet.length).toBeGreaterThan(3);
  });
});
