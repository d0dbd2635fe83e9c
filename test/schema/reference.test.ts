import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { CHECK_RULES } from '../../src/check/rules.ts';
import { PATTERNS } from '../../src/schema/words.ts';
import { MEASURES } from '../../src/scoring/measure.ts';
import { FACT_KINDS } from '../../src/world/fact.ts';
import { PREDICATES } from '../../src/world/predicate.ts';
import { SIGHTINGS } from '../../src/world/sighting.ts';
import { REFUSAL_CODES, VERB_FORMS } from '../../src/world/verb.ts';
import { HAZARDS } from '../../tools/hazards.ts';
import { referenceText } from '../../tools/reference.ts';
import { inYaml } from '../../tools/reference-fields.ts';

const text = referenceText();

test('docs/reference.md is what the code gives: if not, run npm run generate', () => {
  expect(readFileSync(join(import.meta.dirname, '../../docs/reference.md'), 'utf8')).toBe(text);
});

test('it names every form, predicate, fact, sighting, measure, refusal and rule', () => {
  const words = [
    ...VERB_FORMS.map(({ shape }) => shape.replaceAll('|', '\\|')),
    ...[PREDICATES, SIGHTINGS, MEASURES].flatMap((table) => Object.keys(table)),
    ...FACT_KINDS,
    ...REFUSAL_CODES,
    ...CHECK_RULES.map(({ id }) => id),
  ];
  expect(words.filter((word) => !text.includes(`\`${word}\``))).toEqual([]);
});

test('it explains every hazard that a scenario may name, and no other', () => {
  const ids = [...Array(60).keys()].map((number) => `H-${String(number).padStart(2, '0')}`);
  expect(Object.keys(HAZARDS)).toEqual(ids.filter((id) => PATTERNS.hazard.test(id)));
});

test('no row of a table has more cells than its head', () => {
  const lines = text.split('\n');
  const cells = (line: string): number => line.replaceAll('\\|', '').split('|').length;
  const odd = lines.filter((line, index) => {
    if (!line.startsWith('| ')) return false;
    const head = lines.slice(0, index + 1).findLastIndex((one) => one.startsWith('|---'));
    return head >= 0 && lines[head + 1]?.startsWith('| ') && cells(line) !== cells(lines[head] ?? '');
  });
  expect(odd.filter((line) => !line.startsWith('| field') && !/^\| [a-z]+ \| [a-z ]+ \|/.test(line))).toEqual(
    [],
  );
});

test.each([
  [{ a: ['digest=image:x', 'tag=*'], b: true, c: 3 }],
  ['T+4h'],
  [{ when: { 'can-push': { agent: 'crew', tags: ['a/b:1.8'] } } }],
  ['18:30'],
  ['true'],
  ['a: b'],
  ['it is, perhaps'],
  [{ '15m': 6, 'inspect job': '4/4' }],
])('an example is written so that YAML reads it back: %j', (value) => {
  expect(parse(inYaml(value))).toEqual(value);
});
