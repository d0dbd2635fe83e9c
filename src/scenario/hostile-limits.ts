import type { Report } from './report.ts';
import { quoted } from './visible-text.ts';

/** One token of a file as the lexer gives it, before anything is built from it. */
export interface Lexeme {
  readonly type: string;
  readonly offset: number;
  readonly source: string;
}

/** What a file may hold at most. `nodes` counts names and values, and what an alias stands for each time it is used. */
export const fileLimits = {
  depth: 40,
  nodes: 50_000,
  keysPerMap: 2_000,
  aliases: 20,
  stringLength: 20_000,
  lines: 30_000,
  tokens: 300_000,
} as const;

/**
 * Checks the tokens of a file before they are composed, so that no file can make composing slow or deep.
 * Reports tags, directives and further documents too; false means that the file must not be composed.
 */
export function checkLexemes(lexemes: readonly Lexeme[], report: Report): boolean {
  return [
    checkCounts(lexemes, report),
    checkDepth(lexemes, report),
    checkDocuments(lexemes, report),
    checkTangles(lexemes, report),
    checkLengths(lexemes, report),
  ].every((passed) => passed);
}

// What each kind of token counts towards. Every group but the last is a lower bound for the nodes of the file, names included.
const groupOfType: Readonly<Record<string, 'scalar' | 'item' | 'key' | 'colon' | 'comma' | 'line'>> = {
  scalar: 'scalar',
  'single-quoted-scalar': 'scalar',
  'double-quoted-scalar': 'scalar',
  alias: 'scalar',
  'flow-map-start': 'scalar',
  'flow-seq-start': 'scalar',
  'seq-item-ind': 'item',
  'explicit-key-ind': 'key',
  'map-value-ind': 'colon',
  comma: 'comma',
  newline: 'line',
};

function checkCounts(lexemes: readonly Lexeme[], report: Report): boolean {
  const counts = { scalar: 0, item: 0, key: 0, colon: 0, comma: 0, line: 0 };
  let aliases = 0;
  for (const { type, offset } of lexemes) {
    const group = groupOfType[type];
    if (type === 'alias') aliases += 1;
    if (aliases > fileLimits.aliases) {
      reportTooManyAliases(offset, report);
      return false;
    }
    if (group === undefined) continue;
    counts[group] += 1;
    if (counts[group] <= (group === 'line' ? fileLimits.lines : fileLimits.nodes)) continue;
    if (group === 'line') reportTooManyLines(offset, report);
    else reportTooManyNodes(offset, report);
    return false;
  }
  const token = lexemes[fileLimits.tokens];
  if (token !== undefined) reportTooManyTokens(token.offset, report);
  return token === undefined;
}

function reportTooManyTokens(offset: number, report: Report): void {
  report.add({
    offset,
    code: 'limit/tokens',
    message: 'This file has more words and punctuation marks than are read.',
    mend: 'Check that this is the right file, or make it smaller.',
  });
}

function reportTooManyLines(offset: number, report: Report): void {
  report.add({
    offset,
    code: 'limit/lines',
    message: `This file has more than ${fileLimits.lines} lines.`,
    mend: 'Check that this is the right file, or make it shorter.',
  });
}

function reportTooManyAliases(offset: number, report: Report): void {
  report.add({
    offset,
    code: 'limit/aliases',
    message: `This file uses more than ${fileLimits.aliases} aliases (\`*name\`).`,
    mend: 'Write the repeated part out instead of using an alias.',
  });
}

/** Says that a file holds more values than are read. */
export function reportTooManyNodes(offset: number, report: Report): void {
  report.add({
    offset,
    code: 'limit/nodes',
    message: `This file holds more than ${fileLimits.nodes} names and values.`,
    mend: 'Check that this is the right file, or make it smaller.',
  });
}

/** Says that lists and maps stand too deep inside one another. */
export function reportTooDeep(offset: number, report: Report): void {
  report.add({
    offset,
    code: 'limit/depth',
    message: `Lists and maps are nested more than ${fileLimits.depth} deep here.`,
    mend: 'Check the indentation and the brackets, or make the structure flatter.',
  });
}

const keyEnds: ReadonlySet<string> = new Set([
  'scalar',
  'single-quoted-scalar',
  'double-quoted-scalar',
  'alias',
  'flow-map-end',
  'flow-seq-end',
]);

const blockStarts: ReadonlySet<string> = new Set([
  'scalar',
  'single-quoted-scalar',
  'double-quoted-scalar',
  'alias',
  'flow-map-start',
  'flow-seq-start',
  'seq-item-ind',
  'explicit-key-ind',
  'map-value-ind',
]);

const indicators: ReadonlySet<string> = new Set(['seq-item-ind', 'explicit-key-ind', 'map-value-ind']);

/**
 * Bounds the depth from below, without building anything. In block style every open value stands at a column of its own,
 * right of its parent's; only a list may stand under its own key, so the true depth is at most double.
 * Inside brackets the parser also nests, as an error, at each further indicator of one entry.
 */
