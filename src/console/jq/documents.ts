import { JqError, type Json } from './json.ts';

/** The JSON values of a text, one after the other, as jq reads a stream; throws its sentence about what is none. */
export function readDocuments(text: string): readonly Json[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  if (isTooDeep(trimmed)) throw new JqError('parse error: Exceeds depth limit for parsing');
  const whole = parsed(trimmed);
  if (whole !== undefined) return [whole];
  const values: Json[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const end = endOfValue(text, at);
    const value = parsed(text.slice(at, end));
    if (value === undefined) throw new JqError(`parse error: ${problemAt(text, at)}`);
    values.push(value);
    at = end;
  }
  return values;
}

const DEEPEST = 256;

// Told before parsing: what follows walks values by calling itself.
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Behind the bracket that closes what opens here, or behind a bare word. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  let inString = false;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
      if (!inString && depth === 0) return at + 1;
    } else if (char === '"') {
      if (depth === 0 && at > from) return at;
      inString = true;
    } else if ('[{'.includes(char)) {
      if (depth === 0 && at > from) return at;
      depth += 1;
    } else if (']}'.includes(char)) {
      depth -= 1;
      if (depth <= 0) return at + 1;
    } else if (depth === 0 && /\s/.test(char)) return at;
  }
  return text.length;
}

// jq's own parser tells more kinds of mistakes apart; these cover what tools print instead of JSON.
function problemAt(text: string, from: number): string {
  const lines = text.split('\n');
  const end = `EOF at line ${lines.length}, column ${lines.at(-1)?.length ?? 0}`;
  if ('[{"'.includes(text[from] ?? '')) return `Unfinished JSON term at ${end}`;
  const what = 'tfn'.includes(text[from] ?? '') ? 'Invalid literal' : 'Invalid numeric literal';
  const stop = wordEnd(text, from);
  const line = text.slice(0, from).split('\n').length;
  if (stop >= text.length) return `${what} at ${end}`;
  if (text[stop] === '\n') return `${what} at line ${line + 1}, column 0`;
  return `${what} at line ${line}, column ${stop - text.lastIndexOf('\n', from - 1)}`;
}

function wordEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) if (/[\s,:[\]{}"]/.test(text[at] ?? '')) return at;
  return text.length;
}
