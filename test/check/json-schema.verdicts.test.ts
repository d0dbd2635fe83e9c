import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parseText } from '../../src/scenario/parse.ts';
import { check } from '../../src/schema/check.ts';
import { scenarioFile } from '../../src/schema/scenario.ts';
import { generatedAssets } from '../../tools/assets.ts';
import { type Loose, tutorialWith } from '../helpers/tutorial-document.ts';
import { BROKEN } from './broken/cases.ts';

const BASE = readFileSync(join(import.meta.dirname, 'broken/base.yaml'), 'utf8');
const judge = new Ajv2020({ strict: false, validateFormats: false }).compile(
  JSON.parse(generatedAssets()['scenario.schema.json'] ?? ''),
);

type Path = readonly (string | number)[];

function pathsOf(value: Loose, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

/** The document with the value at a path replaced, or left out where there is none. */
function replaced(document: Loose, path: Path, value?: unknown): Loose {
  const copy = structuredClone(document);
  const holder = path.slice(0, -1).reduce((inner: Loose, key) => inner[key], copy);
  const last = path.at(-1) ?? '';
  if (value !== undefined) holder[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return copy;
}

const differ = (document: unknown): boolean => judge(document) !== check(scenarioFile, document).ok;

test('the published JSON Schema and the validator agree on every mistake of the table that is YAML', () => {
  const documents = BROKEN.flatMap(([name, from, to]) => {
    const { value } = parseText(
      BASE.replace(from, () => to),
      'scenario.yaml',
    );
    return value === undefined ? [] : [{ name, value }];
  });
  expect(documents.length).toBeGreaterThan(90);
  expect(documents.filter(({ value }) => differ(value)).map(({ name }) => name)).toEqual([]);
});

const WRONG: readonly unknown[] = [null, 7, -1, 0.5, true, '', 'NO NAME: {}', [], {}, ['x'], { x: 1 }];

test('they agree wherever a value is left out, of another kind, or has a neighbour that means nothing', () => {
  const document = tutorialWith();
  const paths = pathsOf(document).filter((path) => path.length > 0);
  const differing = paths.flatMap((path, index) => {
    const changes: readonly (readonly [string, Loose])[] = [
      ['left out', replaced(document, path)],
      ...[0, 1, 2].map((turn) => {
        const value = WRONG[(index * 3 + turn) % WRONG.length];
        return [JSON.stringify(value), replaced(document, path, value)] as const;
      }),
      ['a neighbour', replaced(document, [...path.slice(0, -1), 'means-nothing'], 1)],
    ];
    return changes.flatMap(([what, one]) => (differ(one) ? [`${path.join('.')}: ${what}`] : []));
  });
  expect(paths.length).toBeGreaterThan(800);
  expect(differing).toEqual([]);
});