function checkDepth(lexemes: readonly Lexeme[], report: Report): boolean {
  const columns: number[] = [];
  const entryIndicators: number[] = [];
  let excess = 0;
  let lineStart = 0;
  let before = 'newline';
  const clearEntry = () => {
    excess -= Math.max(0, (entryIndicators.pop() ?? 0) - 2);
  };
  for (const { type, offset, source } of lexemes) {
    const isColonOfKey = type === 'map-value-ind' && keyEnds.has(before);
    if (entryIndicators.length === 0 && blockStarts.has(type) && !isColonOfKey) {
      const column = offset - lineStart;
      while ((columns.at(-1) ?? -1) >= column) columns.pop();
      columns.push(column);
    }
    if (type === 'flow-map-start' || type === 'flow-seq-start') entryIndicators.push(0);
    else if (type === 'flow-map-end' || type === 'flow-seq-end') clearEntry();
    else if (type === 'flow-error-end') while (entryIndicators.length > 0) clearEntry();
    else if (entryIndicators.length > 0 && type === 'comma') {
      clearEntry();
      entryIndicators.push(0);
    } else if (entryIndicators.length > 0 && indicators.has(type)) {
      const count = (entryIndicators.pop() ?? 0) + 1;
      entryIndicators.push(count);
      if (count > 2) excess += 1;
    }
    const newline = source.lastIndexOf('\n');
    if (newline !== -1) lineStart = offset + newline + 1;
    if (type !== 'space') before = type;
    if (Math.max(0, columns.length - 1) + entryIndicators.length + excess > fileLimits.depth) {
      reportTooDeep(offset, report);
      return false;
    }
  }
  return true;
}

const ignoredBetweenDocuments: ReadonlySet<string> = new Set([
  'newline',
  'space',
  'comment',
  'byte-order-mark',
  'doc-mode',
  'doc-end',
  'directive-line',
]);

function checkDocuments(lexemes: readonly Lexeme[], report: Report): boolean {
  let started = false;
  let ended = false;
  for (const { type, offset, source } of lexemes) {
    if (type === 'tag') reportTag(offset, source, report);
    if (type === 'directive-line') reportDirective(offset, report);
    if (type === 'doc-end') ended = true;
    const isContent = !ignoredBetweenDocuments.has(type);
    if (isContent && (ended || (started && type === 'doc-start'))) {
      report.add({
        offset,
        code: 'yaml/several-documents',
        message: 'A second document begins here, and a file holds only one.',
        mend: 'Delete the line "---" or "..." and what does not belong to this file.',
      });
      return false;
    }
    started ||= isContent;
  }
  return true;
}

function reportTag(offset: number, source: string, report: Report): void {
  report.add({
    offset,
    code: 'yaml/tag',
    message: `The tag ${quoted(source)} is not allowed; values have no tags here.`,
    mend: 'Delete the tag, or put quotation marks around a text that begins with "!".',
  });
}

function reportDirective(offset: number, report: Report): void {
  report.add({
    offset,
    code: 'yaml/directive',
    message: 'A line that begins with "%" is a YAML directive, and directives are not allowed.',
    mend: 'Delete this line.',
  });
}

// A person makes a few of these mistakes; the composer needs time quadratic in their number.
const maxTangles = 20;

function checkTangles(lexemes: readonly Lexeme[], report: Report): boolean {
  let open = 0;
  let tangles = 0;
  let anchors = 0;
  for (const { type, offset } of lexemes) {
    if (type === 'flow-map-start' || type === 'flow-seq-start') open += 1;
    else if (type === 'flow-error-end') open = 0;
    else if (type === 'flow-map-end' || type === 'flow-seq-end') {
      if (open === 0) tangles += 1;
      else open -= 1;
    } else if (type === 'tag' || (type === 'seq-item-ind' && open > 0)) tangles += 1;
    else if (type === 'anchor') anchors += 1;
    if (tangles > maxTangles || anchors > fileLimits.aliases) {
      report.add({
        offset,
        code: 'limit/mistakes',
        message: 'This file holds too many stray brackets, list dashes, tags or anchors to be read further.',
        mend: 'Mend the first ones, or check that this is the right file.',
      });
      return false;
    }
  }
  return true;
}

// Escapes make a text longer than its value; one sixth of it at least remains.
const maxSourceOfScalar = 8 * fileLimits.stringLength;

function checkLengths(lexemes: readonly Lexeme[], report: Report): boolean {
  const long = lexemes.find(
    ({ type, source }) => source.length > maxSourceOfScalar && type !== 'comment' && type !== 'space',
  );
  if (long === undefined) return true;
  reportTooLong(long.offset, report);
  return false;
}

/** Says that one text is longer than is read. */
export function reportTooLong(offset: number, report: Report): void {
  report.add({
    offset,
    code: 'limit/text-length',
    message: `This text is longer than ${fileLimits.stringLength} characters.`,
    mend: 'Shorten it, or look for a quotation mark that was never closed.',
  });
}
