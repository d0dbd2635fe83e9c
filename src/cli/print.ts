import fs from 'node:fs';

const OUT = 1;
const ERR = 2;
const FULL_PIPE_MS = 5;

/** Results go to standard output, as one piece: a pipe closed early ends us quietly. */
export function printResult(text: string): void {
  print(OUT, text.endsWith('\n') ? text : `${text}\n`);
}

export function printJson(document: unknown): void {
  printResult(JSON.stringify(document, null, 2));
}

/** Everything that is no result goes to standard error. */
export function printNote(text: string): void {
  print(ERR, `${text}\n`);
}

// Straight to the file: Node's streams bring a dozen modules along, which takes longer than most of what is printed.
function print(fd: typeof OUT | typeof ERR, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSome(fd, bytes, written);
}

/** How many bytes were taken: none by a pipe that is full and does not wait for its reader, after a moment in which it may read. */
function writeSome(fd: typeof OUT | typeof ERR, bytes: Uint8Array, from: number): number {
  try {
    return fs.writeSync(fd, bytes, from);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EPIPE') process.exit();
    if (code !== 'EAGAIN') throw thrown;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL_PIPE_MS);
    return 0;
  }
}
