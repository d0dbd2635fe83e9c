import type { JournalLine } from './journal.ts';
import { checkJson, isPlainLine, isPlainText } from './journal-text.ts';

type Check = (value: unknown) => string | null;
type Field = readonly [name: string, check: Check, presence?: 'optional'];

// No scenario runs for three years; the bound keeps every later sum of times a safe integer.
const maxSeconds = 100_000_000;

const count: Check = (value) => whole(value, 1, 1_000_000);
const seconds: Check = (value) => whole(value, 0, maxSeconds);
const percent: Check = (value) => within(value, 0, 100);
const confidence: Check = (value) => whole(value, 0, 100);
const flag: Check = (value) => (typeof value === 'boolean' ? null : 'must be true or false');
const seed: Check = (value) => whole(value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
const identifier: Check = (value) =>
  matches(value, /^[a-z0-9][a-z0-9._~-]{0,99}$/, 'must be an id of small letters, digits and dashes');
const sessionId: Check = (value) =>
  matches(value, /^[a-z0-9][a-z0-9-]{0,63}$/, 'must be a session id of small letters, digits and dashes');
const digest: Check = (value) => matches(value, /^sha256:[0-9a-f]{64}$/, 'must be a sha256 digest');
const instant: Check = (value) =>
  matches(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/, 'must be a UTC time');

const fields: Readonly<Record<JournalLine['kind'], readonly Field[]>> = {
  header: [
    ['format', (value) => (value === 1 ? null : 'is not a format that this version reads')],
    ['engine', line(100)],
    ['scenario', scenario],
    ['seed', seed],
    ['mode', oneOf(['coach', 'assess', 'headless'])],
    ['team', (value) => (value === null ? null : line(200)(value))],
    ['seats', seats],
    ['facilitator', flag],
    ['endEx', seconds, 'optional'],
    ['session', sessionId],
    ['created', instant],
  ],
  decision: [
    ['seq', count],
    ['at', seconds],
    ['by', identifier],
    ['do', line(16_000)],
    ['reason', line(4000), 'optional'],
    ['confidence', confidence, 'optional'],
    ['facts', digest],
  ],
  mark: [['at', seconds]],
  undo: [['seq', count]],
  hint: [
    ['at', seconds],
    ['id', identifier],
    ['price', percent],
  ],
  pause: [
    ['at', seconds],
    ['on', flag],
    ['seconds', (value) => within(value, 0, maxSeconds), 'optional'],
  ],
  answer: [
    ['question', identifier],
    ['text', text(40_000)],
  ],
  facilitator: [
    ['at', seconds],
    ['do', line(16_000)],
    ['text', text(40_000)],
  ],
  end: [
    ['at', seconds],
    ['ending', identifier],
    ['percent', percent],
    ['factsDigest', digest],
    ['result', checkJson, 'optional'],
  ],
};

/** What is wrong with a line's value, or null. Closed shapes: a field too many is as wrong as one too few. */
export function checkShape(value: unknown): string | null {
  if (!isObject(value)) return 'is not an object';
  const kind = value.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(fields, kind)) return 'is of no kind that a journal has';
  return checkFields(value, [['kind', () => null], ...fields[kind as JournalLine['kind']]]);
}

/** The same record with its keys in the one order in which a journal writes them. */
export function inWritingOrder(record: JournalLine): Readonly<Record<string, unknown>> {
  const from: Readonly<Record<string, unknown>> = { ...record };
  const ordered: Record<string, unknown> = { kind: record.kind };
  for (const [name] of fields[record.kind]) {
    if (Object.hasOwn(from, name)) ordered[name] = from[name];
  }
  return ordered;
}

function checkFields(value: Readonly<Record<string, unknown>>, allowed: readonly Field[]): string | null {
  let present = 0;
  for (const [name, check, presence] of allowed) {
    if (!Object.hasOwn(value, name)) {
      if (presence === 'optional') continue;
      return `has no "${name}"`;
    }
    present += 1;
    const wrong = check(value[name]);
    if (wrong !== null) return `"${name}" ${wrong}`;
  }
  return Object.keys(value).length === present ? null : 'has a field that a journal does not know';
}

function scenario(value: unknown): string | null {
  if (!isObject(value)) return 'must be an object';
  return checkFields(value, [
    ['id', identifier],
    ['digest', digest],
  ]);
}

function seats(value: unknown): string | null {
  if (!isObject(value)) return 'must be an object';
  const entries = Object.entries(value);
  if (entries.length > 50) return 'may hold 50 roles';
  for (const [role, name] of entries) {
    const wrong = identifier(role) ?? line(200)(name);
    if (wrong !== null) return wrong;
  }
  return null;
}

function line(limit: number): Check {
  return (value) => {
    if (typeof value !== 'string') return 'must be a text';
    if (value.length > limit) return `may hold ${limit} characters`;
    return isPlainLine(value) ? null : 'must be one line without control characters';
  };
}

function text(limit: number): Check {
  return (value) => {
    if (typeof value !== 'string') return 'must be a text';
    if (value.length > limit) return `may hold ${limit} characters`;
    return isPlainText(value) ? null : 'holds control characters';
  };
}

function oneOf(allowed: readonly string[]): Check {
  return (value) =>
    typeof value === 'string' && allowed.includes(value) ? null : `must be one of ${allowed.join(', ')}`;
}

function matches(value: unknown, pattern: RegExp, otherwise: string): string | null {
  return typeof value === 'string' && pattern.test(value) ? null : otherwise;
}

function whole(value: unknown, least: number, most: number): string | null {
  return Number.isSafeInteger(value) ? within(value, least, most) : 'must be a whole number';
}

function within(value: unknown, least: number, most: number): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a number';
  return value >= least && value <= most ? null : `must lie between ${least} and ${most}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
