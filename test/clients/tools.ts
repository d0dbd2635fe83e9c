import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Whether this machine has a tool. */
export function hasTool(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}

/** A directory of its own in which tools keep what they keep: logins, blob caches, images. */
export class Workshop {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;

  constructor() {
    this.home = mkdtempSync(join(tmpdir(), 'hotwash-clients-'));
    const docker = join(this.home, 'docker');
    mkdirSync(docker);
    // Some of them take a missing file for a mistake.
    writeFileSync(join(this.home, 'auth.json'), '{}');
    this.env = {
      PATH: process.env.PATH,
      LANG: 'C.UTF-8',
      HOME: this.home,
      XDG_RUNTIME_DIR: this.home,
      DOCKER_CONFIG: docker,
      REGISTRY_AUTH_FILE: join(this.home, 'auth.json'),
      GH_CONFIG_DIR: join(this.home, 'gh'),
      GH_HOST: 'github.localhost',
      GH_TOKEN: 'hotwash_FAKE_operator',
      GH_NO_UPDATE_NOTIFIER: '1',
      KUBECONFIG: join(this.home, 'kube'),
    };
  }

  path(name: string): string {
    return join(this.home, name);
  }

  /** Runs a tool to its end, whatever that is. */
  run(tool: string, args: readonly string[], input = ''): Promise<Ran> {
    return new Promise((resolve, reject) => {
      const child = spawn(tool, args, { cwd: this.home, env: this.env, timeout: 60_000 });
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      child.stdout.on('data', (data: Buffer) => out.push(data));
      child.stderr.on('data', (data: Buffer) => err.push(data));
      child.on('error', reject);
      child.on('close', (code) =>
        resolve({
          code: code ?? -1,
          stdout: Buffer.concat(out).toString('utf8'),
          stderr: Buffer.concat(err).toString('utf8'),
        }),
      );
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
    });
  }

  /** Runs a tool that must do its work, and gives what it printed. */
  async must(tool: string, args: readonly string[], input = ''): Promise<string> {
    const ran = await this.run(tool, args, input);
    if (ran.code !== 0) throw new Error(`${tool} ${args.join(' ')} ended with ${ran.code}:\n${ran.stderr}`);
    return ran.stdout;
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}
