import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { hashBytes, readText } from '../record/scenario-catalogue.ts';
import { type Diagnostic, formatDiagnostics } from '../scenario/diagnostic.ts';
import type { LoadContext, Loaded } from '../scenario/load-checked.ts';
import { loadQuickly } from '../scenario/load-quickly.ts';
import { FILE_SHAPES } from '../schema/shapes.ts';
import { systemCode } from '../store/store-error.ts';

/** Whether files can be read and compiled: all that is wrong with them, sorted, and how much that is. */
export async function readSyntax(
  files: readonly string[],
): Promise<{ readonly problems: number; readonly words: string }> {
  const texts = new Map<string, string>();
  const found: Diagnostic[] = [];
  for (const file of files) {
    const folder = dirname(resolve(file));
    const text = readText(resolve(file), file);
    texts.set(file, text);
    const readPlaybook = (name: string): string | undefined => {
      const beside = readBeside(join(folder, name));
      if (beside !== undefined) texts.set(name, beside);
      return beside;
    };
    const { diagnostics } = await load(text, { file, hash: hashBytes, readPlaybook });
    found.push(...diagnostics);
  }
  const words = formatDiagnostics(found, { limit: Infinity, sourceOf: (file) => texts.get(file) });
  return { problems: found.length, words };
}

// Nearly all files that are checked are right, and then nothing of the validator is needed.
async function load(text: string, context: LoadContext): Promise<Loaded> {
  const quick = FILE_SHAPES === null ? null : loadQuickly(text, context, FILE_SHAPES);
  if (quick !== null) return quick;
  const { loadScenario } = await import('../scenario/load.ts');
  return loadScenario(text, context);
}

/** Undefined when there is no such file, or it cannot be read. */
export function readBeside(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    if (systemCode(thrown) === null) throw thrown;
    return undefined;
  }
}
