import type * as z from 'zod';
import { knownKeys } from './known-keys.ts';
import { MOST_NAMES, PATTERN_MEANINGS, PATTERNS, type PatternName } from './words.ts';

/** One way in which a value differs from its schema. `path` names the value, or with `of: 'key'` the name before it. */
export interface Issue {
  readonly path: readonly (string | number)[];
  readonly of: 'key' | 'value';
  readonly code: 'missing' | 'unknown-key' | 'wrong-type' | 'wrong-value' | 'bad-name' | 'wrong-size';
  /** What is expected there, in words that finish "must be …"; null where the code says all. */
  readonly expected: string | null;
  /** Names that could have been meant. */
  readonly candidates: readonly string[];
}

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

// A file is judged once, and compiling its schema to code first would cost more than it saves.
const ONCE = { jitless: true } as const;

/** Checks a value against a schema and fills in defaults; says every difference, not only the first. */
export function check<T extends z.core.$ZodType>(schema: T, value: unknown): Checked<z.core.output<T>> {
  const result = (schema as unknown as z.ZodType).safeParse(value, ONCE);
  if (result.success) return { ok: true, value: result.data as z.core.output<T> };
  const issues = result.error.issues.slice(0, MOST_ISSUES).flatMap((issue) => read(schema, value, [], issue));
  return { ok: false, issues: issues.slice(0, MOST_ISSUES) };
}

// Nobody mends more at once.
const MOST_ISSUES = 300;

type RawIssue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

function read(schema: z.core.$ZodType, root: unknown, prefix: Path, issue: RawIssue): readonly Issue[] {
  const path = [...prefix, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  const at = (code: Issue['code'], expected: string | null, candidates: readonly string[] = []): Issue[] => [
    { path, of: 'value', code, expected, candidates },
  ];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const candidates = knownKeys(schema, path);
      return issue.keys.map((key) => ({
        path: [...path, key],
        of: 'key' as const,
        code: 'unknown-key' as const,
        expected: null,
        candidates,
      }));
    }
    case 'invalid_type':
      return isMissing(root, path)
        ? at('missing', meaningOfType(issue.expected))
        : at('wrong-type', meaningOfType(issue.expected));
    case 'invalid_value':
      return isMissing(root, path)
        ? at('missing', oneOf(issue.values))
        : at('wrong-value', oneOf(issue.values), issue.values.map(String));
    case 'invalid_format':
      return at('wrong-value', meaningOfPattern('pattern' in issue ? issue.pattern : undefined));
    case 'invalid_key':
      return [{ path, of: 'key', code: 'bad-name', expected: meaningOfKey(issue.issues), candidates: [] }];
    case 'invalid_union':
      return readUnion(schema, root, path, issue.errors);
    case 'too_small':
      return at('wrong-size', `at least ${issue.minimum}${unitOf(issue.origin)}`);
    case 'too_big':
      return at('wrong-size', `at most ${issue.maximum}${unitOf(issue.origin)}`);
    case 'custom':
      return at('wrong-size', CUSTOM_MEANINGS[issue.message] ?? null);
    default:
      return at('wrong-value', null);
  }
}

const CUSTOM_MEANINGS: Readonly<Record<string, string>> = {
  'empty-predicate': 'at least one question about the world',
  'too-many-names': `at most ${MOST_NAMES} entries`,
};

// Of the choices, the one whose kind of value was written is the one that was meant.
function readUnion(
  schema: z.core.$ZodType,
  root: unknown,
  path: Path,
  errors: readonly (readonly RawIssue[])[],
): readonly Issue[] {
  const meant = errors.find(
    (issues) => !issues.some((one) => one.path.length === 0 && one.code === 'invalid_type'),
  );
  if (meant !== undefined) return meant.flatMap((issue) => read(schema, root, path, issue));
  const kinds = errors.flatMap((issues) =>
    issues.flatMap((one) => (one.code === 'invalid_type' ? [meaningOfType(one.expected)] : [])),
  );
  const code = isMissing(root, path) ? 'missing' : 'wrong-type';
  return [{ path, of: 'value', code, expected: [...new Set(kinds)].join(' or '), candidates: [] }];
}

function isMissing(root: unknown, path: Path): boolean {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return true;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value === undefined;
}

const TYPE_MEANINGS: Readonly<Record<string, string>> = {
  string: 'a text (in quotation marks if it looks like a number)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map of names and values',
  record: 'a map of names and values',
  array: 'a list',
  tuple: 'a list',
  null: 'nothing',
};

function meaningOfType(type: string): string {
  return TYPE_MEANINGS[type] ?? type;
}

function oneOf(values: readonly unknown[]): string {
  const names = values.map(String);
  return names.length === 1 ? (names[0] ?? '') : `one of ${names.join(', ')}`;
}

function meaningOfPattern(pattern: string | undefined): string | null {
  const names = Object.keys(PATTERNS) as readonly PatternName[];
  const name = names.find((one) => String(PATTERNS[one]) === pattern);
  return name === undefined ? `a text like ${pattern ?? 'the others'}` : PATTERN_MEANINGS[name];
}

function meaningOfKey(issues: readonly RawIssue[]): string | null {
  const [issue] = issues;
  if (issue?.code !== 'invalid_format') return null;
  return meaningOfPattern('pattern' in issue ? issue.pattern : undefined);
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' || origin === 'set' ? ' entries' : '';
}
