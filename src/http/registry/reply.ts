import { utf8 } from '../../world/content/bytes.ts';

type HeaderList = Readonly<Record<string, string>>;

const VERSION: HeaderList = { 'Docker-Distribution-Api-Version': 'registry/2.0' };
const ON_ALL: HeaderList = { ...VERSION, 'X-Content-Type-Options': 'nosniff' };

/** An answer with the headers that a registry puts on all of them; its length is always said, so that nothing is sent in chunks. */
export function reply(status: number, headers: HeaderList, body: Uint8Array | null = null): Response {
  const bodiless = status === 204 || status === 304;
  const length: HeaderList = bodiless ? {} : { 'Content-Length': String(body?.length ?? 0) };
  const whole = { ...ON_ALL, ...headers, ...length };
  return new Response(bodiless ? null : (body as Uint8Array<ArrayBuffer> | null), { status, headers: whole });
}

/** JSON that the registry itself makes: compact, with a line feed. */
export function json(status: number, value: unknown, headers: HeaderList = {}): Response {
  const body = utf8(`${JSON.stringify(value)}\n`);
  return reply(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers }, body);
}

/** Words of the web server below the registry. */
export function text(status: number, words: string, headers: HeaderList = {}): Response {
  return reply(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers }, utf8(`${words}\n`));
}

/** What the router below a registry says to a path with a slash too few or too many at its end; a browser could follow the link. */
export function redirect(method: string, location: string): Response {
  const isRead = method === 'GET' || method === 'HEAD';
  const page = utf8(isRead ? `<a href="${location}">Moved Permanently</a>.\n\n` : '');
  const type: HeaderList = isRead ? { 'Content-Type': 'text/html; charset=utf-8' } : {};
  return moved(location, page, type);
}

/** What it says to a path that it has cleaned. */
export function redirectClean(location: string): Response {
  return moved(location, new Uint8Array(), {});
}

function moved(location: string, page: Uint8Array, type: HeaderList): Response {
  const headers = { ...VERSION, ...type, Location: location, 'Content-Length': String(page.length) };
  return new Response(page as Uint8Array<ArrayBuffer>, { status: 301, headers });
}
