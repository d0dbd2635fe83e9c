import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const schema: Node = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../assets/scenario.schema.json'), 'utf8'),
);

const definitions = schema.$defs as Readonly<Record<string, Node>>;

/** The schema that a field comes to: a reference names one of the shared ones. */
function meant(node: Node): Node {
  const { $ref } = node;
  const found = typeof $ref === 'string' ? definitions[$ref.replace('#/$defs/', '')] : undefined;
  return found === undefined ? node : { ...found, ...node };
}

interface Field {
  readonly path: string;
  readonly node: Node;
}

/** Every field that an author may write, wherever its schema stands. */
function fields(value: unknown, path: string): readonly Field[] {
  if (Array.isArray(value)) return value.flatMap((part, index) => fields(part, `${path}/${index}`));
  if (!isNode(value)) return [];
  const own = isNode(value.properties)
    ? Object.entries(value.properties).map(([key, node]) => ({ path: `${path}/${key}`, node: node as Node }))
    : [];
  const inner = Object.entries(value)
    .filter(([key]) => key !== 'examples' && key !== 'default')
    .flatMap(([key, part]) => fields(part, key === 'properties' ? path : `${path}/${key}`));
  return [...own, ...inner];
}

const ALL = fields(schema, '');

const isClosed = (node: Node): boolean =>
  node.type === 'boolean' || node.enum !== undefined || node.const !== undefined;

/** A map or a list of things with fields of their own is explained by an example of each of those. */
function hasExample(field: Node): boolean {
  const node = meant(field);
  if (Array.isArray(node.examples) && node.examples.length > 0) return true;
  if (isClosed(node) || isNode(node.properties)) return true;
  const parts = [node.items, node.additionalProperties, ...(Array.isArray(node.anyOf) ? node.anyOf : [])];
  return parts.filter(isNode).some(hasExample);
}

test('the schema has fields, also deep inside and in its shared parts', () => {
  expect(ALL.length).toBeGreaterThan(350);
  expect(ALL.map(({ path }) => path)).toContain('/world/images/additionalProperties/signedBy');
});

test('every field says what it is', () => {
  const silent = ALL.filter(({ node }) => typeof meant(node).description !== 'string');
  expect(silent.map(({ path }) => path)).toEqual([]);
});

test('every field shows an example, or all that it may be', () => {
  expect(ALL.filter(({ node }) => !hasExample(node)).map(({ path }) => path)).toEqual([]);
});

test('a description is a sentence for people: it begins like one and names no session, path or ticket', () => {
  const odd = ALL.filter(({ node }) => {
    const { description } = meant(node);
    return typeof description !== 'string' || !/^[A-Z`]/.test(description);
  });
  expect(odd.map(({ path, node }) => `${path}: ${String(meant(node).description)}`)).toEqual([]);
});
