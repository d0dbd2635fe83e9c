/** The part of JSON Schema that our schemas use. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: boolean | Schema;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Whether a value is as a schema says, judged apart from zod. Unknown words of a schema would make it lie, so they throw. */
export function accepts(root: Schema, value: unknown, schema: Schema = root): boolean {
  for (const word of Object.keys(schema))
    if (!WORDS.has(word)) throw new Error(`this test knows no "${word}"`);
  const { $ref, anyOf, allOf } = schema;
  if ($ref !== undefined && !accepts(root, value, defined(root, $ref))) return false;
  if (anyOf !== undefined && !anyOf.some((one) => accepts(root, value, one))) return false;
  if (allOf !== undefined && !allOf.every((one) => accepts(root, value, one))) return false;
  if ('const' in schema && value !== schema.const) return false;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
  if (schema.type !== undefined && ![schema.type].flat().some((type) => isOfType(value, type))) return false;
  if (typeof value === 'string') return acceptsText(schema, value);
  if (typeof value === 'number')
    return value >= (schema.minimum ?? value) && value <= (schema.maximum ?? value);
  if (Array.isArray(value)) return acceptsList(root, schema, value);
  return (
    typeof value !== 'object' || value === null || acceptsMap(root, schema, value as Record<string, unknown>)
  );
}

const WORDS: ReadonlySet<string> = new Set([
  '$schema',
  '$ref',
  '$defs',
  'id',
  'title',
  'description',
  'examples',
  'default',
  'type',
  'const',
  'enum',
  'anyOf',
  'allOf',
  'properties',
  'propertyNames',
  'required',
  'additionalProperties',
  'minProperties',
  'maxProperties',
  'items',
  'prefixItems',
  'minItems',
  'maxItems',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
]);

function defined(root: Schema, ref: string): Schema {
  const found = ref === '#' ? root : root.$defs?.[ref.replace('#/$defs/', '')];
  if (found === undefined) throw new Error(`no such definition: ${ref}`);
  return found;
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function acceptsText({ pattern, minLength = 0, maxLength = Infinity }: Schema, value: string): boolean {
  return (
    value.length >= minLength &&
    value.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(value))
  );
}

function acceptsList(root: Schema, schema: Schema, value: readonly unknown[]): boolean {
  const { prefixItems = [], items, minItems = 0, maxItems = Infinity } = schema;
  if (value.length < minItems || value.length > maxItems) return false;
  return value.every((item, index) => {
    const own = prefixItems[index] ?? items;
    return own === undefined || (typeof own === 'boolean' ? own : accepts(root, item, own));
  });
}

function acceptsMap(root: Schema, schema: Schema, value: Readonly<Record<string, unknown>>): boolean {
  const {
    properties = {},
    required = [],
    additionalProperties,
    propertyNames,
    minProperties = 0,
    maxProperties = Infinity,
  } = schema;
  const keys = Object.keys(value);
  if (
    keys.length < minProperties ||
    keys.length > maxProperties ||
    !required.every((key) => keys.includes(key))
  )
    return false;
  return keys.every((key) => {
    if (propertyNames !== undefined && !accepts(root, key, propertyNames)) return false;
    const own = properties[key] ?? additionalProperties;
    return own === undefined || (typeof own === 'boolean' ? own : accepts(root, value[key], own));
  });
}
