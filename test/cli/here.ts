import files, * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';
import { UserError } from '../../src/cli/user-error.ts';
import { StoreError } from '../../src/store/store-error.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A home of its own for the sessions of a test file; gone afterwards. */
export function homeOfItsOwn(): { readonly folder: () => string } {
  let folder = '';
  const before = process.env.HOTWASH_HOME;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotwash-test-'));
    process.env.HOTWASH_HOME = folder;
  });
  afterAll(() => {
    if (before === undefined) delete process.env.HOTWASH_HOME;
    else process.env.HOTWASH_HOME = before;
    fs.rmSync(folder, { recursive: true, force: true });
  });
  return { folder: () => folder };
}

/** One command line, as main.ts runs it. */
export async function hotwash(...args: readonly string[]): Promise<Said> {
  let out = '';
  let err = '';
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      if (stream === process.stdout) out += String(text);
      else err += String(text);
      return true;
    }),
  );
  const { writeSync } = files;
  const written = vi.spyOn(files, 'writeSync').mockImplementation(((fd: number, ...rest: [Uint8Array]) => {
    if (fd > 2) return writeSync(fd, ...rest);
    if (fd === 1) out += String(rest[0]);
    else err += String(rest[0]);
    return rest[0].length;
  }) as typeof writeSync);
  try {
    process.exitCode = undefined;
    const code = await runProgram(args);
    return { code, out, err };
  } catch (thrown) {
    if (!(thrown instanceof UserError) && !(thrown instanceof StoreError)) throw thrown;
    return { code: thrown.exitCode, out, err: `${err}${thrown.message}\n${thrown.hint ?? ''}` };
  } finally {
    process.exitCode = undefined;
    for (const spy of [...streams, written]) spy.mockRestore();
  }
}

export const PLAYBOOKS = path.join(import.meta.dirname, '../../scenarios/poisoned-base-image/playbooks');

/** Runs a playbook of scenario 1, keeps the session, and answers its id. */
export async function keepRun(playbook: string): Promise<string> {
  const said = await hotwash(
    'run',
    'poisoned-base-image',
    '--playbook',
    path.join(PLAYBOOKS, `${playbook}.yaml`),
    '--save',
    '--json',
  );
  return (JSON.parse(said.out) as { readonly session: string }).session;
}
