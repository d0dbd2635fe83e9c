import type { PlaybookLine } from '../exercise/definition.ts';
import type { Checker } from '../schema/checker.ts';
import type { DecisionSource } from '../schema/playbook.ts';
import { parseTime } from '../world/time.ts';
import type { Diagnostic, Path } from './diagnostic.ts';
import { hasErrors, sortDiagnostics } from './diagnostic.ts';
import { linkLine } from './link-line.ts';
import { expectName, type Linker } from './linker.ts';
import { parseText } from './parse.ts';
import { type PlainPlaybook, readPlainPlaybook } from './plain-playbook.ts';
import type { PositionOf } from './problems.ts';
import { schemaDiagnostics } from './schema-diagnostics.ts';
import { checkText } from './source-text.ts';

/** A playbook file as it is read: names inside its lines are not looked up yet. */
export interface PlaybookDocument {
  readonly scenario: string;
  readonly decisions: readonly DecisionSource[];
  readonly positionOf: PositionOf;
}

export interface LoadedPlaybook {
  /** Null when the file cannot be played. */
  readonly playbook: { readonly scenario: string; readonly lines: readonly PlaybookLine[] } | null;
  readonly diagnostics: readonly Diagnostic[];
}

type TimeReader = Pick<Linker, 'calendar'>;

/** Reads a playbook file into its lines, each with the line of the file it stands on. Names in them are judged when they are played. */
export function loadPlaybook(
  text: string,
  file: string,
  calendar: Linker['calendar'],
  checker: Checker,
): LoadedPlaybook {
  const { document, diagnostics } = readPlaybook(text, file, checker);
  if (document === null) return { playbook: null, diagnostics };
  const lines = playbookLines({ calendar }, document.decisions, ['decisions'], document.positionOf);
  return { playbook: { scenario: document.scenario, lines }, diagnostics };
}

interface ReadPlaybook {
  readonly document: PlaybookDocument | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a playbook file as far as its own format goes. */
export function readPlaybook(text: string, file: string, checker: Checker): ReadPlaybook {
  const plain = checkText(text, file).length === 0 ? readPlainPlaybook(text) : null;
  return plain === null
    ? readAnyPlaybook(text, file, checker)
    : { document: documentOf(plain, text, file), diagnostics: [] };
}

// Where a whole decision stands is known; whoever asks for a place inside of one has found a mistake, and then there is time.
function documentOf({ places, ...document }: PlainPlaybook, text: string, file: string): PlaybookDocument {
  const positionOf: PositionOf = (path, of) => {
    const [name, index] = path;
    const known =
      path.length === 2 && name === 'decisions' && of !== 'key' ? places[Number(index)] : undefined;
    return known ?? parseText(text, file).positionOf(path, of);
  };
  return { ...document, positionOf };
}

function readAnyPlaybook(text: string, file: string, checker: Checker): ReadPlaybook {
  const parsed = parseText(text, file);
  if (parsed.value === undefined) return { document: null, diagnostics: parsed.diagnostics };
  const checked = checker.playbook(parsed.value);
  const found = checked.ok ? [] : schemaDiagnostics(checked.issues, file, parsed.positionOf);
  const diagnostics = sortDiagnostics([...parsed.diagnostics, ...found]);
  if (!checked.ok || hasErrors(diagnostics)) return { document: null, diagnostics };
  return { document: { ...checked.value, positionOf: parsed.positionOf }, diagnostics };
}

/** Decisions as the runner takes them. */
export function playbookLines(
  reader: TimeReader,
  decisions: readonly DecisionSource[],
  path: Path,
  positionOf: PositionOf,
): readonly PlaybookLine[] {
  return decisions.map((decision, index) => {
    const { line } = positionOf([...path, index]);
    if (typeof decision === 'string') return { at: null, by: null, do: decision.trim(), line };
    const at = decision.at === undefined ? null : parseTime(decision.at, reader.calendar);
    return { at, by: decision.by ?? null, do: decision.do.trim(), line };
  });
}

/** Looks up every name in the lines of a playbook. */
export function linkDecisions(
  linker: Pick<Linker, 'names' | 'problems' | 'source' | 'calendar'>,
  decisions: readonly DecisionSource[],
  path: Path,
): void {
  for (const [index, decision] of decisions.entries()) {
    const at = [...path, index];
    if (typeof decision === 'string') {
      linkLine(linker, decision, at, 'team');
      continue;
    }
    if (decision.by !== undefined) expectName(linker, 'role', decision.by, [...at, 'by']);
    linkLine(linker, decision.do, [...at, 'do'], 'team');
  }
}
