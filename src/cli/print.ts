import fs from 'node:fs';

const OUT = 1;
const ERR = 2;

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
  let written = 0;
  try {
    while (written < bytes.length) written += fs.writeSync(fd, bytes, written);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EPIPE') process.exit();
    if (code !== 'EAGAIN') throw thrown;
    // A pipe that does not wait for its reader: Node's stream does.
    const stream = fd === OUT ? process.stdout : process.stderr;
    stream.write(bytes.subarray(written));
  }
}
