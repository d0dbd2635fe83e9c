import type { Diagnostic, Path } from './diagnostic.ts';
import { lineStarts, type Position, positionAt } from './source-text.ts';

/** A problem whose place is still an offset in the text. */
export interface Problem {
  readonly offset: number;
  readonly code: Diagnostic['code'];
  readonly path?: Path;
  readonly message: string;
  readonly mend: string;
}

/**
 * Collects the problems of one text, the same problem once for each place.
 * After a mistake in the YAML of a line nothing more is kept from that line: it mostly follows from the mistake.
 */
export interface Report {
  readonly add: (problem: Problem) => void;
  readonly positionAt: (offset: number) => Position;
  readonly diagnostics: () => readonly Diagnostic[];
}

// Past this number a file is no scenario, and composing positions for each problem would only cost time.
const maxProblems = 1000;

/** Opens a report on the text of one file. */
export function openReport(text: string, file: string): Report {
  const starts = lineStarts(text);
  const found: Diagnostic[] = [];
  const seen = new Set<string>();
  const brokenLines = new Set<number>();
  const locate = (offset: number) => positionAt(starts, Math.min(Math.max(offset, 0), text.length));
  return {
    add: ({ offset, code, path, message, mend }) => {
      const position = locate(offset);
      const place = `${code}:${position.line}:${position.column}`;
      const follows = brokenLines.has(position.line) && !code.startsWith('limit/');
      if (found.length >= maxProblems || seen.has(place) || follows) return;
      seen.add(place);
      if (code.startsWith('yaml/')) brokenLines.add(position.line);
      found.push({ severity: 'error', code, file, ...position, path: path ?? [], message, mend });
    },
    positionAt: locate,
    diagnostics: () => found,
  };
}
