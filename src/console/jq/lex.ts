import { JqError } from './json.ts';

export type Token =
  | { readonly is: 'number'; readonly value: number }
  /** Text parts with the programs between them: `"a\(.b)c"`. */
  | { readonly is: 'string'; readonly parts: readonly (string | readonly Token[])[] }
  | { readonly is: 'field'; readonly name: string }
  | { readonly is: 'word'; readonly name: string }
  | { readonly is: 'variable'; readonly name: string }
  | { readonly is: 'format'; readonly name: string }
  | { readonly is: 'sign'; readonly sign: string };

const LONGEST = 2_000;
const SIGNS = [
  '?//',
  '//=',
  '|=',
  '+=',
  '-=',
  '*=',
  '/=',
  '==',
  '!=',
  '<=',
  '>=',
  '//',
  '..',
  '|',
  ',',
  '.',
  '[',
  ']',
  '(',
  ')',
  '{',
  '}',
  ':',
  ';',
  '=',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '?',
];

/** Cuts a program into tokens. */
export function readTokens(text: string): readonly Token[] {
  if (text.length > LONGEST) throw new JqError(`a filter has at most ${LONGEST} characters here`);
  const { tokens } = readUntil(text, 0, null);
  return tokens;
}

interface Part {
  readonly tokens: readonly Token[];
  readonly end: number;
}

/** Tokens up to the end, or to the parenthesis that closes an interpolation. */
function readUntil(text: string, from: number, close: ')' | null, depth = 0): Part {
  const tokens: Token[] = [];
  let open = 0;
  let at = from;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (/\s/.test(char)) at += 1;
    else if (char === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (char === '"') {
      const { token, end } = readString(text, at, depth);
      tokens.push(token);
      at = end;
    } else if (close !== null && char === ')' && open === 0) return { tokens, end: at + 1 };
    else {
      const { token, end } = readSimple(text, at);
      if (token.is === 'sign') open += token.sign === '(' ? 1 : token.sign === ')' ? -1 : 0;
      tokens.push(token);
      at = end;
    }
  }
  if (close !== null) throw new JqError('unterminated string interpolation');
  return { tokens, end: at };
}

const SIMPLE: readonly (readonly [Token['is'], RegExp])[] = [
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['field', /\.([A-Za-z_][A-Za-z0-9_]*)/y],
  ['variable', /\$([A-Za-z_][A-Za-z0-9_]*)/y],
  ['format', /@([a-z0-9]+)/y],
  ['word', /([A-Za-z_][A-Za-z0-9_]*)/y],
];

function readSimple(text: string, at: number): { readonly token: Token; readonly end: number } {
  for (const [is, source] of SIMPLE) {
    source.lastIndex = at;
    const match = source.exec(text);
    if (match === null) continue;
    const end = at + match[0].length;
    const name = match[1] ?? '';
    if (is === 'number') return { token: { is, value: Number(match[0]) }, end };
    return { token: { is, name } as Token, end };
  }
  const sign = SIGNS.find((one) => text.startsWith(one, at));
  if (sign === undefined) throw new JqError(`syntax error, unexpected INVALID_CHARACTER`);
  return { token: { is: 'sign', sign }, end: at + sign.length };
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '/': '/',
  '"': '"',
  '\\': '\\',
};

function readString(
  text: string,
  from: number,
  depth: number,
): { readonly token: Token; readonly end: number } {
  if (depth > 8) throw new JqError('strings are nested too deeply');
  const parts: (string | readonly Token[])[] = [];
  let plain = '';
  let at = from + 1;
  for (;;) {
    const char = text[at];
    if (char === undefined)
      throw new JqError('syntax error, unexpected end of file, expecting QQSTRING_TEXT');
    if (char === '"') break;
    if (char !== '\\') {
      plain += char;
      at += 1;
      continue;
    }
    const next = text[at + 1] ?? '';
    if (next === '(') {
      const inner = readUntil(text, at + 2, ')', depth + 1);
      parts.push(plain, inner.tokens);
      plain = '';
      at = inner.end;
    } else if (next === 'u') {
      const code = /^[0-9A-Fa-f]{4}$/.exec(text.slice(at + 2, at + 6));
      if (code === null) throw new JqError('invalid escape');
      plain += String.fromCharCode(Number.parseInt(code[0], 16));
      at += 6;
    } else {
      const plainChar = ESCAPES[next];
      if (plainChar === undefined) throw new JqError('invalid escape');
      plain += plainChar;
      at += 2;
    }
  }
  return { token: { is: 'string', parts: [...parts, plain] }, end: at + 1 };
}
