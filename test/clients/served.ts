import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const READY = /http:\/\/127\.0\.0\.1:(\d+)/;
const SOCKET = /http_unix_socket (\S+)/;
const SESSION = /^Session (\S+),/m;

interface Decided {
  readonly at: number;
  readonly by: string;
  readonly do: string;
}

/** `hotwash serve` as a process of its own, with a home of its own. */
export class Served {
  readonly home: string;
  readonly #child: ChildProcess;
  readonly #words: string;

  private constructor(home: string, child: ChildProcess, words: string) {
    this.home = home;
    this.#child = child;
    this.#words = words;
  }

  static async start(
    built: string,
    what = 'poisoned-base-image',
    home: string | null = null,
  ): Promise<Served> {
    const own = home ?? mkdtempSync(join(tmpdir(), 'hotwash-served-'));
    const child = spawn(process.execPath, [join(built, 'bin', 'hotwash.mjs'), 'serve', what], {
      env: { PATH: process.env.PATH, HOTWASH_HOME: own, HOME: own },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Served(own, child, await openingWords(child));
  }

  get host(): string {
    return `127.0.0.1:${READY.exec(this.#words)?.[1] ?? ''}`;
  }

  get socket(): string {
    return SOCKET.exec(this.#words)?.[1] ?? '';
  }

  get session(): string {
    return SESSION.exec(this.#words)?.[1] ?? '';
  }

  get words(): string {
    return this.#words;
  }

  /** What stands in the journal: every decision so far, whoever's. */
  decisions(): readonly Decided[] {
    const path = join(this.home, 'sessions', `${this.session}.jsonl`);
    const records = readFileSync(path, 'utf8').trimEnd().split('\n');
    return records.map((line) => JSON.parse(line)).filter((record) => record.kind === 'decision');
  }

  lines(): readonly string[] {
    return this.decisions().map((decision) => decision.do);
  }

  /** Ends it as Ctrl+C does; the session stays for who wants to score it. */
  async stop(): Promise<number> {
    if (this.#child.exitCode !== null) return this.#child.exitCode;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGINT');
    const [code] = (await ended) as [number | null];
    return code ?? -1;
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

function openingWords(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = '';
    let err = '';
    child.stderr?.on('data', (data: Buffer) => {
      err += data.toString('utf8');
    });
    child.stdout?.on('data', (data: Buffer) => {
      out += data.toString('utf8');
      if (out.includes('Ctrl+C')) resolve(out);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${err}`)));
  });
}
