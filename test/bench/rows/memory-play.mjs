import * as fs from 'node:fs';
import { withPublished } from '../measuring.mjs';
import { pause, withPlay } from '../pty.mjs';

const KEYS = ['\t', 'j', '\t', 'k', '?', '\u001b', '\t', '\t'];
const ROUNDS = 40;

/** The most memory that a process ever held, in MB; null where the system does not tell. */
function peakOf(pid) {
  const file = `/proc/${pid}/status`;
  if (!fs.existsSync(file)) return null;
  const match = /VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(file, 'utf8'));
  return match === null ? null : Number(match[1]) / 1024;
}

async function measure(play) {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const key of KEYS) {
      play.write(key);
      await pause(key === '\u001b' ? 60 : 15);
    }
  }
  const peak = peakOf(play.pid);
  return peak === null ? null : { measured: peak, floor: null, unit: 'MB' };
}

export const rows = [
  {
    name: 'memory of play after some hundred keys',
    floor: null,
    reach: { value: 140 },
    measure: () => withPublished((published) => withPlay(published, measure, { columns: 120, rows: 40 })),
  },
];
