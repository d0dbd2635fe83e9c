import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { checkDoor } from './front-door.ts';
import { BodyRoom, readRequest } from './incoming.ts';
import { writeFailure, writeRefusal, writeResponse } from './outgoing.ts';

const MEBIBYTE = 1024 * 1024;

export interface ServerOptions {
  readonly answer: (request: Request) => Promise<Response>;
  /** Host names beside those of the loopback. */
  readonly names: Iterable<string>;
  /** Told of what a face threw; the client gets a 500 and the next request is served. */
  readonly fail: (thrown: unknown) => void;
  readonly limits?: Partial<Limits>;
}

export interface Limits {
  readonly bodyBytes: number;
  readonly allBodyBytes: number;
  readonly connections: number;
  /** Milliseconds that a client may take for the head, for the whole request, and for doing nothing at all. */
  readonly headMs: number;
  readonly requestMs: number;
  readonly idleMs: number;
}

const LIMITS: Limits = {
  bodyBytes: 16 * MEBIBYTE,
  allBodyBytes: 64 * MEBIBYTE,
  connections: 256,
  headMs: 10_000,
  requestMs: 30_000,
  idleMs: 60_000,
};

export interface Listening {
  /** 0 for a Unix socket. */
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** A TCP port on 127.0.0.1, never on another address, or the path of a Unix socket. */
export type Where = { readonly port: number } | { readonly path: string };

/** Serves until it is closed. Rejects when the port or path cannot be had. */
export function listenOn(where: Where, options: ServerOptions): Promise<Listening> {
  const limits = { ...LIMITS, ...options.limits };
  const server = createServer({
    headersTimeout: limits.headMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(limits.headMs, 5000),
    // The host is checked at our own door, which answers in its own words.
    requireHostHeader: false,
  });
  server.maxConnections = limits.connections;
  server.setTimeout(limits.idleMs);
  const door = doorOf(server, options, limits);
  server.on('request', door);
  // A client that waits for leave to send its body gets it at once: what is too large is refused by the same check.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => turnAway(socket, statusOf(error)));
  server.on('connect', (_request, socket) => turnAway(socket, '405 Method Not Allowed'));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const ready = (): void => {
      server.off('error', reject);
      // Losing one connection to a full file table must not end the exercise.
      server.on('error', options.fail);
      const address = server.address() as AddressInfo | string | null;
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
      resolve({ port, close: () => closeServer(server) });
    };
    if ('port' in where) server.listen({ port: where.port, host: '127.0.0.1' }, ready);
    else server.listen({ path: where.path }, ready);
  });
}

function doorOf(server: Server, options: ServerOptions, limits: Limits) {
  const names = new Set([...options.names].map((name) => name.toLowerCase()));
  const room = new BodyRoom(limits.bodyBytes, limits.allBodyBytes);
  const origin = (): string => {
    const address = server.address() as AddressInfo | string | null;
    return typeof address === 'object' && address !== null
      ? `http://127.0.0.1:${address.port}`
      : 'http://localhost';
  };
  const handle = async (message: IncomingMessage, out: ServerResponse): Promise<void> => {
    const refused = checkDoor(message, names);
    if (refused !== null) return writeRefusal(out, refused);
    const read = await readRequest(message, origin(), room);
    if (read === null) return;
    if ('refused' in read) return writeRefusal(out, read.refused);
    await writeResponse(out, await options.answer(read.request));
  };
  return (message: IncomingMessage, out: ServerResponse): void => {
    out.on('error', () => undefined);
    handle(message, out).catch((thrown: unknown) => {
      writeFailure(out);
      options.fail(thrown);
    });
  };
}

function statusOf({ code }: NodeJS.ErrnoException): string {
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout';
  return '400 Bad Request';
}

function turnAway(socket: Duplex, status: string): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  socket.on('error', () => undefined);
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n${status}`,
  );
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
