import * as fs from 'node:fs';
import * as path from 'node:path';
import xterm from '@xterm/headless';
import { ROOT, withPublished } from '../measuring.mjs';
import { Pty, pause, percentile, terminalEnvironment, withHotWash, withPlay } from '../pty.mjs';

const KEYS = 150;
const HELD_KEYS = 90;
const HELD_MS = 1000 / 30;
const SIZE = { columns: 120, rows: 40 };
/** The next pane: a key that changes what is on the screen each time. */
const KEY = '\t';

/** Milliseconds from each key to the first bytes after it, one key at a time. */
async function latencies(shown, key) {
  const times = [];
  for (let count = 0; count < KEYS; count += 1) {
    const before = shown.chunks.length;
    const pressed = performance.now();
    shown.write(key);
    await shown.until(() => shown.chunks.length > before);
    times.push(shown.chunks[before].at - pressed);
    await shown.quiet(60);
  }
  return times.slice(10);
}

function linesOf(written) {
  const terminal = new xterm.Terminal({ cols: SIZE.columns, rows: SIZE.rows, allowProposedApi: true });
  return new Promise((resolve) => {
    terminal.write(written, () => {
      const { active } = terminal.buffer;
      resolve(
        Array.from({ length: SIZE.rows }, (_, row) => active.getLine(row)?.translateToString(false) ?? ''),
      );
    });
  });
}

/** Ink as it comes, drawing the rows of our own screen, of which a key marks the next one. */
async function plainInk(home, lines) {
  const folder = path.join(home, 'ink');
  fs.mkdirSync(folder);
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  fs.copyFileSync(path.join(ROOT, 'test', 'bench', 'plain-ink.mjs'), path.join(folder, 'plain-ink.mjs'));
  fs.writeFileSync(path.join(folder, 'lines.json'), JSON.stringify(lines.slice(0, SIZE.rows - 1)));
  const shown = new Pty([path.join(folder, 'plain-ink.mjs')], terminalEnvironment(home), SIZE);
  try {
    await shown.until(() => shown.chunks.length > 0);
    await shown.quiet();
    return await latencies(shown, KEY);
  } finally {
    await shown.close();
  }
}

function compared(share) {
  return withPublished(async (published) => {
    const { times, lines } = await withPlay(
      published,
      async (play) => ({ lines: await linesOf(play.written), times: await latencies(play, KEY) }),
      SIZE,
    );
    const floor = await plainInk(published.home, lines);
    return { measured: percentile(times, share), floor: percentile(floor, share), unit: 'ms' };
  });
}

const HOT_WASHES = 4;
const BETWEEN_MS = 35;

/**
 * Milliseconds from each key to the first bytes after it, from the hot wash's first frame until its charts are worked out. The
 * two pages that are turned hold nothing of what is worked on, so that whatever is written answers the key.
 */
async function whileCharting(play) {
  const times = [];
  for (let count = 0; count < 60; count += 1) {
    const before = play.chunks.length;
    const pressed = performance.now();
    play.write(count % 2 === 0 ? '2' : '1');
    await play.until(() => play.chunks.length > before);
    times.push(play.chunks[before].at - pressed);
    await pause(BETWEEN_MS);
  }
  return times;
}

function inHotWash(share) {
  return withPublished(async (published) => {
    const times = [];
    for (let turn = 0; turn < HOT_WASHES; turn += 1)
      times.push(...(await withHotWash(published, whileCharting, SIZE)));
    return { measured: percentile(times, share), floor: null, unit: 'ms' };
  });
}

async function lostFrames(play) {
  const before = play.frames;
  for (let count = 0; count < HELD_KEYS; count += 1) {
    play.write(KEY);
    await pause(HELD_MS);
  }
  await play.quiet();
  return { measured: HELD_KEYS - (play.frames - before), floor: null, unit: 'frames' };
}

/** The most that one key writes when it moves a mark by one row. */
async function bytesOfALine(play) {
  const sizes = [];
  // The board is the pane that has lines to move between from the start.
  play.write('4');
  await play.quiet();
  for (const key of ['j', 'k', 'j', 'k', 'j', 'k']) {
    const before = play.bytes;
    play.write(key);
    await play.quiet(100);
    sizes.push(play.bytes - before);
  }
  if (Math.min(...sizes) === 0) throw new Error('a key moved nothing on the board');
  return { measured: Math.max(...sizes), floor: null, unit: 'bytes' };
}

const withOurs = (work) => () => withPublished((published) => withPlay(published, work, SIZE));

export const rows = [
  {
    name: 'key to changed frame at 120 x 40, half of the keys',
    floor: 'ink 8 as it comes',
    reach: { value: 10 },
    measure: () => compared(0.5),
  },
  {
    name: 'key to changed frame at 120 x 40, 99 of 100 keys',
    floor: 'ink 8 as it comes',
    reach: { value: 25 },
    measure: () => compared(0.99),
  },
  {
    name: 'key to changed frame while the hot wash works out its charts, 99 of 100 keys',
    floor: null,
    reach: { value: 25 },
    measure: () => inHotWash(0.99),
  },
  {
    name: 'frames lost while a key is held, 30 a second',
    floor: null,
    reach: { value: 0 },
    measure: withOurs(lostFrames),
  },
  {
    name: 'bytes of a one-line change',
    floor: null,
    reach: { value: 600 },
    measure: withOurs(bytesOfALine),
  },
];
