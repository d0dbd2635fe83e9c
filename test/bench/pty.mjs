import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import pty from '@lydell/node-pty';
import { environment, ROOT } from './measuring.mjs';

/** What closes a frame: the end of a synchronized update. */
export const FRAME_END = '\u001b[?2026l';
const DEADLINE_MS = 20_000;

/** As at a person's terminal: with colours, and without what makes a bare Node slower. */
export function terminalEnvironment(home) {
  const env = environment({ HOTWASH_HOME: path.join(home, 'home'), TERM: 'xterm-256color', LANG: 'C.UTF-8' });
  delete env.NO_COLOR;
  return env;
}

/** Runs a command of Node in a pseudo-terminal, and remembers when it was started and what it wrote. */
export class Pty {
  constructor(args, env, { columns = 120, rows = 40 } = {}) {
    this.written = '';
    this.chunks = [];
    this.watchers = new Set();
    this.started = performance.now();
    this.process = pty.spawn(process.execPath, args, {
      name: env.TERM,
      cols: columns,
      rows,
      cwd: env.HOME,
      env,
    });
    this.process.onData((text) => {
      this.chunks.push({ at: performance.now(), text });
      this.written += text;
      for (const watcher of this.watchers) watcher();
    });
    this.ended = new Promise((resolve) => this.process.onExit(resolve));
  }

  get pid() {
    return this.process.pid;
  }

  get bytes() {
    return Buffer.byteLength(this.written);
  }

  /** How many frames were closed so far. */
  get frames() {
    return this.written.split(FRAME_END).length - 1;
  }

  write(text) {
    this.process.write(text);
  }

  /** Resolves to the moment at which it came true. */
  until(isTrue) {
    return new Promise((resolve, reject) => {
      const end = (settle, value) => {
        clearTimeout(timer);
        this.watchers.delete(look);
        settle(value);
      };
      const look = () => {
        if (isTrue()) end(resolve, performance.now());
      };
      const timer = setTimeout(() => end(reject, new Error(`${args0(this)} shows nothing`)), DEADLINE_MS);
      this.watchers.add(look);
      look();
    });
  }

  /** Resolves when nothing was written for a while. */
  async quiet(milliseconds = 200) {
    for (;;) {
      const before = this.written.length;
      await pause(milliseconds);
      if (this.written.length === before) return;
    }
  }

  async close() {
    this.process.kill('SIGKILL');
    await this.ended;
  }
}

function args0({ written }) {
  return `a program that wrote ${JSON.stringify(written.slice(0, 80))}`;
}

export function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Begins a session and leaves it, so that `resume last` opens the play itself, without a briefing. */
export function beginSession(launcher, env, scenario) {
  const { status, stderr } = spawnSync(process.execPath, [launcher, 'play', scenario, '--plain'], {
    env,
    input: 'quit\n',
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`a session could not be begun: ${stderr}`);
}

/** Opens the play of a fresh session at this size, hands it over when it is quiet, and ends it afterwards. */
export async function withPlay({ home, launcher }, work, size = {}) {
  const env = terminalEnvironment(home);
  fs.rmSync(env.HOTWASH_HOME, { recursive: true, force: true });
  beginSession(launcher, env, 'poisoned-base-image');
  const play = new Pty([launcher, 'resume', 'last'], env, size);
  try {
    await play.until(() => play.frames > 0);
    await play.quiet();
    return await work(play);
  } finally {
    await play.close();
  }
}

/** Opens the hot wash of a whole play of the first drill, hands it over at its first frame, and ends it afterwards. */
export async function withHotWash({ home, launcher }, work, size = {}) {
  const env = terminalEnvironment(home);
  fs.rmSync(env.HOTWASH_HOME, { recursive: true, force: true });
  const playbook = path.join(ROOT, 'scenarios', 'poisoned-base-image', 'playbooks', 'novice.yaml');
  const run = ['run', 'poisoned-base-image', '--playbook', playbook, '--save'];
  const { status, stderr } = spawnSync(process.execPath, [launcher, ...run], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`no session could be played: ${stderr}`);
  const hotWash = new Pty([launcher, 'resume', 'last'], env, size);
  try {
    await hotWash.until(() => hotWash.written.includes('Hot wash'));
    return await work(hotWash);
  } finally {
    await hotWash.close();
  }
}

export function percentile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
