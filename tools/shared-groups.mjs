import * as fs from 'node:fs';
import * as path from 'node:path';

// Cut by who needs it, what the commands share would be a hundred small files, and opening each costs about as much as reading 20 KB
// of it. So whoever needs a part of what the screen of a play loads gets all of that: then it is cut into few large files.
const NAMESPACE = 'shared-core';
const PLAY = 'src/cli/commands/play.ts';
const SCREEN = 'src/ui/start.tsx';
/** They come before any command is known. */
const BEFORE_ALL = new Set(['src/main.ts', 'src/cli/program.ts']);

function closureOf(inputs, file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const { kind, path: to } of inputs[file].imports)
    if (kind !== 'dynamic-import' && Object.hasOwn(inputs, to)) closureOf(inputs, to, found);
  return found;
}

function isOwn(file) {
  return file.startsWith('src/');
}

/** The files of the core, and the entries of the bundle that touch it. */
function findCore({ inputs, outputs }) {
  const entries = Object.values(outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
  const reach = new Map(entries.map((entry) => [entry, closureOf(inputs, entry)]));
  const elsewhere = new Set(
    entries.filter((entry) => entry !== SCREEN).flatMap((entry) => [...reach.get(entry)]),
  );
  const shared = [...reach.get(SCREEN)].filter((file) => elsewhere.has(file));
  const core = new Set([...reach.get(PLAY), ...shared].filter((file) => isOwn(file) && file !== PLAY));
  const touches = (entry) => [...reach.get(entry)].some((file) => core.has(file));
  return { core, entries: entries.filter((one) => !BEFORE_ALL.has(one) && !core.has(one) && touches(one)) };
}

/** Makes every entry that touches the core import all of it, so that the bundler sees one thing with one use. */
export function sharedCore(root, metafile) {
  const { core, entries } = findCore(metafile);
  const imports = [...core].map((file) => `import ${JSON.stringify(`./${file}`)};`);
  const isEntry = new Set(entries.map((entry) => path.join(root, entry)));
  return {
    name: NAMESPACE,
    setup(bundler) {
      bundler.onResolve({ filter: /^shared-core$/ }, () => ({ path: NAMESPACE, namespace: NAMESPACE }));
      bundler.onLoad({ filter: /./, namespace: NAMESPACE }, () => ({
        contents: imports.join('\n'),
        resolveDir: root,
      }));
      bundler.onLoad({ filter: /\.tsx?$/ }, ({ path: file }) => {
        if (!isEntry.has(file)) return undefined;
        const contents = `${fs.readFileSync(file, 'utf8')}\nimport 'shared-core';\n`;
        return { contents, loader: path.extname(file).slice(1) };
      });
    },
  };
}
