import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the program from its sources, as its own process, on the given home. */
export function startCli(home: string, args: readonly string[]): ChildProcess {
  // Node 22 before 22.18 strips types only when asked to.
  const flags = process.features.typescript ? [] : ['--experimental-strip-types'];
  const { NO_COLOR: _one, FORCE_COLOR: _other, ...environment } = process.env;
  return spawn(process.execPath, [...flags, '--no-warnings', main, ...args], {
    env: { ...environment, HOTWASH_HOME: home, COLUMNS: '80' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** All that a process said, once it has ended. */
export function ended(child: ChildProcess): Promise<Finished> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    err += String(chunk);
  });
  // A program that ends early does not read its input to the end.
  child.stdin?.on('error', () => undefined);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

/** Runs the program with an input to its end. */
export function runCli(home: string, args: readonly string[], input = ''): Promise<Finished> {
  const child = startCli(home, args);
  child.stdin?.end(input);
  return ended(child);
}
