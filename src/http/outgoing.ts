import type { ServerResponse } from 'node:http';
import type { Refused } from './front-door.ts';

/** `docker-content-digest` as Go writes it: what people see who read raw headers. */
export function headerCase(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_whole, dash: string, letter: string) => dash + letter.toUpperCase());
}

/** Writes an answer as the real services do: their header case, a length instead of chunks, no word about the connection. */
export async function writeResponse(out: ServerResponse, response: Response): Promise<void> {
  if (response.type === 'error') {
    out.destroy();
    return;
  }
  const { status, statusText } = response;
  const isBare = out.req.method === 'HEAD' || status === 204 || status === 304;
  const body = isBare || response.body === null ? null : new Uint8Array(await response.arrayBuffer());
  const headers: string[] = [];
  let hasLength = status === 204 || status === 304;
  for (const [name, value] of response.headers) {
    if (name === 'content-length') {
      if (hasLength) continue;
      hasLength = true;
    }
    headers.push(headerCase(name), value);
  }
  if (!hasLength) headers.push('Content-Length', String(body?.length ?? 0));
  // Said only where the connection ends with this answer, as Go does; Node also closes it then.
  if (out.shouldKeepAlive) out.removeHeader('Connection');
  out.sendDate = !response.headers.has('date');
  if (statusText === '') out.writeHead(status, headers);
  else out.writeHead(status, statusText, headers);
  out.end(body ?? undefined);
}

/** Turns a request away in the words of a plain web server, and hangs up: what is still on its way is not worth reading. */
export function writeRefusal(out: ServerResponse, { status, text }: Refused): void {
  const body = Buffer.from(`${text}\n`);
  out.writeHead(status, [
    ...['Content-Type', 'text/plain; charset=utf-8'],
    ...['X-Content-Type-Options', 'nosniff'],
    ...['Content-Length', String(body.length)],
    ...['Connection', 'close'],
    ...(status === 405 ? ['Allow', 'DELETE, GET, HEAD, PATCH, POST, PUT'] : []),
    ...(status === 503 ? ['Retry-After', '1'] : []),
  ]);
  out.end(out.req.method === 'HEAD' ? undefined : body);
}

/** What a registry says when it is broken. The reason stays on our side. */
export function writeFailure(out: ServerResponse): void {
  if (out.headersSent) {
    out.destroy();
    return;
  }
  const body = `${JSON.stringify({ errors: [{ code: 'UNKNOWN', message: 'unknown error' }] })}\n`;
  out.writeHead(500, [
    ...['Content-Type', 'application/json; charset=utf-8'],
    ...['Content-Length', String(body.length)],
  ]);
  out.end(out.req.method === 'HEAD' ? undefined : body);
}
