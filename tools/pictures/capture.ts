import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import pty from '@lydell/node-pty';
import xterm, { type Terminal } from '@xterm/headless';
import { bytesOf } from '../../test/terminal/keys.ts';
import type { Screen, Step } from './screens.ts';

const DEADLINE_MS = 20_000;
const LOOK_MS = 50;
const QUIET_MS = 400;
/** A lone escape character is the key only when nothing follows it for a while. */
const BETWEEN_KEYS_MS = 90;

/** Plays a screen's steps in a real pseudo-terminal, and hands over the emulator as a person would see it then. */
export async function capture<T>(root: string, screen: Screen, look: (terminal: Terminal) => T): Promise<T> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'hotwash-picture-'));
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    HOTWASH_HOME: path.join(home, 'hotwash'),
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
  };
  const main = path.join(root, 'bin', 'hotwash.mjs');
  const { columns: cols, rows } = screen;
  const terminal = new xterm.Terminal({ cols, rows, scrollback: 2000, allowProposedApi: true });
  try {
    for (const args of screen.before) execFileSync(process.execPath, [main, ...args], { cwd: root, env });
    const child = pty.spawn(process.execPath, [main, ...screen.args], {
      name: env.TERM,
      cols,
      rows,
      cwd: root,
      env,
    });
    const activity = { last: Date.now() };
    terminal.onData((bytes) => child.write(bytes));
    child.onData((bytes) => {
      activity.last = Date.now();
      terminal.write(bytes);
    });
    try {
      for (const step of screen.steps) await take(step, child, terminal, activity);
      return look(terminal);
    } finally {
      child.kill();
    }
  } finally {
    terminal.dispose();
    fs.rmSync(home, { recursive: true, force: true });
  }
}

async function take(
  step: Step,
  child: pty.IPty,
  terminal: Terminal,
  activity: { readonly last: number },
): Promise<void> {
  for (const key of step.keys ?? []) {
    child.write(bytesOf(key));
    await sleep(BETWEEN_KEYS_MS);
  }
  if (step.type !== undefined) child.write(step.type);
  const start = Date.now();
  const isDone = (): boolean =>
    screenText(terminal).includes(step.see) && Date.now() - activity.last > QUIET_MS;
  while (!isDone()) {
    if (Date.now() - start > DEADLINE_MS)
      throw new Error(`never saw "${step.see}" on:\n${screenText(terminal)}`);
    await sleep(LOOK_MS);
  }
}

function screenText(terminal: Terminal): string {
  const { active } = terminal.buffer;
  return Array.from(
    { length: terminal.rows },
    (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
  ).join('\n');
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
