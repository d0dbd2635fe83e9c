import { type CompileContext, compileChecked } from './compile-checked.ts';
import { FILE_CHECKER } from './file-checker.ts';
import type { Compiled } from './link-scenario.ts';

/** Compiles a parsed document by the schemas, which say everything that is wrong with it. */
export function compileScenario(source: unknown, context: CompileContext): Compiled {
  return compileChecked(source, context, FILE_CHECKER);
}
