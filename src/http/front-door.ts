import type { IncomingMessage } from 'node:http';

/** Why a request is turned away before any face sees it. */
export interface Refused {
  readonly status: number;
  readonly text: string;
}

/** A method that a fetch `Request` cannot carry. None of the services has any use for it. */
const FORBIDDEN_METHODS: ReadonlySet<string> = new Set(['TRACE', 'TRACK', 'CONNECT']);

/**
 * Turns away what no real client of ours sends. A page in a browser may be made to ask 127.0.0.1 under a name of its own
 * (DNS rebinding), or to load an address as if it were a picture; every look costs time here, so even that would do harm.
 */
export function checkDoor(request: IncomingMessage, names: ReadonlySet<string>): Refused | null {
  const { method = '', url = '', headers } = request;
  if (FORBIDDEN_METHODS.has(method)) return { status: 405, text: 'Method not allowed' };
  if (!url.startsWith('/')) return { status: 400, text: 'Bad request: the target must be a path' };
  const hosts = headerValues(request, 'host');
  if (hosts.length > 1) return { status: 400, text: 'Bad request: too many Host headers' };
  const [host] = hosts;
  if (host !== undefined && !isOurs(host, names))
    return { status: 421, text: 'Misdirected request: nothing is served here under this name' };
  return isFromOutside(headers, host) ? { status: 403, text: 'Forbidden: a page elsewhere asked' } : null;
}

/** Loopback by number or as `localhost` and names below it, and the names of the scenario's own services; on any port, since a tunnel has its own. */
function isOurs(host: string, names: ReadonlySet<string>): boolean {
  const match = /^(\[::1\]|[A-Za-z0-9.-]+)(?::\d{1,5})?$/.exec(host);
  const name = match?.[1]?.toLowerCase();
  if (name === undefined) return false;
  return (
    name === '127.0.0.1' ||
    name === '[::1]' ||
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    names.has(name)
  );
}

// Command-line tools send neither header; a browser cannot leave them out.
function isFromOutside(headers: IncomingMessage['headers'], host: string | undefined): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const { origin } = headers;
  return origin !== undefined && origin.replace(/^https?:\/\//, '').toLowerCase() !== host?.toLowerCase();
}

export function headerValues(request: IncomingMessage, name: string): readonly string[] {
  const { rawHeaders } = request;
  const values: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.toLowerCase() === name) values.push(rawHeaders[at + 1] ?? '');
  return values;
}
