import { Composer, CST, isAlias, isMap, isScalar, isSeq, Lexer, Parser, Scalar, Schema } from 'yaml';
import { type Diagnostic, hasErrors, type Path, sortDiagnostics } from './diagnostic.ts';
import { checkLexemes, fileLimits, type Lexeme } from './hostile-limits.ts';
import { openReport, type Report } from './report.ts';
import { checkText, type Position, readSourceText } from './source-text.ts';
import { type Located, readSourceValue, type SourceNode } from './source-value.ts';
import { adviceFor } from './yaml-problem.ts';

export interface ParsedFile {
  /** Plain JSON values; undefined when the file cannot be read at all. It may have errors and a value. */
  readonly value: unknown;
  /**
   * Where the value at a path stands, or the name before it (`key`); where nothing stands at the path, the nearest
   * thing around it: the name of the map that lacks it, or the beginning of the file.
   */
  readonly positionOf: (path: Path, of?: 'key' | 'value') => Position;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the bytes of a YAML or JSON file. Any bytes give a value, problems with their places, or both; it never throws. */
export function parseBytes(bytes: Uint8Array, file: string): ParsedFile {
  const { text, diagnostics } = readSourceText(bytes, file);
  return text === undefined ? refused(diagnostics) : parseText(text, file);
}

/** Reads the text of a YAML or JSON file, as `parseBytes` does: YAML 1.2 core values, one document, names as keys. */
export function parseText(text: string, file: string): ParsedFile {
  const unsafe = checkText(text, file);
  if (hasErrors(unsafe)) return refused(unsafe);
  const report = openReport(text, file);
  const located = readDocument(text, report);
  return {
    value: located?.value,
    positionOf: (path, of = 'value') => report.positionAt(offsetOf(located, path, of)),
    diagnostics: sortDiagnostics(report.diagnostics()),
  };
}

function refused(diagnostics: readonly Diagnostic[]): ParsedFile {
  return { value: undefined, positionOf: () => ({ line: 1, column: 1 }), diagnostics };
}

function readDocument(text: string, report: Report): Located | undefined {
  const lexemes = lex(text);
  if (!checkLexemes(lexemes, report)) return undefined;
  const { contents, mistakes } = compose(text, lexemes);
  const isBroken = reportMistakes(mistakes, text, lexemes, report);
  if (contents === undefined) return undefined;
  const root = toSourceNode(contents);
  if (root.kind === 'scalar' && root.isEmpty && report.diagnostics().length === 0) {
    report.add({
      offset: 0,
      code: 'yaml/empty',
      message: 'This file is empty.',
      mend: 'Check that this is the right file.',
    });
    return undefined;
  }
  const located = readSourceValue(root, report);
  return isBroken ? undefined : located;
}

/** True when the structure of the file cannot be trusted. */
function reportMistakes(
  mistakes: readonly Mistake[],
  text: string,
  lexemes: readonly Lexeme[],
  report: Report,
): boolean {
  if (mistakes.length === 0) return false;
  const quoteStarts = new Map<number, number>();
  for (const { type, offset, source } of lexemes) {
    if (type.endsWith('-quoted-scalar')) quoteStarts.set(offset + source.length, offset);
  }
  let isBroken = false;
  let hasUnexpected = false;
  // A name over several lines also counts as nested; only the first of the two says what is wrong.
  const isFirst = ({ code }: Mistake) => code === 'MULTILINE_IMPLICIT_KEY';
  const ordered = [...mistakes.filter(isFirst), ...mistakes.filter((mistake) => !isFirst(mistake))];
  for (const { code, message, offset: place } of ordered) {
    const advice = adviceFor(code, message);
    if (advice === undefined) continue;
    // After one token out of place nearly every line below is out of place too.
    if (advice.code === 'yaml/unexpected-token') {
      if (hasUnexpected) continue;
      hasUnexpected = true;
    }
    let offset = place;
    // The library points to where a missing mark was missed; the reader has to look where the text begins.
    if (advice.code === 'yaml/unclosed-quote') offset = quoteStarts.get(offset) ?? offset;
    if (advice.code === 'yaml/bad-indent') while (text[offset] === ' ') offset += 1;
    report.add({ offset, ...advice });
    isBroken = true;
  }
  return isBroken;
}

function lex(text: string): readonly Lexeme[] {
  const lexemes: Lexeme[] = [];
  let offset = 0;
  let isScalar = false;
  for (const source of new Lexer().lex(text)) {
    // One more than the limit is enough for the check to see that it was passed.
    if (lexemes.length > fileLimits.tokens) break;
    if (isScalar) {
      lexemes.push({ type: 'scalar', offset, source });
      offset += source.length;
      isScalar = false;
    } else if (source === CST.SCALAR) {
      isScalar = true;
    } else {
      lexemes.push({ type: CST.tokenType(source) ?? 'error', offset, source });
      if (source !== CST.DOCUMENT && source !== CST.FLOW_END) offset += source.length;
    }
  }
  return lexemes;
}

// The library's own check for duplicate keys compares each with each: 20,000 keys take seconds. The walk uses a map.
const options = {
  version: '1.2',
  // Made once: the library would make another for every document, and a scenario has dozens of playbooks.
  schema: new Schema({ schema: 'core', merge: false, resolveKnownTags: false }),
  strict: true,
  stringKeys: true,
  uniqueKeys: false,
} as const;

interface Mistake {
  readonly offset: number;
  readonly code: string;
  readonly message: string;
}

interface Composed {
  /** Undefined when composing was given up: nobody reads on after so many mistakes. */
  readonly contents: unknown;
  readonly mistakes: readonly Mistake[];
}

const maxMistakes = 1000;

function compose(text: string, lexemes: readonly Lexeme[]): Composed {
  const mistakes: Mistake[] = [];
  const record = (mistake: Mistake) => {
    // Thrown before it is recorded: the library catches it at each level of nesting and reports it here once more.
    if (mistakes.length >= maxMistakes) throw new GaveUp();
    mistakes.push(mistake);
  };
  const composer = new Composer(options);
  // The library makes an Error with a stack trace of each mistake, which takes most of the time of a file full of them.
  // Were this handler no longer asked, the mistakes would still come with the document.
  Object.assign(composer, {
    onError: (source: unknown, code: string, message: string, isWarning?: boolean) => {
      if (isWarning !== true) record({ offset: startOf(source), code, message });
    },
  });
  try {
    const [document] = composer.compose(parseLexemes(lexemes, record), true, text.length);
    for (const { pos, code, message } of document?.errors ?? [])
      mistakes.push({ offset: pos[0], code, message });
    return { contents: document?.contents ?? null, mistakes };
  } catch (error) {
    if (!(error instanceof GaveUp)) throw error;
    return { contents: undefined, mistakes };
  }
}

function* parseLexemes(
  lexemes: readonly Lexeme[],
  record: (mistake: Mistake) => void,
): Generator<CST.Token, void> {
  const parser = new Parser();
  function* tokens(): Generator<CST.Token, void> {
    for (const { type, source } of lexemes) {
      if (type === 'scalar') yield* parser.next(CST.SCALAR);
      yield* parser.next(source);
    }
    yield* parser.end();
  }
  for (const token of tokens()) {
    if (token.type === 'error')
      record({ offset: token.offset, code: 'UNEXPECTED_TOKEN', message: token.message });
    else yield token;
  }
}

class GaveUp extends Error {}

function startOf(source: unknown): number {
  if (typeof source === 'number') return source;
  if (Array.isArray(source)) return startOf(source[0]);
  const isToken = typeof source === 'object' && source !== null && 'offset' in source;
  return isToken && typeof source.offset === 'number' ? source.offset : 0;
}

function toSourceNode(node: unknown): SourceNode {
  if (isAlias(node)) return { kind: 'alias', offset: node.range?.[0] ?? 0, name: node.source };
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => ({
      key: toSourceNode(key),
      value: value === null ? undefined : toSourceNode(value),
    }));
    return { kind: 'map', ...placeOf(node), entries };
  }
  if (isSeq(node)) return { kind: 'list', ...placeOf(node), items: node.items.map(toSourceNode) };
  if (!isScalar(node)) return { kind: 'scalar', offset: 0, value: null, written: '', isEmpty: true };
  const written = node.source ?? '';
  const isEmpty = written === '' && node.type === Scalar.PLAIN;
  return { kind: 'scalar', ...placeOf(node), value: node.value, written, isEmpty };
}

function placeOf(node: { range?: readonly number[] | null | undefined; anchor?: string }) {
  const offset = node.range?.[0] ?? 0;
  return node.anchor === undefined ? { offset } : { offset, anchor: node.anchor };
}

function offsetOf(root: Located | undefined, path: Path, of: 'key' | 'value'): number {
  if (root === undefined) return 0;
  let located = root;
  for (const step of path) {
    const child = located.children?.get(step);
    if (child === undefined) return located.keyOffset ?? located.offset;
    located = child;
  }
  return of === 'key' ? (located.keyOffset ?? located.offset) : located.offset;
}
