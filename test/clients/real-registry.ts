import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Workshop } from './tools.ts';

/** Debian's docker-registry on a free port, with an empty store and deleting allowed, as its package has it. */
export class RealRegistry {
  readonly host: string;
  readonly #child: ChildProcess;

  private constructor(host: string, child: ChildProcess) {
    this.host = host;
    this.#child = child;
  }

  static async start(shop: Workshop): Promise<RealRegistry> {
    const host = `127.0.0.1:${await freePort()}`;
    const store = shop.path('registry');
    mkdirSync(store);
    const config = [
      'version: 0.1',
      'log: { level: error, accesslog: { disabled: true } }',
      `storage: { filesystem: { rootdirectory: ${store} }, delete: { enabled: true } }`,
      `http: { addr: "${host}", headers: { X-Content-Type-Options: [nosniff] } }`,
    ];
    writeFileSync(shop.path('registry.yml'), `${config.join('\n')}\n`);
    const child = spawn('docker-registry', ['serve', shop.path('registry.yml')], {
      // It takes every REGISTRY_… of its environment for a setting, REGISTRY_AUTH_FILE too.
      env: { PATH: process.env.PATH },
      stdio: 'ignore',
    });
    const registry = new RealRegistry(host, child);
    await registry.#ready();
    return registry;
  }

  async #ready(): Promise<void> {
    for (let tries = 0; tries < 100; tries += 1) {
      try {
        if ((await fetch(`http://${this.host}/v2/`)).ok) return;
      } catch {
        await sleep(100);
      }
    }
    throw new Error('docker-registry does not start');
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill();
    await ended;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
