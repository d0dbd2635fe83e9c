import * as fs from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

// Bundled first rather than run as it is: the oldest Node that we support does not strip types by itself.
const root = path.dirname(import.meta.dirname);
const script = path.join(root, 'tools', 'generate.ts');
if (fs.existsSync(script)) {
  const outfile = path.join(root, '.build', 'generate.mjs');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [script],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
  process.chdir(root);
  await import(pathToFileURL(outfile).href);
} else {
  process.stderr.write('There is nothing to generate yet: tools/generate.ts does not exist.\n');
}
