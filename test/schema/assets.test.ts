import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseText } from '../../src/scenario/parse.ts';
import { check } from '../../src/schema/check.ts';
import { scenarioFile } from '../../src/schema/scenario.ts';
import { FACT_KINDS } from '../../src/world/fact.ts';
import { PREDICATES } from '../../src/world/predicate.ts';
import { VERB_FORMS } from '../../src/world/verb.ts';
import { generatedAssets } from '../../tools/assets.ts';
import { change, SMALL } from '../scenario/small.ts';
import { accepts, type Schema } from './json-schema.ts';

const ASSETS = path.join(import.meta.dirname, '../../assets');
const assets = generatedAssets();

test.each(Object.entries(assets))(
  'assets/%s is what the code gives: if not, run npm run generate',
  (name, text) => {
    expect(fs.readFileSync(path.join(ASSETS, name), 'utf8')).toBe(text);
  },
);

test('the grammar has every form, the vocabulary every fact and predicate', () => {
  const vocabulary = JSON.parse(assets['vocabulary.json'] ?? '');
  expect(vocabulary.forms).toHaveLength(VERB_FORMS.length);
  expect(Object.keys(vocabulary.facts)).toEqual(FACT_KINDS);
  expect(Object.keys(vocabulary.predicates)).toEqual(Object.keys(PREDICATES));
  for (const { does } of VERB_FORMS) expect(assets['grammar.ebnf']).toContain(`(* ${does} *)`);
});

test('every name on the right of the grammar stands on the left of one rule', () => {
  const rules = (assets['grammar.ebnf'] ?? '')
    .replace(/\(\*[\s\S]*?\*\)/g, ' ')
    .replace(/\?[^?]*\?|"[^"]*"/g, ' ');
  const defined = [...rules.matchAll(/^([a-z-]+) =/gm)].map(([, name]) => name);
  const used = new Set(
    [...rules.replace(/^[a-z-]+ =/gm, ' ').matchAll(/[a-z][a-z-]*/g)].map(([name]) => name),
  );
  expect([...used].filter((name) => !defined.includes(name))).toEqual([]);
  expect(new Set(defined).size).toBe(defined.length);
});

describe('the JSON Schema of scenarios judges as the compiler does', () => {
  const schema: Schema = JSON.parse(assets['scenario.schema.json'] ?? '');
  const FIXTURES: readonly (readonly [string, string])[] = [
    ['format: 1', 'format: 1'],
    ['level: beginner\n', ''],
    ['level: beginner', 'levle: beginner'],
    ['level: beginner', 'level: hard'],
    ['version: "19.1"', 'version: 19.1'],
    ['opens: T-2h', 'opens: T-2'],
    ['opens: T-2h', 'opens: "07:20"'],
    ['inspect job: 3/4', 'inspect job: { minutes: 3/4 }'],
    ['inspect job: 3/4', 'inspect job: { perClaim: 1 }'],
    ['    shop: {', '    Shop: {'],
    ['serves-poison: {}', 'serves-poison: true'],
    ['serves-poison: {}', 'reached: 6'],
    ['serves-poison: {}', 'reached: { atLeast: 6 }'],
    ['serves-poison: {}', 'reached: six'],
    ['serves-poison: {}', 'poison: {}'],
    ['{ serves-poison: {} }', '{}'],
    ['{ serves-poison: {} }', '{ all: [] }'],
    ['{ serves-poison: {} }', '{ not: { any: [{ down: {} }] } }'],
    ['tag-moved:', 'tag-move:'],
    ['final: true', 'final: yes'],
    ['deliver: alert', 'delivers: alert'],
    ['hazards: [H-05', 'hazards: [H-99'],
    ['minutes: [5, 10]', 'minutes: [5]'],
    ['minutes: [5, 10]', 'minutes: [5, 10, 15]'],
    ['2: 30, 1: 10', 'two: 30'],
    ['file: playbooks/slow.yaml', 'file: ../slow.yaml'],
    ['channels: { mail: { delay: 5m }, page: {} }', 'chanels: {}'],
  ];

  test.each(FIXTURES)('%j as %j', (from, to) => {
    const { value } = parseText(change(from, to), 'small.yaml');
    expect(accepts(schema, value)).toBe(check(scenarioFile, value).ok);
  });

  test('and accepts the small scenario', () => {
    expect(accepts(schema, parseText(SMALL, 'small.yaml').value)).toBe(true);
  });

  test('and explains every field', () => {
    const unexplained: string[] = [];
    const visit = (one: Schema, name: string): void => {
      for (const [key, field] of Object.entries(one.properties ?? {})) {
        const target =
          field.$ref === undefined ? field : (schema.$defs?.[field.$ref.replace('#/$defs/', '')] ?? field);
        if (target.description === undefined) unexplained.push(`${name}.${key}`);
        visit(field, `${name}.${key}`);
      }
      for (const inner of [one.items, one.additionalProperties]) {
        if (typeof inner === 'object') visit(inner, `${name}.*`);
      }
      for (const inner of one.anyOf ?? []) visit(inner, name);
    };
    visit(schema, '');
    for (const [name, one] of Object.entries(schema.$defs ?? {})) visit(one, name);
    expect(unexplained).toEqual([]);
  });
});
