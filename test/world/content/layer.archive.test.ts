import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/world/content/bytes.ts';
import { gzipStored } from '../../../src/world/content/gzip.ts';
import { isLayerPath, tarOf } from '../../../src/world/content/tar.ts';
import { sha256 } from './samples.ts';

const MTIME = 1_777_370_400;
const deep = `${'folder-with-a-long-name/'.repeat(6)}${'f'.repeat(80)}.txt`;
const files = {
  'srv/api/server.js': 'listen();\n',
  'bin/start': '#!/bin/sh\n',
  'etc/empty': '',
  [deep]: 'é\n',
};

function systemTar(args: readonly string[], archive: Uint8Array): string {
  const done = spawnSync('tar', args, {
    input: archive,
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
  });
  expect(done.stderr).toBe('');
  expect(done.status).toBe(0);
  return done.stdout;
}

describe('a tar', () => {
  it('lists its files and their folders for the system tar', () => {
    const listed = systemTar(['-tf', '-'], tarOf(files, MTIME)).trimEnd().split('\n');
    expect(listed).toEqual([...listed].sort());
    expect(listed).toEqual(expect.arrayContaining(['srv/', 'srv/api/', 'bin/', 'etc/empty', deep]));
    expect(listed.filter((path) => !path.endsWith('/')).sort()).toEqual(Object.keys(files).sort());
  });

  it('belongs to root, bears the given time and marks what a kernel would start', () => {
    const lines = systemTar(['-tvf', '-'], tarOf(files, MTIME)).trimEnd().split('\n');
    for (const line of lines)
      expect(line).toMatch(/^[-d]rw[-x]r-[-x]r-[-x] root\/root +\d+ 2026-04-28 10:00 /);
    expect(lines.find((line) => line.endsWith('bin/start'))).toMatch(/^-rwxr-xr-x/);
    expect(lines.find((line) => line.endsWith('server.js'))).toMatch(/^-rw-r--r--/);
  });

  it('unpacks into the same files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'content-'));
    try {
      systemTar(['-xf', '-', '-C', folder, '--no-same-owner'], tarOf(files, MTIME));
      for (const [path, text] of Object.entries(files))
        expect(readFileSync(join(folder, path), 'utf8')).toBe(text);
      expect(statSync(join(folder, 'srv/api')).isDirectory()).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('has the same bytes whatever the order of its files', () => {
    const turned = Object.fromEntries(Object.entries(files).reverse());
    expect(tarOf(turned, MTIME)).toEqual(tarOf(files, MTIME));
    expect(sha256(tarOf(files, MTIME))).toBe(
      '29ae6dce034ba9a72966d83441352f2916065194baa296731685fb317b995516',
    );
  });

  it.each([
    '',
    '/etc/passwd',
    '../up',
    'a/../b',
    './a',
    'a//b',
    'a/',
    'a\\b',
    'a\nb',
    'ä',
    'x'.repeat(100),
    `${'d/'.repeat(90)}${'x'.repeat(90)}`,
  ])('refuses the path %j', (path) => {
    expect(isLayerPath(path)).toBe(false);
    expect(() => tarOf({ [path]: '' }, MTIME)).toThrow(RangeError);
  });

  it('takes every path that it calls a layer path, and each of its folders', () => {
    const part = fc.string({ unit: fc.constantFrom('a', '.', '-', 'Z', ' '), minLength: 1, maxLength: 99 });
    const paths = fc.array(part, { minLength: 1, maxLength: 9 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(paths.filter(isLayerPath), (path) => {
        const archive = Buffer.from(tarOf({ [path]: 'x' }, MTIME));
        const names = [];
        for (let at = 0; archive[at] !== 0; at += archive[at + 156] === 53 ? 512 : 1024) {
          const field = (from: number, room: number): string =>
            archive.toString('latin1', at + from, at + from + room).split('\0', 1)[0] ?? '';
          names.push((field(345, 155) === '' ? '' : `${field(345, 155)}/`) + field(0, 100));
          expect(field(257, 5)).toBe('ustar');
        }
        const parts = path.split('/');
        expect(names).toEqual(
          parts.map(
            (_, index) => parts.slice(0, index + 1).join('/') + (index < parts.length - 1 ? '/' : ''),
          ),
        );
      }),
    );
  });

  it('refuses a file where a folder must be, and a time that it cannot hold', () => {
    expect(() => tarOf({ etc: 'x', 'etc/passwd': 'y' }, MTIME)).toThrow(/both a file and a folder/);
    for (const mtime of [-1, 0.5, Number.NaN, 8 ** 11])
      expect(() => tarOf({ a: '' }, mtime)).toThrow(RangeError);
  });
});

describe('a gzip of stored blocks', () => {
  it.each([0, 1, 65_534, 65_535, 65_536, 131_070, 200_000])('of %d bytes unpacks into them', (size) => {
    const data = Uint8Array.from({ length: size }, (_, at) => (at * 31) % 251);
    expect(gunzipSync(gzipStored(data)).equals(data)).toBe(true);
  });

  it('bears no time and no system', () => {
    expect([...gzipStored(utf8('x')).subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  });

  it('splits what does not fit into one block, and marks the last', () => {
    const packed = gzipStored(new Uint8Array(65_536));
    expect(packed.length).toBe(10 + 5 + 65_535 + 5 + 1 + 8);
    expect([packed[10], packed[10 + 5 + 65_535]]).toEqual([0, 1]);
  });
});
