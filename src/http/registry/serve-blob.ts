import { concat, utf8 } from '../../world/content/bytes.ts';
import type { Ask } from '../route.ts';
import { contentRange, type Span, wantedOf } from './range.ts';
import { reply, text } from './reply.ts';

const BINARY = 'application/octet-stream';
/** Parts of an answer in several ranges are told apart by a word that no layer holds. */
const BOUNDARY = 'hotwash-7d1c5f0b3e9a4c6f8b2d';

/** Whether a conditional request names the bytes, quoted or not. */
export function isUnchanged(ask: Ask, digest: string): boolean {
  const header = ask.headers.get('if-none-match');
  if (header === null) return false;
  const names = header.split(',').map((word) =>
    word
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1'),
  );
  return names.includes(digest) || names.includes('*');
}

/** Bytes under their digest: whole, in part, or not again. */
export function serveBlob(ask: Ask, digest: string, bytes: Uint8Array): Response {
  const known = {
    'Cache-Control': 'max-age=31536000',
    'Docker-Content-Digest': digest,
    Etag: `"${digest}"`,
  };
  if (isUnchanged(ask, digest)) return reply(304, known);
  const headers = { ...known, 'Accept-Ranges': 'bytes' };
  const condition = ask.headers.get('if-range');
  const isStale = condition !== null && condition !== `"${digest}"`;
  const wanted = wantedOf(isStale ? null : ask.headers.get('range'), bytes.length);
  switch (wanted.kind) {
    case 'whole':
      return reply(200, { ...headers, 'Content-Type': BINARY }, bytes);
    case 'beyond':
      return text(416, 'invalid range: failed to overlap', {
        ...known,
        'Content-Range': `bytes */${bytes.length}`,
      });
    case 'parts': {
      const [first, ...others] = wanted.spans;
      if (others.length > 0) return inParts(headers, wanted.spans, bytes);
      const part = bytes.subarray(first.from, first.to + 1);
      const range = { 'Content-Type': BINARY, 'Content-Range': contentRange(first, bytes.length) };
      return reply(206, { ...headers, ...range }, part);
    }
    default: {
      const never: never = wanted;
      return never;
    }
  }
}

function inParts(
  headers: Readonly<Record<string, string>>,
  spans: readonly Span[],
  bytes: Uint8Array,
): Response {
  const parts = spans.flatMap((span, index) => [
    utf8(
      `${index === 0 ? '' : '\r\n'}--${BOUNDARY}\r\nContent-Range: ${contentRange(span, bytes.length)}\r\nContent-Type: ${BINARY}\r\n\r\n`,
    ),
    bytes.subarray(span.from, span.to + 1),
  ]);
  const body = concat([...parts, utf8(`\r\n--${BOUNDARY}--\r\n`)]);
  return reply(206, { ...headers, 'Content-Type': `multipart/byteranges; boundary=${BOUNDARY}` }, body);
}
