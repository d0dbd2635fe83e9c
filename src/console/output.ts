/** What a command printed, in its order: results, and what is said beside them. */
export interface Chunk {
  readonly to: 'out' | 'err';
  readonly bytes: Uint8Array;
}

/** What a command leaves behind: what it printed, and its exit status. */
export interface Output {
  readonly chunks: readonly Chunk[];
  readonly exit: number;
}

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();

export function bytesOf(text: string): Uint8Array {
  return ENCODER.encode(text);
}

export function textOf(bytes: Uint8Array): string {
  return DECODER.decode(bytes);
}

export function out(text: string | Uint8Array, exit = 0): Output {
  const bytes = typeof text === 'string' ? bytesOf(text) : text;
  return { chunks: bytes.length === 0 ? [] : [{ to: 'out', bytes }], exit };
}

export function err(text: string, exit = 1): Output {
  return { chunks: text === '' ? [] : [{ to: 'err', bytes: bytesOf(text) }], exit };
}

/** One after the other; the exit status is that of the last. */
export function joined(...outputs: readonly Output[]): Output {
  return { chunks: outputs.flatMap(({ chunks }) => chunks), exit: outputs.at(-1)?.exit ?? 0 };
}

/** All that went one way. */
export function chunksTo({ chunks }: Output, to: Chunk['to']): Uint8Array {
  const parts = chunks.filter((chunk) => chunk.to === to).map(({ bytes }) => bytes);
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Lines without their ends; a last line end makes no empty line. */
export function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Lines, each with its end. */
export function lined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
