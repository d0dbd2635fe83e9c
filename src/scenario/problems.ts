import type { Diagnostic, Path } from './diagnostic.ts';
import { nearestName } from './nearest-name.ts';
import type { Position } from './source-text.ts';
import { quoted } from './visible-text.ts';

/** Where the value at a path stands in its file, or the name before it. */
export type PositionOf = (path: Path, of?: 'key' | 'value') => Position;

/** A problem whose place is a path in the document. */
export interface PathProblem {
  readonly path: Path;
  readonly of?: 'key' | 'value';
  readonly code: Diagnostic['code'];
  readonly message: string;
  readonly mend: string;
}

/** Collects the problems of one document, each once for its place: what an alias repeats is said once. */
export interface Problems {
  readonly add: (problem: PathProblem) => void;
  /** Says that a name means nothing, and which one was probably meant. */
  readonly unknown: (
    path: Path,
    name: string,
    what: string,
    known: Iterable<string>,
    more?: { readonly of?: 'key' | 'value' | undefined; readonly mend?: string | undefined },
  ) => void;
  readonly list: () => readonly Diagnostic[];
}

// Nobody mends more at once, and each costs a search for its place.
const MOST_PROBLEMS = 300;
const MOST_SUGGESTIONS = 100;
const MOST_COMPARED = 500;

/** Opens a list of problems of a document in one file. */
export function openProblems(file: string, positionOf: PositionOf): Problems {
  const found: Diagnostic[] = [];
  const seen = new Set<string>();
  const add = ({ path, of, code, message, mend }: PathProblem): void => {
    if (found.length >= MOST_PROBLEMS) return;
    const position = positionOf(path, of);
    const place = `${code}:${position.line}:${position.column}:${message}`;
    if (seen.has(place)) return;
    seen.add(place);
    found.push({ severity: 'error', code, file, ...position, path, message, mend });
  };
  return {
    add,
    unknown: (path, name, what, known, { of, mend } = {}) => {
      // Comparing takes time, and nobody reads the hundredth suggestion.
      const names = found.length < MOST_SUGGESTIONS ? [...known].slice(0, MOST_COMPARED) : [];
      add({
        path,
        ...(of !== undefined && { of }),
        code: `link/unknown-${what.replaceAll(' ', '-')}`,
        message: `There is no ${what} ${quoted(name)}.`,
        mend: mend ?? mendName(name, names, what),
      });
    },
    list: () => found,
  };
}

const MOST_LISTED = 8;

/** How a thing is defined that no part of the file lists. */
const DEFINED: Readonly<Record<string, string>> = {
  signer: ' as the "signsAs" of its maker’s pipeline',
};

/** The sentence that names what could have been meant. */
export function mendName(name: string, known: readonly string[], what: string): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `Did you mean ${quoted(nearest)}?`;
  const how = DEFINED[what] ?? '';
  if (known.length === 0) return `Define a ${what}${how}, or leave this out.`;
  const listed = known.slice(0, MOST_LISTED).map(quoted).join(', ');
  return `Write one of ${listed}${known.length > MOST_LISTED ? ' and so on' : ''}, or define it${how}.`;
}
