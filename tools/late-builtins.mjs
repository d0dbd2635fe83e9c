import { createRequire } from 'node:module';
import { relative } from 'node:path';

const require = createRequire(import.meta.url);
const NAMESPACE = 'late-builtins';

/** Node's own modules that few commands need and that bring many others along. */
const LATE = ['child_process', 'fs/promises', 'net', 'readline', 'worker_threads'];

/** Loads those only when something of theirs is used, since much of the program is loaded together (shared-groups.mjs). */
export const lateBuiltins = {
  name: NAMESPACE,
  setup(bundler) {
    // Each file that asks gets its own, since a file of its own for so little costs more than saying it twice.
    bundler.onResolve({ filter: new RegExp(`^(node:)?(${LATE.join('|')})$`) }, ({ path, importer }) => ({
      path: path.replace('node:', ''),
      suffix: `?for=${relative(bundler.initialOptions.absWorkingDir, importer).replaceAll(/\W/g, '.')}`,
      namespace: NAMESPACE,
    }));
    bundler.onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => ({
      contents: `for (const name of ${JSON.stringify(Object.keys(require(path)))})
  Object.defineProperty(exports, name, { enumerable: true, get: () => process.getBuiltinModule('${path}')[name] });`,
    }));
  },
};
