import { FILE_CHECKER } from './file-checker.ts';
import { type LoadContext, type Loaded, loadChecked } from './load-checked.ts';

/** Reads the text of a scenario file by the schemas, which say everything that is wrong with it. */
export function loadScenario(text: string, context: LoadContext): Loaded {
  return loadChecked(text, context, FILE_CHECKER);
}
