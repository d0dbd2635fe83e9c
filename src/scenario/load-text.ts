import { FILE_SHAPES } from '../schema/shapes.ts';
import type { LoadContext, Loaded } from './load-checked.ts';
import { loadQuickly } from './load-quickly.ts';

/** Reads the text of a scenario file. Nearly all files are right, and then nothing of the validator is loaded. */
export async function loadText(text: string, context: LoadContext): Promise<Loaded> {
  const quick = FILE_SHAPES === null ? null : loadQuickly(text, context, FILE_SHAPES);
  if (quick !== null) return quick;
  const { loadScenario } = await import('./load.ts');
  return loadScenario(text, context);
}
