import type { Checker } from '../schema/checker.ts';
import type { Hash } from '../world/content/oci.ts';
import { compileChecked } from './compile-checked.ts';
import { hasErrors, sortDiagnostics } from './diagnostic.ts';
import type { ReadPlaybook } from './link-playbooks.ts';
import type { Compiled } from './link-scenario.ts';
import { parseText } from './parse.ts';

export interface LoadContext {
  readonly file: string;
  /** Hexadecimal sha256 of bytes. */
  readonly hash: Hash;
  readonly readPlaybook: ReadPlaybook | null;
  readonly seed?: number;
}

export interface Loaded extends Compiled {
  /** The document as plain JSON, whose sorted-key text a session keeps; undefined when the file cannot be read. */
  readonly source: unknown;
}

/** Reads the text of a scenario file: parse, check, link, compile. Any text gives a scenario or everything that is wrong with it. */
export function loadChecked(text: string, context: LoadContext, checker: Checker): Loaded {
  const parsed = parseText(text, context.file);
  if (parsed.value === undefined)
    return { scenario: null, diagnostics: parsed.diagnostics, source: undefined };
  const compiled = compileChecked(parsed.value, { ...context, positionOf: parsed.positionOf }, checker);
  const diagnostics = sortDiagnostics([...parsed.diagnostics, ...compiled.diagnostics]);
  return { scenario: hasErrors(diagnostics) ? null : compiled.scenario, diagnostics, source: parsed.value };
}
