import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptedTypes, unacceptable } from '../../../src/http/registry/media-type.ts';
import { isDigest, NAME, REFERENCE, subjectOfTag } from '../../../src/http/registry/name.ts';
import { pageOf } from '../../../src/http/registry/page.ts';
import { wantedOf } from '../../../src/http/registry/range.ts';
import { parseScope, TokenMint } from '../../../src/http/registry/token.ts';
import { INDEX, MANIFEST } from './client.ts';

const HEX = 'a'.repeat(64);

describe('names', () => {
  const name = new RegExp(`^(?:${NAME})$`);
  test.each(['base', 'a/b/c', 'a-b.c_d__e', 'a--b', 'harborlight%2Fbase'])('%s is a repository', (text) => {
    expect(name.test(text)).toBe(true);
  });
  test.each(['Base', 'a//b', '/a', 'a/', 'a..b', 'a___b', '-a', 'a-', 'a b', ''])('%j is none', (text) => {
    expect(name.test(text)).toBe(false);
  });
  test('a tag has at most 128 characters, and whatever has a colon must be a digest', () => {
    const reference = new RegExp(`^(?:${REFERENCE})$`);
    expect(reference.test('a'.repeat(128))).toBe(true);
    expect(reference.test('a'.repeat(129))).toBe(false);
    expect(reference.test('.hidden')).toBe(false);
    expect(reference.test('sha256:short')).toBe(true);
    expect([`sha256:${HEX}`, `sha512:${HEX}${HEX}`].every(isDigest)).toBe(true);
    expect(['sha256:short', `sha256:${HEX.toUpperCase()}`, `md5:${HEX}`, HEX].some(isDigest)).toBe(false);
  });
  test('a tag that stands for what refers to a digest gives the digest', () => {
    expect(subjectOfTag(`sha256-${HEX}.sig`)).toBe(`sha256:${HEX}`);
    expect(subjectOfTag(`sha256-${HEX}`)).toBe(`sha256:${HEX}`);
    expect(subjectOfTag(`sha256-${HEX}.txt`)).toBe(null);
    expect(subjectOfTag('stable')).toBe(null);
  });
  test('no name takes long to refuse', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '-', '_', '.', '/', '%2F'), maxLength: 400 }),
        (text) => {
          const isName = name.test(text);
          return !isName || !/^[-._/]|[-._/]$/.test(text.replaceAll('%2F', '/'));
        },
      ),
    );
  });
});

describe('Accept', () => {
  test('several lines, commas, parameters and weights all name types; a star names none', () => {
    const accept = acceptedTypes(`text/html, ${INDEX};q=0.5 ,  ${MANIFEST.toUpperCase()}; charset=utf-8`);
    expect(unacceptable(INDEX, accept)).toBe(null);
    expect(unacceptable(MANIFEST, accept)).toBe(null);
    expect(unacceptable(INDEX, acceptedTypes('*/*'))).toMatch(/^OCI index found/);
    expect(unacceptable(MANIFEST, acceptedTypes(null))).toMatch(/^OCI manifest found/);
  });
});

describe('ranges', () => {
  test.each([
    ['bytes=0-3', [{ from: 0, to: 3 }]],
    ['bytes=4-', [{ from: 4, to: 9 }]],
    ['bytes=-4', [{ from: 6, to: 9 }]],
    ['bytes=8-100', [{ from: 8, to: 9 }]],
    [
      'bytes=0-1,4-5',
      [
        { from: 0, to: 1 },
        { from: 4, to: 5 },
      ],
    ],
    ['bytes=0-1,50-60', [{ from: 0, to: 1 }]],
  ])('%s of ten bytes', (header, spans) => {
    expect(wantedOf(header, 10)).toEqual({ kind: 'parts', spans });
  });
  test.each([null, '', 'bytes=', 'bytes=x-y', 'bytes=-', 'bytes=5-2', 'lines=0-1', 'bytes=0-9,0-9'])(
    '%j asks for the whole',
    (header) => expect(wantedOf(header, 10)).toEqual({ kind: 'whole' }),
  );
  test.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('%s lies beyond ten bytes', (header) => {
    expect(wantedOf(header, 10)).toEqual({ kind: 'beyond' });
  });
  test('every span that is given lies within the bytes', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(50), (tail, size) => {
        const wanted = wantedOf(`bytes=${tail}`, size);
        if (wanted.kind !== 'parts') return true;
        return wanted.spans.every(({ from, to }) => 0 <= from && from <= to && to < size);
      }),
    );
  });
});

describe('pages', () => {
  const names = ['1.8', '1.8.2', '1.8.3', 'stable'];
  const page = (query: string) => pageOf(names, new URLSearchParams(query), '/v2/r/tags/list');
  test('hold at most n, after the last, and say where more is to be had', () => {
    expect(page('n=2').page).toEqual({ names: ['1.8', '1.8.2'], next: '/v2/r/tags/list?last=1.8.2&n=2' });
    expect(page('n=2&last=1.8.2').page).toEqual({ names: ['1.8.3', 'stable'], next: null });
    expect(page('last=1.8.25').page).toEqual({ names: ['1.8.3', 'stable'], next: null });
    expect(page('n=0').page).toEqual({ names: [], next: null });
    expect(page('').page?.names).toEqual(names);
  });
  test('a size that is no number is refused', () => {
    expect(page('n=x').refusal?.status).toBe(400);
    expect(page('n=-1').refusal?.status).toBe(400);
  });
  test('following the links shows every name once, whatever the size', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z0-9._-]{1,6}$/)),
        fc.integer({ min: 1, max: 5 }),
        (all, n) => {
          const sorted = [...all].sort();
          const seen: string[] = [];
          let next: string | null = `x?n=${n}`;
          while (next !== null) {
            const { page: one }: { page: { names: readonly string[]; next: string | null } | null } = pageOf(
              sorted,
              new URLSearchParams(next.split('?')[1]),
              'x',
            );
            seen.push(...(one?.names ?? []));
            next = one?.next ?? null;
          }
          expect(seen).toEqual(sorted);
        },
      ),
    );
  });
});

describe('tokens', () => {
  const claims = {
    ...{ iss: 'r', sub: 'harborlight', aud: 'r', exp: 300, nbf: 0, iat: 0, jti: 'hub-ci-2026~1' },
    access: [{ type: 'repository', name: 'a/b', actions: ['pull'] as const }],
  };
  const mint = new TokenMint(new Uint8Array([1, 2, 3]));
  test('a token reads back as what it was issued for', () => {
    expect(mint.read(mint.issue(claims))).toEqual(claims);
  });
  test('another mint, a changed letter or any other text gives nothing', () => {
    const token = mint.issue(claims);
    expect(new TokenMint(new Uint8Array([9])).read(token)).toBe(null);
    const [head, body, signature] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...claims, jti: 'operator' })).toString('base64url');
    expect(mint.read(`${head}.${forged}.${signature}`)).toBe(null);
    expect(mint.read(`${head}.${body}`)).toBe(null);
    fc.assert(fc.property(fc.string(), (text) => mint.read(text) === null));
  });
  test('a scope is type, name and actions; a port in the name is part of it', () => {
    expect(parseScope('repository:a/b:pull,push')).toEqual({
      type: 'repository',
      name: 'a/b',
      actions: ['pull', 'push'],
    });
    expect(parseScope('repository:host:5000/a:pull')?.name).toBe('host:5000/a');
    expect(parseScope('repository:a:pull,fly')?.actions).toEqual(['pull']);
    expect(parseScope('nothing')).toBe(null);
  });
});
