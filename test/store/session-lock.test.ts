import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownSession, removeSessionLock } from '../../src/store/session-lock.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { firstLine, hasEnded, startChild, temporaryHome } from './store-helpers.ts';

let home: ReturnType<typeof temporaryHome>;
let path: string;
beforeEach(() => {
  home = temporaryHome();
  path = join(home.places.sessions, 'k3v9-20260512.jsonl');
});
afterEach(() => home.remove());

async function refusalOf(act: () => Promise<unknown>): Promise<StoreError | null> {
  try {
    await act();
  } catch (thrown) {
    if (thrown instanceof StoreError) return thrown;
    throw thrown;
  }
  return null;
}

async function killed(child: ReturnType<typeof startChild>): Promise<void> {
  child.kill('SIGKILL');
  await hasEnded(child);
}

function askOver(socketPath: string, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath, () => socket.write(`${request}\n`));
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      socket.destroy();
      resolve(chunk);
    });
    socket.on('error', reject);
  });
}

function socketIn(directory: string): string {
  const name = readdirSync(directory).find((each) => /\.sock\.\d+$/.test(each));
  return join(directory, name!);
}

describe('the lock of a session', () => {
  it('tells a second process who owns it and what that one runs', async () => {
    const ownership = await ownSession(path, 'play poisoned-base-image');
    const refusal = await refusalOf(() => ownSession(path, 'resume'));
    expect(refusal?.kind).toBe('owned');
    expect(refusal?.exitCode).toBe(75);
    expect(refusal?.message).toContain(`process ${process.pid} (play poisoned-base-image)`);
    await ownership.release();
  });

  it('is free again once released, any number of times', async () => {
    for (let times = 0; times < 5; times += 1) await (await ownSession(path, 'a test')).release();
    const left = readdirSync(home.places.sessions);
    expect(left).toHaveLength(1);
  });

  it('of one session does not keep another', async () => {
    const one = await ownSession(path, 'a test');
    const other = await ownSession(join(home.places.sessions, 'k3v9-20260512-b.jsonl'), 'a test');
    await Promise.all([one.release(), other.release()]);
  });

  it('held by another process is held, and free the moment that process is killed', async () => {
    const child = startChild('own', home.home, path);
    expect(await firstLine(child)).toBe(`owner ${child.pid}`);
    const refusal = await refusalOf(() => ownSession(path, 'a test'));
    expect(refusal?.message).toContain(`process ${child.pid} (a test)`);
    await killed(child);
    await (await ownSession(path, 'a test')).release();
  });

  it('held by a stopped process is still held', async () => {
    const child = startChild('own', home.home, path);
    await firstLine(child);
    child.kill('SIGSTOP');
    expect((await refusalOf(() => ownSession(path, 'a test')))?.message).toContain('another process');
    await killed(child);
  });

  it('goes to exactly one of many that start at once, after a crash too', async () => {
    for (let round = 0; round < 4; round += 1) {
      const children = Array.from({ length: 4 }, () => startChild('own', home.home, path));
      const said = await Promise.all(children.map(firstLine));
      expect(said.filter((line) => line.startsWith('owner'))).toHaveLength(1);
      expect(said.filter((line) => line.startsWith('owned'))).toHaveLength(3);
      await Promise.all(children.map(killed));
    }
  });

  it('goes to exactly one of many within a process', async () => {
    for (let round = 0; round < 20; round += 1) {
      const all = await Promise.allSettled(Array.from({ length: 12 }, () => ownSession(path, 'a test')));
      const owners = all.filter((each) => each.status === 'fulfilled');
      expect(owners).toHaveLength(1);
      await owners[0]!.value.release();
    }
  });

  it('is found by two processes when the path is too long for a socket', async () => {
    const deep = join(home.home, 'd'.repeat(120), 'k3v9-20260512.jsonl');
    const child = startChild('own', home.home, deep);
    await firstLine(child);
    expect((await refusalOf(() => ownSession(deep, 'a test')))?.message).toContain(`process ${child.pid}`);
    await killed(child);
    const ownership = await ownSession(deep, 'a test');
    removeSessionLock(deep);
    await ownership.release();
  });

  it('in a directory that cannot be made says that it cannot be written', async () => {
    writeFileSync(join(home.home, 'file'), '');
    const refusal = await refusalOf(() => ownSession(join(home.home, 'file', 'x.jsonl'), 'a test'));
    expect(refusal?.kind).toBe('cannot-write');
  });

  it('takes over from a name that no socket stands behind', async () => {
    mkdirSync(home.places.sessions, { recursive: true });
    writeFileSync(join(home.places.sessions, 'k3v9-20260512.sock.7'), 'not a socket');
    await (await ownSession(path, 'a test')).release();
    expect(readdirSync(home.places.sessions)).toEqual(['k3v9-20260512.sock.8']);
  });
});

describe.skipIf(process.platform === 'win32')('the socket of an owner', () => {
  it('answers who, what its owner adds, and nothing else', async () => {
    const ownership = await ownSession(path, 'serve', (request) =>
      request.ask === 'time' ? { time: 60 } : undefined,
    );
    const socket = socketIn(home.places.sessions);
    expect(JSON.parse(await askOver(socket, '{"ask":"who"}'))).toEqual({
      who: { pid: process.pid, runs: 'serve' },
    });
    expect(JSON.parse(await askOver(socket, '{"ask":"time"}'))).toEqual({ time: 60 });
    expect(JSON.parse(await askOver(socket, '{"ask":"secrets"}'))).toEqual({ error: 'unknown request' });
    for (const bad of ['', 'null', '[1]', '{', '\u0000']) {
      expect(JSON.parse(await askOver(socket, bad))).toHaveProperty('error');
    }
    await ownership.release();
  });

  it('survives a peer that sends without end', async () => {
    const ownership = await ownSession(path, 'serve');
    await new Promise<void>((resolve) => {
      const peer = connect(socketIn(home.places.sessions), () => peer.write('x'.repeat(1_000_000)));
      peer.on('error', () => undefined);
      peer.on('close', () => resolve());
    });
    expect((await refusalOf(() => ownSession(path, 'a test')))?.message).toContain(`${process.pid}`);
    await ownership.release();
  });
});
