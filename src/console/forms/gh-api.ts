import { headerCase } from '../../http/outgoing.ts';
import { lastValue } from '../flags.ts';
import type { Call, Plan } from '../form.ts';
import { jq } from '../jq/jq.ts';
import { bytesOf, chunksTo, err, joined, type Output, out, textOf } from '../output.ts';
import { isFine, jsonOf, type Reply, type Wire, type WireRequest } from '../wire.ts';
import { statusWords } from './registry-calls.ts';

const MOST_PAGES = 50;

/** `gh api PATH`: any request to the forge. */
export function api(call: Call): Plan | Output {
  const [path] = call.operands;
  if (path === undefined) return err('accepts 1 arg(s), received 0\n');
  const request = requestFrom(call, path);
  return { opening: [request], run: (wire) => asked(wire, request, call) };
}

function requestFrom({ flags }: Call, path: string): WireRequest {
  const fields = [
    ...(flags.values.get('-f') ?? []).map((text) => field(text, false)),
    ...(flags.values.get('-F') ?? []).map((text) => field(text, true)),
  ];
  const given = lastValue(flags, '-X')?.toUpperCase() ?? null;
  const method = given ?? (fields.length > 0 ? 'POST' : 'GET');
  const place = `/${path.replace(/^https?:\/\/[^/]+/, '').replace(/^\/+/, '')}`;
  const headers = Object.fromEntries(
    (flags.values.get('-H') ?? [])
      .map(
        (line) =>
          [
            line.split(':', 1)[0]?.trim().toLowerCase() ?? '',
            line.slice(line.indexOf(':') + 1).trim(),
          ] as const,
      )
      .filter(([name]) => /^[a-z0-9-]+$/.test(name)),
  );
  const base = {
    service: 'forge',
    method: /^[A-Z]{1,20}$/.test(method) ? method : 'GET',
    headers: { accept: '*/*', ...headers },
  } as const;
  if (method === 'GET' || method === 'HEAD') {
    const query = new URLSearchParams(fields.map(([key, value]): [string, string] => [key, String(value)]));
    const joint = place.includes('?') ? '&' : '?';
    return { ...base, path: fields.length === 0 ? place : `${place}${joint}${query}` };
  }
  return { ...base, path: place, body: JSON.stringify(bodyOf(fields)) };
}

type Field = readonly [key: string, value: unknown];

/** `-f` keeps text; `-F` makes numbers, truth values and null of what looks like one. */
function field(text: string, isTyped: boolean): Field {
  const equals = text.indexOf('=');
  const [key, value] = equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
  if (!isTyped) return [key, value];
  if (/^-?\d+$/.test(value)) return [key, Number(value)];
  return [key, value === 'true' ? true : value === 'false' ? false : value === 'null' ? null : value];
}

/** `credentials[]=x` makes a list, `vulnerabilities[][package]=y` is left to JSON bodies. */
function bodyOf(fields: readonly Field[]): unknown {
  const body = new Map<string, unknown>();
  for (const [key, value] of fields) {
    const list = /^(.*)\[\]$/.exec(key);
    if (list === null) body.set(key, value);
    else body.set(list[1] ?? '', [...((body.get(list[1] ?? '') ?? []) as readonly unknown[]), value]);
  }
  return Object.fromEntries(body);
}

async function asked(wire: Wire, first: WireRequest, call: Call): Promise<Output> {
  const outputs: Output[] = [];
  let request: WireRequest | null = first;
  for (let page = 0; request !== null && page < MOST_PAGES; page += 1) {
    const reply: Reply = await wire.ask(request);
    const head: Output = call.flags.on.has('-i') ? out(headOf(reply)) : out('');
    outputs.push(head, bodyText(reply, call));
    if (!isFine(reply)) return joined(...outputs, failure(reply));
    const last = outputs.at(-1);
    if (last !== undefined && last.exit !== 0) break;
    request = call.flags.on.has('--paginate') ? nextOf(request, reply) : null;
  }
  return joined(...outputs);
}

function headOf(reply: Reply): string {
  const lines = [...reply.headers].map(([name, value]) => `${headerCase(name)}: ${value}\r\n`);
  return `HTTP/1.1 ${statusWords(reply)}\n${lines.join('')}\r\n`;
}

function bodyText(reply: Reply, call: Call): Output {
  const filter = lastValue(call.flags, '-q');
  if (reply.body.length === 0 || call.flags.on.has('--silent')) return out('');
  if (filter !== null && isFine(reply)) {
    const found = jq(['-r', '-c', filter], reply.body);
    const words = textOf(chunksTo(found, 'err')).split('\n')[0] ?? '';
    return words === '' ? found : err(`${words.replace(/^jq: error(?: \(at [^)]*\))?: /, '')}\n`);
  }
  const json = jsonOf(reply);
  // On a terminal gh indents what it prints; into a pipe it sends it as it came.
  return json === null || call.isPiped ? out(reply.body) : out(bytesOf(`${JSON.stringify(json, null, 2)}\n`));
}

function failure(reply: Reply): Output {
  const { message = '', errors = [] } = (jsonOf(reply) ?? {}) as {
    readonly message?: string;
    readonly errors?: readonly {
      readonly message?: string;
      readonly resource?: string;
      readonly field?: string;
      readonly code?: string;
    }[];
  };
  const more = errors.map((one) => `${one.message ?? `${one.resource}.${one.field} is ${one.code}`}\n`);
  return err(`gh: ${message} (HTTP ${reply.status})\n${more.length === 0 ? '' : more.join('')}`);
}

function nextOf(request: WireRequest, reply: Reply): WireRequest | null {
  const url = /<([^>]+)>;\s*rel="next"/.exec(reply.headers.get('link') ?? '')?.[1];
  if (url === undefined) return null;
  const { pathname, search } = new URL(url);
  return { ...request, path: `${pathname}${search}` };
}
