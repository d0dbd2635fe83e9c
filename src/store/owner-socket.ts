import { connect, createServer, type Server, type Socket } from 'node:net';
import { isPlainLine } from '../exercise/journal-text.ts';
import { systemCode } from './store-error.ts';

/** Who holds something: its process id, and what it runs in words (`play poisoned-base-image`). */
export interface OwnerInfo {
  readonly pid: number;
  readonly runs: string;
}

/** Answers one request of a second process; undefined means that the owner knows no such request. */
export type AnswerRequest = (request: Readonly<Record<string, unknown>>) => unknown;

export type Probe =
  | { readonly kind: 'live'; readonly info: OwnerInfo | null }
  | { readonly kind: 'dead' }
  | { readonly kind: 'gone' };

const maxRequestLength = 64 * 1024;
// A stopped process accepts connections (the kernel does) but never answers; it still owns.
const answerWaitMs = 1000;

/**
 * Listens for other processes. One JSON object a line each way: `{"ask":"who"}` is answered by
 * `{"who":{"pid":…,"runs":…}}`, what nobody knows by `{"error":…}`. It never keeps the process alive.
 */
export function listen(path: string, info: OwnerInfo, answer: AnswerRequest): Promise<OwnerServer> {
  return new Promise((resolve, reject) => {
    const connections = new Set<Socket>();
    const server = createServer((socket) => {
      connections.add(socket);
      socket.unref();
      socket.on('close', () => connections.delete(socket));
      socket.on('error', () => socket.destroy());
      serveLines(socket, (request) => (request.ask === 'who' ? { who: info } : answer(request)));
    });
    server.unref();
    server.once('error', reject);
    server.listen({ path }, () => {
      server.off('error', reject);
      // Losing one connection to a full file table must not end the exercise.
      server.on('error', () => undefined);
      resolve({ close: () => closeServer(server, connections) });
    });
  });
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

function judgeRefusal(code: string | null): Probe | null {
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

function serveLines(socket: Socket, answer: AnswerRequest): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) socket.write(`${JSON.stringify(reply(line, answer))}\n`);
    if (text.length > maxRequestLength) socket.destroy();
  });
}

function reply(line: string, answer: AnswerRequest): unknown {
  const request = parseObject(line);
  if (request === null) return { error: 'a request is one JSON object on one line' };
  return answer(request) ?? { error: 'unknown request' };
}

function readInfo(text: string): OwnerInfo | null {
  const who = parseObject(text.split('\n', 1)[0] ?? '')?.who;
  if (typeof who !== 'object' || who === null || !('pid' in who) || !('runs' in who)) return null;
  const { pid, runs } = who;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid)) return null;
  if (typeof runs !== 'string' || runs.length > 500 || !isPlainLine(runs)) return null;
  return { pid, runs };
}

function parseObject(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return value as Readonly<Record<string, unknown>>;
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
