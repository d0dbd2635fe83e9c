/*
 * Records what the real tools print, for recorded.test.ts to hold the console against: `node test/console/recorder.ts`.
 * Needs skopeo, docker, gh, kubectl, curl, git and dig (Debian has them all). Each command meets a fresh session of the first drill.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openService } from '../../src/http/service.ts';
import { startUnkept } from '../../src/record/open-recorded.ts';
import { findScenario } from '../../src/record/scenario-catalogue.ts';
import { lastRun } from './last-run.ts';
import { answerNames } from './name-server.ts';
import { RECORDINGS, type Recording } from './recordings.ts';

const FOLDER = join(import.meta.dirname, 'recorded');
const HOST = 'registry.harborlight.example';
const DOMAIN = 'harborlight.example';
const NO_STDIN = 'ignore';

interface Place {
  readonly port: number;
  readonly home: string;
  readonly socket: string;
}

interface Ran {
  readonly out: string;
  readonly err: string;
  readonly exit: number;
}

function environment({ home, socket }: Place): NodeJS.ProcessEnv {
  const gh = join(home, 'gh');
  mkdirSync(gh, { recursive: true });
  writeFileSync(join(gh, 'config.yml'), `http_unix_socket: ${socket}\n`);
  return {
    PATH: process.env.PATH,
    HOME: home,
    GH_CONFIG_DIR: gh,
    GH_HOST: 'github.localhost',
    GH_TOKEN: 'hotwash_FAKE_operator',
    TERM: 'xterm',
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_PAGER: 'cat',
  };
}

/** Runs a real command, on a terminal of its own where the tool prints other things there. */
function run(command: string, place: Place, isTerminal: boolean): Promise<Ran> {
  const shell = isTerminal
    ? (['script', ['-qec', `stty cols 300 -onlcr; ${command}`, '/dev/null']] as const)
    : (['sh', ['-c', command]] as const);
  return new Promise((resolve) => {
    const child = spawn(shell[0], shell[1], {
      env: environment(place),
      stdio: [NO_STDIN, 'pipe', 'pipe'],
      timeout: 20_000,
    });
    const read = { out: '', err: '' };
    child.stdout.on('data', (data: Buffer) => {
      read.out += data.toString('utf8');
    });
    child.stderr.on('data', (data: Buffer) => {
      read.err += data.toString('utf8');
    });
    child.on('close', (code) => resolve({ ...read, exit: code ?? -1 }));
  });
}

/** Without colours and cursor moves, and with the names that the console knows. */
function plain(text: string, { port }: Place): string {
  return text
    .replace(/\u001b(?:\[[0-9;?]*[A-Za-z]|[78=>])|[\u0004\u0008]|\^D/g, '')
    .replace(/^\s*⣾(?:\r)?/gm, '')
    .replaceAll('\r', '')
    .replaceAll(`http://127.0.0.1:${port}/hub`, `https://hub.${DOMAIN}`)
    .replaceAll(`http://127.0.0.1:${port}/api/v3`, `https://api.forge.${DOMAIN}`)
    .replaceAll(`http://127.0.0.1:${port}/cluster`, `https://cluster.${DOMAIN}`)
    .replaceAll(`http://127.0.0.1:${port}`, `https://${HOST}`)
    .replaceAll(`127.0.0.1:${port}`, HOST)
    .replaceAll('http://api.github.localhost', `https://api.forge.${DOMAIN}`);
}

async function record(recording: Recording): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'hotwash-record-'));
  const playable = await findScenario('poisoned-base-image');
  const recorded = startUnkept(playable, {
    engine: '0',
    created: '2026-05-12T09:20:00Z',
    mode: 'coach',
    seed: 0,
  });
  const socket = join(home, 'forge.sock');
  const fail = (thrown: unknown): void => console.error(thrown);
  const service = await openService(recorded, { port: 0, socket, hear: () => undefined, fail });
  const runId = lastRun(recorded);
  const names = await answerNames({ 'cdn-telemetry.example': '198.51.100.210' });
  const place = { port: service.port, home, socket };
  const real = (text: string): string =>
    text
      .replaceAll('RUN', runId)
      .replaceAll('HOST', `127.0.0.1:${service.port}`)
      .replaceAll('DNS', `@127.0.0.1 -p ${names.port}`);
  prepareGit(home);
  for (const command of recording.before ?? []) await run(real(command), place, false);
  const ran = await run(`cd ${home}; ${real(recording.real)}`, place, recording.isTerminal === true);
  const parts = [
    `# real: ${recording.real}`,
    `# console: ${recording.console}`,
    `# exit: ${ran.exit}`,
    ...(recording.isTerminal === true ? ['# on a terminal: both ways in one'] : []),
    '--- stdout',
    plain(ran.out, place).replace(/\n$/, ''),
    ...(ran.err === '' ? [] : ['--- stderr', plain(ran.err, place).replace(/\n$/, '')]),
    '',
  ];
  writeFileSync(join(FOLDER, `${recording.name}.txt`), parts.join('\n'));
  names.close();
  await service.close();
  rmSync(home, { recursive: true, force: true });
}

/** A repository with the one commit that a pipeline has. */
function prepareGit(home: string): void {
  const folder = join(home, 'api-build');
  mkdirSync(folder);
  writeFileSync(join(folder, 'Dockerfile'), 'FROM harborlight/base:stable\nCOPY . /app\nRUN make install\n');
  const who = {
    NAME: 'harborlight-bot',
    EMAIL: 'harborlight-bot@users.forge.example',
    DATE: '2026-03-21T07:46:40Z',
  };
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    ...Object.fromEntries(
      Object.entries(who).flatMap(([key, value]) => [
        [`GIT_AUTHOR_${key}`, value],
        [`GIT_COMMITTER_${key}`, value],
      ]),
    ),
  };
  for (const words of [
    ['init', '-q', '-b', 'main'],
    ['add', 'Dockerfile'],
    ['commit', '-q', '-m', 'Build api-build'],
  ])
    spawnSync('git', words, { cwd: folder, env });
}

mkdirSync(FOLDER, { recursive: true });
const wanted = process.argv.slice(2);
for (const file of readdirSync(FOLDER)) if (wanted.length === 0) rmSync(join(FOLDER, file));
for (const recording of RECORDINGS) {
  if (wanted.length > 0 && !wanted.includes(recording.name)) continue;
  await record(recording);
  console.log(recording.name);
}
process.exit(0);
