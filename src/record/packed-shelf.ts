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
  /** Texts that `hotwash new` writes: they are like a scenario too. */
  readonly texts: readonly { readonly name: string; readonly end: number }[];
}

// These files were made by our own build; the package is read-only and nothing else stands there.
export function readIndex(folder: string): ShelfIndex {
  return JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as ShelfIndex;
}

/** A packed scenario of the shelf; undefined when it has none of this id, or another than the one of this digest. */
export function readPacked(folder: string, id: string, digest?: string): PackedScenario | undefined {
  const { file, scenarios } = readIndex(folder);
  const found = scenarios.find((one) => one.id === id && one.digest === (digest ?? one.digest));
  return found === undefined ? undefined : (unpack(join(folder, file), found.end) as PackedScenario);
}

/** A packed text of the shelf. */
export function readPackedText(folder: string, name: string): string {
  const { file, texts } = readIndex(folder);
  return String(unpack(join(folder, file), texts.find((one) => one.name === name)?.end ?? 0));
}

// One JSON value a line, and the one asked for is the last that is unpacked.
function unpack(file: string, end: number): unknown {
  const { BROTLI_OPERATION_FLUSH: finishFlush } = constants;
  const bytes = readFileSync(file).subarray(0, end);
  const text = brotliDecompressSync(bytes, { finishFlush }).toString('utf8').trimEnd();
  return JSON.parse(text.slice(text.lastIndexOf('\n') + 1));
}
