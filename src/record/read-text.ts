import { readFileSync, statSync } from 'node:fs';
import { quoted } from '../scenario/visible-text.ts';
import { cannotRead, StoreError, systemCode } from '../store/store-error.ts';

const MOST_BYTES = 8 * 1024 * 1024;

/** Text of a file that a person named. Refused when it is not there or beyond any scenario's size. */
export function readText(path: string, shown: string): string {
  try {
    if (statSync(path).size > MOST_BYTES) throw new StoreError('damaged', `${shown} is too large.`);
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    throw thrown instanceof StoreError ? thrown : cannotRead(quoted(shown), thrown);
  }
}

/** Text of a file that another one names; undefined when there is none, or it cannot be read. */
export function readBeside(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    if (systemCode(thrown) === null) throw thrown;
    return undefined;
  }
}
