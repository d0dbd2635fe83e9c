import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { hashBytes, readText } from '../record/scenario-catalogue.ts';
import { type Diagnostic, formatDiagnostics } from '../scenario/diagnostic.ts';
import { loadScenario } from '../scenario/load.ts';
import { systemCode } from '../store/store-error.ts';

/** Whether files can be read and compiled: all that is wrong with them, sorted, and how much that is. */
export function readSyntax(files: readonly string[]): { readonly problems: number; readonly words: string } {
  const texts = new Map<string, string>();
  const found: Diagnostic[] = [];
  for (const file of files) {
    const folder = dirname(resolve(file));
    const text = readText(resolve(file), file);
    texts.set(file, text);
    const { diagnostics } = loadScenario(text, {
      file,
      hash: hashBytes,
      readPlaybook: (name) => {
        const beside = readBeside(join(folder, name));
        if (beside !== undefined) texts.set(name, beside);
        return beside;
      },
    });
    found.push(...diagnostics);
  }
  const words = formatDiagnostics(found, { limit: Infinity, sourceOf: (file) => texts.get(file) });
  return { problems: found.length, words };
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
