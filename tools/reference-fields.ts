import * as z from 'zod';
import { scenarioFile } from '../src/schema/scenario.ts';

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Table {
  readonly path: string;
  readonly about: string;
  readonly rows: readonly string[];
}

// These have chapters of their own: a table of each would be the same one again and again.
const ELSEWHERE: Readonly<Record<string, string>> = {
  Predicate: '[predicate](#predicates)',
  Decision: '[decision](#decisions)',
};

/** Every field of a scenario file, one table an object, made from the schema that validates it. */
export function fieldTables(): string {
  const schema = z.toJSONSchema(scenarioFile, { io: 'input' }) as Node;
  const definitions = (schema.$defs ?? {}) as Readonly<Record<string, Node>>;
  const tables = tablesOf(schema, '', definitions, new Set());
  return tables
    .map(({ path, about, rows }) =>
      [
        `### ${path === '' ? 'The file' : `\`${path}\``}`,
        '',
        ...(about === '' ? [] : [about, '']),
        '| field | is | example |',
        '|---|---|---|',
        ...rows,
        '',
      ].join('\n'),
    )
    .join('\n');
}

/** Tables of an object and of what stands inside it; shared parts are shown where they stand first. */
function tablesOf(
  node: Node,
  path: string,
  definitions: Readonly<Record<string, Node>>,
  shown: Set<string>,
): readonly Table[] {
  const { $ref } = node;
  if (typeof $ref === 'string') {
    const name = $ref.replace('#/$defs/', '');
    const target = definitions[name];
    if (target === undefined || shown.has(name) || Object.hasOwn(ELSEWHERE, name)) return [];
    shown.add(name);
    return tablesOf(target, path, definitions, shown);
  }
  const fields = isNode(node.properties)
    ? Object.entries(node.properties).filter(([, one]) => isNode(one))
    : [];
  const required = Array.isArray(node.required) ? node.required : [];
  const own: readonly Table[] =
    fields.length === 0
      ? []
      : [
          {
            path,
            about: sentence(node.description),
            rows: isReactions(path)
              ? [
                  '| *kind of fact* | what follows when such a [fact](#facts) became true: a list of transitions | |',
                ]
              : fields.map(([key, one]) => row(key, one as Node, required.includes(key), definitions)),
          },
        ];
  const inner = isReactions(path) ? fields.slice(0, 1) : fields;
  return [
    ...own,
    ...inner.flatMap(([key, one]) =>
      tablesOf(one as Node, join(path, isReactions(path) ? 'FACT' : key), definitions, shown),
    ),
    ...(isNode(node.additionalProperties)
      ? tablesOf(node.additionalProperties, join(path, 'NAME'), definitions, shown)
      : []),
    ...(isNode(node.items) ? tablesOf(node.items, `${path}[]`, definitions, shown) : []),
    ...(Array.isArray(node.anyOf)
      ? node.anyOf.filter(isNode).flatMap((one) => tablesOf(one, path, definitions, shown))
      : []),
  ];
}

const isReactions = (path: string): boolean => path.endsWith('.on');
const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
const sentence = (text: unknown): string => (typeof text === 'string' ? cell(text) : '');

function row(
  key: string,
  node: Node,
  isRequired: boolean,
  definitions: Readonly<Record<string, Node>>,
): string {
  const target = typeof node.$ref === 'string' ? definitions[node.$ref.replace('#/$defs/', '')] : undefined;
  const meant = target === undefined ? node : { ...target, ...node };
  const link = Object.entries(ELSEWHERE).find(([name]) => node.$ref === `#/$defs/${name}`)?.[1];
  const about = [sentence(meant.description), ...(link === undefined ? [] : [link]), ...limits(meant)].join(
    ' ',
  );
  return `| \`${key}\`${isRequired ? ' *' : ''} | ${about} | ${exampleOf(meant)} |`;
}

function limits(node: Node): readonly string[] {
  const values = Array.isArray(node.enum)
    ? [`One of ${node.enum.map((one) => `\`${String(one)}\``).join(', ')}.`]
    : [];
  const simple = ['string', 'number', 'boolean'].includes(typeof node.default);
  return [...values, ...(simple && node.default !== '' ? [`Default: \`${String(node.default)}\`.`] : [])];
}

function exampleOf({ examples, const: only }: Node): string {
  const first = Array.isArray(examples) ? examples[0] : only;
  if (first === undefined) return '';
  const text = inYaml(first);
  return text.length > 110 ? '' : `\`${cell(text).replaceAll('`', "'")}\``;
}

/** A value as one line of YAML. */
export function inYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inYaml).join(', ')}]`;
  if (isNode(value)) {
    const entries = Object.entries(value).map(([key, one]) => `${scalar(key)}: ${inYaml(one)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return typeof value === 'string' ? scalar(value) : String(value);
}

// What YAML would read as something else than this text, inside of [ ] and { } too.
const scalar = (text: string): string =>
  /^[A-Za-z/][^\n,[\]{}"'#]*$/.test(text) && !/: |:$| $|^(?:true|false|null|yes|no)$/.test(text)
    ? text
    : JSON.stringify(text);

/** Text as it may stand in a cell of a table. */
export const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;');
