import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { facesOf } from '../../src/http/faces.ts';
import { wireText } from '../../tools/wire.ts';

test('docs/wire.md is what the routes say of themselves', () => {
  const file = join(import.meta.dirname, '../../docs/wire.md');
  expect(readFileSync(file, 'utf8')).toBe(wireText());
});

test('every route says its path, what it shows and what it stands for', () => {
  for (const { name, routes } of facesOf())
    for (const { written, shows, counts, path } of routes) {
      const words = { name, path: path.source, written, shows, counts };
      expect([words, written !== '' && shows !== '' && counts !== '']).toEqual([words, true]);
    }
});

test('every route matches a path as a whole', () => {
  for (const { routes } of facesOf()) for (const { path } of routes) expect(path.source).toMatch(/^\^.*\$$/);
});
