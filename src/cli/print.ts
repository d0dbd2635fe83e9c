/** Results go to standard output, as one piece: a pipe closed early ends us quietly. */
export function printResult(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

export function printJson(document: unknown): void {
  printResult(JSON.stringify(document, null, 2));
}

/** Everything that is no result goes to standard error. */
export function printNote(text: string): void {
  process.stderr.write(`${text}\n`);
}
