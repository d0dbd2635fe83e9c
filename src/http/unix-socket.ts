import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Listening, listenOn, type ServerOptions } from './server.ts';

// Linux takes 107 bytes for a socket's path, macOS 103.
const MOST_PATH_BYTES = 103;

export interface SocketListening {
  readonly path: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves on a Unix socket that only this person can open, at the path wanted, or in a fresh folder of its own where that
 * path is too long or another process still listens there. What a killed process left behind is replaced.
 */
export async function listenOnSocket(wanted: string, options: ServerOptions): Promise<SocketListening> {
  if (Buffer.byteLength(wanted) <= MOST_PATH_BYTES && !(await isAlive(wanted))) {
    rmSync(wanted, { force: true });
    const first = await tryListen(wanted, options);
    if (first !== null) return keep(wanted, first, () => rmSync(wanted, { force: true }));
  }
  const path = join(mkdtempSync(join(tmpdir(), 'hotwash-')), 'forge.sock');
  const second = await listenOn({ path }, options);
  return keep(path, second, () => rmSync(dirname(path), { force: true, recursive: true }));
}

async function tryListen(path: string, options: ServerOptions): Promise<Listening | null> {
  try {
    return await listenOn({ path }, options);
  } catch {
    return null;
  }
}

function keep(path: string, listening: Listening, remove: () => void): SocketListening {
  // The folder lets nobody else in already; this holds where somebody has opened it.
  chmodSync(path, 0o600);
  const close = async (): Promise<void> => {
    await listening.close();
    remove();
  };
  return { path, close };
}

function isAlive(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    const end = (alive: boolean): void => {
      socket.destroy();
      resolve(alive);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
