import type { Scenario } from '../exercise/definition.ts';
import { compileScenario } from '../scenario/compile.ts';
import type { Diagnostic } from '../scenario/diagnostic.ts';
import { hasErrors, sortDiagnostics } from '../scenario/diagnostic.ts';
import type { ReadPlaybook } from '../scenario/link-playbooks.ts';
import { parseText } from '../scenario/parse.ts';
import type { PositionOf } from '../scenario/problems.ts';
import { check } from '../schema/check.ts';
import { type ScenarioSource, scenarioFile } from '../schema/scenario.ts';
import type { Hash } from '../world/content/oci.ts';

export interface ReadContext {
  readonly file: string;
  readonly hash: Hash;
  readonly readPlaybook: ReadPlaybook;
}

/** A scenario file as the checks see it; `scenario` and `source` are null while it does not compile. */
export interface ReadScenario {
  readonly file: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly scenario: Scenario | null;
  readonly source: ScenarioSource | null;
  readonly positionOf: PositionOf;
}

/** Parses and compiles a file, and keeps what the checks need to point into it. */
export function readScenario(text: string, context: ReadContext): ReadScenario {
  const { file } = context;
  const parsed = parseText(text, file);
  const { positionOf } = parsed;
  if (parsed.value === undefined)
    return { file, diagnostics: parsed.diagnostics, scenario: null, source: null, positionOf };
  const compiled = compileScenario(parsed.value, { ...context, positionOf });
  const diagnostics = sortDiagnostics([...parsed.diagnostics, ...compiled.diagnostics]);
  const checked = check(scenarioFile, parsed.value);
  const isSound = !hasErrors(diagnostics) && checked.ok;
  return {
    file,
    diagnostics,
    scenario: isSound ? compiled.scenario : null,
    source: isSound ? checked.value : null,
    positionOf,
  };
}
