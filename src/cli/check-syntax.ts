import { dirname, join, resolve } from 'node:path';
import { readBeside, readText } from '../record/read-text.ts';
import { type Diagnostic, formatDiagnostics } from '../scenario/diagnostic.ts';
import type { LoadContext } from '../scenario/load-checked.ts';
import { loadQuickly } from '../scenario/load-quickly.ts';
import { FILE_SHAPES } from '../schema/shapes.ts';
import { fileOf } from './checked-file.ts';
import { looseHash } from './loose-hash.ts';
import { printNote, printResult } from './print.ts';

const FINDINGS = 1;

/** Says whether scenarios can be read and compiled. Nothing is loaded for it that a file needs only to be played. */
export async function checkSyntax(names: readonly string[]): Promise<void> {
  const files = [...new Set(names)].map(fileOf);
  const { problems, words } = await readSyntax(files);
  if (words !== '') printResult(words);
  if (problems > 0) process.exitCode = FINDINGS;
  else printNote(files.length === 1 ? 'It reads and compiles.' : `All ${files.length} read and compile.`);
}

// Where nothing is wrong nobody sees a digest; where something is, the file is read again with the right ones.
async function problemsOf(text: string, context: Omit<LoadContext, 'hash'>): Promise<readonly Diagnostic[]> {
  const quick = FILE_SHAPES && loadQuickly(text, { ...context, hash: looseHash }, FILE_SHAPES);
  if (quick?.diagnostics.length === 0) return [];
  const { problemsInFull } = await import('./check-in-full.ts');
  return problemsInFull(text, context);
}

/** All that is wrong with files, sorted, and how much that is. */
async function readSyntax(
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
    found.push(...(await problemsOf(text, { file, readPlaybook })));
  }
  const words = formatDiagnostics(found, { limit: Infinity, sourceOf: (file) => texts.get(file) });
  return { problems: found.length, words };
}
