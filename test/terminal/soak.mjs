// Plays all journeys again and again, and says which of them ever failed: a journey that fails once in twenty tells of a race.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const VITEST = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const rounds = Number(process.argv[2] ?? 20);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotwash-soak-'));
const failures = new Map();
let passed = 0;

function playOnce(round) {
  const file = path.join(folder, `${round}.json`);
  const args = ['run', '--config', 'vitest.terminal.config.ts', '--reporter=json', `--outputFile=${file}`];
  const { stderr } = spawnSync(process.execPath, [VITEST, ...args], { cwd: ROOT, encoding: 'utf8' });
  if (!fs.existsSync(file)) throw new Error(`round ${round} ended without a report\n${stderr}`);
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

for (let round = 1; round <= rounds; round += 1) {
  const report = playOnce(round);
  passed += report.numPassedTests;
  for (const { assertionResults, message, name, status } of report.testResults) {
    if (status === 'failed' && assertionResults.length === 0)
      failures.set(name, [...(failures.get(name) ?? []), message]);
    for (const { fullName, failureMessages, status: how } of assertionResults)
      if (how === 'failed') {
        process.stderr.write(`${fullName}\n${failureMessages[0]}\n`);
        failures.set(fullName, [...(failures.get(fullName) ?? []), failureMessages[0]]);
      }
  }
  process.stderr.write(`round ${round} of ${rounds}: ${report.numFailedTests} failed\n`);
}
fs.rmSync(folder, { recursive: true, force: true });
for (const [name, messages] of failures)
  process.stdout.write(`${name}: failed ${messages.length} of ${rounds} times\n${messages[0]}\n\n`);
process.stdout.write(`${rounds} rounds, ${passed} journeys passed, ${failures.size} ever failed\n`);
process.exitCode = failures.size === 0 && passed > 0 ? 0 : 1;
