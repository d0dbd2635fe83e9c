import { headerCase } from '../../http/outgoing.ts';
import type { FaceName } from '../../http/route.ts';
import { type Flags, lastValue } from '../flags.ts';
import type { Call, Plan, Tool } from '../form.ts';
import { bytesOf, err, joined, type Output, out } from '../output.ts';
import { type Login, OPERATOR_LOGIN, type Reply, type Wire, type WireRequest } from '../wire.ts';
import { statusWords } from './registry-calls.ts';

const NO_HOST = 6;
const HTTP_ERROR = 22;
const NO_WRITE = 23;
const BAD_OPTION = 2;
const MOST_HOPS = 20;

/** `curl` to one of the services by name; no other host exists here. */
function read(call: Call): Plan | Output {
  const { flags, hosts } = call;
  const text = call.operands[0] ?? flags.values.get('--url')?.at(-1);
  if (text === undefined)
    return err("curl: no URL specified!\ncurl: try 'curl --help' for more information\n", BAD_OPTION);
  if (call.operands.length > 1) return err('curl: only one URL at a time is offered here\n', BAD_OPTION);
  const url = urlFrom(text);
  if (url === null) return err(`curl: (3) URL using bad/illegal format or missing URL\n`, 3);
  const service = (Object.keys(hosts) as FaceName[]).find((name) => hosts[name] === url.hostname);
  if (service === undefined) return noHost(url, flags);
  const target = lastValue(flags, '-o');
  if (target !== null && target !== '/dev/null' && target !== '-')
    return err(`curl: (23) Failure writing output to destination: ${target}\n`, NO_WRITE);
  const request = requestFrom(service, url, flags);
  return { opening: [request], run: (wire) => fetched(wire, request, url, flags) };
}

function urlFrom(text: string): URL | null {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed : null;
}

function noHost(url: URL, flags: Flags): Output {
  return flags.on.has('-s') && !flags.on.has('-S')
    ? err('', NO_HOST)
    : err(`curl: (6) Could not resolve host: ${url.hostname}\n`, NO_HOST);
}

function requestFrom(service: FaceName, url: URL, flags: Flags): WireRequest {
  const json = flags.values.get('--json') ?? [];
  const data = [
    ...(flags.values.get('-d') ?? []),
    ...(flags.values.get('--data-urlencode') ?? []).map(urlencoded),
  ];
  const isGet = flags.on.has('-G');
  const body = json.length > 0 ? json.join('') : data.join('&');
  const query = isGet && data.length > 0 ? `${url.search === '' ? '?' : '&'}${body}` : '';
  const isPost = (json.length > 0 || data.length > 0) && !isGet;
  const method = (
    lastValue(flags, '-X') ?? (flags.on.has('-I') ? 'HEAD' : isPost ? 'POST' : 'GET')
  ).toUpperCase();
  const sent = isPost && method !== 'GET' && method !== 'HEAD' ? { body } : {};
  return {
    service,
    method: /^[A-Z]{1,20}$/.test(method) ? method : 'GET',
    path: `${url.pathname}${url.search}${query}`,
    headers: headersFrom(flags, isPost, json.length > 0),
    as: loginFrom(flags, url),
    ...sent,
  };
}

function urlencoded(text: string): string {
  const equals = text.indexOf('=');
  return equals < 0
    ? encodeURIComponent(text)
    : `${text.slice(0, equals)}=${encodeURIComponent(text.slice(equals + 1))}`;
}

function headersFrom(flags: Flags, isPost: boolean, isJson: boolean): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {
    accept: isJson ? 'application/json' : '*/*',
    'user-agent': lastValue(flags, '-A') ?? 'curl/8.14.1',
  };
  if (isPost) headers['content-type'] = isJson ? 'application/json' : 'application/x-www-form-urlencoded';
  for (const line of flags.values.get('-H') ?? []) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (colon <= 0 || !/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name) || !/^[\t\x20-\x7e]*$/.test(value)) continue;
    const before = headers[name];
    const isRepeat = name === 'accept' && before !== undefined && before !== '*/*';
    headers[name] = isRepeat ? `${before}, ${value}` : value;
  }
  return headers;
}

