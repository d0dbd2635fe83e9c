import * as fs from 'node:fs';
import * as path from 'node:path';

/** A name that appears is a whole file: a program that starts during a build reads the old one or the new. */
export function writeWhole(file, content) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.draft`;
  fs.writeFileSync(draft, content);
  fs.renameSync(draft, file);
}
