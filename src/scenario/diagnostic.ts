import { escapeUnsafe } from './visible-text.ts';

export type Severity = 'error' | 'warning' | 'note';

export type Path = readonly (string | number)[];

/**
 * One problem in a file, for the person who wrote it. Line and column count from 1, columns in UTF-16 code units.
 * `message` says in one sentence what is wrong, `mend` in one sentence what to do about it.
 */
export interface Diagnostic {
  readonly severity: Severity;
  readonly code: `${string}/${string}`;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: Path;
  readonly message: string;
  readonly mend: string;
}

export interface FormatOptions {
  /** The most problems that are printed; the rest is counted in one last line. */
  readonly limit?: number;
  /** Gives the text of a file when its lines are to be shown under the problem. */
  readonly sourceOf?: (file: string) => string | undefined;
}

const severityRank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Tells whether any of the problems forbids using the file; warnings and notes do not. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** Sorts by file, line and column, then by severity and code, so that the same problems always print the same text. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compareText(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      severityRank[a.severity] - severityRank[b.severity] ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}

/**
 * Prints one problem as `file:line:column: error code: message` and `    mend: …` below it.
 * With the text of the file, the line at fault stands between them, with a caret.
 */
export function formatDiagnostic(diagnostic: Diagnostic, source?: string): string {
  const { file, line, column, severity, code, message, mend } = diagnostic;
  const lines = [`${file}:${line}:${column}: ${severity} ${code}: ${message}`].map(escapeUnsafe);
  if (source !== undefined) lines.push(...excerpt(source, line, column));
  lines.push(escapeUnsafe(`    mend: ${mend}`));
  return lines.join('\n');
}

/** Prints the problems in order of position, at most `limit` (20) of them, then `and 37 more`. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], options: FormatOptions = {}): string {
  const limit = options.limit ?? 20;
  const shown = sortDiagnostics(diagnostics)
    .slice(0, limit)
    .map((diagnostic) => formatDiagnostic(diagnostic, options.sourceOf?.(diagnostic.file)));
  if (diagnostics.length > limit) shown.push(`and ${diagnostics.length - limit} more`);
  return shown.join('\n');
}

const excerptWidth = 96;

// A file may be one line of a megabyte: only what surrounds the column is shown.
function excerpt(source: string, line: number, column: number): readonly string[] {
  const start = offsetOfLine(source, line);
  if (start === undefined) return [];
  const newline = source.indexOf('\n', start);
  const end = newline === -1 ? source.length : newline;
  const caret = Math.min(start + column - 1, end);
  const from = caret - start < excerptWidth - 16 ? start : caret - excerptWidth / 2;
  const to = Math.min(end, from + excerptWidth);
  const before = show(source.slice(from, caret));
  const after = show(source.slice(caret, to));
  const gutter = String(line);
  const lead = from > start ? '…' : '';
  const tail = to < end ? '…' : '';
  return [
    `    ${gutter} | ${lead}${before}${after}${tail}`.trimEnd(),
    `    ${' '.repeat(gutter.length)} | ${' '.repeat(lead.length + before.length)}^`,
  ];
}

// A tab is one column wide here, so that the caret stands under its character.
function show(text: string): string {
  return escapeUnsafe(text.replace(/\t/g, ' ').replace(/\r$/, ''));
}

function offsetOfLine(source: string, line: number): number | undefined {
  let offset = 0;
  for (let current = 1; current < line; current += 1) {
    const newline = source.indexOf('\n', offset);
    if (newline === -1) return undefined;
    offset = newline + 1;
  }
  return offset;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