// A real curl sends no login by itself either; `-n` reads the one that the team keeps in its .netrc.
function loginFrom(flags: Flags, url: URL): Login | null {
  const pair =
    lastValue(flags, '-u') ??
    (url.username === '' ? null : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`);
  if (pair === null) return flags.on.has('-n') ? OPERATOR_LOGIN : null;
  const colon = pair.indexOf(':');
  return { user: colon < 0 ? pair : pair.slice(0, colon), secret: colon < 0 ? '' : pair.slice(colon + 1) };
}

async function fetched(wire: Wire, request: WireRequest, url: URL, flags: Flags): Promise<Output> {
  const heads: string[] = [];
  let [asked, at] = [request, url];
  let reply = await wire.ask(asked);
  for (
    let hop = 0;
    flags.on.has('-L') && hop < MOST_HOPS && reply.status >= 300 && reply.status < 400;
    hop += 1
  ) {
    const next = new URL(reply.headers.get('location') ?? '', at);
    const service = (Object.keys(wire.hosts) as FaceName[]).find(
      (name) => wire.hosts[name] === next.hostname,
    );
    if (service === undefined) return noHost(next, flags);
    heads.push(headOf(reply));
    asked = {
      ...asked,
      service,
      path: `${next.pathname}${next.search}`,
      ...(reply.status === 303 ? { method: 'GET' } : {}),
    };
    at = next;
    reply = await wire.ask(asked);
  }
  return printed(reply, [...heads, headOf(reply)], flags, request.method === 'HEAD');
}

function headOf(reply: Reply): string {
  const lines = [...reply.headers].map(([name, value]) => `${headerCase(name)}: ${value}`);
  return `HTTP/1.1 ${statusWords(reply)}\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
}

function printed(reply: Reply, heads: readonly string[], flags: Flags, isHead: boolean): Output {
  const isFailed = flags.on.has('-f') && reply.status >= 400;
  const body = isHead || isFailed || lastValue(flags, '-o') === '/dev/null' ? bytesOf('') : reply.body;
  const head = flags.on.has('-i') || flags.on.has('-I') ? out(heads.join('')) : out('');
  const tail = written(lastValue(flags, '-w'), reply);
  const failure = isFailed
    ? err(
        flags.on.has('-s') && !flags.on.has('-S')
          ? ''
          : `curl: (22) The requested URL returned error: ${reply.status}\n`,
        HTTP_ERROR,
      )
    : out('');
  return joined(head, out(body), tail, failure);
}

/** `-w '%{http_code}\n'`. */
function written(format: string | null, reply: Reply): Output {
  if (format === null) return out('');
  const values: Readonly<Record<string, string>> = {
    http_code: String(reply.status).padStart(3, '0'),
    response_code: String(reply.status).padStart(3, '0'),
    content_type: reply.headers.get('content-type') ?? '',
    size_download: String(reply.body.length),
    num_redirects: '0',
    redirect_url: reply.headers.get('location') ?? '',
  };
  const text = format
    .replace(/%\{([^}]*)\}/g, (_, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? '') : ''))
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t');
  return out(text);
}

export const CURL: Tool = {
  name: 'curl',
  does: 'any request to the registry, its hub, the forge or the cluster',
  forms: [
    {
      tool: 'curl',
      words: [],
      usages: [
        {
          usage: "curl -s [-H 'NAME: VALUE'] URL",
          does: 'the body of an answer',
          counts: 'what the request stands for',
        },
        {
          usage: 'curl -sI URL',
          does: 'status and headers only; -i both',
          counts: 'what the request stands for',
        },
        {
          usage: 'curl -s -n -X METHOD [-d BODY | --json BODY] URL',
          does: 'writes; -n signs in as the team, -u USER:VALUE as somebody',
          counts: 'what the request stands for',
        },
      ],
      spec: {
        switches: [
          ['-s', '--silent'],
          ['-S', '--show-error'],
          ['-f', '--fail'],
          ['-i', '--include', '--show-headers'],
          ['-I', '--head'],
          ['-L', '--location'],
          ['-k', '--insecure'],
          ['-G', '--get'],
          ['-n', '--netrc'],
          ['-g', '--globoff'],
          ['--compressed'],
          ['-4'],
          ['-6'],
        ],
        values: [
          ['-X', '--request'],
          ['-H', '--header'],
          ['-d', '--data', '--data-raw', '--data-binary', '--data-ascii'],
          ['--data-urlencode'],
          ['--json'],
          ['-u', '--user'],
          ['-o', '--output'],
          ['-w', '--write-out'],
          ['-A', '--user-agent'],
          ['--url'],
          ['-m', '--max-time'],
          ['--connect-timeout'],
          ['--retry'],
        ],
      },
      operand: 'url',
      read,
    },
  ],
  unknown: () => err(''),
  badFlag: (_, flag, needsValue) =>
    err(
      `curl: option ${flag}: ${needsValue ? 'requires parameter' : 'is unknown'}\ncurl: try 'curl --help' for more information\n`,
      BAD_OPTION,
    ),
};
