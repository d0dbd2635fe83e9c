import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnswerRequest, listen, listenNow, type Peer } from '../../src/store/owner-socket.ts';
import { temporaryHome } from './store-helpers.ts';

const info = { pid: 1, runs: 'play it' };
let home: ReturnType<typeof temporaryHome>;
let path: string;
let closings: (() => Promise<void>)[];

beforeEach(() => {
  home = temporaryHome();
  path = join(home.home, 's');
  closings = [];
});
afterEach(async () => {
  for (const close of closings) await close();
  home.remove();
});

async function owner(answer: AnswerRequest): Promise<Socket> {
  closings.push((await listen(path, info, answer)).close);
  return guest();
}

async function guest(): Promise<Socket> {
  const socket = connect({ path });
  socket.setEncoding('utf8');
  await once(socket, 'connect');
  closings.unshift(async () => {
    socket.destroy();
  });
  return socket;
}

/** The next lines that come, as JSON. */
async function read(socket: Socket, count: number): Promise<readonly unknown[]> {
  let text = '';
  while (text.split('\n').length <= count) text += String((await once(socket, 'data'))[0]);
  return text
    .split('\n')
    .slice(0, count)
    .map((line) => JSON.parse(line) as unknown);
}

test('answers come in the order of the questions, each with its id', async () => {
  const socket = await owner(({ ask }) => (ask === 'echo' ? { echo: true } : undefined));
  socket.write('{"ask":"echo","id":1}\n{"ask":"who","id":2}\n{"ask":"nothing"}\nno object\n');
  expect(await read(socket, 4)).toEqual([
    { echo: true, id: 1 },
    { who: info, id: 2 },
    { error: 'unknown request' },
    { error: 'a request is one JSON object on one line' },
  ]);
});

test('one that asks without end does not keep another waiting', async () => {
  let answered = 0;
  const flood = await owner(() => {
    answered += 1;
    return { done: true };
  });
  flood.resume();
  const other = await guest();
  flood.write('{"ask":"work"}\n'.repeat(100_000));
  other.write('{"ask":"who"}\n');
  expect(await read(other, 1)).toEqual([{ who: info }]);
  expect(answered).toBeLessThan(100_000);
});

test('one that never reads what it is sent is cut off', async () => {
  const peers: Peer[] = [];
  const socket = await owner((_request, peer) => {
    peers.push(peer);
    return { joined: true };
  });
  socket.write('{"ask":"join"}\n');
  await read(socket, 1);
  socket.pause();
  const [peer] = peers;
  const closed = new Promise<void>((resolve) => peer?.onClose(resolve));
  for (let sent = 0; sent < 200; sent += 1) peer?.send({ text: 'x'.repeat(100_000) });
  await closed;
  expect(() => peer?.send({ more: true })).not.toThrow();
});

test('a line without an end is cut off', async () => {
  const socket = await owner(() => ({}));
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.write('x'.repeat(2_000_000));
  await closed;
  const other = await guest();
  other.write('{"ask":"who"}\n');
  expect(await read(other, 1)).toEqual([{ who: info }]);
});

test('a socket that listens without waiting is there at once, and not where another is', async () => {
  const first = listenNow(path, info, () => undefined);
  expect(first).not.toBeNull();
  expect(listenNow(path, info, () => undefined)).toBeNull();
  const socket = await guest();
  socket.write('{"ask":"who"}\n');
  expect(await read(socket, 1)).toEqual([{ who: info }]);
  await first?.close();
});
