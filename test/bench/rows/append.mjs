import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../measuring.mjs';

const ROUNDS = 30;
const APPENDS = 50;
const DIGEST = `sha256:${'ab'.repeat(32)}`;

function decision(seq) {
  return {
    kind: 'decision',
    seq,
    at: seq * 60,
    by: 'ci',
    do: 'pause api-build',
    reason: 'stop it',
    facts: DIGEST,
  };
}

function header() {
  return {
    kind: 'header',
    format: 1,
    engine: '0.1.0',
    scenario: { id: 'poisoned-base-image', digest: DIGEST },
    seed: 0,
    mode: 'coach',
    team: null,
    seats: {},
    facilitator: false,
    session: 'k3v9-20260512',
    created: '2026-05-12T09:20:00Z',
  };
}

/** What any journal must at least do: one line of JSON, and wait until it is on the disk. */
function rawAppends(file) {
  const fd = fs.openSync(file, 'a');
  const start = process.hrtime.bigint();
  for (let seq = 1; seq <= APPENDS; seq += 1) {
    fs.writeSync(fd, `${JSON.stringify(decision(seq))}\n`);
    fs.fdatasyncSync(fd);
  }
  const took = process.hrtime.bigint() - start;
  fs.closeSync(fd);
  return Number(took) / 1e3 / APPENDS;
}

function ourAppends(createJournal, file) {
  const journal = createJournal(file, header());
  const start = process.hrtime.bigint();
  for (let seq = 1; seq <= APPENDS; seq += 1) journal.append(decision(seq));
  const took = process.hrtime.bigint() - start;
  journal.close();
  return Number(took) / 1e3 / APPENDS;
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

export const rows = [
  {
    name: 'append and sync a decision',
    floor: 'raw JSON line and fdatasync',
    reach: { ratio: 1.5 },
    measure: async () => {
      const { createJournal } = await import(
        pathToFileURL(path.join(ROOT, 'src/store/journal-file.ts')).href
      );
      const home = fs.mkdtempSync(path.join(os.tmpdir(), 'hotwash-bench-'));
      const [ours, raw] = [[], []];
      for (let round = -3; round < ROUNDS; round += 1) {
        const both = [
          rawAppends(path.join(home, `raw-${round}`)),
          ourAppends(createJournal, path.join(home, `${round}.jsonl`)),
        ];
        // The first rounds only warm up.
        if (round >= 0) {
          raw.push(both[0]);
          ours.push(both[1]);
        }
      }
      fs.rmSync(home, { recursive: true, force: true });
      return { measured: median(ours), floor: median(raw), unit: 'us' };
    },
  },
];
