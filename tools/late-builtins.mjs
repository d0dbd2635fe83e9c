import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const NAMESPACE = 'late-builtins';

/** Node's own modules that few commands need and that bring many others along. */
const LATE = ['child_process', 'fs/promises', 'net', 'readline', 'worker_threads'];

/** Loads those only when something of theirs is used, since much of the program is loaded together (shared-groups.mjs). */
export const lateBuiltins = {
  name: NAMESPACE,
  setup(bundler) {
    bundler.onResolve({ filter: new RegExp(`^(node:)?(${LATE.join('|')})$`) }, ({ path }) => ({
      path: path.replace('node:', ''),
      namespace: NAMESPACE,
    }));
    bundler.onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => ({
      contents: `for (const name of ${JSON.stringify(Object.keys(require(path)))})
  Object.defineProperty(exports, name, { enumerable: true, get: () => process.getBuiltinModule('${path}')[name] });`,
    }));
  },
};
