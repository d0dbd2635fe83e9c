import type { MessagePort } from 'node:worker_threads';

/** What the thread of a link is told to do. `line` names the connection, so that an old one's last words are not mistaken. */
export type LinkOrder =
  | { readonly order: 'connect'; readonly line: number; readonly path: string }
  | { readonly order: 'send'; readonly line: number; readonly text: string };

/** What it tells. */
export type LinkNews =
  | { readonly news: 'connected'; readonly line: number }
  | { readonly news: 'closed'; readonly line: number; readonly code: string | null }
  | { readonly news: 'said'; readonly line: number; readonly text: string };

export interface LinkThreadData {
  readonly port: MessagePort;
  /** Grows with all news, so that the main thread can sleep until there are some. */
  readonly signal: Int32Array;
}

/**
 * The thread that holds the socket while the main thread may sleep. It is started from its own text, so that it needs no
 * file of its own in the bundle: nothing outside it may be named in it.
 */
export function runLinkThread(): void {
  const { connect } = process.getBuiltinModule('node:net');
  const { workerData } = process.getBuiltinModule('node:worker_threads');
  const { port, signal } = workerData as LinkThreadData;
  const longest = 64 * 1024 * 1024;
  let socket: ReturnType<typeof connect> | null = null;
  const tell = (news: LinkNews): void => {
    port.postMessage(news);
    Atomics.add(signal, 0, 1);
    Atomics.notify(signal, 0);
  };
  const open = (line: number, path: string): void => {
    socket?.destroy();
    const opened = connect({ path });
    let text = '';
    let code: string | null = null;
    socket = opened;
    opened.setEncoding('utf8');
    opened.on('connect', () => tell({ news: 'connected', line }));
    opened.on('data', (chunk: string) => {
      const lines = (text + chunk).split('\n');
      text = lines.pop() ?? '';
      for (const said of lines) tell({ news: 'said', line, text: said });
      if (text.length > longest) opened.destroy();
    });
    opened.on('error', (error: NodeJS.ErrnoException) => {
      code = error.code ?? 'unknown';
    });
    opened.on('close', () => tell({ news: 'closed', line, code }));
  };
  port.on('message', (order: LinkOrder) => {
    if (order.order === 'connect') open(order.line, order.path);
    else socket?.write(order.text);
  });
}
