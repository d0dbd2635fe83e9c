import type { RecordedSession } from '../record/recorded-session.ts';
import { hostsOf } from './addresses.ts';
import { Desk } from './desk.ts';
import { facesOf } from './faces.ts';
import { answerFrom, type Heard, makeHandlers } from './handlers.ts';
import { listenOn, type ServerOptions } from './server.ts';
import { listenOnSocket, type SocketListening } from './unix-socket.ts';

export interface ServiceOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Where the Unix socket should be; null for none. */
  readonly socket: string | null;
  readonly hear: (heard: Heard) => void;
  readonly fail: (thrown: unknown) => void;
}

export interface Service {
  readonly port: number;
  readonly socket: string | null;
  readonly close: () => Promise<void>;
}

/** The registry and the CI of one session, for real clients, until it is closed. */
export async function openService(recorded: RecordedSession, options: ServiceOptions): Promise<Service> {
  const desk = new Desk(recorded);
  const handlers = makeHandlers(desk, facesOf(), options.hear);
  const server: ServerOptions = {
    answer: (request) => answerFrom(handlers, request),
    names: Object.values(hostsOf(desk.world.estate)),
    fail: options.fail,
  };
  const tcp = await listenOn({ port: options.port }, server);
  let socket: SocketListening | null = null;
  try {
    if (options.socket !== null) socket = await listenOnSocket(options.socket, server);
  } catch (thrown) {
    await tcp.close();
    throw thrown;
  }
  const close = async (): Promise<void> => {
    await Promise.all([tcp.close(), socket?.close()]);
  };
  return { port: tcp.port, socket: socket?.path ?? null, close };
}
