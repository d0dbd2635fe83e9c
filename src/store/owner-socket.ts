import { connect, createServer, type Server, type Socket } from 'node:net';
import { isPlainLine } from '../exercise/journal-text.ts';
import { systemCode } from './store-error.ts';

/** Who holds something: its process id, and what it runs in words (`play poisoned-base-image`). */
export interface OwnerInfo {
  readonly pid: number;
  readonly runs: string;
}

/** One JSON object of the line protocol. */
export type Message = Readonly<Record<string, unknown>>;

/** A second process on the line. */
export interface Peer {
  /** Sends an object without being asked. Who does not read what is sent is cut off, so that it never holds up the owner. */
  readonly send: (message: Message) => void;
  readonly onClose: (listener: () => void) => void;
}

/** Answers one request of a second process; undefined means that the owner knows no such request. */
export type AnswerRequest = (request: Message, peer: Peer) => Message | undefined;

export type Probe =
  | { readonly kind: 'live'; readonly info: OwnerInfo | null }
  | { readonly kind: 'dead' }
  | { readonly kind: 'gone' };

// The longest record is a facilitator's text of 40,000 characters, each of which JSON may write as six.
const maxRequestLength = 512 * 1024;
const maxUnreadBytes = 8 * 1024 * 1024;
const maxConnections = 64;
// A stopped process accepts connections (the kernel does) but never answers; it still owns.
const answerWaitMs = 1000;

/**
 * Listens for other processes. One JSON object a line each way: `{"ask":"who"}` is answered by
 * `{"who":{"pid":…,"runs":…}}`, what nobody knows by `{"error":…}`; a request's `id` comes back with its answer. It never
 * keeps the process alive.
 */
export function listen(path: string, info: OwnerInfo, answer: AnswerRequest): Promise<OwnerServer> {
  return new Promise((resolve, reject) => {
    const { server, owner } = makeServer(info, answer);
    server.once('error', reject);
    server.listen({ path }, () => {
      server.off('error', reject);
      resolve(owner);
    });
  });
}

/** The same without waiting: a local socket listens as soon as it is asked to. Null when the name is taken or cannot be. */
export function listenNow(path: string, info: OwnerInfo, answer: AnswerRequest): OwnerServer | null {
  const { server, owner } = makeServer(info, answer);
  server.listen({ path });
  return server.listening ? owner : null;
}

function makeServer(
  info: OwnerInfo,
  answer: AnswerRequest,
): { readonly server: Server; readonly owner: OwnerServer } {
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.unref();
    socket.on('close', () => connections.delete(socket));
    socket.on('error', () => socket.destroy());
    serveLines(socket, (request, peer) => (request.ask === 'who' ? { who: info } : answer(request, peer)));
  });
  server.maxConnections = maxConnections;
  server.unref();
  // Losing one connection to a full file table must not end the exercise.
  server.on('error', () => undefined);
  return { server, owner: { close: () => closeServer(server, connections) } };
}

export interface OwnerServer {
  readonly close: () => Promise<void>;
}

/** Finds out whether somebody listens behind a socket, and who. */
export function probe(path: string): Promise<Probe> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path });
    const finish = (result: Probe): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => finish({ kind: 'live', info: null }), answerWaitMs);
    let isConnected = false;
    let text = '';
    socket.setEncoding('utf8');
    socket.on('connect', () => {
      isConnected = true;
      socket.write('{"ask":"who"}\n');
    });
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n') || text.length > maxRequestLength)
        finish({ kind: 'live', info: readInfo(text) });
    });
    // An owner that hangs up without an answer is just leaving: its socket decides at the next look.
    socket.on('end', () => finish({ kind: 'live', info: null }));
    socket.on('error', (error) => {
      if (isConnected) return finish({ kind: 'live', info: null });
      const result = judgeRefusal(systemCode(error));
      if (result !== null) return finish(result);
      clearTimeout(timer);
      reject(error);
    });
  });
}

/** What a refused connect says of the owner; null when it says something else. */
export function judgeRefusal(code: string | null): Probe | null {
  switch (code) {
    case 'ECONNREFUSED':
      return { kind: 'dead' };
    case 'ENOENT':
      return { kind: 'gone' };
    // A full backlog, a busy pipe, or the socket of another person: somebody is there.
    case 'EAGAIN':
    case 'EBUSY':
    case 'EACCES':
    case 'EPERM':
    case 'ECONNRESET':
      return { kind: 'live', info: null };
    default:
      return null;
  }
}

// One request a turn of the loop: a process that asks without end takes its turns like everything else.
function serveLines(socket: Socket, answer: AnswerRequest): void {
  const peer = peerOf(socket);
  const waiting: string[] = [];
  let text = '';
  const next = (): void => {
    const line = waiting.shift();
    if (line === undefined || socket.destroyed) return;
    peer.send(reply(line, peer, answer));
    if (waiting.length > 0) setImmediate(next);
    else socket.resume();
  };
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    if (text.length > maxRequestLength) socket.destroy();
    if (lines.length === 0 || socket.destroyed) return;
    const isIdle = waiting.length === 0;
    waiting.push(...lines);
    socket.pause();
    if (isIdle) next();
  });
}

function peerOf(socket: Socket): Peer {
  return {
    send: (message) => {
      if (socket.destroyed) return;
      socket.write(`${JSON.stringify(message)}\n`);
      if (socket.writableLength > maxUnreadBytes) socket.destroy();
    },
    onClose: (listener) => {
      socket.on('close', listener);
    },
  };
}

function reply(line: string, peer: Peer, answer: AnswerRequest): Message {
  const request = parseObject(line);
  if (request === null) return { error: 'a request is one JSON object on one line' };
  const answered = answer(request, peer) ?? { error: 'unknown request' };
  return typeof request.id === 'number' ? { ...answered, id: request.id } : answered;
}

function readInfo(text: string): OwnerInfo | null {
  const answer = parseObject(text.split('\n', 1)[0] ?? '');
  return answer === null ? null : readWho(answer);
}

/** Who says that it owns something; null where the answer says no such thing. */
export function readWho({ who }: Message): OwnerInfo | null {
  if (typeof who !== 'object' || who === null || !('pid' in who) || !('runs' in who)) return null;
  const { pid, runs } = who;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid)) return null;
  if (typeof runs !== 'string' || runs.length > 500 || !isPlainLine(runs)) return null;
  return { pid, runs };
}

/** One line of the protocol; null when it is no JSON object. */
export function parseObject(line: string): Message | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return value as Message;
  } catch {
    return null;
  }
}

function closeServer(server: Server, connections: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of connections) socket.destroy();
  });
}
