import * as fs from 'node:fs';
import * as path from 'node:path';
import { generatedAssets } from './assets.ts';

// Runs in the root of the checkout: tools/run-generate.mjs changes into it.
for (const [name, text] of Object.entries(generatedAssets())) {
  const file = path.join('assets', name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) continue;
  fs.writeFileSync(file, text);
  process.stdout.write(`${file}\n`);
}
