import type { Checker } from '../schema/checker.ts';
import { canonicalJson } from '../world/canonical-json.ts';
import { utf8 } from '../world/content/bytes.ts';
import type { Hash } from '../world/content/oci.ts';
import { sortDiagnostics } from './diagnostic.ts';
import { linkPlaybooks, type ReadPlaybook } from './link-playbooks.ts';
import { type Compiled, type LinkContext, linkScenario } from './link-scenario.ts';
import type { Linker } from './linker.ts';
import { schemaDiagnostics } from './schema-diagnostics.ts';
import { drawn } from './vary.ts';

/** What compiling needs from outside: where the document came from, a hash, and the files beside it. */
export interface CompileContext extends LinkContext {
  /** Null leaves out playbooks that stand in files of their own, as for a scenario kept with a session. */
  readonly readPlaybook: ReadPlaybook | null;
  /** What the scenario's `vary` draws from; 0, or left out, leaves it as written. The digest is that of the file either way. */
  readonly seed?: number;
}

/** Compiles a parsed document into a scenario, or says everything that is wrong with it. Any JSON value may come; it never throws. */
export function compileChecked(source: unknown, context: CompileContext, checker: Checker): Compiled {
  const checked = checker.scenario(source);
  if (!checked.ok) {
    const diagnostics = schemaDiagnostics(checked.issues, context.file, context.positionOf);
    return { scenario: null, diagnostics: sortDiagnostics(diagnostics) };
  }
  const draw = drawn(checked.value, context.seed ?? 0, context.hash);
  const { positionOf, readPlaybook: read } = context;
  const playbooksOf = (linker: Linker) =>
    linkPlaybooks(linker, { positionOf, read, redraw: draw.redraw, checker });
  return linkScenario(draw, context, digestOfSource(source, context.hash), playbooksOf);
}

/** Digest under which sessions know the scenario: sha256 of its source as sorted-key JSON, before defaults. */
export function digestOfSource(source: unknown, hash: Hash): string {
  return `sha256:${hash(utf8(canonicalJson(source)))}`;
}
