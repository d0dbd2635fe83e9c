import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Files, nodeFiles } from '../../src/store/files.ts';
import { findPlaces, type Places } from '../../src/store/paths.ts';
import type { SessionDraft } from '../../src/store/session-store.ts';

/** A directory of its own for one test, and the way to remove it. */
export function temporaryHome(): {
  readonly home: string;
  readonly places: Places;
  readonly remove: () => void;
} {
  const home = mkdtempSync(join(tmpdir(), 'hotwash-test-'));
  return { home, places: placesIn(home), remove: () => rmSync(home, { recursive: true, force: true }) };
}

export function placesIn(home: string): Places {
  const environment = { HOTWASH_HOME: home };
  return findPlaces({ environment, platform: process.platform, home: '/', workingDirectory: '/' });
}

export const source = '{"id":"poisoned-base-image","title":"Stable, until 02:41"}';

export const draft: SessionDraft = {
  engine: '0.1.0',
  scenario: { id: 'poisoned-base-image' },
  seed: 0,
  mode: 'coach',
  team: null,
  seats: {},
  facilitator: false,
  created: '2026-05-12T09:20:00Z',
};

export function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

export interface Fault {
  /** Number of the call that fails, from 1; all later calls too when it is lasting. */
  readonly call: number;
  readonly code: string;
  readonly isLasting: boolean;
  /** Which calls are counted; all when left out. */
  readonly only?: keyof Files;
}

/** The real disk until the given call. A failing write leaves half of its bytes behind, as a full disk does. */
export function failingFiles(fault: Fault): { readonly files: Files; readonly wasReached: () => boolean } {
  let calls = 0;
  const guard = <Arguments extends readonly unknown[], Result>(
    name: keyof Files,
    call: (...given: Arguments) => Result,
    half?: (...given: Arguments) => void,
  ) => {
    return (...given: Arguments): Result => {
      if (fault.only === undefined || fault.only === name) calls += 1;
      const isHit = fault.isLasting ? calls >= fault.call : calls === fault.call;
      if (!isHit || (fault.only !== undefined && fault.only !== name)) return call(...given);
      half?.(...given);
      throw systemError(fault.code);
    };
  };
  const files: Files = {
    open: guard('open', nodeFiles.open),
    write: guard('write', nodeFiles.write, (file, bytes, offset) => {
      nodeFiles.write(file, bytes.subarray(0, offset + Math.floor((bytes.length - offset) / 2)), offset);
    }),
    sync: guard('sync', nodeFiles.sync),
    truncate: guard('truncate', nodeFiles.truncate),
    stateOf: guard('stateOf', nodeFiles.stateOf),
    close: guard('close', nodeFiles.close, nodeFiles.close),
    read: guard('read', nodeFiles.read),
    state: guard('state', nodeFiles.state),
    exists: nodeFiles.exists,
    list: guard('list', nodeFiles.list),
    makeDirectory: guard('makeDirectory', nodeFiles.makeDirectory),
    syncDirectory: guard('syncDirectory', nodeFiles.syncDirectory),
    rename: guard('rename', nodeFiles.rename),
    remove: guard('remove', nodeFiles.remove),
  };
  return { files, wasReached: () => calls >= fault.call };
}

const childFile = fileURLToPath(new URL('store-child.ts', import.meta.url));

/** Starts `store-child.ts` with a task, as its own process. */
export function startChild(task: string, ...given: readonly string[]): ChildProcess {
  // Node 22 before 22.18 strips types only when asked to.
  const flags = process.features.typescript ? [] : ['--experimental-strip-types'];
  return spawn(process.execPath, [...flags, '--no-warnings', childFile, task, ...given], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** Lines that a child prints, one by one. */
export async function* linesOf(child: ChildProcess): AsyncGenerator<string> {
  let text = '';
  for await (const chunk of child.stdout!) {
    text += String(chunk);
    const lines = text.split('\n');
    text = lines.pop()!;
    yield* lines;
  }
}

export async function firstLine(child: ChildProcess): Promise<string> {
  for await (const line of linesOf(child)) return line;
  return '';
}

export function hasEnded(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.on('exit', () => resolve());
  });
}
