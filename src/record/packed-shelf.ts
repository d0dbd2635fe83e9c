import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, constants } from 'node:zlib';
import type { Scenario } from '../exercise/definition.ts';
import type { PackedScenario } from '../scenario/packed.ts';

/** What a list shows of a built-in scenario. */
export type CataloguedScenario = Pick<Scenario, 'id' | 'title' | 'summary' | 'level' | 'minutes' | 'digest'>;

/** `index.json` beside the packed scenarios: they are packed together, since they are like each other. */
export interface ShelfIndex {
  readonly file: string;
  /** `end` is where each ends in the packed bytes: no more of them need be unpacked to read it. */
  readonly scenarios: readonly (CataloguedScenario & { readonly end: number })[];
}

// These files were made by our own build; the package is read-only and nothing else stands there.
export function readIndex(folder: string): ShelfIndex {
  return JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as ShelfIndex;
}

/** A packed scenario of the shelf; undefined when it has none of this id, or another than the one of this digest. */
export function readPacked(folder: string, id: string, digest?: string): PackedScenario | undefined {
  const { file, scenarios } = readIndex(folder);
  const found = scenarios.find((one) => one.id === id && one.digest === (digest ?? one.digest));
  if (found === undefined) return undefined;
  const bytes = readFileSync(join(folder, file)).subarray(0, found.end);
  const { BROTLI_OPERATION_FLUSH: finishFlush } = constants;
  const text = brotliDecompressSync(bytes, { finishFlush }).toString('utf8').trimEnd();
  // One a line, and this is the last that was unpacked.
  return JSON.parse(text.slice(text.lastIndexOf('\n') + 1)) as PackedScenario;
}
