import type { PatternKind } from './pattern.ts';

/** A pattern as a tree. Characters are UTF-16 units: what grep is asked for here is ASCII. */
export type Node =
  | { readonly is: 'char'; readonly holds: (char: string) => boolean }
  | { readonly is: 'assert'; readonly holds: (before: string, after: string) => boolean }
  | { readonly is: 'sequence'; readonly parts: readonly Node[] }
  | { readonly is: 'choice'; readonly parts: readonly Node[] }
  | { readonly is: 'repeat'; readonly part: Node; readonly least: number; readonly most: number | null };

type Parsed = { readonly ok: true; readonly node: Node } | { readonly ok: false; readonly message: string };

interface Reading {
  readonly text: string;
  readonly kind: PatternKind;
  readonly ignoreCase: boolean;
  at: number;
  problem: string | null;
}

const LONGEST = 500;
const MOST_REPEATS = 255;

/** Parses a basic or extended regular expression as GNU grep reads it, without back-references. */
export function parsePattern(text: string, kind: PatternKind, ignoreCase: boolean): Parsed {
  if (text.length > LONGEST) return { ok: false, message: 'regular expression too big' };
  if (kind === 'fixed')
    return { ok: true, node: { is: 'sequence', parts: [...text].map((char) => literal(char, ignoreCase)) } };
  const reading: Reading = { text, kind, ignoreCase, at: 0, problem: null };
  const node = readChoice(reading, 0);
  if (reading.problem === null && reading.at < text.length) reading.problem = 'Unmatched ) or \\)';
  return reading.problem === null ? { ok: true, node } : { ok: false, message: reading.problem };
}

function literal(char: string, ignoreCase: boolean): Node {
  if (!ignoreCase) return { is: 'char', holds: (one) => one === char };
  const lower = char.toLowerCase();
  return { is: 'char', holds: (one) => one.toLowerCase() === lower };
}

/** Whether an operator stands here: `+` in an extended, `\+` in a basic pattern. */
function operatorAt({ text, at, kind }: Reading, operator: string): number {
  if (kind === 'extended') return text[at] === operator ? 1 : 0;
  return text[at] === '\\' && text[at + 1] === operator ? 2 : 0;
}

function readChoice(reading: Reading, depth: number): Node {
  const parts = [readSequence(reading, depth)];
  for (let size = operatorAt(reading, '|'); size > 0; size = operatorAt(reading, '|')) {
    reading.at += size;
    parts.push(readSequence(reading, depth));
  }
  return parts.length === 1 ? (parts[0] as Node) : { is: 'choice', parts };
}

function readSequence(reading: Reading, depth: number): Node {
  const parts: Node[] = [];
  while (reading.at < reading.text.length && reading.problem === null) {
    if (operatorAt(reading, '|') > 0 || (depth > 0 && operatorAt(reading, ')') > 0)) break;
    if (depth === 0 && operatorAt(reading, ')') > 0) {
      if (reading.kind === 'basic') break;
      reading.at += 1;
      parts.push(literal(')', reading.ignoreCase));
      continue;
    }
    const isFirst = parts.length === 0;
    const atom = readAtom(reading, isFirst, depth);
    parts.push(atom.is === 'assert' ? atom : readRepeats(reading, atom));
  }
  return { is: 'sequence', parts };
}

function readRepeats(reading: Reading, atom: Node): Node {
  let node = atom;
  while (reading.problem === null) {
    const star = reading.text[reading.at] === '*' ? 1 : 0;
    const plus = operatorAt(reading, '+');
    const maybe = operatorAt(reading, '?');
    const brace = operatorAt(reading, '{');
    if (star > 0) node = { is: 'repeat', part: node, least: 0, most: null };
    else if (plus > 0) node = { is: 'repeat', part: node, least: 1, most: null };
    else if (maybe > 0) node = { is: 'repeat', part: node, least: 0, most: 1 };
    else if (brace > 0) {
      reading.at += brace;
      node = readBounds(reading, node);
      continue;
    } else break;
    reading.at += star + plus + maybe;
  }
  return node;
}

function readBounds(reading: Reading, part: Node): Node {
  const close = reading.kind === 'extended' ? '}' : '\\}';
  const end = reading.text.indexOf(close, reading.at);
  const [least = '', most] = end < 0 ? [] : reading.text.slice(reading.at, end).split(',');
  const [from, to] = [Number(least), most === undefined ? Number(least) : most === '' ? null : Number(most)];
  const isRight = end >= 0 && /^\d*$/.test(least) && /^\d*$/.test(most ?? '') && from <= MOST_REPEATS;
  if (!isRight || (to !== null && (to < from || to > MOST_REPEATS))) {
    reading.problem = end < 0 ? 'Unmatched { or \\{' : 'Invalid content of \\{\\}';
    return part;
  }
  reading.at = end + close.length;
  return { is: 'repeat', part, least: from, most: to };
}

