import * as fs from 'node:fs';
import * as path from 'node:path';
import { generatedAssets } from './assets.ts';
import { referenceText } from './reference.ts';
import { wireText } from './wire.ts';

const files = {
  ...Object.fromEntries(
    Object.entries(generatedAssets()).map(([name, text]) => [path.join('assets', name), text]),
  ),
  [path.join('docs', 'wire.md')]: wireText(),
  [path.join('docs', 'reference.md')]: referenceText(),
};

// Runs in the root of the checkout: tools/run-generate.mjs changes into it.
for (const [file, text] of Object.entries(files)) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) continue;
  fs.writeFileSync(file, text);
  process.stdout.write(`${file}\n`);
}
