import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pty from '@lydell/node-pty';
import { inject, onTestFinished } from 'vitest';
import { type Cell, Emulator } from './emulator.ts';
import { bytesOf, pasted } from './keys.ts';

const DEADLINE_MS = 20_000;
/** The program takes a lone escape character for the key only when nothing follows for a while, as every program must. */
const AFTER_ESCAPE_MS = 80;
const QUIET_MS = 250;

export interface StartOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** HOTWASH_HOME of an earlier start, to go on with its sessions. */
  readonly home?: string;
  /** Runs this in `sh` instead; `hotwash` there is the program. */
  readonly shell?: string;
}

export type Seen = string | RegExp | ((screen: string) => boolean);

/** A new home for sessions, removed when the test is over. */
export function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'hotwash-terminal-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** What the program gets to know of the machine: nothing of this one but where to find commands. */
export function environment(home: string, extra: Readonly<Record<string, string>>): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    HOTWASH_HOME: join(home, 'hotwash'),
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    ...extra,
  };
}

export const launcher = (): string => join(inject('built'), 'bin', 'hotwash.mjs');

/** Starts the built program in a pseudo-terminal of its own; it is ended when the test is. */
export function startTerminal(args: readonly string[], options: StartOptions = {}): TerminalPlay {
  const home = options.home ?? newHome();
  const play = new TerminalPlay(args, home, options);
  onTestFinished(() => play.close());
  return play;
}

/** A person at a terminal: types, and sees what the emulator shows. Waits end at a deadline, and nothing else is timed. */
export class TerminalPlay {
  readonly home: string;
  readonly #pty: pty.IPty;
  readonly #emulator: Emulator;
  readonly #watchers = new Set<() => void>();
  readonly #exited: Promise<number>;
  #bytes = 0;
  #raw = '';
  #pending = 0;
  #exitCode: number | null = null;

  constructor(args: readonly string[], home: string, options: StartOptions) {
    const { columns = 80, rows = 24, env = {}, shell } = options;
    this.home = home;
    const hotwash = [process.execPath, launcher()];
    const [file = '', ...rest] =
      shell === undefined
        ? [...hotwash, ...args]
        : ['/bin/sh', '-c', `hotwash() { '${hotwash.join("' '")}' "$@"; }\n${shell}`];
    const all = environment(home, env);
    this.#pty = pty.spawn(file, rest, {
      name: all.TERM ?? '',
      cols: columns,
      rows,
      cwd: home,
      env: all,
    });
    this.#emulator = new Emulator(columns, rows, (bytes) => this.#pty.write(bytes));
    this.#pty.onData((bytes) => this.#take(bytes));
    this.#exited = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal }) => {
        this.#exitCode = signal ? 128 + signal : exitCode;
        resolve(this.#exitCode);
        this.#look();
      });
    });
  }

  #take(bytes: string): void {
    this.#bytes += Buffer.byteLength(bytes);
    this.#raw += bytes;
    this.#pending += 1;
    this.#emulator.write(bytes, () => {
      this.#pending -= 1;
      this.#look();
    });
  }

  #look(): void {
    for (const watcher of this.#watchers) watcher();
  }

  /** Bytes written to the terminal so far. */
  get bytesWritten(): number {
    return this.#bytes;
  }

  /** Those bytes themselves. */
  get raw(): string {
    return this.#raw;
  }

  get isAlternate(): boolean {
    return this.#emulator.isAlternate;
  }

  get isBracketing(): boolean {
    return this.#emulator.isBracketing;
  }

  /** Rows of text as a person sees them. */
  screen(): readonly string[] {
    return this.#emulator.screen();
  }

  text(): string {
    return this.screen().join('\n');
  }

  /** The normal screen with all that has scrolled off it. */
  scrollback(): readonly string[] {
    return this.#emulator.normal();
  }

  cell(column: number, row: number): Cell {
    return this.#emulator.cell(column, row);
  }

  /** All cells of the screen. */
  cells(): readonly Cell[] {
    return this.screen().flatMap((_, row) =>
      Array.from({ length: this.#emulator.columns }, (_cell, column) => this.cell(column, row)),
    );
  }

  /** Where a text first stands. */
  find(text: string): { readonly column: number; readonly row: number } {
    const row = this.screen().findIndex((line) => line.includes(text));
    if (row < 0) throw new Error(`"${text}" is not on the screen:\n${this.text()}`);
    return { row, column: (this.screen()[row] ?? '').indexOf(text) };
  }

  type(text: string): void {
    this.#pty.write(text);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.#pty.write(bytesOf(key));
      if (key === 'escape') await pause(AFTER_ESCAPE_MS);
    }
  }

  paste(text: string): void {
    this.#pty.write(pasted(text));
  }

  resize(columns: number, rows: number): void {
    this.#emulator.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  signal(name: string): void {
    this.#pty.kill(name);
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Resolves when the screen shows it; the error of a missed deadline holds the screen. */
  waitFor(seen: Seen, deadline = DEADLINE_MS): Promise<void> {
    const isSeen = (): boolean => this.#pending === 0 && isThere(seen, this.text());
    return this.#until(isSeen, deadline, () => `never saw ${String(seen)}`);
  }

  /** Resolves when a text is gone from the screen. */
  waitForNo(text: string): Promise<void> {
    return this.waitFor((screen) => !screen.includes(text));
  }

  /** Resolves when the screen is this, to the last cell. */
  waitForScreen(rows: readonly string[]): Promise<void> {
    const words = () => `never saw\n${framed(rows)}`;
    return this.#until(() => this.#pending === 0 && this.text() === rows.join('\n'), DEADLINE_MS, words);
  }

  /** Resolves when nothing has been written for a moment. */
  async settle(): Promise<void> {
    for (;;) {
      const before = this.#bytes;
      await pause(QUIET_MS);
      if (this.#bytes === before && this.#pending === 0) return;
    }
  }

  /** The exit code; 128 and the number of the signal that ended it. */
  async exit(): Promise<number> {
    await this.#until(
      () => this.#exitCode !== null && this.#pending === 0,
      DEADLINE_MS,
      () => 'the program did not end',
    );
    return this.#exited;
  }

  async close(): Promise<void> {
    if (this.#exitCode === null) {
      this.#pty.kill('SIGKILL');
      await this.#exited;
    }
    this.#emulator.close();
  }

  #until(isTrue: () => boolean, deadline: number, words: () => string): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (end: () => void): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        end();
      };
      const look = (): void => {
        if (isTrue()) done(resolve);
      };
      const timer = setTimeout(
        () => done(() => reject(new Error(`${words()}; the screen is\n${framed(this.screen())}`))),
        deadline,
      );
      this.#watchers.add(look);
      look();
    });
  }
}

function isThere(seen: Seen, screen: string): boolean {
  if (typeof seen === 'string') return screen.includes(seen);
  return typeof seen === 'function' ? seen(screen) : seen.test(screen);
}

function framed(rows: readonly string[]): string {
  return rows.map((row) => `|${row}`).join('\n');
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
