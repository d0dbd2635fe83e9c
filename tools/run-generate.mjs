import * as fs from 'node:fs';
import * as path from 'node:path';
import { importTypeScript } from './run-typescript.mjs';

const root = path.dirname(import.meta.dirname);
const script = path.join(root, 'tools', 'generate.ts');
process.chdir(root);
if (fs.existsSync(script)) await importTypeScript(root, script);
else process.stderr.write('There is nothing to generate yet: tools/generate.ts does not exist.\n');