function readAtom(reading: Reading, isFirst: boolean, depth: number): Node {
  const { text, kind, ignoreCase } = reading;
  const open = operatorAt(reading, '(');
  if (open > 0) return readGroup(reading, open, depth);
  const char = text[reading.at] ?? '';
  reading.at += 1;
  if (char === '.') return { is: 'char', holds: () => true };
  if (char === '[') return readClass(reading);
  if (char === '^' && (kind === 'extended' || isFirst))
    return { is: 'assert', holds: (before) => before === '' };
  if (char === '$' && (kind === 'extended' || isAtEnd(reading)))
    return { is: 'assert', holds: (_, after) => after === '' };
  if (char === '\\') return readEscape(reading);
  return literal(char, ignoreCase);
}

function isAtEnd(reading: Reading): boolean {
  return reading.at >= reading.text.length || operatorAt(reading, ')') > 0 || operatorAt(reading, '|') > 0;
}

function readGroup(reading: Reading, open: number, depth: number): Node {
  if (depth > 20) {
    reading.problem = 'regular expression too big';
    return { is: 'sequence', parts: [] };
  }
  reading.at += open;
  const node = readChoice(reading, depth + 1);
  const close = operatorAt(reading, ')');
  if (close === 0) reading.problem ??= 'Unmatched ( or \\(';
  reading.at += close;
  return node;
}

const isWord = (char: string): boolean => /^[A-Za-z0-9_]$/.test(char);

function readEscape(reading: Reading): Node {
  const char = reading.text[reading.at];
  reading.at += 1;
  switch (char) {
    case undefined:
      reading.problem = 'Trailing backslash';
      return { is: 'sequence', parts: [] };
    case 'w':
      return { is: 'char', holds: isWord };
    case 'W':
      return { is: 'char', holds: (one) => !isWord(one) };
    case 's':
      return { is: 'char', holds: (one) => /^\s$/.test(one) };
    case 'S':
      return { is: 'char', holds: (one) => !/^\s$/.test(one) };
    case 'b':
      return { is: 'assert', holds: (before, after) => isWord(before) !== isWord(after) };
    case '<':
      return { is: 'assert', holds: (before, after) => !isWord(before) && isWord(after) };
    case '>':
      return { is: 'assert', holds: (before, after) => isWord(before) && !isWord(after) };
    default:
      if (/[1-9]/.test(char)) reading.problem = 'Invalid back reference';
      return literal(char, reading.ignoreCase);
  }
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alpha: /^[A-Za-z]$/,
  digit: /^[0-9]$/,
  alnum: /^[A-Za-z0-9]$/,
  upper: /^[A-Z]$/,
  lower: /^[a-z]$/,
  space: /^\s$/,
  blank: /^[ \t]$/,
  punct: /^[!-/:-@[-`{-~]$/,
  xdigit: /^[0-9A-Fa-f]$/,
};

/** What stands between `[` and `]`; a `]` in the first place is one of the characters. */
function readClass(reading: Reading): Node {
  const { text } = reading;
  const isNot = text[reading.at] === '^';
  if (isNot) reading.at += 1;
  const tests: ((char: string) => boolean)[] = [];
  for (let isFirst = true; ; isFirst = false) {
    const char = text[reading.at];
    if (char === undefined) {
      reading.problem = 'Unmatched [, [^, [:, [., or [=';
      break;
    }
    if (char === ']' && !isFirst) break;
    const named = char === '[' && text[reading.at + 1] === ':' ? text.indexOf(':]', reading.at) : -1;
    if (named > 0) {
      const test = CLASSES[text.slice(reading.at + 2, named)];
      if (test === undefined) reading.problem = 'Invalid character class name';
      else tests.push((one) => test.test(one));
      reading.at = named + 2;
      continue;
    }
    const to =
      text[reading.at + 1] === '-' && text[reading.at + 2] !== ']' ? text[reading.at + 2] : undefined;
    if (to !== undefined && to < char) reading.problem = 'Invalid range end';
    const last = to ?? char;
    tests.push((one) => one >= char && one <= last);
    reading.at += to === undefined ? 1 : 3;
  }
  reading.at += 1;
  const { ignoreCase } = reading;
  const isIn = (one: string): boolean =>
    tests.some((test) => test(one) || (ignoreCase && (test(one.toLowerCase()) || test(one.toUpperCase()))));
  return { is: 'char', holds: isNot ? (one) => !isIn(one) : isIn };
}
