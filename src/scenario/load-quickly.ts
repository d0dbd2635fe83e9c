import { quickChecker } from '../schema/quick-checker.ts';
import type { FileShapes } from '../schema/shapes.ts';
import { type LoadContext, type Loaded, loadChecked } from './load-checked.ts';

/** Reads the text of a scenario file without the validator, whose loading takes longer than most files; null where only it can judge. */
export function loadQuickly(text: string, context: LoadContext, shapes: FileShapes): Loaded | null {
  const checker = quickChecker(shapes);
  const loaded = loadChecked(text, context, checker);
  return checker.hasRefused() ? null : loaded;
}
