import { isDeepStrictEqual } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { FILE_CHECKER } from '../../src/scenario/file-checker.ts';
import { quickChecker } from '../../src/schema/quick-checker.ts';
import { generatedAssets } from '../../tools/assets.ts';
import { fileShapes } from '../../tools/shapes.ts';
import { brokenDocuments, type Changed, changedDocuments } from '../helpers/changed-documents.ts';

const judge = new Ajv2020({ strict: false, validateFormats: false }).compile(
  JSON.parse(generatedAssets()['scenario.schema.json'] ?? ''),
);
const quick = quickChecker(fileShapes());

/** Who says something else of a document than the validator, or fills in other defaults. */
function dissenters({ what, document }: Changed): readonly string[] {
  const full = FILE_CHECKER.scenario(document);
  const short = quick.scenario(document);
  const agrees = full.ok && short.ok ? isDeepStrictEqual(full.value, short.value) : full.ok === short.ok;
  return [
    ...(judge(document) === full.ok ? [] : [`the JSON Schema: ${what}`]),
    ...(agrees ? [] : [`the shapes: ${what}`]),
  ];
}

test('the JSON Schema, the shapes of the build and the validator agree on every mistake of the table that is YAML', () => {
  const documents = brokenDocuments();
  expect(documents.length).toBeGreaterThan(90);
  expect(documents.flatMap(dissenters)).toEqual([]);
});

test('they agree wherever a value is left out, of another kind, or has a neighbour that means nothing', () => {
  const documents = [...changedDocuments()];
  expect(documents.length).toBeGreaterThan(4000);
  expect(documents.flatMap(dissenters)).toEqual([]);
});
