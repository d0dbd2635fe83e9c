import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, constants } from 'node:zlib';
import type { PackedScenario } from '../scenario/packed.ts';
import { readIndex } from './shelf.ts';

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
