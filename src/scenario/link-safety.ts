import type { Path } from './diagnostic.ts';
import type { Problems } from './problems.ts';
import { quoted } from './visible-text.ts';

/**
 * Refuses names of the real world in any text of a document: hosts of URLs and mail addresses end in .example, addresses
 * come from the documentation ranges (RFC 2606, RFC 5737, RFC 3849). `sources` may point to public reports.
 */
export function checkSafety(document: unknown, problems: Problems): void {
  visit(document, [], problems);
}

function visit(value: unknown, path: Path, problems: Problems): void {
  if (path[0] === 'sources') return;
  if (typeof value === 'string') checkWords(value, path, problems, 'value');
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) visit(item, [...path, index], problems);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      checkWords(key, [...path, key], problems, 'key');
      visit(item, [...path, key], problems);
    }
  }
}

const URL_HOST = /\b[a-z][a-z0-9+.-]{0,20}:\/\/([^\s/:?#"'<>)\]]{1,253})/gi;
const MAIL_HOST = /[A-Za-z0-9._%+-]@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,10})/g;
const IPV4 = /(?<![\d.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)/g;
const IPV6 = /(?<![0-9a-z:])[0-9a-f:]{3,45}(?![0-9a-z:])/gi;

const DOCUMENTATION_NETS: readonly string[] = ['192.0.2', '198.51.100', '203.0.113'];

function checkWords(text: string, path: Path, problems: Problems, of: 'key' | 'value'): void {
  for (const [, host = ''] of [...text.matchAll(URL_HOST), ...text.matchAll(MAIL_HOST)]) {
    if (isExample(host)) continue;
    problems.add({
      path,
      of,
      code: 'link/real-host',
      message: `The host ${quoted(host)} could be somebody's real one.`,
      mend: 'Write a name that ends in .example.',
    });
  }
  for (const [address, a, b, c] of text.matchAll(IPV4)) {
    if (!DOCUMENTATION_NETS.includes(`${a}.${b}.${c}`)) reportAddress(address, path, problems, of);
  }
  for (const [address] of text.matchAll(IPV6)) {
    const groups = address.split(':');
    const isAddress = /[0-9a-f]/i.test(address) && (address.includes('::') || groups.length === 8);
    if (isAddress && !/^2001:0?db8:/i.test(address)) reportAddress(address, path, problems, of);
  }
}

function isExample(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return (
    name === 'example' ||
    name.endsWith('.example') ||
    DOCUMENTATION_NETS.some((net) => name.startsWith(`${net}.`))
  );
}

function reportAddress(address: string, path: Path, problems: Problems, of: 'key' | 'value'): void {
  problems.add({
    path,
    of,
    code: 'link/real-address',
    message: `The address ${quoted(address)} could be somebody's real one.`,
    mend: 'Write one of 192.0.2.x, 198.51.100.x, 203.0.113.x or 2001:db8::x.',
  });
}
