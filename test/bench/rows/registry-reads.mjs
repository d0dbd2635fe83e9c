import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { median } from '../measuring.mjs';
import {
  rateOf,
  readImage,
  requestsFor,
  startOurs,
  startPeer,
  temporaryFolder,
  writeImage,
} from '../registry-load.mjs';

const ROUNDS = 5;
const ROUND_MS = 2000;
const WARM_UP_MS = 1500;

async function measure() {
  if (spawnSync('docker-registry', ['--help'], { stdio: 'ignore' }).error !== undefined) {
    process.stdout.write('registry reads are skipped: Debian’s docker-registry is not installed here.\n');
    return null;
  }
  const folder = temporaryFolder();
  const servers = [];
  try {
    for (const start of [startOurs, startPeer]) servers.push(await start(folder));
    const [ours, peer] = servers;
    const image = await readImage(ours.port);
    await writeImage(peer.port, image);
    const requests = requestsFor(image);
    const rates = [[], []];
    for (const { port } of servers) await rateOf(port, requests, WARM_UP_MS);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [at, { port }] of servers.entries()) rates[at].push(await rateOf(port, requests, ROUND_MS));
    return { measured: median(rates[0]), floor: median(rates[1]), unit: 'requests/s' };
  } finally {
    for (const { stop } of servers) stop();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

export const rows = [
  {
    name: 'reads of the registry (manifest, tag, configuration, layer)',
    floor: 'docker-registry with the same bytes',
    reach: { ratio: 0.5, atLeast: true },
    measure,
  },
];
