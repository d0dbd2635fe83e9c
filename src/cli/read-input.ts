import { UserError } from './user-error.ts';

const MOST_BYTES = 8 * 1024 * 1024;

/** All of standard input as text. */
export async function readInput(): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of process.stdin) {
    const bytes = Buffer.from(piece as Uint8Array);
    size += bytes.length;
    if (size > MOST_BYTES) throw new UserError('Standard input is too large.', { exitCode: 65 });
    pieces.push(bytes);
  }
  return Buffer.concat(pieces).toString('utf8');
}
