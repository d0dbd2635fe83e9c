import * as path from 'node:path';
import { importTypeScript } from './run-typescript.mjs';

/** Puts into src/schema/shapes.ts what tools/shapes.ts makes of the schemas, so that a good file is known without the validator. */
export function packedShapes(root) {
  return {
    name: 'packed-shapes',
    setup(bundler) {
      bundler.onLoad({ filter: /[\\/]src[\\/]schema[\\/]shapes\.ts$/ }, async () => {
        const { fileShapes } = await importTypeScript(root, path.join('tools', 'shapes.ts'));
        // Read as JSON when it is first needed: an object written out as code takes longer.
        const text = JSON.stringify(JSON.stringify(fileShapes()));
        return { contents: `export const FILE_SHAPES = JSON.parse(${text});`, loader: 'js' };
      });
    },
  };
}
