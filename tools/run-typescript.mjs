import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

/** Loads a TypeScript module of tools/. Bundled first: the oldest Node that we support does not strip types. */
export async function importTypeScript(root, file) {
  const outfile = path.join(root, '.build', `${path.basename(file, '.ts')}.mjs`);
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [file],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
  return import(`${pathToFileURL(outfile).href}?${Date.now()}`);
}
