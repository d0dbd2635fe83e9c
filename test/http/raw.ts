import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Header lines as they came. */
  readonly lines: readonly string[];
  readonly body: string;
}

/** Sends bytes as they are and reads until the other end hangs up, or until `until` came. */
export function sendRaw(
  where: { readonly port: number } | { readonly path: string },
  text: string | Buffer,
  until: RegExp | null = null,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect('port' in where ? { port: where.port, host: '127.0.0.1' } : { path: where.path });
    let got = '';
    socket.setEncoding('latin1');
    socket.on('connect', () => socket.write(text));
    socket.on('data', (chunk: string) => {
      got += chunk;
      if (until?.test(got) === true) socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (got === '' && error.code !== 'ECONNRESET') reject(error);
    });
    socket.on('close', () => resolve(got));
  });
}

/** One request on a connection that ends with it. */
export async function askRaw(
  where: { readonly port: number } | { readonly path: string },
  head: string,
  headers: readonly string[] = [],
  body = '',
): Promise<RawAnswer> {
  const hasHost = headers.some((line) => /^host:/i.test(line));
  const lines = [...(hasHost ? [] : ['Host: 127.0.0.1']), ...headers, 'Connection: close'];
  const got = await sendRaw(where, `${head} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
  return readRaw(got);
}

export function readRaw(got: string): RawAnswer {
  const end = got.indexOf('\r\n\r\n');
  const [first = '', ...lines] = got.slice(0, end).split('\r\n');
  return { status: Number(first.split(' ')[1]), lines, body: got.slice(end + 4) };
}
