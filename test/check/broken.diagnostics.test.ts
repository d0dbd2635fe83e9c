import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadScenario } from '../../src/scenario/load.ts';
import { hash } from '../helpers/tutorial-document.ts';
import { BROKEN } from './broken/cases.ts';

const FOLDER = join(import.meta.dirname, 'broken');
const BASE = readFileSync(join(FOLDER, 'base.yaml'), 'utf8');

/** By mistake, what is said about it; `expected.txt` holds a heading for each, and a line for each diagnostic. */
const EXPECTED = new Map(
  readFileSync(join(FOLDER, 'expected.txt'), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((part): [string, string] => {
      const [name = '', ...lines] = part.trimEnd().split('\n');
      return [name, lines.join('\n')];
    }),
);

function told(text: string): string {
  const { diagnostics } = loadScenario(text, { file: 'scenario.yaml', hash, readPlaybook: () => null });
  return diagnostics
    .map(({ line, column, severity, code, message }) => `${line}:${column} ${severity} ${code}: ${message}`)
    .join('\n');
}

test('the good file has nothing wrong with it', () => {
  expect(told(BASE)).toBe('');
});

test('a hundred mistakes and more are held against it', () => {
  expect(BROKEN.length).toBeGreaterThanOrEqual(100);
  expect(BROKEN.map(([name]) => name)).toEqual([...EXPECTED.keys()]);
});

describe('a broken file is told where and what:', () => {
  test.each(BROKEN)('%s', (name, from, to) => {
    expect(BASE.split(from).length).toBeGreaterThan(1);
    const found = told(BASE.replace(from, () => to));
    expect(found).not.toBe('');
    expect(found).toBe(EXPECTED.get(name));
  });
});
