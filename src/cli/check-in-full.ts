import { hashBytes } from '../record/hash-bytes.ts';
import type { Diagnostic } from '../scenario/diagnostic.ts';
import { loadScenario } from '../scenario/load.ts';
import type { LoadContext } from '../scenario/load-checked.ts';

/** All that is wrong with the text of a scenario file, by the schemas and with digests as they are. */
export function problemsInFull(text: string, context: Omit<LoadContext, 'hash'>): readonly Diagnostic[] {
  return loadScenario(text, { ...context, hash: hashBytes }).diagnostics;
}
