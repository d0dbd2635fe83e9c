import * as fs from 'node:fs';
import * as path from 'node:path';
import { median, withPublished } from '../measuring.mjs';
import { FRAME_END, Pty, terminalEnvironment } from '../pty.mjs';

const ROUNDS = 15;
const SIZE = { columns: 120, rows: 40 };
const CTRL_C = '\u0003';

/** Milliseconds from the start of a process to its first bytes and to the end of its first whole frame. */
async function timed(args, env) {
  const shown = new Pty(args, env, SIZE);
  try {
    const frame = await shown.until(() => shown.written.includes(FRAME_END));
    return {
      bytes: shown.chunks[0].at - shown.started,
      frame: frame - shown.started,
      written: shown.written.slice(0, shown.written.indexOf(FRAME_END) + FRAME_END.length),
    };
  } finally {
    await shown.close();
  }
}

/** A person leaves a play: only then does Node keep what it compiled for the next start. */
async function playAndLeave(args, env) {
  const played = new Pty(args, env, SIZE);
  await played.until(() => played.written.includes(FRAME_END));
  played.write(CTRL_C);
  await played.ended;
}

/** Both in turns: the program, and a bare Node that writes the very bytes of the program's first frame. */
async function compared(what, { isFirstStart = false, seed = 0 } = {}) {
  return withPublished(async ({ home, launcher }) => {
    const env = terminalEnvironment(home);
    const ours = [launcher, 'play', 'poisoned-base-image', '--seed', String(seed)];
    const recorded = path.join(home, 'frame');
    fs.writeFileSync(recorded, (await timed(ours, env)).written);
    const raw = [
      '-e',
      `fs.writeSync(1, fs.readFileSync(${JSON.stringify(recorded)})); setTimeout(() => {}, 9e3)`,
    ];
    await playAndLeave(ours, env);
    const [measured, floor] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      if (isFirstStart) fs.rmSync(env.HOTWASH_HOME, { recursive: true, force: true });
      floor.push((await timed(raw, env))[what]);
      measured.push((await timed(ours, env))[what]);
    }
    return { measured: median(measured), floor: median(floor), unit: 'ms' };
  });
}

const FLOOR = 'raw write of the same frame';

export const rows = [
  {
    name: 'hotwash play in a pty, first bytes',
    floor: FLOOR,
    reach: { ratio: 1.5 },
    measure: () => compared('bytes'),
  },
  {
    name: 'hotwash play in a pty, first whole frame',
    floor: FLOOR,
    reach: { ratio: 7 },
    measure: () => compared('frame'),
  },
  {
    name: 'the same of a play that the seed draws',
    floor: FLOOR,
    reach: { ratio: 7 },
    measure: () => compared('frame', { seed: 7 }),
  },
  {
    name: 'the same on the very first start, with nothing kept',
    floor: FLOOR,
    reach: { ratio: 7 },
    measure: () => compared('frame', { isFirstStart: true }),
  },
];
